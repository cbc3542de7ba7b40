import { remainderOf } from '../hash/sea-hash.ts';
import type { EncodedMessage } from './compiled-sink.ts';

/** The message's partition: its hash, as an unsigned 64-bit number, modulo the number of partitions. */
export function partitionOf(message: Pick<EncodedMessage, 'hashHigh' | 'hashLow'>, count: number): number {
  return remainderOf({ high: message.hashHigh, low: message.hashLow }, count);
}
