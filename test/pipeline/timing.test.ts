import { describe, expect, it } from 'vitest';
import { SinkError } from '../../src/diagnostics/sink-error.ts';
import { createMemorySource } from '../../src/drivers/memory/source.ts';
import { assemble } from '../../src/pipeline/assemble.ts';
import { runSinks } from '../../src/pipeline/run-sinks.ts';
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
import { COLUMNS, createPlan, DATA_TOPIC, PROGRESS_TOPIC } from './plans.ts';

describe('the commit interval', () => {
  it('makes one transaction of many frontier steps, and a timer ends it without further input', async () => {
    const scene = createScene({ jumps: false });
    const pushed = createPushSource();
    const running = run(scene, { source: pushed.source });
    pushed.push({ frontier: 10 });
    for (let time = 10; time < 60; time++) {
      pushed.push({ changes: [insert(time, time, 'a')], frontier: time + 1 });
      await scene.clock.advance(10);
    }
    expect(frontiers(scene)).toEqual([]);
    await scene.clock.advance(400);
    expect(frontiers(scene)).toEqual([]);
    await scene.clock.advance(110);
    expect(frontiers(scene)).toEqual(['[60]']);
    expect(rows(scene)).toHaveLength(50);
    pushed.end();
    expect(await running).toMatchObject({ transactions: 1 });
  });

  it('commits a frontier alone', async () => {
    const scene = createScene({ jumps: false });
    const pushed = createPushSource();
    const running = run(scene, { source: pushed.source });
    pushed.push({ frontier: 10 });
    pushed.push({ frontier: 20 });
    await settle();
    await scene.clock.advance(999);
    expect(frontiers(scene)).toEqual([]);
    await scene.clock.advance(1);
    expect(frontiers(scene)).toEqual(['[20]']);
    await scene.clock.advance(5000);
    expect(frontiers(scene)).toEqual(['[20]']);
    pushed.end();
    await running;
  });

  it('leaves rows out that wait for their frontier', async () => {
    const scene = createScene({ jumps: false });
    const pushed = createPushSource();
    const running = run(scene, { source: pushed.source });
    pushed.push({ frontier: 10 });
    pushed.push({ changes: [insert(10, 1, 'a'), insert(11, 2, 'b')], frontier: 11 });
    await settle();
    await scene.clock.advance(1000);
    expect(rows(scene)).toHaveLength(1);
    expect(scene.kafka.entries(DATA_TOPIC, 2)).toHaveLength(2);
    pushed.push({ frontier: 12 });
    pushed.end();
    expect(await running).toMatchObject({ messages: 2, transactions: 2 });
  });

  it('is cut short by the size of a transaction, between two times and never within one', async () => {
    const scene = createScene();
    const changes = [10, 10, 10, 11, 12, 12].map((time, k) => insert(time, k, 'a'));
    await run(scene, { batches: [{ changes, frontier: 13 }], settings: { transactionBytes: 30 } });
    expect(frontiers(scene)).toEqual(['[11]', '[13]']);
  });
});

describe('sends', () => {
  it('hold at most a thousand records, and less than a broker takes in one batch', async () => {
    const sizes: number[] = [];
    const scene = createScene();
    const { createProducer } = scene.kafka;
    const kafka = {
      ...scene.kafka,
      createProducer: (options: Parameters<typeof createProducer>[0]) => {
        const producer = createProducer(options);
        const send: typeof producer.send = (records) => {
          if (records[0]?.topic === DATA_TOPIC) sizes.push(records.length);
          return producer.send(records);
        };
        return { ...producer, send };
      },
    };
    const changes = [
      ...Array.from({ length: 2500 }, (_, k) => insert(10, k, 'a')),
      ...Array.from({ length: 4 }, () => insert(10, 9000, 'x'.repeat(400_000))),
    ];
    await run({ ...scene, kafka }, { batches: [{ changes }] });
    expect(sizes.slice(0, 2)).toEqual([1000, 1000]);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1000);
    expect(sizes.at(-1)).toBe(2);
    expect(rows(scene)).toHaveLength(2504);
  });
});

