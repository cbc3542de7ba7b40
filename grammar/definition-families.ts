import type { GeneratorName, SourceType } from '../src/ast/nodes.ts';
import { type OptionFamily, phraseTree } from './options.ts';

/** How the value of an option is written. */
export type DefinitionForm =
  | 'value'
  | 'doubled'
  | 'history'
  | 'doubled history'
  | 'columns'
  | 'items'
  | 'type'
  | 'refresh'
  | 'replicas'
  | 'schedule'
  | 'scaling';

export interface DefinitionFamily extends OptionFamily {
  /** By the option's name. */
  readonly forms: Readonly<Record<string, DefinitionForm>>;
}

function family(label: string, forms: Readonly<Record<string, DefinitionForm>>): DefinitionFamily {
  return { label, names: phraseTree(Object.keys(forms)), forms };
}

const SOURCE_COLUMNS = { 'TEXT COLUMNS': 'items', 'EXCLUDE COLUMNS': 'items' } as const;

/** Options of everything but sinks, connections and formats. */
export const definitionFamilies = {
  iceberg: family('an Iceberg sink option', { NAMESPACE: 'value', TABLE: 'value' }),
  metricSink: family('a metric sink option', { PREFIX: 'value' }),
  tableFromSource: family('an option of a table from a source', {
    'TEXT COLUMNS': 'columns',
    'EXCLUDE COLUMNS': 'columns',
    'IGNORE COLUMNS': 'columns',
    DETAILS: 'value',
    'PARTITION BY': 'value',
    'RETAIN HISTORY': 'history',
  }),
  kafkaSource: family('a Kafka source option', {
    TOPIC: 'value',
    'TOPIC METADATA REFRESH INTERVAL': 'value',
    'GROUP ID PREFIX': 'value',
    'START OFFSET': 'value',
    'START TIMESTAMP': 'value',
  }),
  postgresSource: family('a PostgreSQL source option', {
    PUBLICATION: 'value',
    DETAILS: 'value',
    ...SOURCE_COLUMNS,
  }),
  mysqlSource: family('a MySQL source option', {
    DETAILS: 'value',
    ...SOURCE_COLUMNS,
    'IGNORE COLUMNS': 'items',
  }),
  sqlServerSource: family('a SQL Server source option', { DETAILS: 'value', ...SOURCE_COLUMNS }),
  loadGenerator: family('a load generator option', {
    'AS OF': 'doubled',
    'UP TO': 'doubled',
    'SCALE FACTOR': 'doubled',
    'TICK INTERVAL': 'doubled',
    'MAX CARDINALITY': 'doubled',
    KEYS: 'doubled',
    'SNAPSHOT ROUNDS': 'doubled',
    'TRANSACTIONAL SNAPSHOT': 'doubled',
    'VALUE SIZE': 'doubled',
    SEED: 'doubled',
    PARTITIONS: 'doubled',
    'BATCH SIZE': 'doubled',
  }),
  source: family('a source option', { 'TIMESTAMP INTERVAL': 'value', 'RETAIN HISTORY': 'doubled history' }),
  list: family('an option of a list type', { 'ELEMENT TYPE': 'type' }),
  map: family('an option of a map type', { 'KEY TYPE': 'type', 'VALUE TYPE': 'type' }),
  materializedView: family('a materialized view option', {
    'ASSERT NOT NULL': 'value',
    'PARTITION BY': 'value',
    'RETAIN HISTORY': 'history',
    REFRESH: 'refresh',
  }),
  cluster: family('a cluster option', {
    SIZE: 'value',
    'REPLICATION FACTOR': 'value',
    MANAGED: 'value',
    DISK: 'value',
    'AVAILABILITY ZONES': 'value',
    'INTROSPECTION INTERVAL': 'value',
    'INTROSPECTION DEBUGGING': 'value',
    'WORKLOAD CLASS': 'value',
    'EXPERIMENTAL ARRANGEMENT COMPRESSION': 'value',
    REPLICAS: 'replicas',
    SCHEDULE: 'schedule',
    'AUTO SCALING STRATEGY': 'scaling',
  }),
  replica: family('a replica option', {
    SIZE: 'value',
    'AVAILABILITY ZONE': 'value',
    DISK: 'value',
    'BILLED AS': 'value',
    WORKERS: 'value',
    INTERNAL: 'value',
    'INTROSPECTION INTERVAL': 'value',
    'INTROSPECTION DEBUGGING': 'value',
    'EXPERIMENTAL ARRANGEMENT COMPRESSION': 'value',
    'COMPUTE ADDRESSES': 'value',
    'COMPUTECTL ADDRESSES': 'value',
    'STORAGE ADDRESSES': 'value',
    'STORAGECTL ADDRESSES': 'value',
  }),
  feature: family('a cluster feature', {
    'REOPTIMIZE IMPORTED VIEWS': 'value',
    'ENABLE NEW OUTER JOIN LOWERING': 'value',
    'ENABLE EAGER DELTA JOINS': 'value',
    'ENABLE LETREC FIXPOINT ANALYSIS': 'value',
    'ENABLE VARIADIC LEFT JOIN LOWERING': 'value',
    'ENABLE JOIN PRIORITIZE ARRANGED': 'value',
    'ENABLE PROJECTION PUSHDOWN AFTER RELATION CSE': 'value',
  }),
  recursion: family('an option of a recursive query', {
    'RECURSION LIMIT': 'value',
    'RETURN AT RECURSION LIMIT': 'value',
    'ERROR AT RECURSION LIMIT': 'value',
  }),
  select: family('a query option', {
    'EXPECTED GROUP SIZE': 'value',
    'AGGREGATE INPUT GROUP SIZE': 'value',
    'DISTINCT ON INPUT GROUP SIZE': 'value',
    'LIMIT INPUT GROUP SIZE': 'value',
  }),
} as const;

/** Where a source may read from, and the options of each. */
export const SOURCE_FAMILIES: Readonly<Record<SourceType, DefinitionFamily>> = {
  KAFKA: definitionFamilies.kafkaSource,
  POSTGRES: definitionFamilies.postgresSource,
  MYSQL: definitionFamilies.mysqlSource,
  'SQL SERVER': definitionFamilies.sqlServerSource,
  'LOAD GENERATOR': definitionFamilies.loadGenerator,
};

export const GENERATORS = [
  'CLOCK',
  'COUNTER',
  'MARKETING',
  'AUCTION',
  'TPCH',
  'DATUMS',
  'KEY VALUE',
] as const satisfies readonly GeneratorName[];
