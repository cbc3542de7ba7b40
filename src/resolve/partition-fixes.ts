import type { Expression } from '../ast/expressions.ts';
import type { Fix } from '../diagnostics/diagnostic.ts';
import type { SqlType } from '../types/sql-type.ts';
import { castEdits } from './cast-edits.ts';

/** How PARTITION BY of a type that is no number may be meant. */
export function partitionCastFixes(expression: Expression, type: SqlType): readonly Fix[] {
  switch (type.kind) {
    case 'text':
    case 'varchar':
    case 'char':
    case 'name':
    case 'bytea':
      return [hashFix(expression, '')];
    case 'uuid':
    case 'mz_timestamp':
      return expression.kind === 'ColumnReference' ? [hashFix(expression, '::text')] : [];
    case 'bool':
      return [
        { title: 'Cast it to int4', applicability: 'suggested', edits: castEdits(expression, '::int4') },
      ];
    case 'oid':
      return [
        { title: 'Cast it to int8', applicability: 'suggested', edits: castEdits(expression, '::int8') },
      ];
    default:
      return [];
  }
}

function hashFix({ span: { start, end } }: Expression, suffix: string): Fix {
  return {
    title: 'Hash it with kafka_murmur2',
    applicability: 'suggested',
    edits: [
      { span: { start, end: start }, text: 'kafka_murmur2(' },
      { span: { start: end, end }, text: `${suffix})` },
    ],
  };
}