describe('the number of partitions', () => {
  it('is asked for again, and a failure keeps the former one', async () => {
    let fails = false;
    const scene = createScene({
      jumps: false,
      faults: ({ method }) =>
        fails && method === 'listTopics' ? { when: 'before', consequence: 'retriable' } : undefined,
    });
    const pushed = createPushSource();
    const running = run(scene, { source: pushed.source, settings: { commitIntervalMs: 0 } });
    pushed.push({ frontier: 10 });
    pushed.push({ changes: [insert(10, 1, 'a')], frontier: 11 });
    await settle();
    scene.kafka.addPartitions(DATA_TOPIC, 100);
    fails = true;
    await scene.clock.advance(30_000);
    expect(warnings(scene)).toEqual(['run/partitions-unknown']);
    pushed.push({ changes: [insert(11, 1, 'b')], frontier: 12 });
    await settle();
    fails = false;
    await scene.clock.advance(30_000);
    pushed.push({ changes: [insert(12, 1, 'c')], frontier: 13 });
    pushed.end();
    await running;
    const [first, second, third] = rows(scene).map((row) => Number(row.split(' ')[0]));
    expect([first, second]).toEqual([2, 2]);
    expect(third).toBeGreaterThan(3);
  });
});

describe('retrying', () => {
  const failing = (scene: Scene) => run(scene, { batches: [{ changes: [insert(10, 1, 'a')] }] });

  it('ends once nothing has been committed for the time set, with the last error', async () => {
    const scene = createScene({
      faults: ({ method }) =>
        method === 'commit' ? { when: 'before', consequence: 'abortable', code: 'run/lost' } : undefined,
    });
    expect(await failureOf(failing(scene))).toMatchObject({ code: 'run/lost' });
    expect(scene.clock.monotonicMs()).toBeGreaterThanOrEqual(300_000);
    const delays = scene.events.flatMap((event) => (event.kind === 'restarting' ? [event.delayMs] : []));
    expect(delays.slice(0, 8)).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    expect(delays.length).toBeLessThan(80);
  });

  it.each(['fatal', 'fenced'] as const)('is not tried after %s', async (consequence) => {
    const scene = createScene({
      faults: ({ method }) => (method === 'commit' ? { when: 'before', consequence } : undefined),
    });
    expect(await failureOf(failing(scene))).toMatchObject({ consequence });
    expect(scene.events.filter(({ kind }) => kind === 'restarting')).toEqual([]);
  });

  it('is not possible with a pipe that has been read', async () => {
    let fails = true;
    const scene = createScene({
      faults: ({ method }) => {
        if (method !== 'commit' || !fails) return undefined;
        fails = false;
        return { when: 'before', consequence: 'retriable' };
      },
    });
    const source = createMemorySource(COLUMNS, [{ changes: [insert(10, 1, 'a')] }], { rewindable: false });
    expect(await failureOf(run(scene, { source }))).toMatchObject({
      code: 'run/input-not-rewindable',
      consequence: 'fatal',
      hint: expect.stringContaining('give the input again from its beginning'),
    });
    expect(
      await failureOf(run(scene, { source }).then(() => Promise.reject(new Error('fine')))),
    ).toMatchObject({
      message: 'fine',
    });
    expect(rows(scene)).toHaveLength(1);
  });

  it('keeps a pipe that has not been read', async () => {
    let left = 3;
    const scene = createScene({
      faults: ({ method }) =>
        method === 'connect' && left-- > 0 ? { when: 'before', consequence: 'retriable' } : undefined,
    });
    const source = createMemorySource(COLUMNS, [{ changes: [insert(10, 1, 'a')] }], { rewindable: false });
    expect(await run(scene, { source })).toMatchObject({ messages: 1 });
  });
});

