import type { KafkaRecord } from './ports.ts';

const MAX_RECORDS = 1000;
/** Brokers take batches of 1 MiB by default, and one send brings one batch to each partition. */
const MAX_PARTITION_BYTES = 900_000;
const MAX_BYTES = 8_000_000;
/** What a record takes besides key, value and headers; at most. */
const RECORD_OVERHEAD = 64;

/** Records that go out with one send. */
export interface RecordBatch {
  readonly size: number;
  /** Whether the record may still go with these; the first one always may. */
  fits(record: KafkaRecord): boolean;
  add(record: KafkaRecord): void;
  /** Hands the records over and is empty afterwards. */
  take(): readonly KafkaRecord[];
}

export function createRecordBatch(): RecordBatch {
  let records: KafkaRecord[] = [];
  let bytes = 0;
  const perPartition = new Map<number, number>();
  return {
    get size() {
      return records.length;
    },
    fits(record) {
      if (records.length === 0) return true;
      const size = wireBytes(record);
      const there = perPartition.get(record.partition) ?? 0;
      return records.length < MAX_RECORDS && bytes + size <= MAX_BYTES && there + size <= MAX_PARTITION_BYTES;
    },
    add(record) {
      const size = wireBytes(record);
      records.push(record);
      bytes += size;
      perPartition.set(record.partition, (perPartition.get(record.partition) ?? 0) + size);
    },
    take() {
      const taken = records;
      records = [];
      bytes = 0;
      perPartition.clear();
      return taken;
    },
  };
}

function wireBytes({ key, value, headers }: KafkaRecord): number {
  let bytes = RECORD_OVERHEAD + (key?.length ?? 0) + (value?.length ?? 0);
  // A character of a header's name takes up to three bytes.
  for (const header of headers) bytes += 16 + header.key.length * 3 + (header.value?.length ?? 0);
  return bytes;
}
