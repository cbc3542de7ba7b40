import fc from 'fast-check';
import { murmur2 as otherMurmur2 } from 'murmurhash-js';
import { describe, expect, it } from 'vitest';
import { murmur2, murmur2Unmasked } from '../../src/hash/murmur2.ts';
import { ascending, fromHex, recordedMurmur2, vectors } from './vectors.ts';

const SEED = 0x9747b28c;

describe('kafka_murmur2', () => {
  it.each(vectors.inputs)('of "$hex" is $murmur2', ({ hex, murmur2: expected }) => {
    expect(murmur2(fromHex(hex))).toBe(expected);
  });

  it.each(vectors.lengths)('of $length ascending bytes is $murmur2', ({ length, murmur2: expected }) => {
    expect(murmur2(ascending(length))).toBe(expected);
  });

  it.each(vectors.murmur2Unmasked)('of "$hex" is $hash before it is masked', ({ hex, hash }) => {
    expect(murmur2Unmasked(fromHex(hex))).toBe(hash);
  });

  it.each(Object.entries(vectors.murmur2Of16))('sends %s to partition %i of 16', (text, partition) => {
    expect(murmur2(new TextEncoder().encode(text)) % 16).toBe(partition);
  });

  it("agrees with Kafka's own client on what was recorded", () => {
    expect(recordedMurmur2.length).toBeGreaterThan(0);
    for (const { hex, hash, unmasked } of recordedMurmur2) {
      expect([hex, murmur2(fromHex(hex)), murmur2Unmasked(fromHex(hex)) | 0]).toEqual([hex, hash, unmasked]);
    }
  });

  it('agrees with another implementation on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const latin1 = Buffer.from(bytes).toString('latin1');
        expect(murmur2Unmasked(bytes)).toBe(otherMurmur2(latin1, SEED));
      }),
      { numRuns: 2000 },
    );
  });
});
