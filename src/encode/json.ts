import type { Column } from '../types/sql-type.ts';
import type { Row } from '../types/value.ts';
import type { PreparedRow } from './compiled-sink.ts';
import type { FormatEncoder, SideColumns } from './format-encoder.ts';
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

/** FORMAT JSON: the row's object, or `{"before":..,"after":..}` of two. */
export function createJsonFormat(side: SideColumns): FormatEncoder {
  const row = side.jsonText ?? writeRowOf(side);
  const sideText = (prepared: PreparedRow | undefined): string =>
    prepared === undefined ? 'null' : row(prepared);
  return {
    row,
    pair: (before, after) => `{"before":${sideText(before)},"after":${sideText(after)}}`,
    frameBytes: 0,
  };
}

function writeRowOf({ columns, positions }: SideColumns): (prepared: PreparedRow) => string {
  const write = createJsonWriter(columns, { positions });
  return ({ row }) => write(row);
}
