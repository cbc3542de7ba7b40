import { type PlanContext, reportUnresolved } from './context.ts';
import type { PartitioningPlan } from './sink-plan.ts';

/** What is taken modulo the number of partitions. */
export function planPartitioning(context: PlanContext): PartitioningPlan | undefined {
  const { partitionBy, key } = context.sink;
  if (partitionBy === undefined) return key === undefined ? { by: 'no key' } : { by: 'key hash' };
  const { sql, type, typed } = partitionBy;
  if (type === undefined || typed === undefined) {
    // Without columns the expression has no types, and the columns are what is reported.
    if (context.sink.relation.columns !== undefined) reportUnresolved('partition expression', context);
    return undefined;
  }
  return { by: 'expression', sql, type, expression: typed };
}
