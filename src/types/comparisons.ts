import { type Compare, comparisonOf } from './compare.ts';
import type { FunctionRow, ParameterKind } from './function-row.ts';
import type { SqlType } from './sql-type.ts';

const KINDS: readonly ParameterKind[] = [
  'bool',
  'int2',
  'int4',
  'int8',
  'uint2',
  'uint4',
  'uint8',
  'float4',
  'float8',
  'numeric',
  'oid',
  'mz_timestamp',
  'text',
  'char',
  'date',
  'time',
  'timestamp',
  'timestamptz',
  'interval',
  'bytea',
  'jsonb',
  'uuid',
];

interface Comparison {
  readonly name: string;
  readonly summary: string;
  readonly holds: (order: number) => boolean;
}

const COMPARISONS: readonly Comparison[] = [
  { name: '=', summary: 'True where both are equal.', holds: (order) => order === 0 },
  { name: '<>', summary: 'True where both differ.', holds: (order) => order !== 0 },
  { name: '<', summary: 'True where the left one is less.', holds: (order) => order < 0 },
  { name: '<=', summary: 'True where the left one is not greater.', holds: (order) => order <= 0 },
  { name: '>', summary: 'True where the left one is greater.', holds: (order) => order > 0 },
  { name: '>=', summary: 'True where the left one is not less.', holds: (order) => order >= 0 },
];

function scalarRow({ name, summary, holds }: Comparison, kind: ParameterKind): FunctionRow {
  const compare = comparisonOf({ kind } as SqlType) as (left: never, right: never) => number;
  return {
    name,
    parameters: [kind, kind],
    result: 'bool',
    apply: (left: never, right: never) => holds(compare(left, right)),
    summary,
  };
}

function containerRow(
  { name, summary, holds }: Comparison,
  container: 'array' | 'list' | 'record',
): FunctionRow {
  return {
    name,
    parameters: [container, container],
    result: 'bool',
    bind: ([type]) => {
      const compare: Compare = comparisonOf(type ?? { kind: 'text' });
      return (left: never, right: never) => holds(compare(left, right));
    },
    summary,
  };
}

/** Lists know `=` alone, maps nothing. */
export const COMPARISON_ROWS: readonly FunctionRow[] = COMPARISONS.flatMap((comparison) => [
  ...KINDS.map((kind) => scalarRow(comparison, kind)),
  containerRow(comparison, 'array'),
  containerRow(comparison, 'record'),
  ...(comparison.name === '=' ? [containerRow(comparison, 'list')] : []),
]);
