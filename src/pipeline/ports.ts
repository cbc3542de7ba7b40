import type { Frontier, SourceBatch, SourceEnd } from '../decode/row-change.ts';

export type { Frontier, RowChange, SourceBatch, SourceEnd } from '../decode/row-change.ts';

export interface KafkaHeader {
  readonly key: string;
  /** null is a header without a value, which is not an empty one. */
  readonly value: Uint8Array | null;
}

export interface KafkaRecord {
  readonly topic: string;
  readonly partition: number;
  readonly key: Uint8Array | null;
  /** null is a tombstone. */
  readonly value: Uint8Array | null;
  readonly headers: readonly KafkaHeader[];
}

/** Where the broker put a record. */
export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/**
 * One transactional producer of one sink. Every call rejects with a `SinkError` whose `consequence` is
 * `retriable`, `abortable`, `fenced`, `unknownOutcome` or `fatal`; after any rejection the producer is closed
 * and never used again.
 */
export interface ProducerPort {
  connect(signal: AbortSignal): Promise<void>;
  /** Fences off older producers with the same transactional id and waits until what they left open is ended. */
  initTransactions(): Promise<void>;
  begin(): Promise<void>;
  /** Every record names its partition; resolves when the broker has taken all of them.
   *  @returns the place of the last record of each topic and partition that was sent to */
  send(records: readonly KafkaRecord[]): Promise<readonly RecordPlace[]>;
  commit(): Promise<void>;
  abort(): Promise<void>;
  /** Safe to call twice, and after a failed `connect`; never rejects. */
  close(): Promise<void>;
}

export interface TopicSpec {
  readonly name: string;
  /** -1 leaves it to the broker. */
  readonly partitions: number;
  /** -1 leaves it to the broker. */
  readonly replicationFactor: number;
  readonly config: Readonly<Record<string, string>>;
}

/** One setting of a topic that is in force, and whether the topic itself sets it. */
export interface TopicSetting {
  readonly value: string;
  readonly source: 'topic' | 'broker' | 'default';
}

/** Topics and their settings. Never asks for one topic by name where that could create it. */
export interface AdminPort {
  connect(signal: AbortSignal): Promise<void>;
  /** Every visible topic with its number of partitions. */
  listTopics(): Promise<ReadonlyMap<string, number>>;
  /** Resolves with `exists` where another was faster. */
  createTopic(spec: TopicSpec): Promise<'created' | 'exists'>;
  topicSettings(topic: string): Promise<ReadonlyMap<string, TopicSetting>>;
  /** Settings of one broker by name, `transaction.max.timeout.ms` among them; empty where it may not be asked. */
  brokerSettings(): Promise<ReadonlyMap<string, string>>;
  /** Per partition, in order. */
  watermarks(topic: string): Promise<readonly PartitionWatermarks[]>;
  /** Safe to call twice; never rejects. */
  close(): Promise<void>;
}

export interface PartitionWatermarks {
  readonly partition: number;
  /** The first offset that is still there. */
  readonly low: bigint;
  /** Everything below is committed or aborted: the last stable offset. */
  readonly stable: bigint;
  /** The offset the next record gets; absent where the client cannot ask for it. */
  readonly high?: bigint;
}

/** One record or one transaction marker, as it stands in the log, committed or not. */
export interface LogEntry {
  readonly offset: bigint;
  /** -1 for records outside of transactions. */
  readonly producerId: bigint;
  readonly transactional: boolean;
  /** Set on markers, which carry nothing else. */
  readonly marker?: 'commit' | 'abort';
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: readonly KafkaHeader[];
}

/** Reads a partition uncommitted, markers included. */
export interface LogPort {
  connect(signal: AbortSignal): Promise<void>;
  /**
   * Visits every entry from `from` (or the first one later that is still there), in order, until `visit`
   * answers `stop` or `until` is reached. Rejects, never resolves, on silence for `silenceMs`, on a lost assignment, or on `signal`.
   */
  read(
    request: LogReadRequest,
    visit: (entry: LogEntry) => 'continue' | 'stop',
    signal: AbortSignal,
  ): Promise<void>;
  /** Safe to call twice; never rejects. */
  close(): Promise<void>;
}

export interface LogReadRequest {
  readonly topic: string;
  readonly partition: number;
  readonly from: bigint;
  /** The read is over once everything below was visited, also where compaction has left nothing of the last
   *  offsets. Absent: only `visit` ends it. */
  readonly until?: bigint;
  /** Milliseconds without any entry after which the read is given up. */
  readonly silenceMs: number;
}

/** Makes the clients of one cluster for one sink. */
export interface KafkaDriver {
  createProducer(options: ProducerOptions): ProducerPort;
  createAdmin(): AdminPort;
  createLogReader(options: { readonly groupId: string }): LogPort;
}

export interface ProducerOptions {
  readonly transactionalId: string;
  readonly transactionTimeoutMs: number;
  readonly compression: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';
}

/**
 * The rows of one relation. Each call of `open` begins at the beginning and gives the same changes the same
 * times. Rejects with a `SinkError` that names file, line, column, value and expected type.
 */
export interface RowSource {
  /** What messages call it: a path, or a name. */
  readonly name: string;
  /** False where the input can be read only once: a pipe. */
  readonly rewindable: boolean;
  open(signal: AbortSignal): RowStream;
}

export interface RowStream extends AsyncIterable<SourceBatch> {
  /** The smallest time at which the input is readable; known once the first batch came. */
  readonly asOf: bigint | undefined;
  /** Known once the iteration ended by itself. */
  readonly end: SourceEnd | undefined;
}

export interface Clock {
  /** Milliseconds that never go back; only differences mean anything. */
  monotonicMs(): number;
  /** Resolves after that many milliseconds, or rejects with the signal's reason. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The steps of one start and one transaction, in order; `data-sent` comes once for each batch of rows. */
export type ProtocolStep =
  | 'initialised'
  | 'progress-read'
  | 'begun'
  | 'data-sent'
  | 'before-progress'
  | 'progress-sent'
  | 'committed';

/** What a pipeline is told of the world. */
export interface Ports {
  readonly kafka: KafkaDriver;
  readonly source: RowSource;
  readonly clock: Clock;
  readonly report: (event: RunEvent) => void;
  /** Called and awaited at each step: where tests and demos stop a run. An error thrown here ends the run as a
   *  kill would: nothing is committed or aborted any more, and the run rejects with that error. */
  readonly onStep?: (step: ProtocolStep) => void | Promise<void>;
}

/** What happens during a run, for logs, progress lines and metrics. */
export type RunEvent =
  | { readonly kind: 'starting'; readonly sink: string; readonly attempt: number }
  | {
      readonly kind: 'topic-created';
      readonly sink: string;
      readonly topic: string;
      readonly partitions: number;
    }
  | { readonly kind: 'running'; readonly sink: string; readonly resumedAt: Frontier | undefined }
  | {
      readonly kind: 'committed';
      readonly sink: string;
      readonly frontier: Frontier;
      /** Messages in this transaction, the progress record not counted. */
      readonly messages: number;
      readonly bytes: number;
      /** Messages that went to partition 0 because PARTITION BY gave NULL, or failed. */
      readonly nullPartitions: number;
      readonly failedPartitions: number;
    }
  | { readonly kind: 'warning'; readonly sink: string; readonly code: string; readonly message: string }
  | {
      readonly kind: 'restarting';
      readonly sink: string;
      readonly code: string;
      readonly message: string;
      readonly delayMs: number;
    };
