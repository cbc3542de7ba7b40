import { assertNever } from '../diagnostics/assert-never.ts';
import type { SinkPlan } from '../plan/sink-plan.ts';
import type { PreparedRow } from './compiled-sink.ts';
import type { Encoded, FormatEncoder } from './format-encoder.ts';

/** The value of the message of one pair; null is a tombstone. */
export type EnvelopeWriter = (
  before: PreparedRow | undefined,
  after: PreparedRow | undefined,
) => Encoded | null;

/**
 *     upsert     the row as it is now; a tombstone where there is none any more
 *     debezium   both rows, the one that is missing as null; never a tombstone
 */
export function createEnvelope(envelope: SinkPlan['envelope'], format: FormatEncoder): EnvelopeWriter {
  switch (envelope) {
    case 'upsert':
      return (_, after) => (after === undefined ? null : format.row(after));
    case 'debezium':
      return (before, after) => format.pair(before, after);
    default:
      return assertNever(envelope);
  }
}
