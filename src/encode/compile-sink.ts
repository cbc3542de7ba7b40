import type { SinkPlan } from '../plan/sink-plan.ts';
import type { CompileSink, PreparedRow } from './compiled-sink.ts';
import { createEnvelope } from './envelope.ts';
import type { FormatEncoder, SideColumns } from './format-encoder.ts';
import { createHeadersWriter, type HeadersWriter } from './headers.ts';
import { createFormatEncoder } from './index.ts';
import { createMessageBuilder } from './message.ts';
import { createPreparation, type RowPreparation } from './prepare.ts';
import { createTextBytes } from './text-bytes.ts';

/** Compiles what a sink does to rows; no two sinks share one. */
export const compileSink: CompileSink = (plan) => {
  const preparation = createPreparation(plan);
  const envelope = createEnvelope(plan.envelope, valueFormat(plan, preparation));
  const headersOf = headersWriter(plan);
  const buildMessage = createMessageBuilder(plan, keyFormat(plan, preparation));
  const bytesOf = createTextBytes();
  return {
    prepare: preparation.prepare,
    encode(before, after, time) {
      const source = after ?? before;
      if (source === undefined) throw new Error('bug: a pair without a row');
      const value = envelope(before, after);
      const bytes = typeof value === 'string' ? bytesOf(value) : value;
      return buildMessage(source, bytes, headersOf(source.row, time));
    },
  };
};

function valueFormat({ relation, value }: SinkPlan, { identityIsMessage }: RowPreparation): FormatEncoder {
  const { columns } = relation;
  const side: SideColumns = { columns, positions: [...columns.keys()] };
  const known = identityIsMessage ? { ...side, json: ({ identity }: PreparedRow) => identity } : side;
  return createFormatEncoder(value.format, known);
}

function keyFormat(
  { relation, key }: SinkPlan,
  { groupIsMessage }: RowPreparation,
): FormatEncoder | undefined {
  if (key === undefined) return undefined;
  const side: SideColumns = { columns: relation.columns, positions: key.columns };
  const known = groupIsMessage ? { ...side, json: ({ group }: PreparedRow) => group } : side;
  return createFormatEncoder(key.format, known);
}

function headersWriter({ relation, headers }: SinkPlan): HeadersWriter {
  return headers === undefined
    ? createHeadersWriter(undefined)
    : createHeadersWriter(relation.columns[headers.column], headers.column);
}
