import type { CreateSinkStatement, Expression } from '../ast/nodes.ts';
import type { CatalogItem } from '../catalog/catalog-item.ts';
import type { Place } from '../diagnostics/define.ts';
import type { Span } from '../source/span.ts';
import type { Column, SqlType } from '../types/sql-type.ts';
import type { TypedExpression } from '../types/typed-expression.ts';

/** A value and what it comes from. */
export interface Sourced<T> {
  readonly value: T;
  readonly from: Origin;
}

/** `statement` and `connection` wrote it, `catalog` knows it, `default` is ours. */
export type Origin = 'statement' | 'connection' | 'catalog' | 'default';

/**
 * A sink whose names are bound and whose options are read. What could not be known, because it is missing, wrong
 * or not in the catalog, is absent; without errors and with a complete catalog nothing a plan needs is.
 */
export interface ResolvedSink {
  readonly file: string;
  readonly statement: CreateSinkStatement;
  /** In three parts. */
  readonly name: string;
  /** What identities are built from: the catalog's id, else the escaped name. */
  readonly id: string;
  readonly relation: ResolvedRelation;
  readonly connection: ResolvedConnection;
  readonly topic?: Sourced<string>;
  /** Absent: the broker's default. */
  readonly partitionCount?: Sourced<number>;
  readonly replicationFactor?: Sourced<number>;
  /** In the order of the keys' bytes. */
  readonly topicConfig: Readonly<Record<string, string>>;
  readonly metadataRefreshMs: Sourced<number>;
  readonly compression: Sourced<'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd'>;
  readonly transactionalId: Sourced<string>;
  readonly groupId: Sourced<string>;
  readonly snapshot: Sourced<boolean>;
  readonly envelope?: 'upsert' | 'debezium';
  readonly key?: ResolvedKey;
  readonly headers?: ResolvedColumn;
  readonly format?: { readonly key?: ResolvedFormat; readonly value: ResolvedFormat };
  readonly partitionBy?: ResolvedPartitionBy;
  /** Absent where the relation's columns are not known. */
  readonly grouping?: ResolvedGrouping;
}

export interface ResolvedRelation {
  /** In three parts where it can have them, else as written. */
  readonly name: string;
  /** Absent where the catalog does not have it. */
  readonly item?: CatalogItem;
  /** Absent where one of them, or its type, is not known. */
  readonly columns?: readonly Column[];
  /** Positions of the columns of each known unique key; absent where keys are not known. */
  readonly keys?: readonly (readonly number[])[];
}

export interface ResolvedColumn {
  readonly name: string;
  readonly span: Span;
  /** Position in the relation; absent where the columns are not known, or have no such one. */
  readonly index?: number;
}

export interface ResolvedKey {
  /** In the order of the KEY clause, each column once. */
  readonly columns: readonly ResolvedColumn[];
  readonly enforced: boolean;
  /** Whether a known unique key lies inside; absent where that cannot be known. */
  readonly proven?: boolean;
}

/** What pairs retractions with insertions. */
export interface ResolvedGrouping {
  readonly by: 'key' | 'unique key' | 'row';
  readonly columns: readonly number[];
}

export interface ResolvedPartitionBy {
  readonly expression: Expression;
  /** Canonical text, for people. */
  readonly sql: string;
  /** Of the expression before the cast to uint8; absent where it could not be typed. */
  readonly type?: SqlType;
  /** Already cast to uint8. */
  readonly typed?: TypedExpression;
}

export type ResolvedFormat =
  | { readonly kind: 'json' | 'text' | 'bytes'; readonly span: Span }
  | { readonly kind: 'avro'; readonly span: Span; readonly registry: 'confluent' | 'glue' }
  /** Refused with a diagnostic. */
  | { readonly kind: 'other'; readonly span: Span };

export interface ResolvedConnection {
  /** In three parts where it can have them, else as written. */
  readonly name: string;
  readonly id: string;
  /** Absent where the catalog does not have it, or not as a Kafka connection. */
  readonly item?: CatalogItem;
  readonly progressTopic: Sourced<string>;
  readonly progressReplicationFactor?: Sourced<number>;
  /** Absent where the connection is not known. */
  readonly kafka?: KafkaConnection;
}

/** A Kafka connection, read. */
export interface KafkaConnection {
  /** `host:port`; entries that are no plain address are left out. */
  readonly brokers: readonly string[];
  readonly securityProtocol?: Sourced<SecurityProtocol>;
  readonly certificateAuthority?: TextOrSecretName;
  readonly certificate?: TextOrSecretName;
  readonly sslKey?: TextOrSecretName;
  readonly saslMechanism?: string;
  readonly saslUsername?: TextOrSecretName;
  readonly saslPassword?: TextOrSecretName;
  /** What only the server can do: tunnels, private links, AWS authentication. */
  readonly beyondUs: readonly ConnectionFeature[];
}

export const SECURITY_PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'] as const;
export type SecurityProtocol = (typeof SECURITY_PROTOCOLS)[number];

export interface ConnectionFeature {
  /** `SSH TUNNEL`, `AWS PRIVATELINK`, `AWS CONNECTION`, `MATCHING`. */
  readonly name: string;
  /** Absent for connections that no text was read for. */
  readonly place?: Place;
}

/** A text, or the name of a secret in three parts. */
export type TextOrSecretName =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'secret'; readonly name: string };
