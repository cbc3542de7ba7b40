import { Kafka, logLevel } from 'kafkajs';
import { startKafka } from '../stack/kafka.ts';
import type { ConsumedRecord } from '../stack/records.ts';
import { openTopicReader, type TopicReader } from '../stack/topic-reader.ts';
import { readWithMarkers } from './read-with-markers.ts';

/** The broker of the demo, and how its topics are read back. */
export interface DemoCluster {
  readonly bootstrap: string;
  readonly description: string;
  /** Name of the consumer that judges. */
  readonly judge: string;
  /** How many of the topics exist. */
  countTopics(topics: readonly string[]): Promise<number>;
  /** Offsets used so far in the topics that exist, markers counted. */
  countOffsets(topics: readonly string[]): Promise<number>;
  partitionCount(topic: string): Promise<number>;
  /** What a consumer that reads committed data only sees. */
  readCommitted(topic: string): Promise<readonly ConsumedRecord[]>;
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
  const reader = await openReader(stack);
  return {
    bootstrap: stack.bootstrap,
    description: `Apache Kafka ${stack.version}.x at ${stack.bootstrap}, from ${stack.startedBy}`,
    judge: reader === undefined ? 'transaction markers' : "Kafka's own Java consumer, read_committed",
    async countTopics(topics) {
      const existing = new Set(await admin.listTopics());
      return topics.filter((topic) => existing.has(topic)).length;
    },
    async countOffsets(topics) {
      const existing = new Set(await admin.listTopics());
      const offsets = await Promise.all(
        topics.filter((topic) => existing.has(topic)).map((topic) => admin.fetchTopicOffsets(topic)),
      );
      return offsets.flat().reduce((sum, { high }) => sum + Number(high), 0);
    },
    async partitionCount(topic) {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]?.partitions.length ?? 0;
    },
    readCommitted: (topic) => reader?.read(topic) ?? readWithMarkers(stack.bootstrap, topic),
    async stop() {
      await reader?.close();
      await admin.disconnect();
      await stack.stop();
    },
  };
}

/** Docker runs a broker where there may be no Java to read with. */
async function openReader(stack: Parameters<typeof openTopicReader>[0]): Promise<TopicReader | undefined> {
  try {
    return await openTopicReader(stack);
  } catch {
    return undefined;
  }
}
