import type { ConnectionType, KafkaSinkOptionName, SinkOption } from '../src/ast/nodes.ts';

/** A list of options a statement may hold: what messages call one of them, and their names. */
export interface OptionFamily {
  readonly label: string;
  readonly names: PhraseTree;
}

/** Names of several words as a tree: from each word to the words that may follow. */
export interface PhraseTree {
  readonly words: ReadonlyMap<string, PhraseTree>;
  /** The whole name that ends here. */
  readonly name?: string;
  /** A name that ends here is gone on only if this many further words fit. */
  readonly commitAfter?: number;
}

/** How the value of an option is written. */
export type ValueForm = 'value' | 'credential' | 'item' | 'broker' | 'brokers' | 'private link';

/** Every option of a Kafka sink; all but `PARTITION BY` take a generic value. */
export const KAFKA_SINK_OPTIONS = [
  'TOPIC',
  'COMPRESSION TYPE',
  'PARTITION BY',
  'PROGRESS GROUP ID PREFIX',
  'TRANSACTIONAL ID PREFIX',
  'LEGACY IDS',
  'TOPIC METADATA REFRESH INTERVAL',
  'TOPIC PARTITION COUNT',
  'TOPIC REPLICATION FACTOR',
  'TOPIC CONFIG',
] as const satisfies readonly KafkaSinkOptionName[];

export const SINK_OPTIONS = [
  'SNAPSHOT',
  'VERSION',
  'PARTITION STRATEGY',
  'COMMIT INTERVAL',
] as const satisfies readonly SinkOption['name'][];

export const CONFLUENT_OPTIONS = [
  'AVRO KEY FULLNAME',
  'AVRO VALUE FULLNAME',
  'NULL DEFAULTS',
  'KEY COMPATIBILITY LEVEL',
  'VALUE COMPATIBILITY LEVEL',
  'DOC ON TYPE',
  'DOC ON COLUMN',
  'KEY DOC ON TYPE',
  'KEY DOC ON COLUMN',
  'VALUE DOC ON TYPE',
  'VALUE DOC ON COLUMN',
] as const;

export const GLUE_OPTIONS = [
  'SCHEMA NAME',
  'KEY SCHEMA NAME',
  'VALUE SCHEMA NAME',
  'KEY COMPATIBILITY LEVEL',
  'VALUE COMPATIBILITY LEVEL',
] as const;

/** Every option of a connection, of whatever type: which fit is not the grammar's to say. */
export const CONNECTION_OPTIONS: Readonly<Record<string, ValueForm>> = {
  BROKER: 'broker',
  BROKERS: 'brokers',
  'AWS PRIVATELINK': 'private link',
  'SSH TUNNEL': 'item',
  'AWS CONNECTION': 'item',
  'GCP CONNECTION': 'item',
  'PROGRESS TOPIC': 'value',
  'PROGRESS TOPIC REPLICATION FACTOR': 'value',
  'SECURITY PROTOCOL': 'value',
  'SASL MECHANISMS': 'value',
  'SASL USERNAME': 'credential',
  'SASL PASSWORD': 'credential',
  'SSL KEY': 'credential',
  'SSL CERTIFICATE': 'credential',
  'SSL CERTIFICATE AUTHORITY': 'credential',
  'SSL MODE': 'value',
  URL: 'value',
  USER: 'credential',
  USERNAME: 'credential',
  PASSWORD: 'credential',
  HOST: 'value',
  PORT: 'value',
  DATABASE: 'value',
  'SERVICE NAME': 'value',
  'AVAILABILITY ZONES': 'value',
  ENDPOINT: 'value',
  REGION: 'value',
  'ACCESS KEY ID': 'credential',
  'SESSION TOKEN': 'credential',
  'SECRET ACCESS KEY': 'credential',
  'ASSUME ROLE ARN': 'value',
  'ASSUME ROLE SESSION NAME': 'value',
  REGISTRY: 'value',
  'SERVICE ACCOUNT KEY': 'credential',
  'PUBLIC KEY 1': 'value',
  'PUBLIC KEY 2': 'value',
  'CATALOG TYPE': 'value',
  CREDENTIAL: 'credential',
  SCOPE: 'value',
  WAREHOUSE: 'value',
};

/** The words of a connection's type, longest first where one begins another. */
export const CONNECTION_TYPES = [
  'KAFKA',
  'CONFLUENT SCHEMA REGISTRY',
  'AWS',
  'AWS PRIVATELINK',
  'AWS GLUE SCHEMA REGISTRY',
  'GCP',
  'POSTGRES',
  'MYSQL',
  'SQL SERVER',
  'SSH TUNNEL',
  'ICEBERG CATALOG',
] as const satisfies readonly ConnectionType[];

/**
 * Words are committed to one by one, so `TOPIC partition` is the start of `TOPIC PARTITION COUNT`; but
 * `PROGRESS TOPIC replication` is a value unless FACTOR follows.
 */
const READ_WHOLE: ReadonlySet<string> = new Set(['PROGRESS TOPIC REPLICATION FACTOR']);

interface GrowingTree {
  readonly words: Map<string, GrowingTree>;
  name?: string;
  commitAfter?: number;
}

export function phraseTree(names: readonly string[]): PhraseTree {
  const root: GrowingTree = { words: new Map() };
  for (const name of names) {
    let place = root;
    for (const word of name.split(' ')) {
      if (READ_WHOLE.has(name) && place.name !== undefined) place.commitAfter = 2;
      const next = place.words.get(word) ?? { words: new Map() };
      place.words.set(word, next);
      place = next;
    }
    place.name = name;
  }
  return root as PhraseTree;
}

/** All names that end below a place of the tree. */
export function namesOf(tree: PhraseTree): readonly string[] {
  const below = [...tree.words.values()].flatMap(namesOf);
  return tree.name === undefined ? below : [tree.name, ...below];
}

function family(label: string, names: readonly string[]): OptionFamily {
  return { label, names: phraseTree(names) };
}

export const families = {
  kafkaSink: family('a Kafka sink option', KAFKA_SINK_OPTIONS),
  sink: family('a sink option', SINK_OPTIONS),
  confluent: family('a schema registry option', CONFLUENT_OPTIONS),
  glue: family('a Glue schema registry option', GLUE_OPTIONS),
  inlineSchema: family('an inline schema option', ['CONFLUENT WIRE FORMAT']),
  connection: family('a connection option', Object.keys(CONNECTION_OPTIONS)),
  validate: family('a connection WITH option', ['VALIDATE']),
  privateLink: family('a PrivateLink option', ['AVAILABILITY ZONE', 'PORT']),
  table: family('a table option', ['PARTITION BY', 'RETAIN HISTORY', 'REDACTED']),
} as const;

export const connectionTypes: PhraseTree = phraseTree(CONNECTION_TYPES);
