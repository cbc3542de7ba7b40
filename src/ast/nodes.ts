import type { SourceText } from '../source/source-text.ts';
import type { Span } from '../source/span.ts';
import type { Expression } from './expressions.ts';
import type { Identifier, ItemName, NodeBase, RawName } from './names.ts';
import type { DataType } from './types.ts';
import type { CredentialValue, OptionValue } from './values.ts';

export * from './expressions.ts';
export * from './names.ts';
export * from './types.ts';
export * from './values.ts';

/** A line comment or a block comment; `text` includes the comment signs. */
export interface Comment {
  readonly kind: 'LineComment' | 'BlockComment';
  readonly span: Span;
  readonly text: string;
}

/** One file: its statements in order, its comments in order. */
export interface Script extends NodeBase<'Script'> {
  readonly source: SourceText;
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
}

export type Statement =
  | CreateSinkStatement
  | CreateConnectionStatement
  | CreateSecretStatement
  | CreateTableStatement
  | OpaqueStatement;

/** A statement that is not read further: kept with its text so that a file may hold anything. */
export interface OpaqueStatement extends NodeBase<'OpaqueStatement'> {
  readonly text: string;
}

/** `CREATE SINK s FROM v INTO KAFKA CONNECTION k (...) KEY (id) FORMAT JSON ENVELOPE UPSERT WITH (...)` */
export interface CreateSinkStatement extends NodeBase<'CreateSink'> {
  /** Span of `IF NOT EXISTS`. */
  readonly ifNotExists?: Span;
  /** Absent in a nameless sink. */
  readonly name?: ItemName;
  readonly cluster?: ClusterReference;
  readonly from: RawName;
  readonly into: KafkaTarget;
  readonly key?: KeyClause;
  readonly headers?: HeadersClause;
  readonly format?: FormatClause;
  readonly envelope?: EnvelopeClause;
  readonly withOptions?: OptionList<SinkOption>;
}

/** `IN CLUSTER c`, `IN CLUSTER [s1]` */
export interface ClusterReference extends NodeBase<'ClusterReference'> {
  readonly name: Identifier;
  /** True for the bracket form, whose word is an id. */
  readonly isId: boolean;
}

/** `KAFKA CONNECTION k (TOPIC 't', ...)` */
export interface KafkaTarget extends NodeBase<'KafkaTarget'> {
  readonly connection: RawName;
  readonly options?: OptionList<KafkaSinkOption>;
}

/** Options in source order, repetitions kept; `span` covers the parentheses. */
export interface OptionList<O> extends NodeBase<'OptionList'> {
  readonly options: readonly O[];
}

export type KafkaSinkOptionName =
  | 'TOPIC'
  | 'COMPRESSION TYPE'
  | 'PARTITION BY'
  | 'PROGRESS GROUP ID PREFIX'
  | 'TRANSACTIONAL ID PREFIX'
  | 'LEGACY IDS'
  | 'TOPIC METADATA REFRESH INTERVAL'
  | 'TOPIC PARTITION COUNT'
  | 'TOPIC REPLICATION FACTOR'
  | 'TOPIC CONFIG';

/** `TOPIC = 't'`; `PARTITION BY` carries `expression`, every other option `value`. */
export interface KafkaSinkOption extends NodeBase<'KafkaSinkOption'> {
  readonly name: KafkaSinkOptionName;
  readonly nameSpan: Span;
  readonly value?: OptionValue;
  readonly expression?: Expression;
}

/** `KEY (order_id, line) NOT ENFORCED` */
export interface KeyClause extends NodeBase<'KeyClause'> {
  /** In source order, at least one, duplicates kept for the resolver to report. */
  readonly columns: readonly Identifier[];
  /** Span of `NOT ENFORCED`; absent when the key is checked. */
  readonly notEnforced?: Span;
}

/** `HEADERS h` */
export interface HeadersClause extends NodeBase<'HeadersClause'> {
  readonly column: Identifier;
}

/** `FORMAT JSON`, or `KEY FORMAT TEXT VALUE FORMAT JSON` */
export interface FormatClause extends NodeBase<'FormatClause'> {
  /** Absent with a bare `FORMAT`, which then serves key and value. */
  readonly key?: Format;
  readonly value: Format;
}

export type Format = AvroFormat | SimpleFormat | CsvFormat | RegexFormat | ProtobufFormat;

/** `JSON`, `JSON ARRAY`, `TEXT`, `BYTES` */
export interface SimpleFormat extends NodeBase<'SimpleFormat'> {
  readonly name: 'JSON' | 'JSON ARRAY' | 'TEXT' | 'BYTES';
}

