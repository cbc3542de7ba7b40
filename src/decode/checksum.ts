import { createSeaHash } from '../hash/sea-hash-wasm.ts';
import type { RowChange } from './row-change.ts';

/**
 * Counts changes and sums them up so that their order does not matter: the sum, modulo 2^64, of the SeaHash of
 * `time,diff,identity` of each.
 */
export interface ChangeChecksum {
  /** How many changes were added. */
  readonly count: bigint;
  /** @param identity  what `CompiledSink.prepare` says of the change's row */
  add(change: Pick<RowChange, 'time' | 'diff'>, identity: string): void;
  /** 16 digits. */
  hex(): string;
}

export function createChangeChecksum(): ChangeChecksum {
  const hasher = createSeaHash();
  let count = 0;
  let high = 0;
  let low = 0;
  return {
    get count() {
      return BigInt(count);
    },
    add({ time, diff }, identity) {
      const hash = hasher.hashText(`${time},${diff},${identity}`);
      const sum = low + hash.low;
      low = sum >>> 0;
      high = (high + hash.high + (sum > 0xffffffff ? 1 : 0)) >>> 0;
      count++;
    },
    hex: () => ((BigInt(high) << 32n) | BigInt(low)).toString(16).padStart(16, '0'),
  };
}
