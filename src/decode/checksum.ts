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
  const beginOf = createBeginnings();
  let count = 0;
  let high = 0;
  let low = 0;
  return {
    get count() {
      return BigInt(count);
    },
    add(change, identity) {
      const hash = hasher.hashText(identity, beginOf(change));
      const sum = low + hash.low;
      low = sum >>> 0;
      high = (high + hash.high + (sum > 0xffffffff ? 1 : 0)) >>> 0;
      count++;
    },
    hex: () => ((BigInt(high) << 32n) | BigInt(low)).toString(16).padStart(16, '0'),
  };
}

/** `time,diff,` in bytes; the last one is kept, since changes mostly repeat it. */
function createBeginnings(): (change: Pick<RowChange, 'time' | 'diff'>) => Uint8Array {
  const encoder = new TextEncoder();
  let lastTime = 0n;
  let lastDiff = 0n;
  let bytes = encoder.encode('0,0,');
  return ({ time, diff }) => {
    if (time !== lastTime || diff !== lastDiff) {
      bytes = encoder.encode(`${time},${diff},`);
      lastTime = time;
      lastDiff = diff;
    }
    return bytes;
  };
}
