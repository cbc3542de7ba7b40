import { describe, expect, it } from 'vitest';
import { createMemorySource, type MemoryBatch } from '../../src/drivers/memory/source.ts';
import {
  createPushSource,
  createScene,
  failureOf,
  frontiers,
  insert,
  progress,
  remove,
  rows,
  run,
  warnings,
} from './harness.ts';
import { createPlan } from './plans.ts';

const FILE: readonly MemoryBatch[] = [
  { changes: [insert(10, 1, 'a'), insert(10, 2, 'b')] },
  { changes: [insert(11, 1, 'aa')] },
];

describe('an input without frontiers', () => {
  it('is final at its end, and a longer one continues', async () => {
    const scene = createScene();
    expect(await run(scene, { batches: FILE })).toMatchObject({
      outcome: 'ended',
      frontier: 12n,
      messages: 3,
    });
    expect(await run(scene, { batches: FILE })).toMatchObject({
      outcome: 'ended',
      messages: 0,
      resumedAt: 12n,
    });
    const longer = [...FILE, { changes: [insert(12, 3, 'c')] }];
    expect(await run(scene, { batches: longer })).toMatchObject({ frontier: 13n, messages: 1 });
    expect(rows(scene)).toHaveLength(4);
  });

  it('says nothing where it is empty', async () => {
    const scene = createScene();
    expect(await run(scene)).toMatchObject({ outcome: 'ended', frontier: undefined, transactions: 0 });
    expect(progress(scene)).toEqual([]);
  });
});

describe('an input with frontiers', () => {
  it('keeps back what did not become final, and says how much', async () => {
    const scene = createScene();
    const batches = [
      { frontier: 10 },
      { changes: [insert(10, 1, 'a'), insert(12, 2, 'b'), insert(13, 3, 'c')], frontier: 11 },
    ];
    const summary = await run(scene, { batches });
    expect(summary).toMatchObject({ outcome: 'unfinal', frontier: 11n, messages: 1, unsentChanges: 2 });
    expect(frontiers(scene)).toEqual(['[11]']);
  });

  it('takes changes in any order', async () => {
    const scene = createScene();
    const batches = [
      { frontier: 10 },
      { changes: [insert(13, 1, 'd'), insert(11, 1, 'b'), insert(12, 1, 'c'), insert(10, 1, 'a')] },
      { frontier: 14 },
    ];
    await run(scene, { batches });
    expect(rows(scene).map((row) => row.slice(-3))).toEqual(['@10', '@11', '@12', '@13']);
  });

  it('commits nothing at or before its beginning', async () => {
    const scene = createScene();
    await run(scene, { batches: [{ frontier: 10 }, { frontier: 10 }] });
    expect(frontiers(scene)).toEqual([]);
    await run(scene, { batches: [{ frontier: 10 }, { frontier: 11 }] });
    expect(frontiers(scene)).toEqual(['[11]']);
  });
});

describe('an input that finished', () => {
  const finished = [...FILE, { frontier: 'finished' as const }];

  it('is recorded, and a second run sends nothing, not even its frontier', async () => {
    const scene = createScene();
    expect(await run(scene, { batches: finished })).toMatchObject({
      outcome: 'finished',
      frontier: 'finished',
    });
    expect(frontiers(scene)).toEqual(['[]']);
    expect(await run(scene, { batches: finished })).toMatchObject({ outcome: 'finished', transactions: 0 });
    expect(frontiers(scene)).toEqual(['[]']);
  });

  it('is checked all the same', async () => {
    const scene = createScene();
    await run(scene, { batches: finished });
    const more = [...FILE, { changes: [insert(12, 1, 'x')], frontier: 'finished' as const }];
    expect(await failureOf(run(scene, { batches: more }))).toMatchObject({
      code: 'run/input-changed',
      message: expect.stringContaining('has 4 changes where 3 were committed'),
    });
    expect(await failureOf(run(scene, { batches: FILE }))).toMatchObject({ code: 'run/input-shortened' });
  });
});

describe('an input that is not what was committed', () => {
  it.each<readonly [what: string, code: string, batches: readonly MemoryBatch[]]>([
    ['another value', 'run/input-changed', [{ changes: [insert(10, 1, 'a'), insert(10, 2, 'X')] }, FILE[1]!]],
    ['another diff', 'run/input-changed', [{ changes: [insert(10, 1, 'a'), remove(10, 2, 'b')] }, FILE[1]!]],
    ['another time', 'run/input-changed', [FILE[0]!, { changes: [insert(10, 1, 'aa'), insert(12, 9, 'z')] }]],
    ['one change more', 'run/input-changed', [FILE[0]!, ...FILE, { changes: [insert(12, 3, 'c')] }]],
    ['one change more at the last time', 'run/input-changed', [...FILE, { changes: [insert(11, 3, 'c')] }]],
    ['one change less', 'run/input-changed', [{ changes: [insert(10, 1, 'a')] }, FILE[1]!]],
    ['a missing beginning', 'run/input-changed', [{ changes: [insert(13, 1, 'aa')] }]],
    ['a missing end', 'run/input-shortened', [FILE[0]!]],
    ['nothing', 'run/input-shortened', []],
  ])('is refused: %s', async (_, code, batches) => {
    const scene = createScene();
    await run(scene, { batches: FILE });
    const before = rows(scene);
    expect(await failureOf(run(scene, { batches, sourceOptions: { name: 'orders.ndjson' } }))).toMatchObject({
      code,
      message: expect.stringContaining('"orders.ndjson"'),
    });
    expect(rows(scene)).toEqual(before);
    expect(frontiers(scene)).toEqual(['[12]']);
  });

  it('may have its changes of one time in another order', async () => {
    const scene = createScene();
    await run(scene, { batches: FILE });
    const turned = [{ changes: [insert(10, 2, 'b'), insert(10, 1, 'a')] }, FILE[1]!];
    expect(await run(scene, { batches: turned })).toMatchObject({ outcome: 'ended' });
  });
});

