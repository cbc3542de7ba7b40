import type {
  ClusterReference,
  ColumnDefinition,
  ColumnOption,
  CreateConnectionStatement,
  CreateSecretStatement,
  CreateSinkStatement,
  CreateTableStatement,
  FormatClause,
  KeyClause,
  Statement,
  TableConstraint,
} from '../ast/nodes.ts';
import { printExpression } from './print-expression.ts';
import { printFormat } from './print-formats.ts';
import {
  printColumns,
  printDataType,
  printIdentifier,
  printItemName,
  printName,
  printRawName,
  quoteName,
} from './print-names.ts';
import {
  printConnectionOption,
  printKafkaSinkOption,
  printOption,
  printOptions,
  printTableOption,
} from './print-options.ts';

type Printers = { readonly [K in Statement['kind']]: (statement: Extract<Statement, { kind: K }>) => string };

const printers: Printers = {
  CreateSink: printSink,
  CreateConnection: printConnection,
  CreateSecret: printSecret,
  CreateTable: printTable,
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

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
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

function printCluster({ name, isId }: ClusterReference): string {
  if (!isId) return printIdentifier(name);
  return `[${/^\d+$/.test(name.name) ? name.name : printName(name.name)}]`;
}

function printKey({ columns, notEnforced }: KeyClause): string {
  return `KEY ${printColumns(columns)}${notEnforced === undefined ? '' : ' NOT ENFORCED'}`;
}

function printFormatClause({ key, value }: FormatClause): string {
  if (key === undefined) return `FORMAT ${printFormat(value)}`;
  return `KEY FORMAT ${printFormat(key)} VALUE FORMAT ${printFormat(value)}`;
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

function printTable(table: CreateTableStatement): string {
  const withOptions = printOptions(table.withOptions, printTableOption);
  const elements = [...table.columns.map(printColumn), ...table.constraints.map(printConstraint)];
  return words(
    'CREATE',
    table.temporary ? 'TEMPORARY' : '',
    'TABLE',
    table.ifNotExists && 'IF NOT EXISTS',
    printItemName(table.name),
    `(${elements.join(', ')})`,
    withOptions === '' ? '' : `WITH${withOptions}`,
  );
}

/** Words that start a constraint where a column may stand; a column of such a name is quoted. */
const CONSTRAINT_WORDS: ReadonlySet<string> = new Set([
  'constraint',
  'primary',
  'unique',
  'foreign',
  'check',
]);

function printColumn({ name, type, collation, options }: ColumnDefinition): string {
  return words(
    CONSTRAINT_WORDS.has(name.name) ? quoteName(name.name) : printIdentifier(name),
    printDataType(type),
    collation && `COLLATE ${printItemName(collation)}`,
    ...options.map(printColumnOption),
  );
}

function printColumnOption({
  option,
  constraintName,
  expression,
  references,
  version,
}: ColumnOption): string {
  const inner =
    expression && (option === 'CHECK' ? `(${printExpression(expression)})` : printExpression(expression));
  const target = references && `${printItemName(references.table)} ${printColumns(references.columns)}`;
  const name = constraintName && `CONSTRAINT ${printIdentifier(constraintName)}`;
  return words(name, option, inner, target, version);
}

function printConstraint(node: TableConstraint): string {
  const { constraint, constraintName, columns, nullsNotDistinct, expression, references } = node;
  const target =
    references && `REFERENCES ${printRawName(references.table)}${printColumns(references.columns)}`;
  return words(
    constraintName && `CONSTRAINT ${printIdentifier(constraintName)}`,
    constraint,
    nullsNotDistinct ? 'NULLS NOT DISTINCT' : '',
    constraint === 'CHECK' ? '' : printColumns(columns),
    expression && `(${printExpression(expression)})`,
    target,
  );
}
