import type { Column, SqlType } from '../types/sql-type.ts';
import type { TypedExpression } from '../types/typed-expression.ts';

/** Everything running needs to know of a sink, as plain JSON-safe data. Holds names of secrets, never a secret. */
export interface SinkPlan {
  readonly version: 1;
  readonly sink: SinkIdentity;
  readonly relation: RelationPlan;
  readonly connection: ConnectionPlan;
  readonly topic: TopicPlan;
  readonly progress: ProgressPlan;
  readonly transactionalId: string;
  readonly groupId: string;
  readonly envelope: 'upsert' | 'debezium';
  /** Absent where messages have no key. */
  readonly key?: KeyPlan;
  readonly value: { readonly format: FormatPlan };
  readonly headers?: HeadersPlan;
  readonly grouping: GroupingPlan;
  readonly partitioning: PartitioningPlan;
  readonly compression: Compression;
  /** False leaves out the rows that were there at the start. */
  readonly snapshot: boolean;
}

export type Compression = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';

export interface SinkIdentity {
  /** In three parts: `materialize.public.orders_sink`. */
  readonly name: string;
  /** What identities are built from: the catalog's `id`, else the escaped name. */
  readonly id: string;
  /** Of ALTER SINK; 0 for a sink as created. */
  readonly version: number;
}

export interface RelationPlan {
  /** In three parts. */
  readonly name: string;
  readonly columns: readonly Column[];
}

export interface TopicPlan {
  readonly name: string;
  /** Absent: the broker's default. */
  readonly partitionCount?: number;
  readonly replicationFactor?: number;
  /** As written, in the order of the keys' bytes. */
  readonly config: Readonly<Record<string, string>>;
  /** How often the number of partitions is asked for, in milliseconds. */
  readonly metadataRefreshMs: number;
}

export interface ProgressPlan {
  readonly topic: string;
  readonly replicationFactor?: number;
  /** Key of this sink's records: `mz-sink-{id}`. */
  readonly key: string;
}

export interface KeyPlan {
  /** Positions in the relation, in the order of the KEY clause. */
  readonly columns: readonly number[];
  readonly format: FormatPlan;
}

export type FormatPlan = JsonFormatPlan | TextFormatPlan;

export interface JsonFormatPlan {
  readonly kind: 'json';
}

export interface TextFormatPlan {
  readonly kind: 'text';
}

export interface HeadersPlan {
  /** Position of the map column in the relation. */
  readonly column: number;
}

/** What pairs retractions with insertions, and in what order rows are compared. */
export interface GroupingPlan {
  readonly by: 'key' | 'unique key' | 'row';
  /** Positions in the relation; empty for `row`, and for a relation of at most one row. */
  readonly columns: readonly number[];
}

export type PartitioningPlan =
  | {
      readonly by: 'expression';
      /** Canonical text of PARTITION BY, for people. */
      readonly sql: string;
      /** Before the cast to uint8. */
      readonly type: SqlType;
      /** Already cast to uint8. */
      readonly expression: TypedExpression;
    }
  | { readonly by: 'key hash' }
  | { readonly by: 'no key' };

/** A text that may instead be the name of a secret, in three parts. */
export type TextOrSecret =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'secret'; readonly name: string };

export interface ConnectionPlan {
  /** In three parts. */
  readonly name: string;
  /** What identities are built from: the catalog's `id`, else the escaped name. */
  readonly id: string;
  /** `host:port`, at least one. */
  readonly brokers: readonly string[];
  readonly tls?: {
    readonly certificateAuthority?: TextOrSecret;
    readonly certificate?: TextOrSecret;
    readonly key?: TextOrSecret;
  };
  readonly sasl?: {
    /** Upper case: `PLAIN`, `SCRAM-SHA-256`, `SCRAM-SHA-512`. */
    readonly mechanism: string;
    readonly username: TextOrSecret;
    readonly password: TextOrSecret;
  };
}
