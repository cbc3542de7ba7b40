import type {
  CreateClusterStatement,
  CreateMaterializedViewStatement,
  CreateMetricSinkStatement,
  CreateTypeStatement,
  CreateViewStatement,
} from '../ast/nodes.ts';
import { printCluster, printDefinitionOptions, printQuery } from './print-expression.ts';
import {
  printColumns,
  printDataType,
  printIdentifier,
  printItemName,
  printRawName,
  quoteName,
} from './print-names.ts';
import { words } from './words.ts';

export function printView({
  orReplace,
  temporary,
  ifNotExists,
  name,
  columns,
  query,
}: CreateViewStatement): string {
  return words(
    'CREATE',
    orReplace && 'OR REPLACE',
    temporary ? 'TEMPORARY' : '',
    'VIEW',
    ifNotExists && 'IF NOT EXISTS',
    printItemName(name),
    columns.length === 0 ? '' : printColumns(columns),
    `AS ${printQuery(query)}`,
  );
}

export function printMaterializedView(view: CreateMaterializedViewStatement): string {
  const { replaces, cluster, replica } = view;
  const withOptions = printDefinitionOptions(view.withOptions);
  return words(
    'CREATE',
    view.orReplace && 'OR REPLACE',
    replaces && 'REPLACEMENT',
    'MATERIALIZED VIEW',
    view.ifNotExists && 'IF NOT EXISTS',
    printItemName(view.name),
    view.columns.length === 0 ? '' : printColumns(view.columns),
    replaces && `FOR ${printRawName(replaces)}`,
    cluster === undefined && replica === undefined ? '' : 'IN',
    cluster && `CLUSTER ${printCluster(cluster)}`,
    replica && `REPLICA ${printIdentifier(replica)}`,
    withOptions === '' ? '' : `WITH${withOptions}`,
    `AS ${printQuery(view.query)}`,
    view.asOf === undefined ? '' : `AS OF ${view.asOf}`,
  );
}

export function printType({ name, form, fields, options }: CreateTypeStatement): string {
  const head = `CREATE TYPE ${printItemName(name)} AS`;
  if (form !== 'RECORD') return `${head} ${form}${printDefinitionOptions(options)}`;
  const printed = fields.map((field) => `${printIdentifier(field.name)} ${printDataType(field.type)}`);
  return `${head} (${printed.join(', ')})`;
}

export function printClusterDefinition({
  ifNotExists,
  name,
  options,
  features,
}: CreateClusterStatement): string {
  const chosen = printDefinitionOptions(features);
  // A cluster called so would be read as the statement that adds a replica.
  const called = name.name === 'replica' ? quoteName(name.name) : printIdentifier(name);
  return words(
    'CREATE CLUSTER',
    ifNotExists && 'IF NOT EXISTS',
    called + printDefinitionOptions(options),
    chosen === '' ? '' : `FEATURES${chosen}`,
  );
}

export function printMetricSink(sink: CreateMetricSinkStatement): string {
  const withOptions = printDefinitionOptions(sink.withOptions);
  return words(
    'CREATE METRIC SINK',
    sink.ifNotExists && 'IF NOT EXISTS',
    printItemName(sink.name),
    sink.cluster && `IN CLUSTER ${printCluster(sink.cluster)}`,
    `FROM ${printRawName(sink.from)}`,
    withOptions === '' ? '' : `WITH${withOptions}`,
  );
}
