import type { DataType, NamedType } from '../ast/types.ts';
import type { Span } from '../source/span.ts';
import type { SimpleTypeName, SqlType } from './sql-type.ts';

/** Why a data type cannot be used, and where it stands. */
export interface TypeProblem {
  /** `unsupported` types exist in the dialect, but not here. */
  readonly problem: 'unknown' | 'unsupported' | 'modifier';
  /** The name as written. */
  readonly name: string;
  readonly span: Span;
  /** Of `modifier`: one clause. */
  readonly reason?: string;
}

/** Names of types without modifiers. */
const SIMPLE_TYPES: readonly SimpleTypeName[] = [
  'bool',
  'int2',
  'int4',
  'int8',
  'uint2',
  'uint4',
  'uint8',
  'float4',
  'float8',
  'oid',
  'text',
  'name',
  'bytea',
  'date',
  'time',
  'interval',
  'uuid',
  'jsonb',
  'mz_timestamp',
];
const SIMPLE: ReadonlySet<string> = new Set(SIMPLE_TYPES);

/** Types of the dialect whose values cannot be used here. */
const UNSUPPORTED: ReadonlySet<string> = new Set([
  'char',
  'regproc',
  'regtype',
  'regclass',
  'aclitem',
  'mz_aclitem',
  'int2vector',
  'int4range',
  'int8range',
  'numrange',
  'daterange',
  'tsrange',
  'tstzrange',
  'record',
]);

/** Where built-in types live. */
const SCHEMAS: ReadonlySet<string> = new Set(['pg_catalog', 'mz_catalog']);

/** Every name that can be written for a type, for messages. */
export const TYPE_NAMES: readonly string[] = [
  ...SIMPLE_TYPES,
  'boolean',
  'smallint',
  'int',
  'integer',
  'bigint',
  'real',
  'double precision',
  'float',
  'numeric',
  'decimal',
  'string',
  'varchar',
  'char',
  'bytes',
  'timestamp',
  'timestamptz',
  'json',
];

const MAX_NUMERIC_PRECISION = 39;
const MAX_TIMESTAMP_PRECISION = 6;
/** Of PostgreSQL's character types. */
const MAX_LENGTH = 10_485_760;

/** @returns nothing for a type that does not exist or cannot be used; `readDataType` says why */
export function resolveDataType(dataType: DataType): SqlType | undefined {
  const read = readDataType(dataType);
  return 'problem' in read ? undefined : read;
}

export function readDataType(dataType: DataType): SqlType | TypeProblem {
  switch (dataType.kind) {
    case 'ArrayType': {
      const element = readDataType(dataType.element);
      if ('problem' in element) return element;
      // Dimensions are no part of an array's type.
      return element.kind === 'array' ? element : { kind: 'array', element };
    }
    case 'ListType': {
      const element = readDataType(dataType.element);
      return 'problem' in element ? element : { kind: 'list', element };
    }
    case 'MapType': {
      const key = readDataType(dataType.key);
      if ('problem' in key) return key;
      const value = readDataType(dataType.value);
      if ('problem' in value) return value;
      if (key.kind === 'text') return { kind: 'map', value };
      return {
        problem: 'modifier',
        name: 'map',
        span: dataType.key.span,
        reason: 'the key of a map is text',
      };
    }
    case 'NamedType':
      return readNamedType(dataType);
  }
}

function readNamedType(dataType: NamedType): SqlType | TypeProblem {
  const { span } = dataType;
  const parts = dataType.name.parts.map((part) => part.name);
  const written = parts.join('.');
  const name = parts.at(-1) ?? '';
  if (!qualifiesBuiltIn(parts)) return { problem: 'unknown', name: written, span };
  if (SIMPLE.has(name)) {
    if (dataType.modifiers.length > 0) {
      return { problem: 'modifier', name: written, span, reason: `type "${name}" takes no modifiers` };
    }
    return { kind: name as SimpleTypeName };
  }
  const modified = MODIFIED.get(name)?.(dataType);
  if (modified === undefined) {
    return { problem: UNSUPPORTED.has(name) ? 'unsupported' : 'unknown', name: written, span };
  }
  return typeof modified === 'string'
    ? { problem: 'modifier', name: written, span, reason: modified }
    : modified;
}

/** `int4`, `pg_catalog.int4`, `materialize.pg_catalog.int4` */
function qualifiesBuiltIn(parts: readonly string[]): boolean {
  if (parts.length === 1) return true;
  return parts.length <= 3 && SCHEMAS.has(parts.at(-2) ?? '');
}

/** Types with modifiers; a text is what is wrong with them. */
const MODIFIED: ReadonlyMap<string, (dataType: NamedType) => SqlType | string> = new Map([
  ['numeric', ({ modifiers }: NamedType) => readNumeric(modifiers)],
  ['varchar', ({ modifiers }: NamedType) => readLength('varchar', modifiers)],
  ['bpchar', (dataType: NamedType) => readLength('char', withDefaultLength(dataType))],
  ['timestamp', ({ modifiers }: NamedType) => readPrecision('timestamp', modifiers)],
  ['timestamptz', ({ modifiers }: NamedType) => readPrecision('timestamptz', modifiers)],
]);

/** `char` is `char(1)`, `bpchar` is unbounded; the tree keeps only the length of the word. */
function withDefaultLength({ builtIn, modifiers, span }: NamedType): readonly string[] {
  const isBpchar = !builtIn || span.end - span.start === 'bpchar'.length;
  return modifiers.length > 0 || isBpchar ? modifiers : ['1'];
}

function readNumeric(modifiers: readonly string[]): SqlType | string {
  const [precision, scale, ...rest] = modifiers;
  if (precision === undefined) return { kind: 'numeric' };
  if (rest.length > 0) return 'numeric takes at most a precision and a scale';
  if (!isWithin(precision, 1, MAX_NUMERIC_PRECISION)) {
    return `the precision of numeric is 1 to ${MAX_NUMERIC_PRECISION}`;
  }
  // Unlike in PostgreSQL a precision alone sets no scale.
  if (scale === undefined) return { kind: 'numeric' };
  if (!isWithin(scale, 0, Number(precision)))
    return `the scale of numeric is 0 to its precision, ${precision}`;
  return { kind: 'numeric', scale: Number(scale) };
}

function readLength(kind: 'varchar' | 'char', modifiers: readonly string[]): SqlType | string {
  const [length, ...rest] = modifiers;
  if (length === undefined) return { kind };
  if (rest.length > 0) return `${kind} takes one length`;
  if (!isWithin(length, 1, MAX_LENGTH)) return `the length of ${kind} is 1 to ${MAX_LENGTH}`;
  return { kind, length: Number(length) };
}

function readPrecision(kind: 'timestamp' | 'timestamptz', modifiers: readonly string[]): SqlType | string {
  const [precision, ...rest] = modifiers;
  if (precision === undefined) return { kind };
  if (rest.length > 0 || !isWithin(precision, 0, MAX_TIMESTAMP_PRECISION)) {
    return `the precision of ${kind} is 0 to ${MAX_TIMESTAMP_PRECISION}`;
  }
  return { kind, precision: Number(precision) };
}

function isWithin(digits: string, least: number, greatest: number): boolean {
  const number = Number(digits);
  return Number.isInteger(number) && number >= least && number <= greatest;
}
