import type { Column } from '../types/sql-type.ts';
import type { Row } from '../types/value.ts';
import type { PreparedRow } from './compiled-sink.ts';
import type { Encoded, FormatEncoder, SideColumns } from './format-encoder.ts';
import { createJsonBytesWriter } from './json-bytes.ts';
import { createJsonWriter, type JsonWriterOptions } from './json-writer.ts';
import { createSlabWriter, type Write } from './slab.ts';
import { writeBytes, writeText } from './text-bytes.ts';

/** Compiles the encoding of rows as JSON objects in UTF-8: compact, members in the order of the columns. */
export function createJsonEncoder(
  columns: readonly Column[],
  options: JsonWriterOptions = {},
): (row: Row) => Uint8Array {
  const write = createJsonWriter(columns, options);
  const encoder = new TextEncoder();
  return (row) => encoder.encode(write(row));
}

/** FORMAT JSON: the row's object, or `{"before":..,"after":..}` of two. */
export function createJsonFormat({ columns, positions, json }: SideColumns): FormatEncoder {
  const write = createJsonBytesWriter(columns, positions, 'message');
  const row = json ?? (({ row: values }: PreparedRow) => write(values));
  return { row, pair: createPairWriter(row), frameBytes: 0 };
}

interface Sides {
  readonly before: Encoded;
  readonly after: Encoded;
}

function createPairWriter(row: FormatEncoder['row']): FormatEncoder['pair'] {
  const writePair = createSlabWriter<Sides>(({ before, after }, into, from) => {
    let at = writeText('{"before":', into, from);
    at = writeEncoded(before, into, at);
    at = writeText(',"after":', into, at);
    at = writeEncoded(after, into, at);
    return writeText('}', into, at);
  });
  const side = (prepared: PreparedRow | undefined): Encoded =>
    prepared === undefined ? 'null' : row(prepared);
  return (before, after) => writePair({ before: side(before), after: side(after) });
}

const writeEncoded: Write<Encoded> = (encoded, into, at) =>
  typeof encoded === 'string' ? writeText(encoded, into, at) : writeBytes(encoded, into, at);