/** `CSV WITH 3 COLUMNS`, `CSV WITH HEADER (a, b)`, with `DELIMITED BY ';'` */
export interface CsvFormat extends NodeBase<'CsvFormat'> {
  readonly header?: readonly Identifier[];
  readonly columnCount?: string;
  readonly delimiter?: string;
}

/** `REGEX '...'` */
export interface RegexFormat extends NodeBase<'RegexFormat'> {
  readonly pattern: string;
}

/** `PROTOBUF USING CONFLUENT SCHEMA REGISTRY CONNECTION c ...`, `PROTOBUF MESSAGE 'M' USING SCHEMA '...'` */
export interface ProtobufFormat extends NodeBase<'ProtobufFormat'> {
  readonly registry?: RegistryReference;
  readonly seed?: ProtobufSeed;
  readonly message?: string;
  readonly schema?: string;
}

/** `SEED KEY SCHEMA '..' MESSAGE 'K' VALUE SCHEMA '..' MESSAGE 'V'` */
export interface ProtobufSeed extends NodeBase<'ProtobufSeed'> {
  readonly key?: { readonly schema: string; readonly message: string };
  readonly value: { readonly schema: string; readonly message: string };
}

/** `AVRO USING CONFLUENT SCHEMA REGISTRY ...`, `AVRO USING AWS GLUE ...`, `AVRO USING SCHEMA '...'` */
export interface AvroFormat extends NodeBase<'AvroFormat'> {
  readonly source: 'confluent' | 'glue' | 'inline';
  readonly registry?: RegistryReference;
  /** The text of `USING SCHEMA '...'`. */
  readonly schema?: string;
  /** Options of `USING SCHEMA '...' (CONFLUENT WIRE FORMAT ...)`. */
  readonly schemaOptions?: OptionList<RegistryOption>;
  readonly seed?: AvroSeed;
  readonly keyStrategy?: SchemaStrategy;
  readonly valueStrategy?: SchemaStrategy;
}

/** `CONNECTION c (NULL DEFAULTS, ...)` */
export interface RegistryReference extends NodeBase<'RegistryReference'> {
  readonly connection: RawName;
  readonly options?: OptionList<RegistryOption>;
}

/** `NULL DEFAULTS`, `AVRO KEY FULLNAME = 'a.b'`, `KEY DOC ON COLUMN r.c = '...'` */
export interface RegistryOption extends NodeBase<'RegistryOption'> {
  /** The phrase in upper case with single spaces: `KEY DOC ON TYPE`, `NULL DEFAULTS`. */
  readonly name: string;
  readonly nameSpan: Span;
  /** What `DOC ON TYPE` or `DOC ON COLUMN` names. */
  readonly target?: RawName | ColumnName;
  readonly value?: OptionValue;
}

/** `relation.column`, the last part being the column. */
export interface ColumnName extends NodeBase<'ColumnName'> {
  readonly relation: RawName;
  readonly column: Identifier;
}

/** `SEED KEY SCHEMA '..' VALUE SCHEMA '..'` */
export interface AvroSeed extends NodeBase<'AvroSeed'> {
  readonly keySchema?: string;
  readonly keyReferences?: readonly string[];
  readonly valueSchema: string;
  readonly valueReferences?: readonly string[];
}

/** `KEY STRATEGY LATEST`, `ID 7`, `INLINE '...'` */
export interface SchemaStrategy extends NodeBase<'SchemaStrategy'> {
  readonly strategy: 'ID' | 'LATEST' | 'INLINE';
  readonly argument?: string;
}

/** `ENVELOPE UPSERT`, `ENVELOPE DEBEZIUM` */
export interface EnvelopeClause extends NodeBase<'EnvelopeClause'> {
  readonly envelope: 'UPSERT' | 'DEBEZIUM';
}

/** An option of `WITH (...)` behind a sink. */
export interface SinkOption extends NodeBase<'SinkOption'> {
  readonly name: 'SNAPSHOT' | 'VERSION' | 'PARTITION STRATEGY' | 'COMMIT INTERVAL';
  readonly nameSpan: Span;
  readonly value?: OptionValue;
}

export type ConnectionType =
  | 'KAFKA'
  | 'CONFLUENT SCHEMA REGISTRY'
  | 'AWS'
  | 'AWS PRIVATELINK'
  | 'AWS GLUE SCHEMA REGISTRY'
  | 'GCP'
  | 'POSTGRES'
  | 'MYSQL'
  | 'SQL SERVER'
  | 'SSH TUNNEL'
  | 'ICEBERG CATALOG';

