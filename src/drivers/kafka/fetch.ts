import { BrokerError } from './errors.ts';
import type { ClientBroker, Exchange } from './internals.ts';
import { decodeBatches, type RecordBatch } from './record-batch.ts';

export interface FetchRequest {
  readonly topic: string;
  readonly partition: number;
  readonly from: bigint;
  /** How long the broker may wait for something to come. */
  readonly waitMs: number;
  /** What the answer may hold; one batch always comes. */
  readonly maxBytes: number;
}

export interface Fetched {
  /** Where the log was read from. */
  readonly from: bigint;
  /** Empty where nothing came in time. The first may begin before the offset asked for. */
  readonly batches: readonly RecordBatch[];
}

const FETCH = 1;
const VERSION = 10;
const READ_UNCOMMITTED = 0;
const NETWORK_MS = 1_000;

/**
 * Reads a partition without a consumer group, uncommitted. The client's own fetch does not show a batch that
 * compaction has emptied, so with it "nothing yet" and "nothing here, go on" look alike.
 *
 * @throws {BrokerError} what the broker answered
 */
export async function fetchBatches(broker: ClientBroker, request: FetchRequest): Promise<Fetched> {
  const bytes = (await broker.connectionPool.send(exchange(request))) as Buffer | undefined;
  return { from: request.from, batches: bytes === undefined ? [] : await decodeBatches(bytes) };
}

function exchange(request: FetchRequest): Exchange<unknown> {
  return {
    request: {
      apiKey: FETCH,
      apiVersion: VERSION,
      apiName: 'Fetch',
      encode: async () => {
        const bytes = encodeRequest(request);
        return { buf: bytes, buffer: bytes };
      },
    },
    response: { decode: async (bytes) => ({ bytes }), parse: async (data) => recordsOf((data as Raw).bytes) },
    requestTimeout: request.waitMs + NETWORK_MS,
  };
}

interface Raw {
  readonly bytes: Buffer;
}

/**
 *     replica id -1, max wait, min bytes, max bytes      4 bytes each
 *     isolation level                                    1 byte
 *     session id, session epoch                          4 bytes each: no session
 *     topics                                             one
 *       partitions                                       one
 *         number, leader epoch -1                        4 bytes each
 *         offset, log start offset -1                    8 bytes each
 *         max bytes                                      4 bytes
 *     forgotten topics                                   none
 */
function encodeRequest({ topic, partition, from, waitMs, maxBytes }: FetchRequest): Buffer {
  const name = Buffer.from(topic, 'utf8');
  const bytes = Buffer.alloc(69 + name.length);
  let at = 0;
  const int32 = (value: number) => {
    at = bytes.writeInt32BE(value, at);
  };
  for (const value of [-1, waitMs, 1, maxBytes]) int32(value);
  at = bytes.writeInt8(READ_UNCOMMITTED, at);
  for (const value of [0, -1, 1]) int32(value);
  at = bytes.writeInt16BE(name.length, at);
  at += name.copy(bytes, at);
  for (const value of [1, partition, -1]) int32(value);
  at = bytes.writeBigInt64BE(from, at);
  at = bytes.writeBigInt64BE(-1n, at);
  for (const value of [maxBytes, 0]) int32(value);
  return bytes.subarray(0, at);
}

/**
 *     throttle time                                      4 bytes
 *     error                                              2 bytes
 *     session id                                         4 bytes
 *     topics                                             none when throttled
 *       name
 *       partitions
 *         number                                         4 bytes
 *         error                                          2 bytes
 *         high watermark, last stable, log start offset  8 bytes each
 *         aborted transactions                           16 bytes each; null where uncommitted is read
 *         records
 */
function recordsOf(bytes: Buffer): Buffer | undefined {
  failOn(bytes.readInt16BE(4));
  if (bytes.readInt32BE(10) === 0) return undefined;
  let at = 14;
  at += 2 + bytes.readInt16BE(at);
  if (bytes.readInt32BE(at) === 0) return undefined;
  failOn(bytes.readInt16BE(at + 8));
  at += 34;
  at += 4 + 16 * Math.max(0, bytes.readInt32BE(at));
  const length = bytes.readInt32BE(at);
  return length > 0 ? bytes.subarray(at + 4, at + 4 + length) : undefined;
}

function failOn(code: number): void {
  if (code !== 0) throw new BrokerError(code);
}
