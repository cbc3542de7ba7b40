import { compilePartition } from '../evaluate/partition.ts';
import { createSeaHash } from '../hash/sea-hash-wasm.ts';
import type { PartitioningPlan, SinkPlan } from '../plan/sink-plan.ts';
import type { EncodedHeader, EncodedMessage, PreparedRow } from './compiled-sink.ts';
import type { FormatEncoder } from './format-encoder.ts';
import { createTextBytes } from './text-bytes.ts';

/** Adds key and hash to the rest of a message; `source` is the row that key and partition are taken from. */
export type MessageBuilder = (
  source: PreparedRow,
  value: Uint8Array | null,
  headers: readonly EncodedHeader[],
) => EncodedMessage;

/** @param key  absent where messages have none */
export function createMessageBuilder(plan: SinkPlan, key: FormatEncoder | undefined): MessageBuilder {
  if (plan.partitioning.by === 'expression') return createExpressionBuilder(plan.partitioning, key);
  if (key !== undefined) return createKeyHashBuilder(key);
  return (_, value, headers) => ({
    key: null,
    value,
    headers,
    hashHigh: 0,
    hashLow: 0,
    reason: 'no key',
  });
}

/** SeaHash of the key's bytes, without those that frame them. */
function createKeyHashBuilder(key: FormatEncoder): MessageBuilder {
  const hasher = createSeaHash();
  return (source, value, headers) => {
    const encoded = key.row(source);
    const isText = typeof encoded === 'string';
    const { high, low } = isText
      ? hasher.hashText(encoded)
      : hasher.hashBytes(encoded.subarray(key.frameBytes));
    return {
      key: isText ? hasher.lastBytes() : encoded,
      value,
      headers,
      hashHigh: high,
      hashLow: low,
      reason: null,
    };
  };
}

/** PARTITION BY: an unsigned 64-bit number; NULL and errors count as 0. */
function createExpressionBuilder(
  partitioning: PartitioningPlan & { readonly by: 'expression' },
  key: FormatEncoder | undefined,
): MessageBuilder {
  const evaluate = compilePartition(partitioning.expression);
  const bytesOf = createTextBytes();
  const keyOf = (source: PreparedRow): Uint8Array | null => {
    if (key === undefined) return null;
    const encoded = key.row(source);
    return typeof encoded === 'string' ? bytesOf(encoded) : encoded;
  };
  return (source, value, headers) => {
    const hash = evaluate(source.row);
    const { high, low, reason } = hash;
    return {
      key: keyOf(source),
      value,
      headers,
      hashHigh: high,
      hashLow: low,
      reason,
      partitionValue: reason === null ? `${high === 0 ? low : hash.value}` : null,
    };
  };
}
