import type { Span } from '../source/span.ts';
import type { Expression } from './expressions.ts';
import type { ClusterReference, ColumnName, Identifier, ItemName, NodeBase, RawName } from './names.ts';
import type { OptionList, OptionValue } from './values.ts';

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

/** `KAFKA CONNECTION k (TOPIC 't', ...)` */
export interface KafkaTarget extends NodeBase<'KafkaTarget'> {
  readonly connection: RawName;
  readonly options?: OptionList<KafkaSinkOption>;
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
