import { describe, expect, it } from 'vitest';
import type { SinkPlan } from '../../src/plan/sink-plan.ts';
import {
  createScene,
  failureOf,
  frontiers,
  insert,
  progress,
  rows,
  run,
  type Scene,
  warnings,
  writeProgress,
  writeRecord,
} from './harness.ts';
import { COLUMNS, createPlan, DATA_TOPIC, PROGRESS_TOPIC } from './plans.ts';

const BATCHES = [{ frontier: 10 }, { changes: [insert(10, 1, 'a')], frontier: 11 }];
const LONGER = [...BATCHES, { changes: [insert(11, 2, 'b')], frontier: 12 }];

describe('the progress topic', () => {
  it('is created with one partition and without retention', async () => {
    const scene = createScene();
    await run(scene, { batches: BATCHES });
    expect(scene.kafka.topicConfig(PROGRESS_TOPIC)).toEqual({
      'cleanup.policy': 'compact',
      'segment.bytes': '134217728',
      'retention.ms': '-1',
      'retention.bytes': '-1',
    });
  });

  it('is refused with two partitions', async () => {
    const scene = createScene();
    scene.kafka.createTopic(PROGRESS_TOPIC, 2);
    expect(await failureOf(run(scene, { batches: BATCHES }))).toMatchObject({
      code: 'run/progress-partitions',
      message: expect.stringContaining('2 partitions'),
      hint: expect.stringContaining('kafka-topics'),
    });
  });

  it.each<Readonly<Record<string, string>>>([
    {},
    { 'cleanup.policy': 'delete', 'retention.ms': '1000' },
    { 'cleanup.policy': 'compact,delete' },
    { 'retention.ms': '-1', 'retention.bytes': '1000000' },
  ])('is refused with retention in force: %j', async (config) => {
    const scene = createScene();
    scene.kafka.createTopic(PROGRESS_TOPIC, 1, config);
    expect(await failureOf(run(scene, { batches: BATCHES }))).toMatchObject({
      code: 'run/progress-retention',
      message: expect.stringMatching(/retention\.(ms|bytes) is \d+/),
      hint: expect.stringContaining('kafka-configs'),
    });
  });

  it.each<Readonly<Record<string, string>>>([{ 'cleanup.policy': 'compact' }, { 'retention.ms': '-1' }])(
    'is taken where nothing is deleted: %j',
    async (config) => {
      const scene = createScene();
      scene.kafka.createTopic(PROGRESS_TOPIC, 1, config);
      await run(scene, { batches: BATCHES });
      expect(frontiers(scene)).toEqual(['[11]']);
    },
  );

  it('is taken unchecked where its settings may not be read', async () => {
    const scene = createScene({
      faults: ({ method }) =>
        method === 'topicSettings' ? { when: 'before', consequence: 'fatal' } : undefined,
    });
    scene.kafka.createTopic(PROGRESS_TOPIC, 1);
    await run(scene, { batches: BATCHES });
    expect(warnings(scene)).toEqual(['run/progress-unchecked']);
  });
});

describe('a record of another writer', () => {
  it.each([
    ['{"frontier":[11],"version":0}', 11n],
    ['{"frontier":[11]}', 11n],
    ['{"timestamp":10}', 11n],
  ])('%s is followed, with a warning that the input was not checked', async (value, resumedAt) => {
    const scene = createScene();
    scene.kafka.createTopic(DATA_TOPIC, 4);
    await writeProgress(scene, value);
    expect(await run(scene, { batches: LONGER })).toMatchObject({ resumedAt, messages: 1 });
    expect(rows(scene)).toEqual(['2 {"k":2} {"k":2,"v":"b"} @11']);
    expect(warnings(scene)).toEqual(['run/input-unchecked']);
  });

  it.each([
    '{}',
    '{"frontier":null}',
    '{"frontier":[1,2]}',
    '{"frontier":["1"]}',
    'nothing',
    '{"frontier":[-1]}',
  ])('%s is refused', async (value) => {
    const scene = createScene();
    await writeProgress(scene, value);
    expect(await failureOf(run(scene, { batches: LONGER }))).toMatchObject({
      code: 'run/progress-unreadable',
      message: expect.stringContaining(value),
    });
  });

  it('of a newer version fences', async () => {
    const scene = createScene();
    await writeProgress(scene, '{"frontier":[11],"version":2}');
    expect(await failureOf(run(scene, { batches: LONGER }))).toMatchObject({
      code: 'run/newer-version',
      consequence: 'fenced',
    });
  });

  it('of another sink counts for nothing', async () => {
    const scene = createScene();
    await writeProgress(scene, '{"frontier":[11],"version":2}', 'mz-sink-u13');
    expect(await run(scene, { batches: LONGER })).toMatchObject({ resumedAt: undefined, messages: 2 });
  });

  it('that goes back is refused', async () => {
    const scene = createScene();
    await writeProgress(scene, '{"frontier":[11],"version":0}');
    await writeProgress(scene, '{"frontier":[10],"version":0}');
    expect(await failureOf(run(scene, { batches: LONGER }))).toMatchObject({
      code: 'run/progress-went-back',
    });
  });

  it('that is still open under our key is an error, not the absence of a record', async () => {
    const scene = createScene();
    scene.kafka.createTopic(PROGRESS_TOPIC, 1, { 'cleanup.policy': 'compact' });
    const options = {
      transactionalId: 'a renamed one',
      transactionTimeoutMs: 1e9,
      compression: 'none' as const,
    };
    const producer = scene.kafka.createProducer(options);
    const [key, value] = ['mz-sink-u12', '{"frontier":[11],"version":0}'].map((text) =>
      new TextEncoder().encode(text),
    );
    await producer.initTransactions();
    await producer.begin();
    await producer.send([{ topic: PROGRESS_TOPIC, partition: 0, key: key!, value: value!, headers: [] }]);
    const failure = failureOf(run(scene, { batches: LONGER, settings: { retryTimeoutMs: 1000 } }));
    expect(await failure).toMatchObject({ code: 'run/progress-undecided' });
  });
});

