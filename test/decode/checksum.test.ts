import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChangeChecksum } from '../../src/decode/checksum.ts';
import { referenceSeaHash } from '../hash/reference-sea-hash.ts';

interface Counted {
  readonly time: bigint;
  readonly diff: bigint;
  readonly identity: string;
}

function checksumOf(changes: readonly Counted[]): string {
  const checksum = createChangeChecksum();
  for (const change of changes) checksum.add(change, new TextEncoder().encode(change.identity));
  return `${checksum.count} ${checksum.hex()}`;
}

const change = fc.record({
  time: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  diff: fc.bigInt({ min: -9n, max: 9n }),
  identity: fc.string(),
});

describe('the checksum of changes', () => {
  it('of none is 0', () => {
    expect(checksumOf([])).toBe('0 0000000000000000');
  });

  it('is the sum of the hashes of all of them', () => {
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const hashes = changes.map(({ time, diff, identity }) =>
          referenceSeaHash(new TextEncoder().encode(`${time},${diff},${identity}`)),
        );
        const sum = hashes.reduce((left, right) => left + right, 0n) % 2n ** 64n;
        expect(checksumOf(changes)).toBe(`${changes.length} ${sum.toString(16).padStart(16, '0')}`);
      }),
    );
  });

  it('does not depend on their order, but on each part of each', () => {
    const one = { time: 1n, diff: 1n, identity: '{"id":1}' };
    const two = { time: 2n, diff: -1n, identity: '{"id":2}' };
    expect(checksumOf([one, two])).toBe(checksumOf([two, one]));
    expect(checksumOf([one, two])).not.toBe(checksumOf([one, { ...two, time: 3n }]));
    expect(checksumOf([one, two])).not.toBe(checksumOf([one, { ...two, diff: 1n }]));
    expect(checksumOf([one, two])).not.toBe(checksumOf([one, { ...two, identity: '{"id":3}' }]));
  });
});
