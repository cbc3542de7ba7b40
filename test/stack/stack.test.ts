import { Kafka, logLevel } from 'kafkajs';
import { expect, it } from 'vitest';
import { readWithConsole } from '../../scripts/stack/console-consumer.ts';
import type { KafkaClient } from '../../scripts/stack/kafka.ts';
import type { SaslPlain } from '../../scripts/stack/kafka-config.ts';
import { openTopicReader } from '../../scripts/stack/topic-reader.ts';
import { describeWithKafka, describeWithOwnKafka, uniqueName } from '../support/kafka.ts';

for (const version of ['4', '3'] as const) {
  await describeWithKafka(version, `the shared Kafka ${version}`, (kafka) => {
    it('shows both readers committed records only, in the same order', async () => {
      const client = connect(kafka);
      const topic = uniqueName('both-readers');
      await createTopic(client, topic, 2);
      await produceTransactions(client, topic);

      const reader = await openTopicReader(kafka);
      const committed = await reader.read(topic);
      const uncommitted = await reader.read(topic, { isolation: 'uncommitted' });
      await reader.close();

      const headers = [['origin', 'test:ü']];
      const values = committed.map(({ keyBytes, valueBytes, ...record }) => record);
      expect(values).toMatchObject([
        { partition: 0, offset: 0n, key: 'ключ', value: '{"n":1,"text":"a\\nü😀"}', headers },
        { partition: 1, offset: 0n, key: null, value: null, headers: [] },
      ]);
      expect(uncommitted.map(({ value }) => value)).toContain('aborted');
      expect(await readWithConsole(kafka, topic, { expectedCount: 2, idleMs: 500 })).toEqual(values);
    });
  });
}

const authorization = { users: { alice: 'alice "quoted" \\ secret' } };

await describeWithOwnKafka('a Kafka of its own with authorization', { authorization }, (kafka) => {
  const topic = uniqueName('guarded');

  it('lets admin create a topic, refuses one that nobody created, and denies other users', async () => {
    const admin = connect(kafka(), kafka().adminSasl);
    await createTopic(admin, topic, 1);
    await sendOne(admin, topic, 'kept');
    await expect(sendOne(admin, uniqueName('absent'), 'x')).rejects.toThrow('does not host this topic');

    const alice = { mechanism: 'plain', username: 'alice', password: authorization.users.alice } as const;
    await expect(sendOne(connect(kafka(), alice), topic, 'x')).rejects.toMatchObject({
      cause: { type: 'TOPIC_AUTHORIZATION_FAILED' },
    });
    const stranger = { ...alice, password: 'wrong' };
    await expect(sendOne(connect(kafka(), stranger), topic, 'x')).rejects.toThrow('Authentication failed');
  });

  it('brings a killed broker back on its port with its data', async () => {
    const [broker] = kafka().brokerProcesses;
    await broker?.kill('SIGKILL');
    expect(broker?.pid).toBeUndefined();
    await broker?.restart();
    const records = await readWithConsole(kafka(), topic, { expectedCount: 1, idleMs: 500 });
    expect(records.map(({ value }) => value)).toEqual(['kept']);
  });
});

function connect(kafka: KafkaClient, sasl?: SaslPlain): Kafka {
  return new Kafka({
    brokers: kafka.bootstrap.split(','),
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 30, retries: 8 },
    // A copy: kafkajs keeps the first password in the object it is given.
    ...(sasl && { sasl: { ...sasl } }),
  });
}

async function sendOne(client: Kafka, topic: string, value: string): Promise<void> {
  const producer = client.producer({ retry: { initialRetryTime: 30, retries: 3 } });
  try {
    await producer.connect();
    await producer.send({ topic, messages: [{ value }] });
  } finally {
    await producer.disconnect();
  }
}

async function createTopic(client: Kafka, topic: string, numPartitions: number): Promise<void> {
  const admin = client.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: true });
  await admin.disconnect();
}

/** One transaction committed over both partitions, one aborted in partition 0. */
async function produceTransactions(client: Kafka, topic: string): Promise<void> {
  const producer = client.producer({ transactionalId: uniqueName('stack'), maxInFlightRequests: 1 });
  await producer.connect();
  const kept = await producer.transaction();
  const value = '{"n":1,"text":"a\\nü😀"}';
  await kept.send({
    topic,
    messages: [
      { partition: 0, key: 'ключ', value, headers: { origin: 'test:ü' } },
      { partition: 1, key: null, value: null },
    ],
  });
  await kept.commit();
  const dropped = await producer.transaction();
  await dropped.send({ topic, messages: [{ partition: 0, value: 'aborted' }] });
  await dropped.abort();
  await producer.disconnect();
}
