import { SinkError } from '../diagnostics/sink-error.ts';
import { characterCount } from '../types/characters.ts';
import { INTEGER_RANGES, type IntegerKind } from '../types/scalar-text.ts';
import type { CharacterType, NumericType, SqlType, TimestampType } from '../types/sql-type.ts';
import { parseText } from '../types/text-forms.ts';
import type { Value } from '../types/value.ts';
import { arrayReader, mapReader, sequenceReader, type ValueReader } from './container-readers.ts';
import type { Cursor } from './input-error.ts';
import { isDigit, readNumberText, readText, skipValue, skipWord, UNIT } from './json-scanner.ts';
import { mismatch } from './mismatch.ts';
import { exactInteger, readShortDecimal, readShortInteger, reduceDecimal } from './numbers.ts';
import { readPlainMoment } from './plain-moment.ts';
import { createRowReader } from './row-reader.ts';

/** What a value of the type may be written as, and how it is read without loss. */
export function createValueReader(type: SqlType, column: string): ValueReader {
  const elementReader = (element: SqlType) => nullable(createValueReader(element, column));
  switch (type.kind) {
    case 'bool':
      return readBool;
    case 'int2':
    case 'int4':
    case 'uint2':
    case 'uint4':
    case 'oid':
      return integerReader(type.kind);
    case 'int8':
    case 'uint8':
    case 'mz_timestamp':
      return bigintReader(type.kind);
    case 'float4':
    case 'float8':
      return floatReader(type);
    case 'numeric':
      return numericReader(type);
    case 'text':
    case 'name':
      return (cursor) => textOf(cursor, type);
    case 'varchar':
    case 'char':
      return characterReader(type);
    case 'timestamp':
    case 'timestamptz':
      return momentReader(type);
    case 'bytea':
      return readBytea;
    case 'date':
    case 'time':
    case 'interval':
    case 'uuid':
      return (cursor) => parsed(cursor, cursor.at, type, textOf(cursor, type));
    case 'jsonb':
      return readJsonb;
    case 'array':
      return arrayReader(type, elementReader(type.element));
    case 'list':
      return sequenceReader(type, elementReader(type.element));
    case 'map':
      return mapReader(type, elementReader(type.value));
    case 'record':
      return createRowReader(type.fields, createValueReader, `${column}.`);
  }
}

function readBool(cursor: Cursor): boolean {
  if (skipWord(cursor, 'true')) return true;
  if (skipWord(cursor, 'false')) return false;
  throw mismatch(cursor, cursor.at, { kind: 'bool' });
}

function integerReader(kind: IntegerKind): ValueReader {
  const type = { kind };
  const { least, greatest } = INTEGER_RANGES[kind];
  const [low, high] = [Number(least), Number(greatest)];
  return (cursor) => {
    const start = cursor.at;
    let value = readShortInteger(cursor);
    if (Number.isNaN(value)) value = Number(exactInteger(numberAt(cursor, type)) ?? Number.NaN);
    if (value >= low && value <= high) return value;
    throw mismatch(cursor, start, type);
  };
}

function bigintReader(kind: IntegerKind): ValueReader {
  const type = { kind };
  const { least, greatest } = INTEGER_RANGES[kind];
  return (cursor) => {
    const start = cursor.at;
    const short = readShortInteger(cursor);
    const value = Number.isNaN(short) ? longInteger(cursor, type) : BigInt(short);
    if (value !== undefined && value >= least && value <= greatest) return value;
    throw mismatch(cursor, start, type);
  };
}

/** A number of any length, or a string of digits. */
function longInteger(cursor: Cursor, type: SqlType): bigint | undefined {
  if (cursor.units[cursor.at] !== UNIT.quote) return exactInteger(numberAt(cursor, type));
  const text = readText(cursor);
  return /^[+-]?\d{1,20}$/.test(text) ? BigInt(text.replace(/^\+/, '')) : undefined;
}

/** The text of a number; anything else is a mismatch. */
function numberAt(cursor: Cursor, type: SqlType): string {
  const unit = cursor.units[cursor.at] ?? 0;
  if (unit === UNIT.minus || isDigit(unit)) return readNumberText(cursor);
  throw mismatch(cursor, cursor.at, type);
}

const NOT_FINITE: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

