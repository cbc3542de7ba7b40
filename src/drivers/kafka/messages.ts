import type { IHeaders, Message } from 'kafkajs';
import type { KafkaHeader, KafkaRecord } from '../../pipeline/ports.ts';
import { NULL_HEADER_VALUE } from './internals.ts';

/** A record as the client takes it, with a mark that its partitioner is given back. */
export interface MarkedMessage<Mark> extends Message {
  readonly mark: Mark;
}

export function toMessage<Mark>(record: KafkaRecord, mark: Mark): MarkedMessage<Mark> {
  return {
    key: toBuffer(record.key),
    value: toBuffer(record.value),
    partition: record.partition,
    headers: toHeaders(record.headers),
    mark,
  };
}

/** The same bytes: the client takes anything but a Buffer for text. */
function toBuffer(bytes: Uint8Array | null): Buffer | null {
  return bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const NO_HEADERS: IHeaders = {};

/** The client takes headers as an object, several values of one name as an array. */
function toHeaders(headers: readonly KafkaHeader[]): IHeaders {
  if (headers.length === 0) return NO_HEADERS;
  const values: Record<string, Buffer | Buffer[]> = Object.create(null);
  for (const { key, value } of headers) {
    const bytes = toBuffer(value) ?? NULL_HEADER_VALUE;
    const before = values[key];
    values[key] = before === undefined ? bytes : Array.isArray(before) ? [...before, bytes] : [before, bytes];
  }
  return headers.some(({ key }) => isIndex(key)) ? inOrder(values, headers) : values;
}

/** Objects list names that look like numbers before all others. */
function isIndex(name: string): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(name);
}

function inOrder(values: IHeaders, headers: readonly KafkaHeader[]): IHeaders {
  const names = [...new Set(headers.map(({ key }) => key))];
  return new Proxy(values, { ownKeys: () => names });
}
