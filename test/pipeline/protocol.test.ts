import { describe, expect, it } from 'vitest';
import type { ProtocolStep } from '../../src/pipeline/ports.ts';
import { settle } from './fake-clock.ts';
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
  textOf,
} from './harness.ts';
import { createPlan, DATA_TOPIC, PROGRESS_TOPIC } from './plans.ts';

const BATCHES = [
  { frontier: 10 },
  { changes: [insert(10, 1, 'a')], frontier: 11 },
  { changes: [insert(11, 2, 'b')], frontier: 12 },
];

/** Holds a run at a step until it is let go. */
function createGate(at: ProtocolStep, count = 1) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let seen = 0;
  return {
    arrived,
    release,
    onStep: (step: ProtocolStep) => {
      if (step !== at || ++seen !== count) return;
      arrive();
      return released;
    },
  };
}

describe('a run that was replaced', () => {
  it.each(['begun', 'data-sent', 'before-progress', 'progress-sent'] as const)(
    'writes nothing more when it was held at %s',
    async (step) => {
      const scene = createScene();
      const gate = createGate(step);
      const zombie = failureOf(run(scene, { batches: BATCHES, onStep: gate.onStep }));
      await gate.arrived;
      expect(await run(scene, { batches: BATCHES })).toMatchObject({ outcome: 'ended', messages: 2 });
      const before = scene.kafka.entries(PROGRESS_TOPIC, 0).length;
      gate.release();
      expect(await zombie).toMatchObject({ code: 'run/fenced', consequence: 'fenced' });
      expect(rows(scene)).toHaveLength(2);
      expect(scene.kafka.entries(PROGRESS_TOPIC, 0)).toHaveLength(before);
      expect(frontiers(scene)).toEqual(['[12]']);
    },
  );

  it('keeps what it committed', async () => {
    const scene = createScene();
    const gate = createGate('committed');
    const zombie = run(scene, { batches: BATCHES, onStep: gate.onStep, settings: { commitIntervalMs: 0 } });
    const failed = failureOf(zombie);
    await gate.arrived;
    expect(await run(scene, { batches: BATCHES })).toMatchObject({ resumedAt: 11n, messages: 1 });
    gate.release();
    expect(await failed).toMatchObject({ consequence: 'fenced' });
    expect(rows(scene)).toHaveLength(2);
  });
});

describe('two sinks killed between progress record and commit', () => {
  it.each(['first', 'second'])('resume exactly when the transaction of the %s ends first', async (order) => {
    const scene = createScene();
    const plans = [
      createPlan({}, 'u1'),
      createPlan({ topic: { ...createPlan().topic, name: 'other' } }, 'u2'),
    ];
    // Each commits once and then is killed in its second transaction, one after the other.
    for (const plan of plans) {
      const stop = createKill('progress-sent', 2);
      await expect(
        run(scene, { plan, batches: BATCHES, onStep: stop, settings: { commitIntervalMs: 0 } }),
      ).rejects.toThrow('killed');
    }
    const restarted = order === 'first' ? plans : plans.toReversed();
    for (const plan of restarted) {
      expect(await run(scene, { plan, batches: BATCHES })).toMatchObject({ resumedAt: 11n, messages: 1 });
    }
    const ends = scene.kafka.abortedTransactions(PROGRESS_TOPIC, 0).map(({ firstOffset }) => firstOffset);
    expect(ends.toSorted((a, b) => Number(a - b)).toString() === ends.toString()).toBe(order === 'first');
    for (const { sink, topic } of plans) {
      expect(rows(scene, topic.name)).toHaveLength(2);
      expect(frontiers(scene, sink.id)).toEqual(['[11]', '[12]']);
    }
  });
});

function createKill(at: ProtocolStep, count: number): (step: ProtocolStep) => void {
  let seen = 0;
  return (step) => {
    if (step === at && ++seen === count) throw new Error('killed');
  };
}

