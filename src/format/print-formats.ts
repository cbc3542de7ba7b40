import type {
  AvroFormat,
  AvroSeed,
  CsvFormat,
  Format,
  FormatClause,
  ProtobufFormat,
  RegistryReference,
} from '../ast/nodes.ts';
import { assertNever } from '../diagnostics/assert-never.ts';
import { printOptions } from './print-lists.ts';
import { printColumns, printRawName, printString } from './print-names.ts';
import { printRegistryOption } from './print-options.ts';

export function printFormatClause({ key, value }: FormatClause): string {
  if (key === undefined) return `FORMAT ${printFormat(value)}`;
  return `KEY FORMAT ${printFormat(key)} VALUE FORMAT ${printFormat(value)}`;
}

export function printFormat(format: Format): string {
  switch (format.kind) {
    case 'SimpleFormat':
      return format.name;
    case 'CsvFormat':
      return printCsv(format);
    case 'RegexFormat':
      return `REGEX ${printString(format.pattern)}`;
    case 'ProtobufFormat':
      return printProtobuf(format);
    case 'AvroFormat':
      return printAvro(format);
    default:
      return assertNever(format);
  }
}

/** The comma, being the default, is not printed as a delimiter. */
function printCsv({ header, columnCount, delimiter }: CsvFormat): string {
  const columns = header === undefined ? `${columnCount ?? '0'} COLUMNS` : `HEADER ${printColumns(header)}`;
  const sign = delimiter === undefined || delimiter === ',' ? '' : ` DELIMITED BY ${printString(delimiter)}`;
  return `CSV WITH ${columns}${sign}`;
}

function printProtobuf({ registry, seed, message, schema }: ProtobufFormat): string {
  if (registry === undefined) {
    return `PROTOBUF MESSAGE ${printString(message ?? '')} USING SCHEMA ${printString(schema ?? '')}`;
  }
  const part = (word: string, given: { readonly schema: string; readonly message: string } | undefined) =>
    given === undefined
      ? ''
      : ` ${word} SCHEMA ${printString(given.schema)} MESSAGE ${printString(given.message)}`;
  const seeded = seed === undefined ? '' : ` SEED${part('KEY', seed.key)}${part('VALUE', seed.value)}`;
  return `PROTOBUF USING CONFLUENT SCHEMA REGISTRY ${printRegistry(registry)}${seeded}`;
}

const REGISTRY_WORDS = {
  confluent: 'CONFLUENT SCHEMA REGISTRY',
  glue: 'AWS GLUE SCHEMA REGISTRY',
} as const;

/** The canonical form leaves out KEY STRATEGY and VALUE STRATEGY. */
function printAvro({ source, registry, schema, schemaOptions, seed }: AvroFormat): string {
  if (source === 'inline' || registry === undefined) {
    return `AVRO USING SCHEMA ${printString(schema ?? '')}${printOptions(schemaOptions, printRegistryOption)}`;
  }
  return `AVRO USING ${REGISTRY_WORDS[source]} ${printRegistry(registry)}${seed === undefined ? '' : printSeed(seed)}`;
}

function printSeed({ keySchema, keyReferences, valueSchema, valueReferences }: AvroSeed): string {
  const key = keySchema === undefined ? '' : ` KEY SCHEMA ${printString(keySchema)}`;
  const value = ` VALUE SCHEMA ${printString(valueSchema)}`;
  return ` SEED${key}${references('KEY', keyReferences)}${value}${references('VALUE', valueReferences)}`;
}

function references(word: string, names: readonly string[] | undefined): string {
  return names === undefined ? '' : ` ${word} REFERENCES (${names.map(printString).join(', ')})`;
}

function printRegistry({ connection, options }: RegistryReference): string {
  return `CONNECTION ${printRawName(connection)}${printOptions(options, printRegistryOption)}`;
}
