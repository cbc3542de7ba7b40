import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChangeBuffer, estimateBytes } from '../../src/pipeline/buffer.ts';

const change = (time: bigint, text = '') => ({ time, diff: 1n, row: [text], line: 0 });

describe('a buffer of changes', () => {
  it('gives times in ascending order, changes of one time in the order they came', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.bigInt(0n, 60n), fc.bigInt(0n, 60n))), (steps) => {
        const buffer = createChangeBuffer(1e9);
        let held: (readonly [bigint, string])[] = [];
        steps.forEach(([time, frontier], index) => {
          buffer.add(change(time, String(index)), time);
          held.push([time, String(index)]);
          const taken: (readonly [bigint, string])[] = [];
          for (let next = buffer.take(frontier); next !== undefined; next = buffer.take(frontier)) {
            for (const { row } of next.changes) taken.push([next.time, String(row[0])]);
          }
          const expected = held
            .filter(([at]) => at < frontier)
            .sort(([a, i], [b, j]) => Number(a - b) || Number(i) - Number(j));
          held = held.filter(([at]) => at >= frontier);
          expect(taken).toEqual(expected);
          expect(buffer.count).toBe(held.length);
        });
        while (buffer.take('finished') !== undefined);
        expect([buffer.count, buffer.bytes]).toEqual([0, 0]);
      }),
    );
  });

  it('keeps its order over many times', () => {
    const buffer = createChangeBuffer(1e9);
    const taken: bigint[] = [];
    for (let time = 0n; time < 5000n; time++) {
      buffer.add(change(time), time);
      if (time % 3n === 0n) taken.push(buffer.take('finished')?.time ?? -1n);
    }
    for (let next = buffer.take(4000n); next !== undefined; next = buffer.take(4000n)) taken.push(next.time);
    expect(taken).toEqual(Array.from({ length: 4000 }, (_, time) => BigInt(time)));
  });

  it('counts texts, bytes and nested values', () => {
    const [text, bytes, nested] = [
      ['x'.repeat(1000)],
      [new Uint8Array(1000)],
      [['x'.repeat(500), 'y'.repeat(500)]],
    ];
    for (const row of [text, bytes, nested]) expect(estimateBytes(row)).toBeGreaterThan(1000);
    expect(estimateBytes([1, true, null, 1n, { months: 0, days: 0, micros: 0n }])).toBeLessThan(400);
  });
});
