import type { ProxiedRequest } from './fault-proxy.ts';

/** Requests by the number Kafka gives them. */
export const API = {
  produce: 0,
  fetch: 1,
  metadata: 3,
  findCoordinator: 10,
  initProducerId: 22,
  addPartitionsToTxn: 24,
  endTxn: 26,
} as const;

/** What a broker would answer if it refused the whole request with one error; versions as kafkajs asks them. */
export function errorAnswer(request: ProxiedRequest, error: number): Buffer {
  const reader = new Reader(request.bytes);
  reader.skip(4);
  const writer = new Writer().int32(reader.int32());
  reader.string();
  const write = BODIES[request.api];
  if (write === undefined) throw new Error(`bug: no error answer is known for request ${request.api}`);
  write(writer, reader, error, request.version);
  return writer.bytes;
}

type WriteBody = (to: Writer, from: Reader, error: number, version: number) => void;

const BODIES: Readonly<Record<number, WriteBody>> = {
  [API.endTxn]: (to, _, error) => to.int32(0).int16(error),
  [API.initProducerId]: (to, _, error) => to.int32(0).int16(error).int64(-1n).int16(-1),
  [API.findCoordinator]: (to, _, error, version) =>
    (version > 0 ? to.int32(0).int16(error).int16(-1) : to.int16(error)).int32(-1).int16(0).int32(-1),
  [API.addPartitionsToTxn]: (to, from, error) => {
    from.string();
    from.skip(10);
    to.int32(0);
    eachPartition(to, from, () => to.int32(from.int32()).int16(error));
  },
  [API.produce]: (to, from, error, version) => {
    from.string();
    from.skip(6);
    eachPartition(to, from, () => {
      to.int32(from.int32()).int16(error).int64(-1n).int64(-1n);
      if (version >= 5) to.int64(-1n);
      from.skip(from.int32());
    });
    to.int32(0);
  },
};

/** `[topic [partition ...]]`, which requests and answers have in the same shape. */
function eachPartition(to: Writer, from: Reader, write: () => void): void {
  const topics = from.int32();
  to.int32(topics);
  for (let topic = 0; topic < topics; topic += 1) {
    to.string(from.string());
    const partitions = from.int32();
    to.int32(partitions);
    for (let partition = 0; partition < partitions; partition += 1) write();
  }
}

class Reader {
  #at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  skip(count: number): void {
    this.#at += count;
  }

  int32(): number {
    this.#at += 4;
    return this.#bytes.readInt32BE(this.#at - 4);
  }

  string(): string {
    const length = Math.max(0, this.#bytes.readInt16BE(this.#at));
    this.#at += 2 + length;
    return this.#bytes.subarray(this.#at - length, this.#at).toString();
  }
}

class Writer {
  readonly #parts: Buffer[] = [];

  get bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  int16(value: number): this {
    return this.#add(2, (bytes) => bytes.writeInt16BE(value));
  }

  int32(value: number): this {
    return this.#add(4, (bytes) => bytes.writeInt32BE(value));
  }

  int64(value: bigint): this {
    return this.#add(8, (bytes) => bytes.writeBigInt64BE(value));
  }

  string(value: string): this {
    this.int16(Buffer.byteLength(value));
    this.#parts.push(Buffer.from(value));
    return this;
  }

  #add(size: number, write: (bytes: Buffer) => void): this {
    const bytes = Buffer.alloc(size);
    write(bytes);
    this.#parts.push(bytes);
    return this;
  }
}
