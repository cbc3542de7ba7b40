import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { SinkError } from '../../diagnostics/sink-error.ts';
import type { AdminPort, PartitionWatermarks, TopicSetting, TopicSpec } from '../../pipeline/ports.ts';
import type { ClientCluster } from './internals.ts';
import { type Call, Session, type SessionSettings } from './session.ts';
import { allTopics, brokerId, watermarksOf } from './topics.ts';

/** Kafka's names of where a setting comes from, by number; others are the broker's own. */
const SOURCES: Readonly<Record<number, TopicSetting['source']>> = { 1: 'topic', 5: 'default' };

/** Kafka's numbers for what has settings. */
const TOPIC = 2;
const BROKER = 4;

const LISTED_WITHIN_MS = 30_000;
const LONGEST_PAUSE_MS = 1_000;

export class KafkaAdmin implements AdminPort {
  readonly #session: Session;
  readonly #admin: Admin;
  readonly #cluster: ClientCluster;

  constructor(settings: SessionSettings) {
    this.#session = new Session(settings);
    this.#admin = this.#session.kafka.admin();
    this.#cluster = this.#session.openCluster(settings.clientId);
  }

  connect(signal: AbortSignal): Promise<void> {
    return this.#session.connect(async () => {
      await Promise.all([this.#admin.connect(), this.#cluster.connect()]);
    }, signal);
  }

  listTopics(): Promise<ReadonlyMap<string, number>> {
    return this.#run('list the topics', () => this.#listTopics());
  }

  async createTopic(spec: TopicSpec): Promise<'created' | 'exists'> {
    const { name, partitions, replicationFactor, config } = spec;
    const configEntries = Object.entries(config).map(([key, value]) => ({ name: key, value }));
    const topic = { topic: name, numPartitions: partitions, replicationFactor, configEntries };
    const isNew = await this.#run(`create topic "${name}"`, () =>
      this.#admin.createTopics({ topics: [topic], waitForLeaders: false }),
    );
    if (!isNew) return 'exists';
    await this.#waitUntilListed(spec);
    return 'created';
  }

  topicSettings(topic: string): Promise<ReadonlyMap<string, TopicSetting>> {
    return this.#run(`read the settings of topic "${topic}"`, async () => {
      const entries = await this.#describe(TOPIC, topic);
      return new Map(
        entries.map(({ configName, configValue, configSource }) => [
          configName,
          { value: configValue ?? '', source: SOURCES[configSource] ?? 'broker' },
        ]),
      );
    });
  }

  async brokerSettings(): Promise<ReadonlyMap<string, string>> {
    const settings = this.#run('read the settings of a broker', async () => {
      const entries = await this.#describe(BROKER, await brokerId(this.#cluster));
      return new Map(entries.map(({ configName, configValue }) => [configName, configValue ?? '']));
    });
    return settings.catch((error: unknown) => {
      if (error instanceof SinkError && error.code === 'run/not-authorized') return new Map();
      throw error;
    });
  }

  watermarks(topic: string): Promise<readonly PartitionWatermarks[]> {
    return this.#run(`read the offsets of topic "${topic}"`, () => watermarksOf(this.#cluster, topic));
  }

  close(): Promise<void> {
    return this.#session.close(() => Promise.all([this.#admin.disconnect(), this.#cluster.disconnect()]));
  }

  #run<T>(action: string, work: () => Promise<T>): Promise<T> {
    const { adminMs } = this.#session.timeouts;
    const call: Call = { call: 'admin', action, timeoutMs: adminMs, repeat: true };
    return this.#session.run(call, work);
  }

  async #listTopics(): Promise<ReadonlyMap<string, number>> {
    const { topicMetadata } = await allTopics(this.#cluster);
    return new Map(topicMetadata.map(({ topic, partitionMetadata }) => [topic, partitionMetadata.length]));
  }

  async #describe(type: number, name: string): Promise<readonly ConfigEntry[]> {
    const { resources } = await this.#admin.describeConfigs({
      resources: [{ type, name }],
      includeSynonyms: false,
    });
    return (resources[0]?.configEntries ?? []) as unknown as readonly ConfigEntry[];
  }

  async #waitUntilListed({ name, partitions }: TopicSpec): Promise<void> {
    const until = performance.now() + LISTED_WITHIN_MS;
    for (let pauseMs = 20; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const count = (await this.listTopics()).get(name);
      if (count !== undefined && (partitions === -1 || count === partitions)) return;
      if (performance.now() > until) throw notListed(name, count);
      await sleep(pauseMs);
    }
  }
}

/** As the broker answers it; the client's types know one of its versions only. */
interface ConfigEntry {
  readonly configName: string;
  readonly configValue: string | null;
  readonly configSource: number;
}

function notListed(topic: string, count: number | undefined): SinkError {
  const found = count === undefined ? 'is not listed' : `is listed with ${count} partitions`;
  const message = `topic "${topic}" was created, but ${found} after ${LISTED_WITHIN_MS} ms`;
  return new SinkError('run/kafka-admin', message, { consequence: 'retriable' });
}