describe('the beginning of an input', () => {
  const snapshot = [
    { changes: [insert(50, 1, 'a'), insert(60, 2, 'b')] },
    { changes: [remove(210, 1, 'a')], frontier: 211 },
  ];

  it('is delivered at its own time', async () => {
    const scene = createScene();
    await run(scene, { batches: snapshot, sourceOptions: { asOf: 200n } });
    expect(rows(scene).map((row) => row.slice(-4))).toEqual(['@200', '@200', '@210']);
  });

  it('is left out where no snapshot is wanted', async () => {
    const scene = createScene();
    const plan = createPlan({ snapshot: false });
    await run(scene, { plan, batches: snapshot, sourceOptions: { asOf: 200n } });
    expect(rows(scene)).toEqual(['2 {"k":1} null @210']);
    expect(await run(scene, { plan, batches: snapshot, sourceOptions: { asOf: 200n } })).toMatchObject({
      messages: 0,
      resumedAt: 211n,
    });
  });

  it('is final at the end where there are no frontiers', async () => {
    const scene = createScene();
    const batches = [{ changes: [insert(50, 1, 'a')] }];
    expect(await run(scene, { batches, sourceOptions: { asOf: 200n } })).toMatchObject({ frontier: 201n });
  });
});

describe('changes that wait', () => {
  it('are bounded, and the error names setting, time and number', async () => {
    const scene = createScene();
    const changes = Array.from({ length: 100 }, (_, k) => insert(10, k, 'x'.repeat(100)));
    const batches = [{ frontier: 10 }, { changes }];
    expect(await failureOf(run(scene, { batches, settings: { bufferBytes: 10_000 } }))).toMatchObject({
      code: 'run/buffer-full',
      message: expect.stringMatching(/^100 changes .* bufferBytes \(10000\).* 100, have the time 10$/),
    });
  });

  it('do not count once they are final', async () => {
    const scene = createScene();
    const batches = Array.from({ length: 50 }, (_, i) => ({
      changes: [insert(10 + i, i, 'x'.repeat(100))],
      frontier: 11 + i,
    }));
    expect(await run(scene, { batches, settings: { bufferBytes: 1000 } })).toMatchObject({ messages: 50 });
  });
});

describe('a wrong key', () => {
  it('is warned of, at most every ten seconds', async () => {
    const scene = createScene({ jumps: false });
    const pushed = createPushSource();
    const running = run(scene, { source: pushed.source });
    pushed.push({ frontier: 1 });
    for (let time = 1; time <= 25; time++) {
      pushed.push({ changes: [insert(time, 1, 'a'), insert(time, 1, 'b')], frontier: time + 1 });
      await scene.clock.advance(1000);
    }
    pushed.end();
    await running;
    expect(warnings(scene)).toEqual(['run/key-violation', 'run/key-violation', 'run/key-violation']);
    expect(rows(scene)).toHaveLength(50);
  });

  it('is not, where rows have no key', async () => {
    const scene = createScene();
    const plan = createPlan({ grouping: { by: 'row', columns: [] } });
    await run(scene, { plan, batches: [{ changes: [{ time: 1, diff: 3, row: { k: 1, v: 'a' } }] }] });
    expect(rows(scene)).toHaveLength(3);
    expect(warnings(scene)).toEqual([]);
  });
});

describe('rows whose PARTITION BY gives nothing', () => {
  it('go to partition 0 and are counted by reason', async () => {
    const scene = createScene();
    const columns = [
      { name: 'k', type: { kind: 'int4' }, nullable: false },
      { name: 'p', type: { kind: 'int8' }, nullable: true },
    ] as const;
    const [, { name, type }] = columns;
    const operand = { kind: 'column', name, type, nullable: true, index: 1 } as const;
    const plan = createPlan({
      relation: { name: 'materialize.public.t', columns },
      partitioning: {
        by: 'expression',
        sql: 'p',
        type,
        expression: { kind: 'cast', operand, explicit: false, type: { kind: 'uint8' }, nullable: true },
      },
    });
    const values = [3n, null, -1n, null];
    const changes = values.map((value, k) => ({ time: 10, row: { k, p: value } }));
    const source = createMemorySource(columns, [{ changes }]);
    expect(await run(scene, { plan, source })).toMatchObject({ nullPartitions: 2, failedPartitions: 1 });
    expect(rows(scene).map((row) => row.slice(0, 9))).toEqual([
      '0 {"k":1}',
      '0 {"k":2}',
      '0 {"k":3}',
      '3 {"k":0}',
    ]);
    expect(scene.events).toContainEqual({
      kind: 'committed',
      sink: 'materialize.public.u12',
      frontier: 11n,
      messages: 4,
      bytes: expect.any(Number),
      nullPartitions: 2,
      failedPartitions: 1,
    });
  });
});