describe('the transaction timeout', () => {
  it('is not reached by waiting for the commit interval', async () => {
    const scene = createScene({ jumps: false });
    const pushed = createPushSource();
    const settings = { transactionTimeoutMs: 1000, commitIntervalMs: 5000 };
    const running = run(scene, { source: pushed.source, settings });
    pushed.push({ frontier: 10 });
    pushed.push({ changes: Array.from({ length: 1500 }, (_, k) => insert(10, k, 'a')), frontier: 11 });
    await settle();
    for (let passed = 0; passed < 2000; passed += 100) await scene.clock.advance(100);
    expect(frontiers(scene)).toEqual(['[11]']);
    pushed.end();
    expect(await running).toMatchObject({ restarts: 0 });
  });

  it('ends the run where one time takes longer again, and names both settings', async () => {
    const scene = createScene();
    const changes = Array.from({ length: 3000 }, (_, k) => insert(10, k, 'a'));
    const onStep = async (step: string) => {
      if (step === 'data-sent') await scene.clock.advance(6000);
    };
    const settings = { transactionTimeoutMs: 10_000 };
    expect(await failureOf(run(scene, { batches: [{ changes }], onStep, settings }))).toMatchObject({
      code: 'run/time-too-long',
      consequence: 'fatal',
      message: expect.stringMatching(/time 10 .* transactionTimeoutMs \(10000\)/),
      hint: expect.stringContaining('transaction.max.timeout.ms'),
    });
    expect(scene.events.filter(({ kind }) => kind === 'restarting')).toMatchObject([
      { code: 'run/transaction-expired', message: expect.stringContaining('time 10') },
    ]);
  });

  it('is an expiry, too, where the process stood still in the middle of one time', async () => {
    const scene = createScene();
    const changes = Array.from({ length: 3000 }, (_, k) => insert(10, k, 'a'));
    let slept = false;
    const onStep = async (step: string) => {
      if (step !== 'data-sent' || slept) return;
      slept = true;
      await scene.clock.advance(3_600_000);
    };
    expect(await run(scene, { batches: [{ changes }], onStep })).toMatchObject({
      restarts: 1,
      messages: 3000,
    });
    expect(rows(scene)).toHaveLength(3000);
  });

  it('is an expiry and no fence where the process stood still', async () => {
    const scene = createScene();
    let slept = false;
    const onStep = async (step: string) => {
      if (step !== 'progress-sent' || slept) return;
      slept = true;
      await scene.clock.advance(3_600_000);
    };
    const summary = await run(scene, { batches: [{ changes: [insert(10, 1, 'a')] }], onStep });
    expect(summary).toMatchObject({ outcome: 'ended', restarts: 1, messages: 1 });
    expect(rows(scene)).toHaveLength(1);
  });
});

