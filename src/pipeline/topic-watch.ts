import { SinkError } from '../diagnostics/sink-error.ts';
import type { KafkaRecord, RecordPlace } from './ports.ts';

/** Where each partition of the data topic ended as known last: what is written later lies behind. */
export interface TopicWatch {
  /** The place noted last, of rows alone. */
  readonly last: RecordPlace | undefined;
  /**
   * @param places  the last of these records in each partition
   * @throws {SinkError} `run/topic-recreated` where a record came before what was there: the topic is another one
   */
  note(records: readonly KafkaRecord[], places: readonly RecordPlace[]): void;
}

/** @param ends  by partition, an offset that was reached before: rows come at it or behind */
export function createTopicWatch(topic: string, ends: ReadonlyMap<number, bigint>): TopicWatch {
  const reached = new Map(ends);
  let last: RecordPlace | undefined;
  return {
    get last() {
      return last;
    },
    note(records, places) {
      for (const place of places) {
        const { offset, partition } = place;
        const end = reached.get(partition) ?? 0n;
        const count = records.filter((record) => record.partition === partition).length;
        // Where others write between them the first one came earlier still.
        const first = offset - BigInt(count) + 1n;
        if (first < end) throw recreated(topic, { ...place, offset: first }, end);
        reached.set(partition, offset + 1n);
        last = place;
      }
    },
  };
}

function recreated(topic: string, { offset, partition }: RecordPlace, end: bigint): SinkError {
  return new SinkError(
    'run/topic-recreated',
    `topic "${topic}" was recreated or truncated while the sink ran: a row came to offset ${offset} of partition ` +
      `${partition}, which had ended at ${end}`,
    {
      hint:
        'What was sent since the last commit is aborted. Rows committed earlier are gone from the topic; to go on ' +
        'without them, start again and accept the change (--accept-changes).',
    },
  );
}
