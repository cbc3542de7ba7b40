import type { SqlType } from './sql-type.ts';

/** Names of messages where they differ from the type's own. */
const SHOWN: { readonly [K in SqlType['kind']]?: string } = {
  bool: 'boolean',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
};

/** The type as messages call it: `integer`, `varchar(10)`, `integer list`; other modifiers are not shown. */
export function showType(type: SqlType): string {
  switch (type.kind) {
    case 'varchar':
    case 'char':
      return type.length === undefined ? type.kind : `${type.kind}(${type.length})`;
    case 'array':
      return `${showType(type.element)}[]`;
    case 'list':
      return `${showType(type.element)} list`;
    case 'map':
      return `map[text=>${showType(type.value)}]`;
    case 'record':
      if (type.name !== undefined) return type.name;
      return `record(${type.fields.map((field) => `${field.name}: ${showType(field.type)}${field.nullable ? '?' : ''}`).join(',')})`;
    default:
      return SHOWN[type.kind] ?? type.kind;
  }
}

/** The type as SQL has it, with its modifiers: `int4`, `numeric(39, 2)`, `timestamp(3)`. */
export function displayType(type: SqlType): string {
  switch (type.kind) {
    case 'varchar':
      return type.length === undefined ? 'varchar' : `varchar(${type.length})`;
    case 'char':
      return type.length === undefined ? 'bpchar' : `char(${type.length})`;
    case 'numeric':
      return type.scale === undefined ? 'numeric' : `numeric(39, ${type.scale})`;
    case 'timestamp':
    case 'timestamptz':
      return type.precision === undefined ? type.kind : `${type.kind}(${type.precision})`;
    case 'array':
      return `${displayType(type.element)}[]`;
    case 'list':
      return `${displayType(type.element)} list`;
    case 'map':
      return `map[text=>${displayType(type.value)}]`;
    case 'record':
      if (type.name !== undefined) return type.name;
      return `record(${type.fields.map((field) => `${field.name} ${displayType(field.type)}`).join(', ')})`;
    default:
      return type.kind;
  }
}
