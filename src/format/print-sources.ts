import type {
  CreateSourceStatement,
  CreateTableFromSourceStatement,
  IncludedMetadata,
  SourceEnvelope,
  SourceOrigin,
  SourceReferences,
} from '../ast/nodes.ts';
import { printCluster, printDefinitionOptions } from './print-expression.ts';
import { printFormatClause } from './print-formats.ts';
import { printColumns, printIdentifier, printItemName, printRawName, printString } from './print-names.ts';
import { printColumn, printColumnIdentifier, printConstraint } from './print-tables.ts';
import { words } from './words.ts';

export function printSource(source: CreateSourceStatement): string {
  const { columns, key, references, progress } = source;
  const elements = [
    ...columns.map(printIdentifier),
    ...(key === undefined ? [] : [`PRIMARY KEY ${printColumns(key.columns)} NOT ENFORCED`]),
  ];
  const withOptions = printDefinitionOptions(source.withOptions);
  return words(
    'CREATE SOURCE',
    source.ifNotExists && 'IF NOT EXISTS',
    printItemName(source.name),
    elements.length === 0 ? '' : `(${elements.join(', ')})`,
    source.cluster && `IN CLUSTER ${printCluster(source.cluster)}`,
    `FROM ${printOrigin(source.from)}`,
    source.format && printFormatClause(source.format),
    printIncludes(source.includes),
    source.envelope && printEnvelope(source.envelope),
    references && printReferences(references),
    progress && `EXPOSE PROGRESS AS ${printRawName(progress)}`,
    withOptions === '' ? '' : `WITH${withOptions}`,
  );
}

function printOrigin({ type, generator, connection, options }: SourceOrigin): string {
  const target = connection === undefined ? generator : `CONNECTION ${printRawName(connection)}`;
  return `${words(type, target)}${printDefinitionOptions(options)}`;
}

function printIncludes(includes: readonly IncludedMetadata[]): string {
  if (includes.length === 0) return '';
  const printed = includes.map(({ metadata, header, alias, bytes }) =>
    words(
      metadata,
      header === undefined ? '' : printString(header),
      alias && `AS ${printIdentifier(alias)}`,
      bytes ? 'BYTES' : '',
    ),
  );
  return `INCLUDE ${printed.join(', ')}`;
}

function printEnvelope({ envelope, errors }: SourceEnvelope): string {
  if (errors.length === 0) return `ENVELOPE ${envelope}`;
  const printed = errors.map(({ alias }) => words('INLINE', alias && `AS ${printIdentifier(alias)}`));
  return `ENVELOPE ${envelope} (VALUE DECODING ERRORS = (${printed.join(', ')}))`;
}

function printReferences({ form, tables, schemas }: SourceReferences): string {
  if (form === 'ALL TABLES') return 'FOR ALL TABLES';
  if (form === 'SCHEMAS') return `FOR SCHEMAS ${printColumns(schemas)}`;
  const printed = tables.map(({ name, alias }) =>
    words(printItemName(name), alias && `AS ${printItemName(alias)}`),
  );
  return `FOR TABLES (${printed.join(', ')})`;
}

export function printTableFromSource(table: CreateTableFromSourceStatement): string {
  const elements = [
    ...table.columnNames.map(printColumnIdentifier),
    ...table.columns.map(printColumn),
    ...table.constraints.map(printConstraint),
  ];
  const withOptions = printDefinitionOptions(table.withOptions);
  return words(
    'CREATE TABLE',
    table.ifNotExists && 'IF NOT EXISTS',
    printItemName(table.name),
    elements.length === 0 ? '' : `(${elements.join(', ')})`,
    `FROM SOURCE ${printRawName(table.source)}`,
    table.reference && `(REFERENCE = ${printItemName(table.reference)})`,
    table.format && printFormatClause(table.format),
    printIncludes(table.includes),
    table.envelope && printEnvelope(table.envelope),
    withOptions === '' ? '' : `WITH${withOptions}`,
  );
}
