import type { ConnectionType, KafkaSinkOptionName, SinkOption } from '../ast/nodes.ts';

/** What the value of an option may be; see `option-values.ts` for what each accepts. */
export type Wanted =
  | 'string'
  /** A string, not a bare word. */
  | 'quoted string'
  | 'int4'
  | 'uint2'
  | 'uint8'
  | 'bool'
  | 'duration'
  | 'text map'
  | 'secret'
  | 'string or secret'
  /** Read by the grammar, not by a table: an expression, brokers, another item. */
  | 'special';

export interface OptionRow {
  readonly wants: Wanted;
  /** What holds where the option is not given, for people. */
  readonly default?: string;
  /** One sentence. */
  readonly summary: string;
}

export const COMPRESSIONS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

/** Options behind `INTO KAFKA CONNECTION k`. */
export const KAFKA_SINK_OPTIONS = {
  TOPIC: { wants: 'string', summary: 'The topic that the messages go to.' },
  'COMPRESSION TYPE': {
    wants: 'string',
    default: 'lz4',
    summary: `How batches are compressed: ${COMPRESSIONS.join(', ')}.`,
  },
  'PARTITION BY': {
    wants: 'special',
    default: 'seahash of the encoded key',
    summary:
      'An expression whose value, modulo the number of partitions, chooses the partition of a message.',
  },
  'PROGRESS GROUP ID PREFIX': {
    wants: 'string',
    default: '',
    summary: 'What the group id under which progress is read begins with.',
  },
  'TRANSACTIONAL ID PREFIX': {
    wants: 'string',
    default: '',
    summary: 'What the transactional id of the producer begins with.',
  },
  'LEGACY IDS': {
    wants: 'bool',
    default: 'false',
    summary: 'Ids as sinks had them long ago; no new sink may ask for them.',
  },
  'TOPIC METADATA REFRESH INTERVAL': {
    wants: 'duration',
    default: '30 s',
    summary: 'How often the number of partitions is asked for, from 1 s to 1 h.',
  },
  'TOPIC PARTITION COUNT': {
    wants: 'int4',
    default: "the broker's",
    summary: 'How many partitions the topic gets when the sink creates it.',
  },
  'TOPIC REPLICATION FACTOR': {
    wants: 'int4',
    default: "the broker's",
    summary: 'How many replicas each partition gets when the sink creates the topic.',
  },
  'TOPIC CONFIG': {
    wants: 'text map',
    default: 'empty',
    summary: 'Settings the topic gets when the sink creates it.',
  },
} as const satisfies Readonly<Record<KafkaSinkOptionName, OptionRow>>;

/** Options of `WITH (...)` behind a sink. */
export const SINK_OPTIONS = {
  SNAPSHOT: {
    wants: 'bool',
    default: 'true',
    summary: 'Whether the rows that are there at the start are sent.',
  },
  VERSION: { wants: 'uint8', default: '0', summary: 'Counts ALTER SINK; written by the server only.' },
  'PARTITION STRATEGY': { wants: 'string', summary: 'Has no effect; written by the server only.' },
  'COMMIT INTERVAL': { wants: 'duration', summary: 'How often an Iceberg sink commits.' },
} as const satisfies Readonly<Record<SinkOption['name'], OptionRow>>;

/** Options of a Kafka connection. */
export const KAFKA_CONNECTION_OPTIONS = {
  BROKER: { wants: 'special', summary: 'The address of one broker.' },
  BROKERS: { wants: 'special', summary: 'The addresses of several brokers.' },
  'AWS PRIVATELINK': { wants: 'special', summary: 'A private link that leads to all brokers.' },
  'SSH TUNNEL': { wants: 'special', summary: 'A tunnel for every broker without one of its own.' },
  'AWS CONNECTION': { wants: 'special', summary: 'Signs in with the identity of an AWS connection.' },
  'PROGRESS TOPIC': {
    wants: 'string',
    default: '_materialize-progress-{REGION}-{CONNECTION}',
    summary: 'The topic that records how far each sink of the connection has come.',
  },
  'PROGRESS TOPIC REPLICATION FACTOR': {
    wants: 'int4',
    default: "the broker's",
    summary: 'How many replicas the progress topic gets when a sink creates it.',
  },
  'SECURITY PROTOCOL': {
    wants: 'string',
    default: 'SSL, or SASL_SSL where a SASL option is given',
    summary: 'How to talk to the brokers: PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL.',
  },
  'SASL MECHANISMS': { wants: 'string', summary: 'PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512.' },
  'SASL USERNAME': { wants: 'string or secret', summary: 'The name to sign in with.' },
  'SASL PASSWORD': { wants: 'secret', summary: 'The password to sign in with.' },
  'SSL KEY': { wants: 'secret', summary: 'The private key of the client certificate, as PEM.' },
  'SSL CERTIFICATE': { wants: 'string or secret', summary: 'The client certificate, as PEM.' },
  'SSL CERTIFICATE AUTHORITY': {
    wants: 'string or secret',
    default: "the system's",
    summary: 'The certificates that the brokers are checked against, as PEM.',
  },
} as const satisfies Readonly<Record<string, OptionRow>>;

