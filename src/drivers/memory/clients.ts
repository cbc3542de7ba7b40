import { SinkError } from '../../diagnostics/sink-error.ts';
import type {
  AdminPort,
  LogPort,
  PartitionWatermarks,
  ProducerOptions,
  ProducerPort,
  TopicSetting,
} from '../../pipeline/ports.ts';
import type { Cluster, ProducerIdentity } from './cluster.ts';
import type { FaultInjector } from './faults.ts';

/** What a topic of a broker has that nobody has set up. */
const TOPIC_DEFAULTS: Readonly<Record<string, string>> = {
  'cleanup.policy': 'delete',
  'retention.ms': '604800000',
  'retention.bytes': '-1',
};

export function createMemoryProducer(
  cluster: Cluster,
  faults: FaultInjector,
  { transactionalId, transactionTimeoutMs }: ProducerOptions,
): ProducerPort {
  let identity: ProducerIdentity | undefined;
  let isOpen = false;
  let isDead = false;

  async function call<T>(method: string, effect: () => T): Promise<T> {
    if (isDead) throw new Error(`bug: ${method} on a producer that has rejected or was closed`);
    try {
      return faults.call({ client: 'producer', method, transactionalId }, effect);
    } catch (error) {
      isDead = true;
      throw error;
    }
  }
  const initialised = (): ProducerIdentity => {
    if (identity === undefined) throw new Error('bug: the producer was not initialised');
    return identity;
  };
  const inTransaction = (): ProducerIdentity => {
    if (!isOpen) throw new Error('bug: no transaction was begun');
    return initialised();
  };
  const end = (marker: 'commit' | 'abort'): void => {
    cluster.end(inTransaction(), marker);
    isOpen = false;
  };
  return {
    connect: () => call('connect', () => undefined),
    async initTransactions() {
      await call('initTransactions', () => {
        identity = cluster.initProducer(transactionalId, transactionTimeoutMs);
      });
      faults.deliverLate();
    },
    begin: () =>
      call('begin', () => {
        initialised();
        if (isOpen) throw new Error('bug: a transaction is open already');
        isOpen = true;
      }),
    send: (records) => call('send', () => cluster.append(inTransaction(), records)),
    commit: () => call('commit', () => end('commit')),
    abort: () => call('abort', () => end('abort')),
    async close() {
      isDead = true;
    },
  };
}

export function createMemoryAdmin(
  cluster: Cluster,
  faults: FaultInjector,
  options: { readonly brokerSettings: ReadonlyMap<string, string>; readonly knowsHighWatermark: boolean },
): AdminPort {
  async function call<T>(method: string, effect: () => T): Promise<T> {
    return faults.call({ client: 'admin', method }, effect);
  }
  const numberOf = (name: string): number => Number(options.brokerSettings.get(name) ?? '1');
  return {
    connect: () => call('connect', () => undefined),
    listTopics: () =>
      call('listTopics', () => {
        const counts = [...cluster.topics].map(
          ([name, { partitions }]) => [name, partitions.length] as const,
        );
        return new Map(counts);
      }),
    createTopic: ({ name, partitions, config }) =>
      call('createTopic', () => {
        if (cluster.topics.has(name)) return 'exists' as const;
        cluster.createTopic(name, partitions === -1 ? numberOf('num.partitions') : partitions, config);
        return 'created' as const;
      }),
    topicSettings: (name) => call('topicSettings', () => settingsOf(topicOf(cluster, name).config)),
    brokerSettings: () => call('brokerSettings', () => options.brokerSettings),
    watermarks: (name) =>
      call('watermarks', () =>
        topicOf(cluster, name).partitions.map(({ low, stable, high }, partition): PartitionWatermarks => {
          const marks = { partition, low, stable };
          return options.knowsHighWatermark ? { ...marks, high } : marks;
        }),
      ),
    close: async () => undefined,
  };
}

function topicOf(cluster: Cluster, name: string) {
  const topic = cluster.topics.get(name);
  if (topic === undefined) throw new SinkError('run/topic-missing', `topic "${name}" does not exist`);
  return topic;
}

function settingsOf(config: Readonly<Record<string, string>>): ReadonlyMap<string, TopicSetting> {
  const settings = new Map<string, TopicSetting>();
  for (const [name, value] of Object.entries(TOPIC_DEFAULTS))
    settings.set(name, { value, source: 'default' });
  for (const [name, value] of Object.entries(config)) settings.set(name, { value, source: 'topic' });
  return settings;
}

export function createMemoryLog(cluster: Cluster, faults: FaultInjector): LogPort {
  async function call<T>(method: string, effect: () => T): Promise<T> {
    return faults.call({ client: 'log', method }, effect);
  }
  return {
    connect: () => call('connect', () => undefined),
    read: ({ topic, partition, from, until, silenceMs }, visit, signal) =>
      call('read', () => {
        const log = topicOf(cluster, topic).partitions[partition];
        for (const entry of log?.entries(from) ?? []) {
          signal.throwIfAborted();
          if (until !== undefined && entry.offset >= until) return;
          if (visit(entry) === 'stop') return;
        }
        if (until !== undefined && (log?.high ?? 0n) >= until) return;
        throw new SinkError('run/kafka-silence', `topic "${topic}" was silent for ${silenceMs} ms`, {
          consequence: 'retriable',
        });
      }),
    close: async () => undefined,
  };
}
