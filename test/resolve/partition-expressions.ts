import type { Expression } from '../../src/ast/expressions.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { compilePartition } from '../../src/evaluate/partition.ts';
import { parse } from '../../src/parse/parse.ts';
import { typePartitionBy } from '../../src/resolve/expression.ts';
import type { Column, SqlType } from '../../src/types/sql-type.ts';
import { parseText } from '../../src/types/text-forms.ts';
import type { Row } from '../../src/types/value.ts';

/** The relation of the verdict cases: everything nullable except `k`. */
export const COLUMNS: readonly Column[] = (
  [
    ['k', { kind: 'int4' }],
    ['i2', { kind: 'int2' }],
    ['i', { kind: 'int4' }],
    ['i8', { kind: 'int8' }],
    ['u2', { kind: 'uint2' }],
    ['u4', { kind: 'uint4' }],
    ['u8', { kind: 'uint8' }],
    ['f4', { kind: 'float4' }],
    ['f8', { kind: 'float8' }],
    ['n', { kind: 'numeric' }],
    ['s', { kind: 'text' }],
    ['vc', { kind: 'varchar', length: 10 }],
    ['c', { kind: 'char', length: 5 }],
    ['b', { kind: 'bool' }],
    ['d', { kind: 'date' }],
    ['ts', { kind: 'timestamp' }],
    ['tz', { kind: 'timestamptz' }],
    ['tm', { kind: 'time' }],
    ['iv', { kind: 'interval' }],
    ['by', { kind: 'bytea' }],
    ['j', { kind: 'jsonb' }],
    ['u', { kind: 'uuid' }],
    ['o', { kind: 'oid' }],
    ['arr', { kind: 'array', element: { kind: 'int4' } }],
    ['li', { kind: 'list', element: { kind: 'int4' } }],
    ['m', { kind: 'map', value: { kind: 'int4' } }],
  ] as const satisfies readonly (readonly [string, SqlType])[]
).map(([name, type]) => ({ name, type, nullable: name !== 'k' }));

export const PREFIX = 'CREATE SINK s FROM t INTO KAFKA CONNECTION kc (PARTITION BY = ';

export function expressionOf(sql: string): Expression {
  const { value, diagnostics } = parse(`${PREFIX}${sql})`);
  const [statement] = value?.statements ?? [];
  const expression =
    statement?.kind === 'CreateSink' ? statement.into.options?.options[0]?.expression : undefined;
  if (expression === undefined || diagnostics.length > 0) {
    throw new Error(`cannot parse ${sql}: ${JSON.stringify(diagnostics)}`);
  }
  return expression;
}

export interface Verdict {
  /** Of the expression before the cast to uint8. */
  readonly type?: SqlType;
  readonly diagnostics: readonly Diagnostic[];
  /** What a row gives, or why it gives nothing. */
  readonly evaluate?: (row: Row) => bigint | 'null' | 'error';
}

export function verdictOf(sql: string, allowed?: readonly number[]): Verdict {
  const diagnostics: Diagnostic[] = [];
  const scope = { file: '<test>', columns: COLUMNS, construct: 'PARTITION BY' as const };
  const typed = typePartitionBy(
    expressionOf(sql),
    allowed === undefined ? scope : { ...scope, allowed },
    (diagnostic) => diagnostics.push(diagnostic),
  );
  if (typed === undefined) return { diagnostics };
  const compiled = compilePartition(typed.expression);
  return {
    type: typed.type,
    diagnostics,
    evaluate: (row) => {
      const { value, reason } = compiled(row);
      return value ?? reason ?? 'null';
    },
  };
}

/** A row from the text forms of some columns; the others are NULL. */
export function rowOf(texts: Readonly<Record<string, string>>): Row {
  return COLUMNS.map(({ name, type }) => {
    const text = texts[name];
    return text === undefined ? null : parseText(type, text);
  });
}