function floatReader(type: SqlType): ValueReader {
  const round = type.kind === 'float4' ? Math.fround : (value: number) => value;
  return (cursor) => {
    const start = cursor.at;
    if (cursor.units[start] === UNIT.quote) {
      const named = NOT_FINITE.get(readText(cursor));
      if (named === undefined) throw mismatch(cursor, start, type);
      return named;
    }
    const text = numberAt(cursor, type);
    const value = round(Number(text));
    const lost = value === 0 && /^-?[0.]*[1-9]/.test(text);
    if (lost || !Number.isFinite(value)) throw mismatch(cursor, start, type);
    return value;
  };
}

const MAX_DIGITS = 39;

function numericReader(type: NumericType): ValueReader {
  const maxFraction = type.scale ?? MAX_DIGITS;
  return (cursor) => {
    const start = cursor.at;
    const short = shortNumeric(cursor, maxFraction);
    if (short !== undefined) return short;
    const quoted = cursor.units[start] === UNIT.quote;
    const text = quoted ? readText(cursor) : numberAt(cursor, type);
    if (quoted && text === 'NaN') return text;
    const decimal = reduceDecimal(text);
    if (decimal === undefined) throw mismatch(cursor, start, type);
    const [whole = '', fraction = ''] = decimal.split('.');
    const digits = `${whole}${fraction}`.replace(/^-?0*/, '');
    const significant = fraction === '' ? digits.replace(/0+$/, '') : digits;
    if (Math.max(significant.length, fraction.length) > MAX_DIGITS || digits.length > MAX_DIGITS) {
      throw mismatch(cursor, start, type, `: it has more than ${MAX_DIGITS} digits`);
    }
    if (type.scale !== undefined && fraction.length > type.scale) {
      throw mismatch(cursor, start, type, `: it has more than ${type.scale} digits of fraction`);
    }
    return decimal;
  };
}

/** What most decimals are, in quotes or not; undefined, without moving, for the rest. */
function shortNumeric(cursor: Cursor, maxFraction: number): string | undefined {
  const start = cursor.at;
  if (cursor.units[start] !== UNIT.quote) return readShortDecimal(cursor, maxFraction);
  cursor.at++;
  const short = readShortDecimal(cursor, maxFraction);
  if (short !== undefined && cursor.units[cursor.at] === UNIT.quote) {
    cursor.at++;
    return short;
  }
  cursor.at = start;
  return undefined;
}

/** A string; anything else is a mismatch. */
function textOf(cursor: Cursor, type: SqlType): string {
  if (cursor.units[cursor.at] === UNIT.quote) return readText(cursor);
  throw mismatch(cursor, cursor.at, type);
}

function characterReader(type: CharacterType): ValueReader {
  const { length = Number.POSITIVE_INFINITY } = type;
  return (cursor) => {
    const start = cursor.at;
    const written = textOf(cursor, type);
    const text = type.kind === 'char' ? written.replace(/ +$/, '') : written;
    if (text.length > length && characterCount(text) > length) {
      throw mismatch(cursor, start, type, `: it is longer than ${length}`);
    }
    return text;
  };
}

/** @param start  of the value, for the message */
function parsed(cursor: Cursor, start: number, type: SqlType, text: string): Value {
  try {
    return parseText(type, text);
  } catch (error) {
    throw error instanceof SinkError ? mismatch(cursor, start, type) : error;
  }
}

function momentReader(type: TimestampType): ValueReader {
  const { precision = 6 } = type;
  return (cursor) => {
    const micros = readPlainMoment(cursor, precision);
    return micros ?? parsed(cursor, cursor.at, type, textOf(cursor, type));
  };
}

/** Only the form in hex: the other one would take any text. */
function readBytea(cursor: Cursor): Value {
  const start = cursor.at;
  const text = textOf(cursor, { kind: 'bytea' });
  if (text.startsWith('\\x')) return parsed(cursor, start, { kind: 'bytea' }, text);
  throw mismatch(cursor, start, { kind: 'bytea' });
}

function readJsonb(cursor: Cursor): Value {
  const start = cursor.at;
  skipValue(cursor);
  return parsed(cursor, start, { kind: 'jsonb' }, cursor.text.slice(start, cursor.at));
}

/** Elements and values of maps may always be NULL. */
function nullable(read: ValueReader): ValueReader {
  return (cursor) => (skipWord(cursor, 'null') ? null : read(cursor));
}
