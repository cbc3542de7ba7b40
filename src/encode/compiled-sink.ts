import type { SinkPlan } from '../plan/sink-plan.ts';
import type { Row } from '../types/value.ts';

/** A row as grouping and consolidation see it. */
export interface PreparedRow {
  readonly row: Row;
  /** Equal for two rows iff their grouping columns are. */
  readonly group: string;
  /** Equal bytes for two rows iff all their columns are; where they can be, they are the row's message value. */
  readonly identity: Uint8Array;
}

/** Why a message has hash 0, and so partition 0. */
export type PartitionReason = 'null' | 'error' | 'no key';

export interface EncodedHeader {
  readonly key: string;
  readonly value: Uint8Array | null;
}

/** One message before its partition is known: the number of partitions is asked for when it is sent. */
export interface EncodedMessage {
  /** null: the message has no key. */
  readonly key: Uint8Array | null;
  /** null: a tombstone. */
  readonly value: Uint8Array | null;
  readonly headers: readonly EncodedHeader[];
  /** Upper and lower 32 bits, unsigned, of what is taken modulo the number of partitions. */
  readonly hashHigh: number;
  readonly hashLow: number;
  readonly reason: PartitionReason | null;
  /** What PARTITION BY evaluated to, as text; absent without PARTITION BY, null where there is a reason. */
  readonly partitionValue?: string | null;
}

/** What one sink does to rows, compiled once; not shared between sinks. */
export interface CompiledSink {
  prepare(row: Row): PreparedRow;
  /** Encodes one pair: `after` alone is an insert, `before` alone a delete. */
  encode(before: PreparedRow | undefined, after: PreparedRow | undefined, time: bigint): EncodedMessage;
}

/** `compileSink(plan)` makes one. */
export type CompileSink = (plan: SinkPlan) => CompiledSink;
