import { SinkError } from '../../diagnostics/sink-error.ts';
import type { KafkaRecord, RecordPlace } from '../../pipeline/ports.ts';
import { createPartitionLog, type PartitionLog } from './partition-log.ts';

export interface MemoryTopic {
  readonly partitions: PartitionLog[];
  readonly config: Readonly<Record<string, string>>;
}

/** A committed transaction: its records in the order they were sent. */
export type CommitListener = (records: readonly (KafkaRecord & RecordPlace)[]) => void;

export interface ClusterOptions {
  readonly monotonicMs: () => number;
  readonly brokerSettings: ReadonlyMap<string, string>;
  readonly keeps: (topic: string) => boolean;
  readonly onCommit: CommitListener | undefined;
}

/** Who a producer is to the broker. */
export interface ProducerIdentity {
  readonly transactionalId: string;
  readonly producerId: bigint;
  readonly epoch: number;
}

/** The state of a broker: topics, producers, transactions. Every call is one step that nothing interrupts. */
export interface Cluster {
  readonly topics: ReadonlyMap<string, MemoryTopic>;
  createTopic(name: string, partitions: number, config: Readonly<Record<string, string>>): void;
  addPartitions(name: string, count: number): void;
  deleteTopic(name: string): void;
  /** Aborts what an older producer left open, and gives a higher epoch. */
  initProducer(transactionalId: string, timeoutMs: number): ProducerIdentity;
  append(producer: ProducerIdentity, records: readonly KafkaRecord[]): readonly RecordPlace[];
  end(producer: ProducerIdentity, marker: 'commit' | 'abort'): void;
  /** Aborts transactions older than their timeout. */
  expire(): void;
}

interface OpenTransaction {
  readonly since: number;
  readonly logs: Set<PartitionLog>;
  readonly records: (KafkaRecord & RecordPlace)[];
}

interface Coordinated {
  readonly producerId: bigint;
  epoch: number;
  timeoutMs: number;
  open: OpenTransaction | undefined;
}

/** A broker takes 1 MiB and 12 bytes by default. */
const MAX_BATCH_BYTES = 1_048_588;

export function createCluster(options: ClusterOptions): Cluster {
  const topics = new Map<string, MemoryTopic>();
  const producers = new Map<string, Coordinated>();

  function endOpen(state: Coordinated, marker: 'commit' | 'abort'): void {
    const { open, producerId } = state;
    state.open = undefined;
    for (const log of open?.logs ?? []) log.end(producerId, marker);
    if (marker === 'commit' && open !== undefined) options.onCommit?.(open.records);
  }
  function current({ transactionalId, epoch }: ProducerIdentity): Coordinated {
    const state = producers.get(transactionalId);
    if (state === undefined || state.epoch !== epoch) throw fenced(transactionalId);
    return state;
  }
  return {
    topics,
    createTopic: (name, partitions, config) => void topics.set(name, createTopic(name, partitions, config)),
    addPartitions(name, count) {
      const log = topics.get(name)?.partitions;
      while (log !== undefined && log.length < count)
        log.push(createPartitionLog({ keeps: options.keeps(name) }));
    },
    deleteTopic: (name) => void topics.delete(name),
    initProducer(transactionalId, timeoutMs) {
      const producerId = BigInt(1000 + producers.size);
      const state = producers.get(transactionalId) ?? { producerId, epoch: -1, timeoutMs, open: undefined };
      producers.set(transactionalId, state);
      endOpen(state, 'abort');
      state.epoch++;
      state.timeoutMs = timeoutMs;
      return { transactionalId, producerId: state.producerId, epoch: state.epoch };
    },
    append(producer, records) {
      const state = current(producer);
      assertTaken(topics, records);
      state.open ??= { since: options.monotonicMs(), logs: new Set(), records: [] };
      return appendAll(topics, state.producerId, state.open, records, options.onCommit !== undefined);
    },
    end: (producer, marker) => endOpen(current(producer), marker),
    expire() {
      for (const state of producers.values()) {
        if (state.open === undefined || options.monotonicMs() - state.open.since < state.timeoutMs) continue;
        endOpen(state, 'abort');
        state.epoch++;
      }
    },
  };

  function createTopic(name: string, count: number, config: Readonly<Record<string, string>>): MemoryTopic {
    const keeps = options.keeps(name);
    return { partitions: Array.from({ length: count }, () => createPartitionLog({ keeps })), config };
  }
}

function appendAll(
  topics: ReadonlyMap<string, MemoryTopic>,
  producerId: bigint,
  open: OpenTransaction,
  records: readonly KafkaRecord[],
  remembers: boolean,
): readonly RecordPlace[] {
  const places = new Map<PartitionLog, RecordPlace>();
  for (const record of records) {
    const { topic, partition } = record;
    const log = logOf(topics, topic, partition);
    open.logs.add(log);
    const place = { topic, partition, offset: log.append(record, producerId) };
    // The latest place stands last.
    places.delete(log);
    places.set(log, place);
    if (remembers) open.records.push({ ...record, ...place });
  }
  return [...places.values()];
}

/** A broker refuses a send as a whole: nothing of it is in the log. */
function assertTaken(topics: ReadonlyMap<string, MemoryTopic>, records: readonly KafkaRecord[]): void {
  const sizes = new Map<PartitionLog, number>();
  for (const { topic, partition, key, value } of records) {
    const log = logOf(topics, topic, partition);
    const size = (sizes.get(log) ?? 0) + (key?.length ?? 0) + (value?.length ?? 0);
    sizes.set(log, size);
    if (size <= MAX_BATCH_BYTES) continue;
    throw new SinkError('run/record-too-large', `topic "${topic}" takes no batch of ${size} bytes`);
  }
}

function logOf(topics: ReadonlyMap<string, MemoryTopic>, topic: string, partition: number): PartitionLog {
  const log = topics.get(topic)?.partitions[partition];
  if (log !== undefined) return log;
  throw new SinkError('run/unknown-partition', `topic "${topic}" has no partition ${partition}`);
}

function fenced(transactionalId: string): SinkError {
  return new SinkError('run/fenced', `a newer producer uses the transactional id "${transactionalId}"`, {
    consequence: 'fenced',
  });
}
