import type { IntervalLiteral } from '../ast/nodes.ts';
import { SinkError } from '../diagnostics/sink-error.ts';
import { type IntervalRange, parseInterval } from '../types/interval.ts';
import type { IntervalValue } from '../types/value.ts';

const DAY_MS = 86_400_000;

/** Milliseconds of a span of time that has a fixed length; a bare number counts seconds. */
export function readDuration(value: string | IntervalLiteral): number | { readonly reason: string } {
  const text = typeof value === 'string' ? value : value.value;
  const interval = readInterval(text, typeof value === 'string' ? {} : rangeOf(value));
  if (interval === undefined) return { reason: `'${text}' is not a duration` };
  if (interval.months !== 0) return { reason: 'a duration cannot hold months or years' };
  const milliseconds = interval.days * DAY_MS + Number(interval.micros) / 1000;
  return milliseconds < 0 ? { reason: 'a duration cannot be negative' } : milliseconds;
}

function readInterval(text: string, range: IntervalRange): IntervalValue | undefined {
  try {
    return parseInterval(text, range);
  } catch (error) {
    if (error instanceof SinkError) return undefined;
    throw error;
  }
}

/** A single unit is the last one of a range. */
function rangeOf({ from, to, precision }: IntervalLiteral): IntervalRange {
  const last = to ?? from;
  return {
    ...(from === undefined || to === undefined ? {} : { from }),
    ...(last === undefined ? {} : { to: last }),
    ...(precision === undefined ? {} : { precision: Number(precision) }),
  };
}
