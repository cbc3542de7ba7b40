import { Kafka, logLevel } from 'kafkajs';
import { startKafka } from '../stack/kafka.ts';
import type { ConsumedRecord } from '../stack/records.ts';
import { openTopicReader } from '../stack/topic-reader.ts';

/** The broker of the demo, and how its topics are read back. */
export interface DemoCluster {
  readonly bootstrap: string;
  readonly description: string;
  /** Name of the consumer that judges. */
  readonly judge: string;
  /** Records per topic so far, markers counted; topics that do not exist yet are left out. */
  countRecords(topics: readonly string[]): Promise<number>;
  /** What a consumer that reads committed data only sees. */
  readCommitted(topic: string): Promise<readonly ConsumedRecord[]>;
  partitionCount(topic: string): Promise<number>;
  deleteTopics(topics: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** @throws {StackUnavailable} when no broker can be had */
export async function startDemoCluster(onProgress: (line: string) => void): Promise<DemoCluster> {
  const stack = await startKafka({ onProgress });
  const kafka = new Kafka({
    brokers: stack.bootstrap.split(','),
    clientId: 'demo',
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  const javaReader = stack.javaClasspath === undefined ? undefined : await openTopicReader(stack);
  return {
    bootstrap: stack.bootstrap,
    description: `Apache Kafka ${stack.version}.x at ${stack.bootstrap} (by ${stack.startedBy})`,
    judge: javaReader === undefined ? 'kafkajs, read committed' : "Kafka's own Java consumer, read_committed",
    async countRecords(topics) {
      const existing = new Set(await admin.listTopics());
      let total = 0;
      for (const topic of topics.filter((one) => existing.has(one))) {
        for (const { high, low } of await admin.fetchTopicOffsets(topic)) total += Number(high) - Number(low);
      }
      return total;
    },
    readCommitted: (topic) => javaReader?.read(topic) ?? readWithKafkajs(kafka, topic),
    async partitionCount(topic) {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]?.partitions.length ?? 0;
    },
    async deleteTopics(topics) {
      const existing = new Set(await admin.listTopics());
      const old = topics.filter((topic) => existing.has(topic));
      if (old.length > 0) await admin.deleteTopics({ topics: old });
    },
    async stop() {
      await javaReader?.close();
      await admin.disconnect();
      await stack.stop();
    },
  };
}

/** Each topic of the demo has one writer, whose aborted transactions this client filters rightly. */
async function readWithKafkajs(kafka: Kafka, topic: string): Promise<readonly ConsumedRecord[]> {
  const consumer = kafka.consumer({ groupId: `demo-${topic}-${process.pid}`, allowAutoTopicCreation: false });
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const open = new Set(
    ends.filter(({ high, low }) => Number(high) > Number(low)).map(({ partition }) => partition),
  );
  const records: ConsumedRecord[] = [];
  const done = Promise.withResolvers<void>();
  if (open.size === 0) return [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    async eachBatch({ batch }) {
      for (const message of batch.messages) records.push(toRecord(batch.partition, message));
      const end = ends.find(({ partition }) => partition === batch.partition);
      if (Number(batch.lastOffset()) + 1 >= Number(end?.high ?? 0)) open.delete(batch.partition);
      if (open.size === 0) done.resolve();
    },
  });
  await done.promise;
  await consumer.disconnect();
  return records;
}

function toRecord(
  partition: number,
  message: {
    readonly offset: string;
    readonly timestamp: string;
    readonly key: Buffer | null;
    readonly value: Buffer | null;
    readonly headers?: object;
  },
): ConsumedRecord {
  return {
    partition,
    offset: BigInt(message.offset),
    timestampMs: Number(message.timestamp),
    key: message.key?.toString('utf8') ?? null,
    value: message.value?.toString('utf8') ?? null,
    headers: Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]),
  };
}
