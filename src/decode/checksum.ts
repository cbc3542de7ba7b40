import { createSeaHash } from '../hash/sea-hash-wasm.ts';
import type { RowChange } from './row-change.ts';

/**
 * Counts changes and sums them up so that their order does not matter: the sum, modulo 2^64, of the SeaHash of
 * `time,diff,` and the identity of each.
 */
export interface ChangeChecksum {
  /** How many changes were added. */
  readonly count: bigint;
  /** @param identity  what `CompiledSink.prepare` says of the change's row */
  add(change: Pick<RowChange, 'time' | 'diff'>, identity: Uint8Array): void;
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
      const hash = hasher.hashBytes(identity, beginOf(change));
      const sum = low + hash.low;
      low = sum >>> 0;
      high = (high + hash.high + (sum > 0xffffffff ? 1 : 0)) >>> 0;
      count++;
    },
    hex: () => ((BigInt(high) << 32n) | BigInt(low)).toString(16).padStart(16, '0'),
  };
}

/** `time,diff,` in bytes; those of the last time are kept, since changes mostly repeat them. */
function createBeginnings(): (change: Pick<RowChange, 'time' | 'diff'>) => Uint8Array {
  const encoder = new TextEncoder();
  let lastTime = 0n;
  let came: Uint8Array | undefined;
  let went: Uint8Array | undefined;
  return ({ time, diff }) => {
    if (time !== lastTime) {
      lastTime = time;
      came = went = undefined;
    }
    if (diff === 1n) {
      came ??= encoder.encode(`${time},1,`);
      return came;
    }
    if (diff !== -1n) return encoder.encode(`${time},${diff},`);
    went ??= encoder.encode(`${time},-1,`);
    return went;
  };
}
