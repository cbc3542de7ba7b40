import type { Column } from '../types/sql-type.ts';
import type { PreparedRow } from './compiled-sink.ts';

/** A key or a value before it is bytes: a text stands for its UTF-8. */
export type Encoded = string | Uint8Array;

/** One side of a message in one format, compiled for its columns. */
export interface FormatEncoder {
  /** The row alone: a key, or the value of ENVELOPE UPSERT. */
  row(row: PreparedRow): Encoded;
  /** The value of ENVELOPE DEBEZIUM; a side that is not there is undefined. */
  pair(before: PreparedRow | undefined, after: PreparedRow | undefined): Encoded;
  /** Bytes in front that partitioning leaves out. */
  readonly frameBytes: number;
}

export interface SideColumns {
  /** Of the relation. */
  readonly columns: readonly Column[];
  /** Those of this side, in its order. */
  readonly positions: readonly number[];
  /** Where the JSON of these columns stands already. */
  readonly json?: (row: PreparedRow) => Encoded;
}
