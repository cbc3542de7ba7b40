import type { Row } from '../types/value.ts';

/** A row that came or went. */
export interface RowChange {
  readonly time: bigint;
  /** Never 0. */
  readonly diff: bigint;
  readonly row: Row;
  /** Line of the input, from 1; 0 where there are no lines. */
  readonly line: number;
}

/** A time: everything before it is final. `'finished'`: nothing will ever come. */
export type Frontier = bigint | 'finished';

/** Changes, then where the frontier stands after them (absent: unmoved). */
export interface SourceBatch {
  readonly changes: readonly RowChange[];
  readonly frontier?: Frontier;
}

/** How an input ended. */
export type SourceEnd =
  /** Its frontier is `finished`. */
  | 'finished'
  /** The input ended; a longer one continues. */
  | 'ended'
  /** The input ended with explicit frontiers, and changes at or above the last one are left. */
  | 'unfinal';