/** `CREATE CONNECTION k TO KAFKA (BROKER 'b:9092') WITH (VALIDATE = false)` */
export interface CreateConnectionStatement extends NodeBase<'CreateConnection'> {
  readonly ifNotExists?: Span;
  readonly name: ItemName;
  readonly type: ConnectionType;
  readonly typeSpan: Span;
  /** True for the old spelling `FOR KAFKA BROKER '..'`. */
  readonly legacy: boolean;
  readonly options: OptionList<ConnectionOption>;
  readonly withOptions?: OptionList<ValidateOption>;
}

/** `VALIDATE = false` */
export interface ValidateOption extends NodeBase<'ValidateOption'> {
  readonly nameSpan: Span;
  readonly value?: OptionValue;
}

/** `SASL PASSWORD = SECRET p`; which member is set follows from the name (see the option's table). */
export interface ConnectionOption extends NodeBase<'ConnectionOption'> {
  /** The phrase in upper case with single spaces; `USERNAME` is kept as `USER`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly value?: OptionValue | CredentialValue;
  /** `SSH TUNNEL`, `AWS CONNECTION`, `GCP CONNECTION`. */
  readonly item?: RawName;
  /** `BROKER` (one entry), `BROKERS`. */
  readonly brokers?: readonly BrokerEntry[];
  /** `AWS PRIVATELINK`. */
  readonly privateLink?: PrivateLink;
}

/** `'b:9092' USING SSH TUNNEL t`, `MATCHING '*.b' USING AWS PRIVATELINK p` */
export interface BrokerEntry extends NodeBase<'BrokerEntry'> {
  readonly address: string;
  readonly addressSpan: Span;
  /** True for `MATCHING`, whose address is a pattern. */
  readonly matching: boolean;
  readonly sshTunnel?: RawName;
  readonly privateLink?: PrivateLink;
}

/** `AWS PRIVATELINK p (AVAILABILITY ZONE 'az', PORT 9092)` */
export interface PrivateLink extends NodeBase<'PrivateLink'> {
  readonly connection: RawName;
  readonly options?: OptionList<PrivateLinkOption>;
}

export interface PrivateLinkOption extends NodeBase<'PrivateLinkOption'> {
  readonly name: 'AVAILABILITY ZONE' | 'PORT';
  readonly nameSpan: Span;
  readonly value?: OptionValue;
}

/** `CREATE SECRET s AS '${KAFKA_PASSWORD}'` */
export interface CreateSecretStatement extends NodeBase<'CreateSecret'> {
  readonly ifNotExists?: Span;
  readonly name: ItemName;
  readonly value: Expression;
}

/** `CREATE TABLE t (id int8 NOT NULL, PRIMARY KEY (id))` */
export interface CreateTableStatement extends NodeBase<'CreateTable'> {
  readonly ifNotExists?: Span;
  readonly temporary: boolean;
  readonly name: ItemName;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly TableConstraint[];
  readonly withOptions?: OptionList<TableOption>;
}

/** `id int8 NOT NULL` */
export interface ColumnDefinition extends NodeBase<'ColumnDefinition'> {
  readonly name: Identifier;
  readonly type: DataType;
  readonly collation?: ItemName;
  readonly options: readonly ColumnOption[];
}

export interface ColumnOption extends NodeBase<'ColumnOption'> {
  readonly option:
    | 'NOT NULL'
    | 'NULL'
    | 'DEFAULT'
    | 'PRIMARY KEY'
    | 'UNIQUE'
    | 'CHECK'
    | 'REFERENCES'
    | 'VERSION ADDED';
  readonly constraintName?: Identifier;
  /** Of `DEFAULT` and `CHECK`. */
  readonly expression?: Expression;
  /** Of `REFERENCES`. */
  readonly references?: { readonly table: ItemName; readonly columns: readonly Identifier[] };
  readonly version?: string;
}

export interface TableConstraint extends NodeBase<'TableConstraint'> {
  readonly constraint: 'PRIMARY KEY' | 'UNIQUE' | 'FOREIGN KEY' | 'CHECK';
  readonly constraintName?: Identifier;
  readonly columns: readonly Identifier[];
  readonly nullsNotDistinct: boolean;
  readonly expression?: Expression;
  readonly references?: { readonly table: RawName; readonly columns: readonly Identifier[] };
}

export interface TableOption extends NodeBase<'TableOption'> {
  readonly name: 'PARTITION BY' | 'RETAIN HISTORY' | 'REDACTED';
  readonly nameSpan: Span;
  readonly value?: OptionValue;
}
