import type { RunContext } from './context.ts';
import { createDeadline } from './deadline.ts';
import type { KafkaRecord, ProducerPort, RecordPlace } from './ports.ts';
import { createTopicWatch } from './topic-watch.ts';

/** The producer, one send at a time: while the broker takes one, the next is made. */
export interface Sender {
  readonly failed: boolean;
  beginTime(time: bigint): void;
  /** Waits for the send before, then starts this one. */
  send(records: readonly KafkaRecord[]): Promise<void>;
  /** Waits for the last send. @returns where its last row is */
  settle(): Promise<RecordPlace | undefined>;
  commit(records: readonly KafkaRecord[]): Promise<void>;
  abort(): Promise<void>;
}

/** @param ends  where the partitions of the data topic are known to have come to */
export function createSender(
  context: RunContext,
  producer: ProducerPort,
  ends: ReadonlyMap<number, bigint>,
): Sender {
  const deadline = createDeadline(context);
  const watch = createTopicWatch(context.plan.topic.name, ends);
  let failed = false;
  let inFlight: Promise<void> = Promise.resolve();

  async function call<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      failed = true;
      throw deadline.explain(error);
    }
  }
  async function begin(): Promise<void> {
    if (deadline.isOpen()) return deadline.assertLeft();
    await call(() => producer.begin());
    deadline.open();
    await context.step('begun');
  }
  async function sendRows(records: readonly KafkaRecord[]): Promise<void> {
    watch.note(records, await call(() => producer.send(records)));
    await context.step('data-sent');
  }
  return {
    get failed() {
      return failed;
    },
    beginTime: deadline.beginTime,
    async send(records) {
      await inFlight;
      await begin();
      inFlight = sendRows(records);
      // Whoever waits for it next learns of the failure; until then it is not unhandled.
      inFlight.catch(() => undefined);
    },
    async settle() {
      await inFlight;
      deadline.sentAll();
      return watch.last;
    },
    async commit(records) {
      await begin();
      await call(() => producer.send(records));
      await context.step('progress-sent');
      deadline.assertLeft();
      await call(() => producer.commit());
      deadline.close();
      await context.step('committed');
    },
    async abort() {
      try {
        await inFlight;
      } finally {
        // A send that the broker took and we refuse leaves the producer whole, and its transaction open.
        if (!failed && deadline.isOpen()) await call(() => producer.abort());
        deadline.close();
      }
    },
  };
}
