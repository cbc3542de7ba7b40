/** A record as a reader found it in a topic. */
export interface ConsumedRecord {
  readonly partition: number;
  readonly offset: bigint;
  readonly timestampMs: number;
  /** UTF-8 text; `null` where there is none. */
  readonly key: string | null;
  /** UTF-8 text; `null` for a tombstone. */
  readonly value: string | null;
  /** In the order of the record; a name may repeat. */
  readonly headers: readonly (readonly [name: string, value: string | null])[];
}

/** `committed` leaves out records of aborted and of open transactions. */
export type Isolation = 'committed' | 'uncommitted';
