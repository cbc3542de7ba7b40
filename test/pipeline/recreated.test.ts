import { describe, expect, it } from 'vitest';
import { settle } from './fake-clock.ts';
import {
  createPushSource,
  createScene,
  failureOf,
  frontiers,
  insert,
  rows,
  run,
  type Scene,
  warnings,
} from './harness.ts';
import { DATA_TOPIC } from './plans.ts';

const settings = { commitIntervalMs: 0 };
/** Both keys go to partition 2. */
const FIRST = [{ frontier: 10 }, { changes: [insert(10, 1, 'a'), insert(10, 2, 'b')], frontier: 11 }];

function recreate({ kafka }: Scene): void {
  kafka.deleteTopic(DATA_TOPIC);
  kafka.createTopic(DATA_TOPIC, 4);
}

/** Starts a run that has nothing to do, after which the topic is another one. */
async function idle(scene: Scene, batches = FIRST) {
  const pushed = createPushSource();
  const failed = failureOf(run(scene, { source: pushed.source, settings }));
  for (const batch of batches) pushed.push(batch);
  await settle();
  recreate(scene);
  return { failed, push: pushed.push };
}

describe('a data topic that is recreated while the sink is idle', () => {
  it('is noticed with the next row, and nothing of that row is committed', async () => {
    const scene = createScene({ jumps: false });
    const { failed, push } = await idle(scene);
    push({ changes: [insert(11, 1, 'c')], frontier: 12 });
    expect(await failed).toMatchObject({
      code: 'run/topic-recreated',
      consequence: 'fatal',
      message: expect.stringMatching(
        /recreated or truncated .* offset 0 of partition 2, which had ended at 2/,
      ),
    });
    expect(frontiers(scene)).toEqual(['[11]']);
    expect(rows(scene)).toEqual([]);
    expect(scene.kafka.abortedTransactions(DATA_TOPIC, 2)).toHaveLength(1);
  });

  it('is noticed although more rows come at once than were there', async () => {
    const scene = createScene({ jumps: false });
    const { failed, push } = await idle(scene);
    push({ changes: Array.from({ length: 50 }, (_, i) => insert(11, 1, String(i))), frontier: 12 });
    expect(await failed).toMatchObject({ code: 'run/topic-recreated' });
  });

  it('is noticed in every partition by a run that has sent nothing yet', async () => {
    const first = createScene({ jumps: false });
    const spread = Array.from({ length: 40 }, (_, k) => insert(10, k, 'a'));
    const before = [{ frontier: 10 }, { changes: spread, frontier: 11 }];
    await run(first, { batches: before, settings });
    const { failed, push } = await idle(first, before);
    push({ changes: [insert(11, 3, 'c')], frontier: 12 });
    expect(await failed).toMatchObject({ code: 'run/topic-recreated' });
  });

  it('is refused again by the next start, until told to go on', async () => {
    const scene = createScene({ jumps: false });
    const many = Array.from({ length: 20 }, (_, i) => insert(10, 1, String(i)));
    const before = [{ frontier: 10 }, { changes: many, frontier: 11 }];
    const next = { changes: [insert(11, 1, 'c')], frontier: 12 };
    const { failed, push } = await idle(scene, before);
    push(next);
    expect(await failed).toMatchObject({ code: 'run/topic-recreated' });
    scene.events.splice(0);
    const batches = [...before, next];
    expect(await failureOf(run(scene, { batches }))).toMatchObject({ code: 'run/definition-changed' });
    await run(scene, { batches, settings: { ...settings, acceptChanges: true } });
    expect(warnings(scene)).toEqual(['run/definition-changed']);
    expect(rows(scene)).toHaveLength(1);
  });
});
