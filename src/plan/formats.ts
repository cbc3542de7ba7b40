import type { ResolvedFormat } from '../resolve/resolved-sink.ts';
import { type PlanContext, placeIn, reportUnresolved } from './context.ts';
import { planDiagnostics } from './diagnostics.ts';
import type { FormatPlan, KeyPlan, SinkPlan } from './sink-plan.ts';

/** How key and value are written. */
export function planFormats(context: PlanContext): Pick<SinkPlan, 'key' | 'value'> | undefined {
  const { format, key } = context.sink;
  if (format === undefined) {
    reportUnresolved('format', context);
    return undefined;
  }
  const value = planFormat(format.value, 'value', context);
  if (key === undefined) return value === undefined ? undefined : { value: { format: value } };
  const columns = key.columns.map(({ index }) => index).filter((index) => index !== undefined);
  const keyFormat = planFormat(format.key ?? format.value, 'key', context);
  if (value === undefined || keyFormat === undefined) return undefined;
  const keyPlan: KeyPlan = { columns, format: keyFormat };
  return { key: keyPlan, value: { format: value } };
}

function planFormat(
  format: ResolvedFormat,
  side: 'key' | 'value',
  context: PlanContext,
): FormatPlan | undefined {
  switch (format.kind) {
    case 'json':
    case 'text':
      return { kind: format.kind };
    default: {
      const parameters = { format: format.kind.toUpperCase(), side };
      const place = placeIn(context.sink, format.span);
      context.report(planDiagnostics.create('unsupported-format', place, parameters));
      return undefined;
    }
  }
}
