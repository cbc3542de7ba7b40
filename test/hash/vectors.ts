import { existsSync, readFileSync } from 'node:fs';
import vectors from '../../fixtures/hash/vectors.json' with { type: 'json' };

export { vectors };

/** What Kafka's Java client answers; `unmasked` is signed. */
export interface RecordedMurmur2 {
  readonly hex: string;
  readonly hash: number;
  readonly unmasked: number;
}

const recorded = new URL('../../fixtures/hash/murmur2-java.json', import.meta.url);

export const recordedMurmur2: readonly RecordedMurmur2[] = existsSync(recorded)
  ? JSON.parse(readFileSync(recorded, 'utf8'))
  : [];

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** 00 01 02 ... */
export function ascending(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => index);
}

/** ff fe fd ... */
export function descending(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => 255 - index);
}
