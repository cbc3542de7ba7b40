import type { ResolvedFormat } from '../resolve/resolved-sink.ts';
import { showType } from '../types/show-type.ts';
import { type PlanContext, placeIn, reportUnresolved } from './context.ts';
import { planDiagnostics } from './diagnostics.ts';
import type { FormatPlan, KeyPlan, SinkPlan } from './sink-plan.ts';

/** How key and value are written. */
export function planFormats(context: PlanContext): Pick<SinkPlan, 'key' | 'value'> | undefined {
  const { format, key, relation } = context.sink;
  if (format === undefined) {
    reportUnresolved('format', context);
    return undefined;
  }
  const all = (relation.columns ?? []).map((_, index) => index);
  const value = planFormat(format.value, 'value', all, context);
  if (key === undefined) return value === undefined ? undefined : { value: { format: value } };
  const columns = key.columns.map(({ index }) => index).filter((index) => index !== undefined);
  const keyFormat = planFormat(format.key ?? format.value, 'key', columns, context);
  if (value === undefined || keyFormat === undefined) return undefined;
  const keyPlan: KeyPlan = { columns, format: keyFormat };
  return { key: keyPlan, value: { format: value } };
}

function planFormat(
  format: ResolvedFormat,
  side: 'key' | 'value',
  columns: readonly number[],
  context: PlanContext,
): FormatPlan | undefined {
  switch (format.kind) {
    case 'json':
      return { kind: 'json' };
    case 'text':
      return planText(format, columns, context);
    default: {
      const parameters = { format: format.kind.toUpperCase(), side };
      const place = placeIn(context.sink, format.span);
      context.report(planDiagnostics.create('unsupported-format', place, parameters));
      return undefined;
    }
  }
}

function planText(
  format: ResolvedFormat,
  columns: readonly number[],
  { sink, report }: PlanContext,
): FormatPlan | undefined {
  const [index] = columns;
  const column = index === undefined ? undefined : sink.relation.columns?.[index];
  if (column !== undefined && ['array', 'list', 'map', 'record'].includes(column.type.kind)) {
    const parameters = { column: column.name, type: showType(column.type) };
    report(planDiagnostics.create('unsupported-text-type', placeIn(sink, format.span), parameters));
    return undefined;
  }
  return { kind: 'text' };
}
