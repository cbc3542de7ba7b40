import type { EncodedMessage } from '../encode/compiled-sink.ts';
import { partitionOf } from '../encode/partition.ts';
import type { RunContext } from './context.ts';
import type { KafkaRecord, ProducerPort, RecordPlace } from './ports.ts';
import { createRecordBatch } from './record-batch.ts';
import { createSender } from './sender.ts';

/** Messages of one transaction, the progress record not counted. */
export interface TransactionCounts {
  readonly messages: number;
  /** Key, value and the headers a user asked for. */
  readonly bytes: number;
  readonly nullPartitions: number;
  readonly failedPartitions: number;
}

/** The transactions of one producer, one after the other. The first send begins one. */
export interface Transactions {
  /** Messages since the last commit. */
  readonly counts: TransactionCounts;
  /** True once the producer has rejected: nothing but closing it may follow. */
  readonly failed: boolean;
  /** A time begins, which is never split. */
  beginTime(time: bigint): void;
  /** @returns what to wait for where enough came together to be sent */
  add(message: EncodedMessage): Promise<void> | undefined;
  /**
   * Sends what is left, then the progress record as the last one, and commits.
   *
   * @param progress  makes the record's value, given where the latest row is
   */
  commit(progress: (last: RecordPlace | undefined) => string): Promise<TransactionCounts>;
  /** Ends an open transaction without a trace. */
  abort(): Promise<void>;
}

const NONE: TransactionCounts = { messages: 0, bytes: 0, nullPartitions: 0, failedPartitions: 0 };

export function createTransactions(
  context: RunContext,
  producer: ProducerPort,
  partitions: () => number,
  ends: ReadonlyMap<number, bigint>,
): Transactions {
  const { plan } = context;
  const sender = createSender(context, producer, ends);
  const batch = createRecordBatch();
  let counts = { ...NONE };

  async function flush(): Promise<void> {
    if (batch.size > 0) await sender.send(batch.take());
  }

  return {
    get counts() {
      return counts;
    },
    get failed() {
      return sender.failed;
    },
    beginTime: sender.beginTime,
    add(message) {
      const record = recordOf(plan.topic.name, message, partitions());
      count(counts, message);
      if (batch.fits(record)) {
        batch.add(record);
        return undefined;
      }
      const sent = flush();
      batch.add(record);
      return sent;
    },
    async commit(progress) {
      await flush();
      const last = await sender.settle();
      await context.step('before-progress');
      const { topic, key } = plan.progress;
      const encoder = new TextEncoder();
      const value = encoder.encode(progress(last));
      await sender.commit([{ topic, partition: 0, key: encoder.encode(key), value, headers: [] }]);
      const committed = counts;
      counts = { ...NONE };
      return committed;
    },
    abort: sender.abort,
  };
}

function recordOf(topic: string, message: EncodedMessage, partitions: number): KafkaRecord {
  const { key, value, headers } = message;
  return { topic, partition: partitionOf(message, partitions), key, value, headers };
}

function count(counts: { -readonly [N in keyof TransactionCounts]: number }, message: EncodedMessage): void {
  counts.messages++;
  counts.bytes += (message.key?.length ?? 0) + (message.value?.length ?? 0);
  for (let i = 1; i < message.headers.length; i++) {
    const header = message.headers[i];
    if (header === undefined) continue;
    counts.bytes += new TextEncoder().encode(header.key).length + (header.value?.length ?? 0);
  }
  if (message.reason === 'null') counts.nullPartitions++;
  if (message.reason === 'error') counts.failedPartitions++;
}
