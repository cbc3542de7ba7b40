import type { Column } from '../types/sql-type.ts';
import type { Row } from '../types/value.ts';
import { createJsonWriter, type JsonWriterOptions } from './json-writer.ts';

/** Compiles the encoding of rows as JSON objects in UTF-8: compact, members in the order of the columns. */
export function createJsonEncoder(
  columns: readonly Column[],
  options: JsonWriterOptions = {},
): (row: Row) => Uint8Array {
  const write = createJsonWriter(columns, options);
  const encoder = new TextEncoder();
  return (row) => encoder.encode(write(row));
}
