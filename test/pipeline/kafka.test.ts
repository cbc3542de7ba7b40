import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTopicReader, type TopicReader } from '../../scripts/stack/topic-reader.ts';
import { createClock } from '../../src/drivers/clock.ts';
import { createKafkaDriver } from '../../src/drivers/kafka/driver.ts';
import { createMemorySource, type MemoryBatch } from '../../src/drivers/memory/source.ts';
import { assemble, type RunSummary } from '../../src/pipeline/assemble.ts';
import type { ProtocolStep, RunEvent } from '../../src/pipeline/ports.ts';
import type { PipelineSettings } from '../../src/pipeline/settings.ts';
import type { SinkPlan } from '../../src/plan/sink-plan.ts';
import { describeWithKafka, uniqueName } from '../support/kafka.ts';
import { failureOf, insert } from './harness.ts';
import { COLUMNS, createPlan } from './plans.ts';

const BATCHES: readonly MemoryBatch[] = [
  { frontier: 10 },
  { changes: [insert(10, 1, 'a'), insert(10, 2, 'b')], frontier: 11 },
  { changes: [insert(11, 1, 'aa'), insert(12, 3, 'c')], frontier: 13 },
];

/** A kill: the run is left where it is, and nothing of it is closed or aborted. */
function killAt(at: ProtocolStep, count: number): (step: ProtocolStep) => void {
  let seen = 0;
  return (step) => {
    if (step === at && ++seen === count) throw new Error('killed');
  };
}

await describeWithKafka('4', 'a sink on Kafka', (kafka) => {
  let reader: TopicReader;
  beforeAll(async () => {
    reader = await openTopicReader(kafka);
  });
  afterAll(() => reader.close());

  const planOf = (name: string, progressTopic: string): SinkPlan => {
    const plan = createPlan({}, name);
    return {
      ...plan,
      topic: { ...plan.topic, name, partitionCount: 2 },
      progress: { ...plan.progress, topic: progressTopic },
    };
  };
  const run = (
    plan: SinkPlan,
    options: {
      readonly settings?: Partial<PipelineSettings>;
      readonly batches?: readonly MemoryBatch[];
      readonly onStep?: (step: ProtocolStep) => void | Promise<void>;
      readonly report?: (event: RunEvent) => void;
    } = {},
  ): Promise<RunSummary> => {
    const { batches = BATCHES, onStep, report = () => {}, settings } = options;
    const driver = createKafkaDriver(
      { ...plan.connection, brokers: kafka.bootstrap.split(',') },
      { secrets: () => undefined, clientId: plan.groupId },
    );
    const source = createMemorySource(COLUMNS, batches);
    const ports = { kafka: driver, source, clock: createClock(), report };
    const all = onStep === undefined ? ports : { ...ports, onStep };
    return assemble(plan, all, { commitIntervalMs: 0, ...settings }).run(new AbortController().signal);
  };
  const valuesOf = async (topic: string): Promise<readonly (string | null)[]> =>
    (await reader.read(topic)).map(({ value }) => value).toSorted();
  const expected = ['{"k":1,"v":"a"}', '{"k":1,"v":"aa"}', '{"k":2,"v":"b"}', '{"k":3,"v":"c"}'];

  it('sends once, goes on where it was, and says so in the progress topic', async () => {
    const plan = planOf(uniqueName('rows'), uniqueName('progress'));
    expect(await run(plan)).toMatchObject({ outcome: 'ended', messages: 4, frontier: 13n });
    expect(await run(plan)).toMatchObject({ messages: 0, resumedAt: 13n });
    expect(await valuesOf(plan.topic.name)).toEqual(expected);
    const progress = await reader.read(plan.progress.topic);
    expect(progress.map(({ key }) => key)).toContain(`mz-sink-${plan.sink.id}`);
    expect(progress.at(-1)?.value).toMatch(/^\{"frontier":\[13\],"version":0,"input":\{"changes":4,/);
  });

  it.each<ProtocolStep>([
    'initialised',
    'progress-read',
    'begun',
    'data-sent',
    'before-progress',
    'progress-sent',
    'committed',
  ])('loses and repeats nothing when it is killed at %s', async (step) => {
    const plan = planOf(uniqueName('rows'), uniqueName('progress'));
    await expect(run(plan, { onStep: killAt(step, 1) })).rejects.toThrow('killed');
    expect(await run(plan)).toMatchObject({ outcome: 'ended', frontier: 13n });
    expect(await valuesOf(plan.topic.name)).toEqual(expected);
  });

  it('resumes two sinks exactly whose transactions ended in the other order', async () => {
    const progressTopic = uniqueName('progress');
    const plans = [planOf(uniqueName('first'), progressTopic), planOf(uniqueName('second'), progressTopic)];
    for (const plan of plans) {
      await expect(run(plan, { onStep: killAt('progress-sent', 2) })).rejects.toThrow('killed');
    }
    for (const plan of plans.toReversed()) {
      expect(await run(plan)).toMatchObject({ resumedAt: 11n, messages: 2 });
      expect(await valuesOf(plan.topic.name)).toEqual(expected);
    }
  });

  it('fences a run that was held, which writes nothing after', async () => {
    const plan = planOf(uniqueName('rows'), uniqueName('progress'));
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrive = (): void => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const onStep = (step: ProtocolStep): undefined | Promise<void> => {
      if (step !== 'progress-sent') return undefined;
      arrive();
      return held;
    };
    const zombie = failureOf(run(plan, { onStep }));
    await arrived;
    await run(plan);
    release();
    expect(await zombie).toMatchObject({ consequence: 'fenced' });
    expect(await valuesOf(plan.topic.name)).toEqual(expected);
  });

  it('refuses to go on in another topic', async () => {
    const plan = planOf(uniqueName('rows'), uniqueName('progress'));
    await run(plan);
    const elsewhere = { ...plan, topic: { ...plan.topic, name: uniqueName('other') } };
    expect(await failureOf(run(elsewhere))).toMatchObject({ code: 'run/definition-changed' });
  });
});
