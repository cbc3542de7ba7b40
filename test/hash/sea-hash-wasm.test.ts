import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remainderOf } from '../../src/hash/sea-hash.ts';
import { createSeaHash } from '../../src/hash/sea-hash-wasm.ts';
import { referenceSeaHash } from './reference-sea-hash.ts';
import { ascending, descending, fromHex, vectors } from './vectors.ts';

const forbidden = {
  Module: class {
    constructor() {
      throw new Error('compiling is forbidden');
    }
  },
};

const hashers = [
  { name: 'WebAssembly', hasher: createSeaHash() },
  { name: 'no WebAssembly', hasher: createSeaHash({}) },
  { name: 'WebAssembly forbidden', hasher: createSeaHash({ WebAssembly: forbidden }) },
];

const joined = ({ high, low }: { high: number; low: number }): bigint => (BigInt(high) << 32n) | BigInt(low);

describe.each(hashers)('createSeaHash with $name', ({ hasher }) => {
  it.each(vectors.inputs)('of "$hex" is $seaHash', ({ hex, seaHash }) => {
    expect(joined(hasher.hashBytes(fromHex(hex)))).toBe(BigInt(seaHash));
  });

  it.each(vectors.lengths)('of $length ascending and descending bytes', (row) => {
    expect(joined(hasher.hashBytes(ascending(row.length)))).toBe(BigInt(row.ascending));
    expect(joined(hasher.hashBytes(descending(row.length)))).toBe(BigInt(row.descending));
  });

  it('hashes any bytes as the second implementation does, whatever it held before', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(joined(hasher.hashBytes(bytes))).toBe(referenceSeaHash(bytes));
        expect(hasher.lastBytes()).toEqual(bytes);
      }),
      { numRuns: 500 },
    );
  });

  it('hashes any text as its UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), (text) => {
        const bytes = new TextEncoder().encode(text);
        expect(joined(hasher.hashText(text))).toBe(referenceSeaHash(bytes));
        expect(hasher.lastBytes()).toEqual(bytes);
      }),
      { numRuns: 500 },
    );
  });

  it('hashes bytes behind bytes', () => {
    const pair = fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 90 }));
    fc.assert(
      fc.property(pair, ([before, behind]) => {
        const bytes = Uint8Array.from([...before, ...behind]);
        expect(joined(hasher.hashBytes(behind, before))).toBe(referenceSeaHash(bytes));
        expect(hasher.lastBytes()).toEqual(bytes);
      }),
    );
  });

  it('grows for what is larger than its memory', () => {
    const bytes = new Uint8Array(200_001).fill(0x5a);
    expect(joined(hasher.hashBytes(bytes))).toBe(referenceSeaHash(bytes));
    const text = 'ж'.repeat(150_000);
    expect(joined(hasher.hashText(text))).toBe(referenceSeaHash(new TextEncoder().encode(text)));
    expect(joined(hasher.hashText('v1'))).toBe(11359360448069147669n);
  });

  it('takes the last hash modulo any count', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 20 }),
        fc.integer({ min: 1, max: 0xffffffff }),
        (bytes, count) => {
          const expected = Number(referenceSeaHash(bytes) % BigInt(count));
          const hash = hasher.hashBytes(bytes);
          expect(hasher.lastRemainder(count)).toBe(expected);
          expect(remainderOf(hash, count)).toBe(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});

it('is what the script builds', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build-sea-hash.ts', '--check']);
  expect([status, String(stderr)]).toEqual([0, '']);
});