/** Options of a connection to a Confluent schema registry. */
export const REGISTRY_CONNECTION_OPTIONS = {
  URL: { wants: 'string', summary: 'Where the registry answers: scheme, host and port.' },
  USER: { wants: 'string or secret', summary: 'The name to sign in with.' },
  PASSWORD: { wants: 'secret', summary: 'The password to sign in with.' },
  'SSL KEY': { wants: 'secret', summary: 'The private key of the client certificate, as PEM.' },
  'SSL CERTIFICATE': { wants: 'string or secret', summary: 'The client certificate, as PEM.' },
  'SSL CERTIFICATE AUTHORITY': {
    wants: 'string or secret',
    default: "the system's",
    summary: 'The certificates that the registry is checked against, as PEM.',
  },
  PORT: { wants: 'uint2', summary: 'Accepted and not used: the port stands in the URL.' },
  'SSH TUNNEL': { wants: 'special', summary: 'A tunnel to the registry.' },
  'AWS PRIVATELINK': { wants: 'special', summary: 'A private link to the registry.' },
} as const satisfies Readonly<Record<string, OptionRow>>;

/** The tables of the connection types that are read; options of the others are taken as they are. */
export const CONNECTION_OPTIONS: Readonly<
  Partial<Record<ConnectionType, Readonly<Record<string, OptionRow>>>>
> = {
  KAFKA: KAFKA_CONNECTION_OPTIONS,
  'CONFLUENT SCHEMA REGISTRY': REGISTRY_CONNECTION_OPTIONS,
};

/** Options of `USING CONFLUENT SCHEMA REGISTRY CONNECTION c`. */
export const CONFLUENT_OPTIONS = {
  'AVRO KEY FULLNAME': { wants: 'string', default: 'row', summary: 'The full name of the key record.' },
  'AVRO VALUE FULLNAME': {
    wants: 'string',
    default: 'envelope',
    summary: 'The full name of the value record.',
  },
  'NULL DEFAULTS': {
    wants: 'bool',
    default: 'false',
    summary: 'Gives every field that may be NULL the default null.',
  },
  'KEY COMPATIBILITY LEVEL': {
    wants: 'quoted string',
    default: "the registry's",
    summary: 'Which changes of the key schema the registry lets pass.',
  },
  'VALUE COMPATIBILITY LEVEL': {
    wants: 'quoted string',
    default: "the registry's",
    summary: 'Which changes of the value schema the registry lets pass.',
  },
  'DOC ON TYPE': { wants: 'string', summary: 'Documents a record in both schemas.' },
  'DOC ON COLUMN': { wants: 'string', summary: 'Documents a field in both schemas.' },
  'KEY DOC ON TYPE': { wants: 'string', summary: 'Documents a record in the key schema.' },
  'KEY DOC ON COLUMN': { wants: 'string', summary: 'Documents a field in the key schema.' },
  'VALUE DOC ON TYPE': { wants: 'string', summary: 'Documents a record in the value schema.' },
  'VALUE DOC ON COLUMN': { wants: 'string', summary: 'Documents a field in the value schema.' },
} as const satisfies Readonly<Record<string, OptionRow>>;

/** Options of `USING AWS GLUE SCHEMA REGISTRY CONNECTION c`. */
export const GLUE_OPTIONS = {
  'SCHEMA NAME': { wants: 'string', summary: 'The schema of a source; sinks name key and value apart.' },
  'KEY SCHEMA NAME': { wants: 'string', summary: 'The name of the key schema.' },
  'VALUE SCHEMA NAME': { wants: 'string', summary: 'The name of the value schema.' },
  'KEY COMPATIBILITY LEVEL': { wants: 'string', summary: 'Which changes of the key schema are let pass.' },
  'VALUE COMPATIBILITY LEVEL': {
    wants: 'string',
    summary: 'Which changes of the value schema are let pass.',
  },
} as const satisfies Readonly<Record<string, OptionRow>>;

/** Levels a sink may ask a registry of either kind for. */
export const COMPATIBILITY_LEVELS = [
  'BACKWARD',
  'BACKWARD_TRANSITIVE',
  'FORWARD',
  'FORWARD_TRANSITIVE',
  'FULL',
  'FULL_TRANSITIVE',
  'NONE',
] as const;
