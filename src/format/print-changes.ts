import type {
  AlterAction,
  AlterStatement,
  CommentStatement,
  ConnectionOption,
  DropStatement,
  SinkOption,
} from '../ast/nodes.ts';
import { printCluster, printExpression } from './print-expression.ts';
import { printOption, printOptions } from './print-lists.ts';
import {
  printColumnName,
  printDataType,
  printIdentifier,
  printItemName,
  printRawName,
  printString,
} from './print-names.ts';
import { printConnectionOption } from './print-options.ts';
import { words } from './words.ts';

export function printComment({ objectType, object, text }: CommentStatement): string {
  const said = text === undefined ? 'NULL' : printString(text.value);
  return words('COMMENT ON', objectType, printCommented(object), 'IS', said);
}

function printCommented(object: CommentStatement['object']): string {
  switch (object.kind) {
    case 'Identifier':
      return printIdentifier(object);
    case 'ColumnName':
      return printColumnName(object);
    case 'ClusterReference':
      return printCluster(object);
    case 'ItemName':
    case 'IdName':
      return printRawName(object);
    default:
      return printDataType(object);
  }
}

export function printAlter({ objectType, ifExists, name, actions, withOptions }: AlterStatement): string {
  const validation = printOptions(withOptions, ({ value }) => printOption('VALIDATE', value));
  return words(
    'ALTER',
    objectType,
    ifExists && 'IF EXISTS',
    printItemName(name),
    actions.map(printAction).join(', '),
    validation === '' ? '' : `WITH${validation}`,
  );
}

function printAction({ action, identifier, value, from, cluster, options }: AlterAction): string {
  return words(
    action,
    identifier && printIdentifier(identifier),
    value && printExpression(value),
    from && printRawName(from),
    cluster && printCluster(cluster),
    printOptions(options, printChanged).trimStart(),
  );
}

function printChanged(option: SinkOption | ConnectionOption): string {
  return option.kind === 'SinkOption'
    ? printOption(option.name, option.value)
    : printConnectionOption(option);
}

export function printDrop({ objectType, ifExists, names, cascade }: DropStatement): string {
  return words(
    'DROP',
    objectType,
    ifExists && 'IF EXISTS',
    names.map(printItemName).join(', '),
    cascade ? 'CASCADE' : '',
  );
}
