import type {
  CreateConnectionStatement,
  CreateIcebergSinkStatement,
  CreateSecretStatement,
  CreateSinkStatement,
  KeyClause,
  Statement,
} from '../ast/nodes.ts';
import { printAlter, printComment, printDrop } from './print-changes.ts';
import {
  printClusterDefinition,
  printMaterializedView,
  printMetricSink,
  printType,
  printView,
} from './print-definitions.ts';
import {
  printCluster,
  printDefinitionOptions,
  printExpression,
  printShowCreate,
  printShowSinks,
} from './print-expression.ts';
import { printFormatClause } from './print-formats.ts';
import { printOption, printOptions } from './print-lists.ts';
import { printColumns, printIdentifier, printItemName, printRawName } from './print-names.ts';
import { printConnectionOption, printKafkaSinkOption } from './print-options.ts';
import { printSource, printTableFromSource } from './print-sources.ts';
import { printTable } from './print-tables.ts';
import { words } from './words.ts';

type Printers = { readonly [K in Statement['kind']]: (statement: Extract<Statement, { kind: K }>) => string };

const printers: Printers = {
  CreateSink: printSink,
  CreateConnection: printConnection,
  CreateSecret: printSecret,
  CreateTable: printTable,
  CreateIcebergSink: printIcebergSink,
  CreateMetricSink: printMetricSink,
  CreateSource: printSource,
  CreateTableFromSource: printTableFromSource,
  CreateView: printView,
  CreateMaterializedView: printMaterializedView,
  CreateType: printType,
  CreateCluster: printClusterDefinition,
  Comment: printComment,
  ValidateConnection: ({ connection }) => `VALIDATE CONNECTION ${printRawName(connection)}`,
  Alter: printAlter,
  Drop: printDrop,
  ShowCreate: printShowCreate,
  ShowSinks: printShowSinks,
  ExplainSchema: ({ part, asJson, sink }) =>
    words('EXPLAIN', part, 'SCHEMA', asJson ? 'AS JSON' : '', 'FOR', print(sink)),
  OpaqueStatement: ({ text }) => text,
};

/**
 * The canonical form of a statement: one line, keywords in upper case, names quoted only where they must be, no
 * comments, no semicolon. A statement that was not read further is given as it was written.
 */
export function print(statement: Statement): string {
  const printer = printers[statement.kind] as (statement: Statement) => string;
  return printer(statement);
}

function printSink(sink: CreateSinkStatement): string {
  const { into } = sink;
  const withOptions = printOptions(sink.withOptions, ({ name, value }) => printOption(name, value));
  return words(
    'CREATE SINK',
    sink.ifNotExists && 'IF NOT EXISTS',
    sink.name && printItemName(sink.name),
    sink.cluster && `IN CLUSTER ${printCluster(sink.cluster)}`,
    `FROM ${printRawName(sink.from)} INTO KAFKA CONNECTION ${printRawName(into.connection)}`,
    printOptions(into.options, printKafkaSinkOption).trimStart(),
    sink.key && printKey(sink.key),
    sink.headers && `HEADERS ${printIdentifier(sink.headers.column)}`,
    sink.format && printFormatClause(sink.format),
    sink.envelope && `ENVELOPE ${sink.envelope.envelope}`,
    withOptions === '' ? '' : `WITH${withOptions}`,
  );
}

function printIcebergSink(sink: CreateIcebergSinkStatement): string {
  const { into } = sink;
  const withOptions = printOptions(sink.withOptions, ({ name, value }) => printOption(name, value));
  return words(
    'CREATE SINK',
    sink.ifNotExists && 'IF NOT EXISTS',
    sink.name && printItemName(sink.name),
    sink.cluster && `IN CLUSTER ${printCluster(sink.cluster)}`,
    `FROM ${printRawName(sink.from)} INTO ICEBERG CATALOG CONNECTION ${printRawName(into.connection)}`,
    printDefinitionOptions(into.options).trimStart(),
    into.aws && `USING AWS CONNECTION ${printRawName(into.aws)}`,
    sink.key && printKey(sink.key),
    sink.mode && `MODE ${sink.mode}`,
    withOptions === '' ? '' : `WITH${withOptions}`,
  );
}

function printKey({ columns, notEnforced }: KeyClause): string {
  return `KEY ${printColumns(columns)}${notEnforced === undefined ? '' : ' NOT ENFORCED'}`;
}

function printConnection(connection: CreateConnectionStatement): string {
  const withOptions = printOptions(connection.withOptions, ({ value }) => printOption('VALIDATE', value));
  return words(
    'CREATE CONNECTION',
    connection.ifNotExists && 'IF NOT EXISTS',
    printItemName(connection.name),
    `TO ${connection.type}`,
    printOptions(connection.options, printConnectionOption).trimStart(),
    withOptions === '' ? '' : `WITH${withOptions}`,
  );
}

function printSecret({ ifNotExists, name, value }: CreateSecretStatement): string {
  const guard = ifNotExists && 'IF NOT EXISTS';
  return words('CREATE SECRET', guard, printItemName(name), 'AS', printExpression(value));
}