describe('a commit whose answer is lost', () => {
  it.each(['after', 'before'] as const)('is found out by reading progress: fails %s', async (when) => {
    let lost = false;
    const scene = createScene({
      faults: ({ method }) => {
        if (method !== 'commit' || lost) return undefined;
        lost = true;
        return { when, consequence: 'unknownOutcome' };
      },
    });
    const summary = await run(scene, { batches: BATCHES });
    expect(summary).toMatchObject({ outcome: 'ended', restarts: 1, frontier: 12n });
    expect(rows(scene)).toEqual(['2 {"k":1} {"k":1,"v":"a"} @10', '2 {"k":2} {"k":2,"v":"b"} @11']);
  });
});

describe('the worked trace', () => {
  it('commits one frontier after the other, and resumes at the last one', async () => {
    const scene = createScene({ jumps: false });
    const settings = { commitIntervalMs: 0 };
    const pushed = createPushSource();
    const gate = createKill('progress-sent', 3);
    const running = failureOf(run(scene, { source: pushed.source, settings, onStep: gate }));
    pushed.push({ frontier: 10 });
    await settle();
    expect(frontiers(scene)).toEqual([]);
    pushed.push({ changes: [insert(10, 1, 'a'), insert(10, 2, 'b'), insert(10, 3, 'c')] });
    await settle();
    expect(scene.kafka.entries(DATA_TOPIC, 2)).toHaveLength(0);
    pushed.push({ frontier: 11 });
    await settle();
    expect(frontiers(scene)).toEqual(['[11]']);
    pushed.push({ changes: [insert(11, 4, 'd'), insert(13, 5, 'e')] });
    await settle();
    pushed.push({ frontier: 12 });
    await settle();
    expect(frontiers(scene)).toEqual(['[11]', '[12]']);
    expect(rows(scene)).toHaveLength(4);
    pushed.push({ frontier: 14 });
    expect(await running).toMatchObject({ message: 'killed' });

    const again = [
      { frontier: 10 },
      { changes: [insert(10, 1, 'a'), insert(10, 2, 'b'), insert(10, 3, 'c')], frontier: 11 },
      { changes: [insert(11, 4, 'd'), insert(13, 5, 'e')], frontier: 12 },
      { frontier: 14 },
      { frontier: 'finished' as const },
    ];
    expect(await run(scene, { batches: again, settings })).toMatchObject({ resumedAt: 12n, messages: 1 });
    expect(frontiers(scene)).toEqual(['[11]', '[12]', '[12]', '[14]', '[]']);
    expect(rows(scene).filter((row) => row.includes('@13'))).toHaveLength(1);
    const copies = [0, 1, 2, 3].flatMap((partition) => scene.kafka.entries(DATA_TOPIC, partition));
    expect(copies.filter(({ value }) => textOf(value)?.includes('"e"'))).toHaveLength(2);
  });
});

describe('a progress record', () => {
  it('says how far, of what input and of what sink', async () => {
    const scene = createScene();
    await run(scene, { batches: [{ changes: [insert(10, 1, 'a'), remove(11, 1, 'a')] }] });
    const [value] = progress(scene);
    expect(JSON.parse(value ?? '')).toEqual({
      frontier: [12],
      version: 0,
      input: { changes: 2, checksum: expect.stringMatching(/^[0-9a-f]{16}$/) },
      sink: {
        topic: 'orders',
        partitions: 4,
        last: [2, 1],
        transactionalId: 'materialize-local-u1-u12',
        plan: {
          relation: expect.any(String),
          KEY: expect.any(String),
          ENVELOPE: expect.any(String),
          FORMAT: expect.any(String),
          HEADERS: expect.any(String),
          'PARTITION BY': expect.any(String),
        },
      },
    });
    expect(scene.kafka.readCommitted(PROGRESS_TOPIC)[0]?.headers).toEqual([]);
  });

  it('keeps the place of the latest row when a later transaction has none', async () => {
    const scene = createScene();
    const batches = [{ frontier: 10 }, { changes: [insert(10, 1, 'a')], frontier: 11 }];
    await run(scene, { batches });
    await run(scene, { batches: [...batches, { frontier: 20 }] });
    expect(progress(scene).at(-1)).toContain('"last":[2,0]');
  });
});