describe('the data topic', () => {
  it('is created as the plan says', async () => {
    const scene = createScene();
    const topic = { ...createPlan().topic, partitionCount: 7, config: { 'cleanup.policy': 'compact' } };
    await run(scene, { plan: createPlan({ topic }), batches: BATCHES });
    expect(scene.kafka.topicConfig(DATA_TOPIC)).toEqual({ 'cleanup.policy': 'compact' });
    expect(scene.events).toContainEqual({
      kind: 'topic-created',
      sink: 'materialize.public.u12',
      topic: DATA_TOPIC,
      partitions: 7,
    });
  });

  it('gets the number of partitions of the broker where the plan says none', async () => {
    const scene = createScene({ brokerSettings: { 'num.partitions': '3' } });
    const { partitionCount: _, ...topic } = createPlan().topic;
    await run(scene, { plan: createPlan({ topic }), batches: BATCHES });
    expect(progress(scene)[0]).toContain('"partitions":3');
  });

  it('is not created again beside progress', async () => {
    const scene = createScene();
    await run(scene, { batches: BATCHES });
    scene.kafka.deleteTopic(DATA_TOPIC);
    expect(await failureOf(run(scene, { batches: LONGER }))).toMatchObject({ code: 'run/topic-missing' });
    expect(scene.kafka.topicConfig(DATA_TOPIC)).toBeUndefined();
  });

  it('that was recreated is refused, until told to go on', async () => {
    const scene = createScene();
    await run(scene, { batches: BATCHES });
    scene.kafka.deleteTopic(DATA_TOPIC);
    scene.kafka.createTopic(DATA_TOPIC, 4);
    expect(await failureOf(run(scene, { batches: LONGER }))).toMatchObject({
      code: 'run/definition-changed',
      message: expect.stringContaining('recreated or truncated'),
    });
    await run(scene, { batches: LONGER, settings: { acceptChanges: true } });
    expect(warnings(scene)).toEqual(['run/definition-changed']);
    expect(rows(scene)).toHaveLength(1);
  });

  it('that was recreated is refused by a client without high watermarks, once others had their time', async () => {
    const scene = createScene({ knowsHighWatermark: false });
    await run(scene, { batches: BATCHES });
    scene.kafka.deleteTopic(DATA_TOPIC);
    scene.kafka.createTopic(DATA_TOPIC, 4);
    expect(await failureOf(run(scene, { batches: LONGER }))).toMatchObject({
      code: 'run/definition-changed',
    });
    expect(scene.clock.monotonicMs()).toBeGreaterThanOrEqual(600_000);
    expect(warnings(scene)).toEqual(['run/waits-for-topic']);
  });

  it('may lose old rows to retention', async () => {
    const scene = createScene();
    await run(scene, { batches: BATCHES });
    scene.kafka.truncate(DATA_TOPIC, 2, 2n);
    expect(await run(scene, { batches: LONGER })).toMatchObject({ messages: 1 });
  });

  it('may gain partitions, which is said, and lose none', async () => {
    const scene = createScene();
    await run(scene, { batches: BATCHES });
    scene.kafka.addPartitions(DATA_TOPIC, 5);
    await run(scene, { batches: LONGER });
    expect(warnings(scene)).toEqual(['run/partitions-added']);
    expect(progress(scene).at(-1)).toContain('"partitions":5');
    scene.kafka.deleteTopic(DATA_TOPIC);
    scene.kafka.createTopic(DATA_TOPIC, 4);
    expect(await failureOf(run(scene, { batches: LONGER }))).toMatchObject({
      message: expect.stringContaining('has 4 partitions and had 5'),
    });
  });

  it('with rows of a sink and without progress is refused, until told to go on', async () => {
    const scene = createScene();
    await run(scene, { batches: BATCHES });
    scene.kafka.deleteTopic(PROGRESS_TOPIC);
    expect(await failureOf(run(scene, { batches: BATCHES }))).toMatchObject({ code: 'run/progress-lost' });
    await run(scene, { batches: BATCHES, settings: { acceptChanges: true } });
    expect(rows(scene)).toHaveLength(2);
    expect(warnings(scene)).toEqual(['run/progress-lost']);
  });

  it('with other records, or with rows of an aborted first transaction, is taken', async () => {
    const scene = createScene();
    scene.kafka.createTopic(DATA_TOPIC, 4);
    await writeRecord(scene, DATA_TOPIC, { key: 'a', value: 'b', headers: ['trace'] });
    await writeRecord(
      scene,
      DATA_TOPIC,
      { key: 'a', value: 'b', headers: ['materialize-timestamp'] },
      'abort',
    );
    await run(scene, { batches: BATCHES });
    expect(frontiers(scene)).toEqual(['[11]']);
  });
});

