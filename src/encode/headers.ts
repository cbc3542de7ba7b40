import type { Column } from '../types/sql-type.ts';
import type { Row, Value } from '../types/value.ts';
import type { EncodedHeader } from './compiled-sink.ts';

/** The headers of a message; the same list may come again. */
export type HeadersWriter = (row: Row, time: bigint) => readonly EncodedHeader[];

const TIME_HEADER = 'materialize-timestamp';
/** Headers of users that begin so are left out. */
const RESERVED = 'materialize-';

/**
 * First the time as decimal digits, on every message; then the entries of the map column, ascending by key.
 *
 * @param column  of type `map[text => text]` or `map[text => bytea]`; absent without HEADERS
 */
export function createHeadersWriter(column: Column | undefined, position = 0): HeadersWriter {
  const encoder = new TextEncoder();
  const timeHeaders = createTimeHeaders();
  if (column === undefined) return (_, time) => timeHeaders(time);

  const headerOf = ([key, value]: readonly [string, Value]): EncodedHeader => {
    if (value instanceof Uint8Array) return { key, value };
    return { key, value: typeof value === 'string' ? encoder.encode(value) : null };
  };

  return (row, time) => {
    const entries = (row[position] ?? []) as readonly (readonly [string, Value])[];
    const own = entries.filter(([key]) => !key.startsWith(RESERVED));
    return own.length === 0 ? timeHeaders(time) : [...timeHeaders(time), ...own.map(headerOf)];
  };
}

/** Messages of one time come together: the last one is kept. */
function createTimeHeaders(): (time: bigint) => readonly EncodedHeader[] {
  const encoder = new TextEncoder();
  let last: bigint | undefined;
  let headers: readonly EncodedHeader[] = [];
  return (time) => {
    if (time !== last) {
      headers = [{ key: TIME_HEADER, value: encoder.encode(`${time}`) }];
      last = time;
    }
    return headers;
  };
}
