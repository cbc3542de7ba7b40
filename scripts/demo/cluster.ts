import { createKafkaDriver } from '../../src/drivers/kafka/driver.ts';
import type { AdminPort } from '../../src/pipeline/ports.ts';
import { type KafkaStack, startKafka } from '../stack/kafka.ts';
import type { ConsumedRecord } from '../stack/records.ts';
import { openTopicReader, type TopicReader } from '../stack/topic-reader.ts';
import { readWithMarkers } from './read-with-markers.ts';

/** The broker of the demo, and how its topics are read back. */
export interface DemoCluster {
  readonly bootstrap: string;
  readonly description: string;
  /** Name of the consumer that judges. */
  readonly judge: string;
  /** Every topic with its number of partitions. */
  topics(): Promise<ReadonlyMap<string, number>>;
  /** Offsets used so far in the topics that exist, transaction markers counted. */
  countOffsets(topics: readonly string[]): Promise<number>;
  /** What a consumer that reads committed data only sees. */
  readCommitted(topic: string): Promise<readonly ConsumedRecord[]>;
  stop(): Promise<void>;
}

/** @throws {StackUnavailable} when no broker can be had */
export async function startDemoCluster(onProgress: (line: string) => void): Promise<DemoCluster> {
  const stack = await startKafka({ onProgress });
  const connection = { name: 'demo', id: 'demo', brokers: stack.bootstrap.split(',') };
  const driver = createKafkaDriver(connection, { secrets: () => undefined, clientId: 'demo' });
  const admin = driver.createAdmin();
  await admin.connect(new AbortController().signal);
  const reader = await openReader(stack);
  return {
    bootstrap: stack.bootstrap,
    description: `Apache Kafka ${stack.version}.x at ${stack.bootstrap}, from ${stack.startedBy}`,
    judge: reader === undefined ? 'by its transaction markers' : "by Kafka's own consumer, read_committed",
    topics: () => admin.listTopics(),
    countOffsets: (topics) => countOffsets(admin, topics),
    readCommitted: (topic) => reader?.read(topic) ?? readWithMarkers(driver, admin, topic),
    async stop() {
      await reader?.close();
      await admin.close();
      await stack.stop();
    },
  };
}

async function countOffsets(admin: AdminPort, topics: readonly string[]): Promise<number> {
  const existing = await admin.listTopics();
  const marks = await Promise.all(
    topics.filter((topic) => existing.has(topic)).map((topic) => admin.watermarks(topic)),
  );
  return marks.flat().reduce((sum, { stable }) => sum + Number(stable), 0);
}

/** Docker runs a broker where there may be no Java to read with. */
async function openReader(stack: KafkaStack): Promise<TopicReader | undefined> {
  try {
    return await openTopicReader(stack);
  } catch {
    return undefined;
  }
}
