import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seaHash, seaHash32 } from '../../src/hash/sea-hash.ts';
import { diffuse, referenceSeaHash } from './reference-sea-hash.ts';
import { ascending, descending, fromHex, vectors } from './vectors.ts';

describe('seahash', () => {
  it.each(vectors.inputs)('of "$hex" is $seaHash', ({ hex, seaHash: expected }) => {
    expect(seaHash(fromHex(hex))).toBe(BigInt(expected));
    expect(referenceSeaHash(fromHex(hex))).toBe(BigInt(expected));
  });

  it.each(vectors.lengths)('of $length ascending and descending bytes', (row) => {
    expect(seaHash(ascending(row.length))).toBe(BigInt(row.ascending));
    expect(seaHash(descending(row.length))).toBe(BigInt(row.descending));
  });

  it('gives both halves unsigned', () => {
    expect(seaHash32(new Uint8Array())).toEqual({ high: 0xc920ca43, low: 0x256fdcb9 });
  });

  it('agrees with a second implementation on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(seaHash(bytes)).toBe(referenceSeaHash(bytes));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads only the bytes of a view', () => {
    const whole = ascending(40);
    expect(seaHash(whole.subarray(3, 14))).toBe(referenceSeaHash(whole.slice(3, 14)));
  });
});

// Check values of the mixing step, which the second implementation has for itself.
it.each([
  [0n, 0n],
  [1n, 15197155197312260123n],
  [2n, 1571904453004118546n],
  [3n, 16467633989910088880n],
  [94203824938n, 17289265692384716055n],
  [0xdeadbeefn, 12110756357096144265n],
])('diffuses %i to %i', (value, expected) => {
  expect(diffuse(value)).toBe(expected);
});
