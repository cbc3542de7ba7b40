import { QUOTED_WORDS } from '../../grammar/keywords.ts';
import type { ColumnName, DataType, Identifier, ItemName, RawName } from '../ast/nodes.ts';
import { assertNever } from '../diagnostics/assert-never.ts';

/** A name in double quotes. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A name as canonical text has it: in quotes only where it would otherwise not be read as this name. */
export function printName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !QUOTED_WORDS.has(name) ? name : quoteName(name);
}

export function printIdentifier({ name }: Identifier): string {
  return printName(name);
}

export function printItemName({ parts }: ItemName): string {
  return parts.map(printIdentifier).join('.');
}

export function printRawName(name: RawName): string {
  if (name.kind === 'ItemName') return printItemName(name);
  const version = name.version === undefined ? '' : ` VERSION ${name.version}`;
  return `[${printName(name.id)} AS ${printItemName(name.name)}${version}]`;
}

export function printColumnName({ relation, column }: ColumnName): string {
  return `${printRawName(relation)}.${printIdentifier(column)}`;
}

export function printColumns(columns: readonly Identifier[]): string {
  return `(${columns.map(printIdentifier).join(', ')})`;
}

/** `'it''s'`: nothing but the quote is escaped. */
export function printString(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Keywords that as types mean something of another name; a type that is called so is quoted. */
const TYPE_KEYWORDS: ReadonlySet<string> = new Set([
  'int',
  'integer',
  'smallint',
  'bigint',
  'real',
  'double',
  'float',
  'dec',
  'decimal',
  'char',
  'character',
  'string',
  'bytes',
  'boolean',
  'json',
  'map',
]);

/** Keywords that take no modifiers as types; with modifiers the name is quoted. */
const BARE_TYPE_KEYWORDS: ReadonlySet<string> = new Set(['time']);

export function printDataType(type: DataType): string {
  switch (type.kind) {
    case 'NamedType': {
      const modifiers = type.modifiers.length === 0 ? '' : `(${type.modifiers.join(', ')})`;
      if (type.idName !== undefined) return printRawName(type.idName) + modifiers;
      const [first, ...others] = type.name.parts;
      const word = first?.name ?? '';
      const isTaken = TYPE_KEYWORDS.has(word) || (modifiers !== '' && BARE_TYPE_KEYWORDS.has(word));
      return (
        [isTaken ? quoteName(word) : printName(word), ...others.map(printIdentifier)].join('.') + modifiers
      );
    }
    case 'ListType':
      return `${printDataType(type.element)} list`;
    case 'ArrayType':
      return `${printDataType(type.element)}[]`;
    case 'MapType':
      return `map[${printDataType(type.key)}=>${printDataType(type.value)}]`;
    default:
      return assertNever(type);
  }
}
