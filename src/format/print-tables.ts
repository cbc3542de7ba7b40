import type {
  ColumnDefinition,
  ColumnOption,
  CreateTableStatement,
  Identifier,
  TableConstraint,
} from '../ast/nodes.ts';
import { printExpression } from './print-expression.ts';
import { printOptions } from './print-lists.ts';
import {
  printColumns,
  printDataType,
  printIdentifier,
  printItemName,
  printRawName,
  quoteName,
} from './print-names.ts';
import { printTableOption } from './print-options.ts';
import { words } from './words.ts';

export function printTable(table: CreateTableStatement): string {
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

export function printColumnIdentifier(column: Identifier): string {
  return CONSTRAINT_WORDS.has(column.name) ? quoteName(column.name) : printIdentifier(column);
}

export function printColumn({ name, type, collation, options }: ColumnDefinition): string {
  return words(
    printColumnIdentifier(name),
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

export function printConstraint(node: TableConstraint): string {
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
