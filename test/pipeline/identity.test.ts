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
  rows,
  run,
  warnings,
  writeProgress,
} from './harness.ts';
import { createPlan, DATA_TOPIC } from './plans.ts';

const settings = { commitIntervalMs: 0 };
const RENAMED = createPlan({ transactionalId: 'renamed' });
const BATCHES = [10, 11, 12].map((time, k) => ({ changes: [insert(time, k, 'a')], frontier: time + 1 }));

/** An instance under the former transactional id, which has committed the first batch and waits for more. */
async function startFormer() {
  const scene = createScene({ jumps: false });
  const { push, source } = createPushSource({ asOf: 0n });
  const failed = failureOf(run(scene, { source, settings }));
  push(BATCHES[0]!);
  await settle();
  return { scene, failed, push };
}

const renamed = { plan: RENAMED, batches: BATCHES, settings, sourceOptions: { asOf: 0n } };

describe('a changed transactional id', () => {
  it('fences the instance that runs under the former one, by name', async () => {
    const { scene, failed, push } = await startFormer();
    expect(await run(scene, renamed)).toMatchObject({ resumedAt: 11n, messages: 2 });
    push(BATCHES[1]!);
    expect(await failed).toMatchObject({ code: 'run/fenced', consequence: 'fenced' });
    expect(rows(scene)).toHaveLength(3);
    expect(frontiers(scene)).toEqual(['[11]', '[11]', '[12]', '[13]']);
    expect(scene.events).toContainEqual({
      kind: 'warning',
      sink: 'materialize.public.u12',
      code: 'run/identity-changed',
      message: expect.stringMatching(/is "renamed" and was "materialize-local-u1-u12"/),
    });
  });

  it('reads progress again, which the former instance may have moved before it was fenced', async () => {
    const { scene, failed, push } = await startFormer();
    let moved = false;
    const { createProducer } = scene.kafka;
    const kafka: typeof scene.kafka = {
      ...scene.kafka,
      createProducer(options) {
        const producer = createProducer(options);
        if (options.transactionalId === 'renamed') return producer;
        return {
          ...producer,
          async initTransactions() {
            push(BATCHES[1]!);
            await settle();
            moved = frontiers(scene).at(-1) === '[12]';
            await producer.initTransactions();
          },
        };
      },
    };
    expect(await run({ ...scene, kafka }, renamed)).toMatchObject({ resumedAt: 12n, messages: 1 });
    expect(moved).toBe(true);
    push(BATCHES[2]!);
    expect(await failed).toMatchObject({ consequence: 'fenced' });
    expect(rows(scene)).toHaveLength(3);
  });

  it('ends what the former instance left open when it died', async () => {
    const scene = createScene();
    let ends = 0;
    const onStep = (step: ProtocolStep) => {
      if (step === 'progress-sent' && ++ends === 2) throw new Error('killed');
    };
    await expect(run(scene, { ...renamed, plan: createPlan(), onStep })).rejects.toThrow('killed');
    expect(await run(scene, renamed)).toMatchObject({ resumedAt: 11n, messages: 2, restarts: 0 });
    expect(rows(scene)).toHaveLength(3);
  });

  it('is known from then on', async () => {
    const scene = createScene();
    await run(scene, { ...renamed, plan: createPlan() });
    await run(scene, renamed);
    expect(warnings(scene)).toEqual(['run/identity-changed']);
    expect(progress(scene).at(-1)).toContain('"transactionalId":"renamed"');
    await run(scene, renamed);
    expect(warnings(scene)).toEqual(['run/identity-changed']);
  });

  it('is refused where the former one may not be used, and named', async () => {
    const scene = createScene({
      faults: ({ method, transactionalId }) =>
        method === 'initTransactions' && transactionalId === 'former'
          ? { when: 'before', consequence: 'fatal', message: 'not authorized' }
          : undefined,
    });
    scene.kafka.createTopic(DATA_TOPIC, 4);
    const sink = '"sink":{"topic":"orders","partitions":4,"transactionalId":"former","plan":{}}';
    await writeProgress(scene, `{"frontier":[11],"version":0,${sink}}`);
    expect(await failureOf(run(scene, renamed))).toMatchObject({
      code: 'run/identity-not-fenced',
      consequence: 'fatal',
      message: 'could not fence the former transactional id "former" of this sink: not authorized',
    });
  });

  it('of an older version of the sink leaves the newer one alone', async () => {
    const { scene, failed, push } = await startFormer();
    const sink =
      '"sink":{"topic":"orders","partitions":4,"transactionalId":"materialize-local-u1-u12","plan":{}}';
    await writeProgress(scene, `{"frontier":[11],"version":1,${sink}}`);
    expect(await failureOf(run(scene, renamed))).toMatchObject({ code: 'run/newer-version' });
    push(BATCHES[1]!);
    await settle();
    expect(frontiers(scene).at(-1)).toBe('[12]');
    scene.kafka.deleteTopic(DATA_TOPIC);
    push(BATCHES[2]!);
    await failed;
  });
});

describe('progress that went back', () => {
  it('comes with what can be done', async () => {
    const scene = createScene();
    await writeProgress(scene, '{"frontier":[11],"version":0}');
    await writeProgress(scene, '{"frontier":[10],"version":0}');
    expect(await failureOf(run(scene, renamed))).toMatchObject({
      code: 'run/progress-went-back',
      hint: expect.stringContaining('Stop every instance'),
    });
  });
});
