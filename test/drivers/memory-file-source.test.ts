import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileSource } from '../../src/drivers/file-source.ts';
import { createScene, failureOf, frontiers, rows, run } from '../pipeline/harness.ts';
import { COLUMNS } from '../pipeline/plans.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sinkc-file-source-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.map((line) => `${line}\n`).join(''));
  return path;
}

const line = (time: number, k: number) => `{"time":${time},"row":{"k":${k},"v":"a"}}`;

describe('a file of row changes', () => {
  it('is sent, and continues where it grew', async () => {
    const scene = createScene({ jumps: false });
    const lines = [line(10, 1), line(11, 2)];
    const path = await file('orders.ndjson', lines);
    expect(await run(scene, { source: createFileSource(path, COLUMNS) })).toMatchObject({
      outcome: 'ended',
      messages: 2,
    });
    await file('orders.ndjson', [...lines, line(12, 3)]);
    expect(await run(scene, { source: createFileSource(path, COLUMNS) })).toMatchObject({
      messages: 1,
      resumedAt: 12n,
    });
    expect(frontiers(scene)).toEqual(['[12]', '[13]']);
  });

  it('larger than a block is sent whole', async () => {
    const scene = createScene({ jumps: false });
    const path = await file(
      'large.ndjson',
      Array.from({ length: 20_000 }, (_, k) => line(10 + k, k)),
    );
    expect(await run(scene, { source: createFileSource(path, COLUMNS) })).toMatchObject({ messages: 20_000 });
    expect(rows(scene)).toHaveLength(20_000);
  });

  it('with a line that does not fit aborts, and goes on once corrected', async () => {
    const scene = createScene({ jumps: false });
    const path = await file('wrong.ndjson', [line(10, 1), '{"time":11,"row":{"k":"one","v":"a"}}']);
    expect(await failureOf(run(scene, { source: createFileSource(path, COLUMNS) }))).toMatchObject({
      message: expect.stringContaining('wrong.ndjson:2'),
    });
    expect(rows(scene)).toEqual([]);
    await file('wrong.ndjson', [line(10, 1), line(11, 1)]);
    expect(await run(scene, { source: createFileSource(path, COLUMNS) })).toMatchObject({ messages: 2 });
  });

  it('that is not there is named, before Kafka is asked for anything', async () => {
    let calls = 0;
    const count = (): undefined => {
      calls++;
    };
    const scene = createScene({ jumps: false, faults: count });
    const path = join(folder, 'missing.ndjson');
    expect(await failureOf(run(scene, { source: createFileSource(path, COLUMNS) }))).toMatchObject({
      code: 'run/input-unreadable',
      message: expect.stringContaining(path),
    });
    expect(calls).toBe(0);
  });
});
