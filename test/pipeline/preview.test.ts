import { describe, expect, it } from 'vitest';
import { previewRows } from '../../src/pipeline/preview.ts';
import { createPlan } from './plans.ts';

async function* chunks(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const line of lines) yield new TextEncoder().encode(`${line}\n`);
}

const preview = (lines: readonly string[], plan = createPlan()) =>
  previewRows(plan, chunks(lines), { partitions: 4, name: 'rows.ndjson' });

const row = (time: number, k: number, v: string, diff = 1) => JSON.stringify({ time, diff, row: { k, v } });

describe('a preview', () => {
  it('has one entry a message, with key, hash and partition', async () => {
    expect(await preview([row(100, 1, 'a'), row(101, 1, 'a', -1), row(101, 1, 'b')])).toEqual([
      { line: 1, key: '{"k":1}', hash: expect.stringMatching(/^\d+$/), partition: 2, reason: null },
      { line: 3, key: '{"k":1}', hash: expect.stringMatching(/^\d+$/), partition: 2, reason: null },
    ]);
  });

  it('goes by time, then by the first row of each key', async () => {
    const lines = [
      '{"frontier":1}',
      row(2, 1, 'a'),
      row(1, 9, 'b'),
      row(1, 3, 'c'),
      row(1, 9, 'b', -1),
      row(1, 9, 'd'),
      '{"frontier":2}',
    ];
    expect((await preview(lines)).map(({ line }) => line)).toEqual([6, 4, 2]);
  });

  it('takes all of its input for final', async () => {
    expect(await preview(['{"frontier":1}', row(5, 1, 'a')])).toHaveLength(1);
  });

  it('shows why a message has no hash', async () => {
    const { key: _, ...plan } = createPlan({ partitioning: { by: 'no key' } });
    expect(await preview([row(1, 1, 'a')], plan)).toEqual([
      { line: 1, key: null, hash: '0', partition: 0, reason: 'no key' },
    ]);
  });

  it('leaves the beginning out where the sink does', async () => {
    const lines = [row(1, 1, 'a'), row(2, 1, 'a', -1)];
    expect((await preview(lines, createPlan({ snapshot: false }))).map(({ line }) => line)).toEqual([2]);
  });

  it('names the line that does not fit', async () => {
    await expect(preview([row(1, 1, 'a'), '{"time":2,"row":{"k":"x"}}'])).rejects.toMatchObject({
      message: expect.stringMatching(/rows\.ndjson:2/),
    });
  });

  it('is refused before it grows out of bounds, naming the line', async () => {
    const diff = '4611686018427387904';
    const lines = [row(1, 1, 'a'), `{"time":2,"diff":${diff},"row":{"k":2,"v":"b"}}`];
    await expect(preview(lines)).rejects.toMatchObject({
      code: 'run/too-many-messages',
      message:
        `the changes of time 2 make ${diff} messages, more than a preview shows (1000000); ` +
        `the largest diff, ${diff}, is in line 2 of "rows.ndjson"`,
    });
  });

  it('counts what is left over when changes cancel out', async () => {
    const large = (diff: number) => row(1, 1, 'a', diff);
    expect(await preview([large(5_000_000), large(-4_999_998)])).toHaveLength(2);
  });
});
