import type { KafkaRecord } from '../../pipeline/ports.ts';

/** Consecutive records of one partition that go out as one batch. */
export interface Chunk {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly KafkaRecord[];
  /** Before compression, with what Kafka adds at most. */
  readonly bytes: number;
}

export interface ChunkLimits {
  /** kafkajs copies the batch once a record: twice the records, four times the work. */
  readonly maxRecords: number;
  /** A batch above the topic's `max.message.bytes` (1,048,588 by default) is refused whole. */
  readonly maxBytes: number;
}

export const CHUNK_LIMITS: ChunkLimits = { maxRecords: 1_000, maxBytes: 900_000 };

/** Length, attributes, timestamp, offset, lengths of key, value and headers as varints. */
const RECORD_OVERHEAD = 32;
const HEADER_OVERHEAD = 10;

/**
 * Cuts the records of one `send` into rounds: the first chunk of each partition, then the second, ... A chunk
 * is sent only after the one before it was taken, so records of a partition keep their order.
 *
 * @returns  rounds and chunks that are never empty; a record above `maxBytes` is alone in its chunk
 */
export function planRounds(
  records: readonly KafkaRecord[],
  limits: ChunkLimits = CHUNK_LIMITS,
): readonly (readonly Chunk[])[] {
  const byTopic = Map.groupBy(records, ({ topic }) => topic);
  const byPartition = [...byTopic.values()].flatMap((ofTopic) => [
    ...Map.groupBy(ofTopic, ({ partition }) => partition).values(),
  ]);
  const chunks = byPartition.map((ofPartition) => [...chunksOf(ofPartition, limits)]);
  const rounds = Math.max(0, ...chunks.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => chunks.flatMap((each) => each[round] ?? []));
}

function* chunksOf(records: readonly KafkaRecord[], limits: ChunkLimits): Generator<Chunk> {
  let taken: KafkaRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = sizeOf(record);
    if (taken.length > 0 && (taken.length === limits.maxRecords || bytes + size > limits.maxBytes)) {
      yield chunk(taken, bytes);
      taken = [];
      bytes = 0;
    }
    taken.push(record);
    bytes += size;
  }
  if (taken.length > 0) yield chunk(taken, bytes);
}

function chunk(records: readonly KafkaRecord[], bytes: number): Chunk {
  const [first] = records;
  if (first === undefined) throw new Error('bug: a chunk without records');
  return { topic: first.topic, partition: first.partition, records, bytes };
}

function sizeOf({ key, value, headers }: KafkaRecord): number {
  let size = RECORD_OVERHEAD + (key?.length ?? 0) + (value?.length ?? 0);
  for (const header of headers) size += HEADER_OVERHEAD + 3 * header.key.length + (header.value?.length ?? 0);
  return size;
}