describe('a stop', () => {
  it('commits what was handed over', async () => {
    const scene = createScene({ jumps: false });
    const pushed = createPushSource();
    const stop = new AbortController();
    const running = run(scene, { source: pushed.source, signal: stop.signal });
    pushed.push({ frontier: 10 });
    pushed.push({ changes: [insert(10, 1, 'a'), insert(11, 2, 'b')], frontier: 11 });
    await settle();
    expect(frontiers(scene)).toEqual([]);
    stop.abort();
    expect(await running).toMatchObject({ outcome: 'stopped', frontier: 11n, messages: 1, unsentChanges: 1 });
    expect(frontiers(scene)).toEqual(['[11]']);
  });

  it('does not take the end that follows for the end of the input', async () => {
    const scene = createScene({ jumps: false });
    const pushed = createPushSource();
    const stop = new AbortController();
    const running = run(scene, { source: pushed.source, signal: stop.signal });
    pushed.push({ changes: [insert(10, 1, 'a')] });
    await settle();
    stop.abort();
    pushed.end();
    expect(await running).toMatchObject({ outcome: 'stopped', messages: 0, unsentChanges: 1 });
    expect(frontiers(scene)).toEqual([]);
  });

  it('aborts in the middle of a time', async () => {
    const scene = createScene();
    const stop = new AbortController();
    const changes = Array.from({ length: 3000 }, (_, k) => insert(10, k, 'a'));
    const onStep = (step: string) => {
      if (step === 'data-sent') stop.abort();
    };
    expect(await run(scene, { batches: [{ changes }], onStep, signal: stop.signal })).toMatchObject({
      outcome: 'stopped',
      messages: 0,
    });
    expect(rows(scene)).toEqual([]);
    expect(scene.kafka.abortedTransactions(DATA_TOPIC, 0)).toHaveLength(1);
    expect(await run(scene, { batches: [{ changes }] })).toMatchObject({ messages: 3000 });
  });

  it('ends a start at once', async () => {
    const scene = createScene();
    const stop = new AbortController();
    const onStep = (step: string): undefined | Promise<void> => {
      if (step !== 'initialised') return undefined;
      stop.abort();
      return new Promise(() => {});
    };
    expect(await run(scene, { batches: [], onStep, signal: stop.signal })).toMatchObject({
      outcome: 'stopped',
    });
  });

  it('ends the wait between two attempts', async () => {
    const stop = new AbortController();
    const scene = createScene({
      jumps: false,
      faults: ({ method }) =>
        method === 'initTransactions' ? { when: 'before', consequence: 'retriable' } : undefined,
    });
    const running = run(scene, { batches: [], signal: stop.signal });
    await settle();
    expect(scene.events.at(-1)).toMatchObject({ kind: 'restarting' });
    stop.abort();
    expect(await running).toMatchObject({ outcome: 'stopped', restarts: 1 });
  });

  it('is given up after its bound', async () => {
    const scene = createScene();
    const stop = new AbortController();
    const onStep = (step: string): undefined | Promise<void> => {
      if (step !== 'progress-sent') return undefined;
      stop.abort();
      return new Promise(() => {});
    };
    const batches = [{ changes: [insert(10, 1, 'a')] }];
    expect(await failureOf(run(scene, { batches, onStep, signal: stop.signal }))).toMatchObject({
      code: 'run/stop-timeout',
    });
    expect(scene.clock.monotonicMs()).toBeGreaterThanOrEqual(10_000);
  });
});

describe('an input that fails', () => {
  it('aborts the open transaction, and a corrected one goes on', async () => {
    const scene = createScene();
    const plan = createPlan({ compression: 'none' });
    const source = createMemorySource(COLUMNS, async function* () {
      yield { changes: Array.from({ length: 2500 }, (_, k) => insert(10, k, 'a')), frontier: 11 };
      throw new SinkError('run/input-value', 'line 7: not a number');
    });
    expect(await failureOf(run(scene, { plan, source }))).toMatchObject({ code: 'run/input-value' });
    expect(scene.kafka.abortedTransactions(DATA_TOPIC, 0)).toHaveLength(1);
    expect(rows(scene)).toEqual([]);
  });

  it('at its beginning fails before anything is fenced', async () => {
    const methods: string[] = [];
    const scene = createScene({
      faults: ({ method }) => {
        methods.push(method);
        return undefined;
      },
    });
    const source = createMemorySource(COLUMNS, () => {
      throw new SinkError('run/input-unreadable', 'no such file');
    });
    expect(await failureOf(run(scene, { source }))).toMatchObject({ code: 'run/input-unreadable' });
    expect(methods).toEqual([]);
  });
});

describe('several sinks in one run', () => {
  it('do not end each other', async () => {
    const scene = createScene();
    scene.kafka.createTopic(PROGRESS_TOPIC, 1, { 'cleanup.policy': 'compact' });
    const plans = ['u1', 'u2', 'u3'].map((id) =>
      createPlan({ topic: { ...createPlan().topic, name: id } }, id),
    );
    const pipelines = plans.map((plan, index) => {
      const source = createMemorySource(COLUMNS, async function* () {
        if (index === 1) throw new SinkError('run/input-value', 'broken');
        yield { changes: [insert(10, 1, 'a')] };
      });
      return assemble(plan, { kafka: scene.kafka, clock: scene.clock, source, report: () => {} });
    });
    const results = await runSinks(pipelines, new AbortController().signal);
    expect(results).toMatchObject([
      { kind: 'summary', sink: 'materialize.public.u1', summary: { messages: 1 } },
      { kind: 'error', sink: 'materialize.public.u2', error: { code: 'run/input-value' } },
      { kind: 'summary', sink: 'materialize.public.u3', summary: { messages: 1 } },
    ]);
  });
});
