import type { CreateSinkStatement } from '../ast/nodes.ts';
import type { ResolveContext } from './context.ts';
import type { ResolvedKey, ResolvedPartitionBy, ResolvedRelation } from './resolved-sink.ts';

export function resolvePartitionBy(
  statement: CreateSinkStatement,
  relation: ResolvedRelation,
  key: ResolvedKey | undefined,
  context: ResolveContext,
): ResolvedPartitionBy | undefined {
  const option = statement.into.options?.options.find(({ expression }) => expression !== undefined);
  if (option?.expression === undefined) return undefined;
  void relation;
  void key;
  return {
    expression: option.expression,
    sql: context.text.slice(option.expression.span.start, option.expression.span.end),
  };
}
