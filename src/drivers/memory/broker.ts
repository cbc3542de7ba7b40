import { createMarkerReader } from '../../pipeline/marker-reader.ts';
import type { KafkaDriver, LogEntry } from '../../pipeline/ports.ts';
import { createMemoryAdmin, createMemoryLog, createMemoryProducer } from './clients.ts';
import { type CommitListener, createCluster, type MemoryTopic } from './cluster.ts';
import { createFaultInjector, type FaultPlan } from './faults.ts';
import type { AbortedTransaction, RecordContent } from './partition-log.ts';

export interface MemoryDriverOptions {
  /** What transaction timeouts are measured by; by default no time passes. */
  readonly monotonicMs?: () => number;
  /** Over `num.partitions` and `default.replication.factor` 1, `transaction.max.timeout.ms` 900000. */
  readonly brokerSettings?: Readonly<Record<string, string>>;
  /** False: watermarks come without `high`, as from clients that cannot ask for it. */
  readonly knowsHighWatermark?: boolean;
  /** Decides for each call of a client whether it fails. */
  readonly faults?: FaultPlan;
  /** Called when a transaction commits, with its records in the order they were sent. */
  readonly onCommit?: CommitListener;
  /** False: records of the topic count and are not stored. By default all are. */
  readonly keeps?: (topic: string) => boolean;
}

/** A record as a reader of committed records gets it. */
export interface MemoryRecord extends RecordContent {
  readonly partition: number;
  readonly offset: bigint;
}

/** A broker in this process, for previews and tests: nothing outlives it. */
export interface MemoryDriver extends KafkaDriver {
  /** Committed records by partition and offset; no record at or above the last stable offset. */
  readCommitted(topic: string): readonly MemoryRecord[];
  /** Everything that is there, markers included. */
  entries(topic: string, partition: number): readonly LogEntry[];
  abortedTransactions(topic: string, partition: number): readonly AbortedTransaction[];
  createTopic(name: string, partitions: number, config?: Readonly<Record<string, string>>): void;
  addPartitions(name: string, count: number): void;
  deleteTopic(name: string): void;
  /** Removes what lies below an offset, as retention does. */
  truncate(topic: string, partition: number, low: bigint): void;
  topicConfig(name: string): Readonly<Record<string, string>> | undefined;
}

const BROKER_SETTINGS = {
  'num.partitions': '1',
  'default.replication.factor': '1',
  'transaction.max.timeout.ms': '900000',
};

export function createMemoryDriver(options: MemoryDriverOptions = {}): MemoryDriver {
  const { keeps = () => true, knowsHighWatermark = true, monotonicMs = () => 0, onCommit } = options;
  const brokerSettings = new Map(Object.entries({ ...BROKER_SETTINGS, ...options.brokerSettings }));
  const cluster = createCluster({ monotonicMs, brokerSettings, keeps, onCommit });
  const faults = createFaultInjector(options.faults, cluster.expire);
  const logOf = (topic: string, partition: number) => cluster.topics.get(topic)?.partitions[partition];
  return {
    createProducer: (producer) => createMemoryProducer(cluster, faults, producer),
    createAdmin: () => createMemoryAdmin(cluster, faults, { brokerSettings, knowsHighWatermark }),
    createLogReader: () => createMemoryLog(cluster, faults),
    readCommitted: (topic) => committedRecords(cluster.topics.get(topic)),
    entries: (topic, partition) => [...(logOf(topic, partition)?.entries(0n) ?? [])],
    abortedTransactions: (topic, partition) => logOf(topic, partition)?.aborted ?? [],
    createTopic: (name, partitions, config = {}) => cluster.createTopic(name, partitions, config),
    addPartitions: cluster.addPartitions,
    deleteTopic: cluster.deleteTopic,
    truncate: (topic, partition, low) => logOf(topic, partition)?.truncate(low),
    topicConfig: (name) => cluster.topics.get(name)?.config,
  };
}

function committedRecords(topic: MemoryTopic | undefined): readonly MemoryRecord[] {
  return (topic?.partitions ?? []).flatMap((log, partition) => {
    const reader = createMarkerReader(() => true);
    const committed: LogEntry[] = [];
    for (const entry of log.entries(log.low)) {
      for (const record of reader.visit(entry)) if (record.offset < log.stable) committed.push(record);
    }
    return committed
      .sort((left, right) => Number(left.offset - right.offset))
      .map(({ offset, key, value, headers }) => ({ partition, offset, key, value, headers }));
  });
}
