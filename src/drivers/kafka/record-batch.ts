import type { KafkaHeader, LogEntry } from '../../pipeline/ports.ts';
import { decompress } from './codecs.ts';

/** The records of one batch as it stands in the log. */
export interface RecordBatch {
  /** Of the last record that the batch ever held: compaction leaves it standing when it takes records away. */
  readonly lastOffset: bigint;
  readonly entries: readonly LogEntry[];
}

const HEADER_BYTES = 61;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
const CODEC = 0x07;

/**
 * Takes a fetched stretch of the log apart. A last batch that was cut off is left out.
 *
 *     base offset             8 bytes
 *     length                  4 bytes   of all that follows
 *     partition leader epoch  4 bytes
 *     magic                   1 byte    2; older formats know no transactions
 *     checksum                4 bytes
 *     attributes              2 bytes   codec in bits 0-2, transactional bit 4, control bit 5
 *     last offset delta       4 bytes
 *     first, max timestamp    8 bytes each
 *     producer id             8 bytes
 *     producer epoch          2 bytes
 *     first sequence          4 bytes
 *     number of records       4 bytes
 *     records                 compressed together
 */
export async function decodeBatches(bytes: Buffer): Promise<readonly RecordBatch[]> {
  const batches: RecordBatch[] = [];
  for (let at = 0; at + HEADER_BYTES <= bytes.length; ) {
    const end = at + 12 + bytes.readInt32BE(at + 8);
    if (end > bytes.length) break;
    batches.push(await decodeBatch(bytes.subarray(at, end)));
    at = end;
  }
  return batches;
}

async function decodeBatch(bytes: Buffer): Promise<RecordBatch> {
  const magic = bytes.readInt8(16);
  if (magic !== 2) throw new Error(`the log holds messages of format ${magic}; only format 2 can be read`);
  const attributes = bytes.readInt16BE(21);
  const baseOffset = bytes.readBigInt64BE(0);
  const batch = {
    baseOffset,
    producerId: bytes.readBigInt64BE(43),
    transactional: (attributes & TRANSACTIONAL) !== 0,
    control: (attributes & CONTROL) !== 0,
  };
  const count = bytes.readInt32BE(57);
  const records =
    count === 0 ? bytes.subarray(0, 0) : await decompress(attributes & CODEC, bytes.subarray(HEADER_BYTES));
  const reader = new VarintReader(records);
  const entries = Array.from({ length: count }, () => decodeRecord(reader, batch));
  return { lastOffset: baseOffset + BigInt(bytes.readInt32BE(23)), entries };
}

interface BatchFacts {
  readonly baseOffset: bigint;
  readonly producerId: bigint;
  readonly transactional: boolean;
  readonly control: boolean;
}

/** Length, attributes (1 byte), timestamp delta, offset delta, key, value, headers: all numbers zigzag varints. */
function decodeRecord(reader: VarintReader, batch: BatchFacts): LogEntry {
  const end = reader.number() + reader.at;
  reader.at += 1;
  reader.skip();
  const offset = batch.baseOffset + BigInt(reader.number());
  const key = reader.bytes();
  const value = reader.bytes();
  const headers = Array.from({ length: reader.number() }, () => decodeHeader(reader));
  reader.at = end;
  const { producerId, transactional } = batch;
  if (!batch.control) return { offset, producerId, transactional, key, value, headers };
  const marker = markerOf(key);
  return {
    offset,
    producerId,
    transactional,
    ...(marker !== undefined && { marker }),
    key: null,
    value: null,
    headers: [],
  };
}

function decodeHeader(reader: VarintReader): KafkaHeader {
  const key = reader.bytes();
  return { key: key === null ? '' : Buffer.from(key).toString('utf8'), value: reader.bytes() };
}

/** The key of a control record: version (2 bytes), type (2 bytes): 0 abort, 1 commit; others are not ours. */
function markerOf(key: Uint8Array | null): 'commit' | 'abort' | undefined {
  const type = key === null ? -1 : Buffer.from(key).readInt16BE(2);
  return type === 0 ? 'abort' : type === 1 ? 'commit' : undefined;
}

class VarintReader {
  at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** At most 32 bits. */
  number(): number {
    let raw = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#byte();
      raw |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (raw >>> 1) ^ -(raw & 1);
    }
  }

  skip(): void {
    while (this.#byte() >= 0x80);
  }

  /** A copy: the entry may outlive the answer it came in. */
  bytes(): Uint8Array | null {
    const length = this.number();
    if (length < 0) return null;
    const found = this.#bytes.subarray(this.at, this.at + length);
    this.at += length;
    return Uint8Array.from(found);
  }

  #byte(): number {
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw new Error('a batch of messages ends in the middle of one');
    this.at += 1;
    return byte;
  }
}