const CHANGES: readonly (readonly [part: string, plan: Partial<SinkPlan>])[] = [
  ['relation', { relation: { name: 'materialize.public.other', columns: COLUMNS } }],
  [
    'relation',
    {
      relation: {
        name: 'materialize.public.t',
        columns: [COLUMNS[0]!, { name: 'v', type: { kind: 'varchar' }, nullable: true }],
      },
    },
  ],
  ['KEY', { grouping: { by: 'unique key', columns: [0] } }],
  ['ENVELOPE', { envelope: 'debezium' }],
  ['FORMAT', { key: { columns: [0], format: { kind: 'text' } } }],
  ['PARTITION BY', { partitioning: { by: 'no key' } }],
];

describe('a definition that changed', () => {
  it.each(CHANGES)('is refused by name: %s', async (part, changes) => {
    const scene = createScene();
    await run(scene, { batches: BATCHES });
    const plan = createPlan(changes);
    expect(await failureOf(run(scene, { plan, batches: LONGER }))).toMatchObject({
      code: 'run/definition-changed',
      message: `${part} is not what it was when the sink committed last`,
    });
    expect(rows(scene)).toHaveLength(1);
  });

  it('is taken when told so, and is what counts from then on', async () => {
    const scene = createScene();
    await run(scene, { batches: BATCHES });
    const plan = createPlan({ partitioning: { by: 'no key' } });
    await run(scene, { plan, batches: BATCHES, settings: { acceptChanges: true } });
    await run(scene, { plan, batches: LONGER });
    expect(rows(scene)).toHaveLength(2);
    expect(await failureOf(run(scene, { batches: LONGER }))).toMatchObject({
      code: 'run/definition-changed',
    });
  });

  it('may be of columns, whose rows are then counted and not compared', async () => {
    const scene = createScene();
    await run(scene, { batches: BATCHES });
    const relation = createPlan().relation;
    const added = { name: 'added', type: { kind: 'int4' }, nullable: true } as const;
    const plan = createPlan({ relation: { ...relation, columns: [...relation.columns, added] } });
    const settings = { acceptChanges: true };
    const grown = [{ frontier: 10 }, { changes: [insert(10, 1, 'a'), insert(10, 2, 'b')], frontier: 11 }];
    expect(await failureOf(run(scene, { plan, batches: grown, settings }))).toMatchObject({
      code: 'run/input-changed',
    });
    await run(scene, { plan, batches: LONGER, settings });
    expect(rows(scene)).toHaveLength(2);
  });

  it('may be in settings that readers do not see', async () => {
    const scene = createScene();
    await run(scene, { batches: BATCHES });
    const topic = { ...createPlan().topic, metadataRefreshMs: 1000 };
    expect(
      await run(scene, { plan: createPlan({ compression: 'none', topic }), batches: LONGER }),
    ).toMatchObject({
      messages: 1,
    });
  });

  it('is refused for another topic, which is not created', async () => {
    const scene = createScene();
    await run(scene, { batches: BATCHES });
    const plan = createPlan({ topic: { ...createPlan().topic, name: 'elsewhere' } });
    expect(await failureOf(run(scene, { plan, batches: LONGER }))).toMatchObject({
      message: 'the topic is "elsewhere" and was "orders"',
    });
    expect(scene.kafka.topicConfig('elsewhere')).toBeUndefined();
    await run(scene, { plan, batches: LONGER, settings: { acceptChanges: true } });
    expect(rows(scene, 'elsewhere')).toHaveLength(1);
  });
});

describe('a start', () => {
  it('is refused where the broker does not grant the transaction timeout, and fences nobody', async () => {
    const methods: string[] = [];
    const scene: Scene = createScene({
      brokerSettings: { 'transaction.max.timeout.ms': '60000' },
      faults: ({ method }) => {
        methods.push(method);
        return undefined;
      },
    });
    expect(await failureOf(run(scene, { batches: BATCHES }))).toMatchObject({
      code: 'run/transaction-timeout-refused',
      message: expect.stringContaining('transaction.max.timeout.ms is 60000'),
    });
    expect(methods).not.toContain('initTransactions');
  });

  it('reports running only after Kafka has answered', async () => {
    const scene = createScene();
    const answered: boolean[] = [];
    const onStep = () => void answered.push(scene.events.some(({ kind }) => kind === 'running'));
    await run(scene, { batches: BATCHES, onStep });
    expect(answered.slice(0, 3)).toEqual([false, false, true]);
  });
});
