import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../src/hash/crc32.ts';
import { ascending, fromHex, vectors } from './vectors.ts';

describe('crc32', () => {
  it.each(vectors.inputs)('of "$hex" is $crc32', ({ hex, crc32: expected }) => {
    expect(crc32(fromHex(hex))).toBe(expected);
  });

  it.each(vectors.lengths)('of $length ascending bytes is $crc32', ({ length, crc32: expected }) => {
    expect(crc32(ascending(length))).toBe(expected);
  });

  it('agrees with zlib on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(crc32(bytes)).toBe(zlibCrc32(bytes));
      }),
      { numRuns: 1000 },
    );
  });
});
