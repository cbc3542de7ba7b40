import type { CreateSinkStatement } from '../ast/nodes.ts';
import { printExpression } from '../format/print-expression.ts';
import type { ResolveContext } from './context.ts';
import { typePartitionBy } from './expression.ts';
import type { ResolvedKey, ResolvedPartitionBy, ResolvedRelation } from './resolved-sink.ts';

/** Types PARTITION BY. With ENVELOPE DEBEZIUM it may use key columns only. */
export function resolvePartitionBy(
  statement: CreateSinkStatement,
  relation: ResolvedRelation,
  key: ResolvedKey | undefined,
  context: ResolveContext,
): ResolvedPartitionBy | undefined {
  const expression = statement.into.options?.options.find((option) => option.expression)?.expression;
  if (expression === undefined) return undefined;
  const untyped = { expression, sql: printExpression(expression) };
  const { columns } = relation;
  if (columns === undefined) return untyped;
  const allowed = statement.envelope?.envelope === 'DEBEZIUM' ? keyPositions(key) : undefined;
  const scope = { file: context.file, columns, construct: 'PARTITION BY' } as const;
  const typed = typePartitionBy(
    expression,
    allowed === undefined ? scope : { ...scope, allowed },
    context.report,
  );
  return typed === undefined ? untyped : { ...untyped, type: typed.type, typed: typed.expression };
}

/** Nothing, where a column of KEY is reported already: which ones were meant is not known. */
function keyPositions(key: ResolvedKey | undefined): readonly number[] | undefined {
  if (key === undefined) return [];
  const positions = key.columns.map(({ index }) => index).filter((index) => index !== undefined);
  return positions.length === key.columns.length ? positions : undefined;
}
