import { padCharacters } from '../types/characters.ts';
import { formatDate, formatInterval, formatTimeJson, formatTimestampJson } from '../types/datetime.ts';
import { floatJson4, floatJson8 } from '../types/float-text.ts';
import type { RecordField, SqlType } from '../types/sql-type.ts';
import type { IntervalValue, Value } from '../types/value.ts';

/** The JSON text of a value that is not NULL. */
export type JsonValueWriter = (value: Value) => string;

/**
 * What two values look like is what a consumer reads, or is different for every two values that differ: rows are
 * told apart by it. JSON itself has one `null` for NULL, NaN, the infinities and the JSON value of that name.
 */
export type JsonPurpose = 'message' | 'identity';

/** Whether no two different values of the type have the same JSON text in messages. */
export function tellsApart(type: SqlType, nullable: boolean): boolean {
  switch (type.kind) {
    case 'float4':
    case 'float8':
      return false;
    case 'jsonb':
      return !nullable;
    case 'array':
    case 'list':
      return tellsApart(type.element, true);
    case 'map':
      return tellsApart(type.value, true);
    case 'record': {
      const names = new Set(type.fields.map(({ name }) => name));
      return names.size === type.fields.length && type.fields.every((f) => tellsApart(f.type, f.nullable));
    }
    default:
      return true;
  }
}

/** Compiles the JSON text of the values of a type. */
export function createJsonValueWriter(type: SqlType, purpose: JsonPurpose): JsonValueWriter {
  // Each writer takes the values of its type, which the columns of a row have by contract.
  return writerFor(type, purpose) as JsonValueWriter;
}

function writerFor(type: SqlType, purpose: JsonPurpose): (value: never) => string {
  switch (type.kind) {
    case 'bool':
    case 'int2':
    case 'int4':
    case 'uint2':
    case 'uint4':
    case 'oid':
      return writePlain;
    case 'int8':
    case 'uint8':
      return createBigintWriter();
    case 'float4':
      return purpose === 'message' ? floatJson4 : exactFloat(floatJson4);
    case 'float8':
      return purpose === 'message' ? floatJson8 : exactFloat(floatJson8);
    case 'numeric':
    case 'uuid':
    case 'mz_timestamp':
      return writeInQuotes;
    case 'text':
    case 'varchar':
    case 'name':
      return quoteText;
    case 'char':
      return (value: string) => quoteText(padCharacters(value, type.length));
    case 'bytea':
      return writeBytes;
    case 'date':
      return writeDate;
    case 'time':
      return writeTime;
    case 'timestamp':
    case 'timestamptz':
      return writeTimestamp;
    case 'interval':
      return writeInterval;
    case 'jsonb':
      return purpose === 'message' ? writeVerbatim : writeMarked;
    case 'array':
      return arrayWriter(type.element, elementWriter(type.element, purpose));
    case 'list':
      return listWriter(elementWriter(type.element, purpose));
    case 'map':
      return mapWriter(elementWriter(type.value, purpose));
    case 'record':
      return recordWriter(type.fields, purpose);
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what JSON escapes
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A JSON string. Most texts have nothing to escape; what might be half of a pair is left to `JSON.stringify`. */
export function quoteText(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

const writePlain = (value: boolean | number): string => `${value}`;
/** Keeps the last text: the key is written with the row again. */
function createBigintWriter(): (value: bigint) => string {
  let last = 0n;
  let text = '0';
  return (value) => {
    if (value !== last) {
      text = `${value}`;
      last = value;
    }
    return text;
  };
}

const writeInQuotes = (value: string | bigint): string => `"${value}"`;
const writeVerbatim = (value: string): string => value;
/** No JSON value begins with a blank here, so that the value `null` is not NULL. */
const writeMarked = (value: string): string => ` ${value}`;
const writeBytes = (value: Uint8Array): string => `[${value.join(',')}]`;
const writeDate = (value: number): string => `"${formatDate(value)}"`;
const writeTime = (value: number): string => `"${formatTimeJson(value)}"`;
const writeInterval = (value: IntervalValue): string => `"${formatInterval(value)}"`;

/** Numbers hold the microseconds of 285 years on either side of 1970, and are faster. */
function writeTimestamp(value: bigint): string {
  const micros = Number(value);
  if (!Number.isSafeInteger(micros)) return `"${formatTimestampJson(value)}"`;
  const millis = Math.floor(micros / 1000);
  const rest = micros - millis * 1000;
  return `"${millis}.${rest < 100 ? `${rest}`.padStart(3, '0') : rest}"`;
}

function exactFloat(write: (value: number) => string): (value: number) => string {
  return (value) => (Number.isFinite(value) ? write(value) : `"${value}"`);
}

function elementWriter(type: SqlType, purpose: JsonPurpose): JsonValueWriter {
  const write = createJsonValueWriter(type, purpose);
  return (value) => (value === null ? 'null' : write(value));
}

function listWriter(writeElement: JsonValueWriter): (value: readonly Value[]) => string {
  return (value) => `[${value.map(writeElement).join(',')}]`;
}

/** Element types whose values are arrays themselves: an array of them has one dimension. */
const ARRAY_VALUES: readonly string[] = ['array', 'list', 'map', 'record'];

function arrayWriter(element: SqlType, writeElement: JsonValueWriter): (value: readonly Value[]) => string {
  if (ARRAY_VALUES.includes(element.kind)) return listWriter(writeElement);
  const writeItem: JsonValueWriter = (item) =>
    Array.isArray(item) ? writeDimension(item) : writeElement(item);
  const writeDimension = listWriter(writeItem);
  return writeDimension;
}

function mapWriter(writeValue: JsonValueWriter): (value: readonly (readonly [string, Value])[]) => string {
  return (value) => `{${value.map(([key, item]) => `${quoteText(key)}:${writeValue(item)}`).join(',')}}`;
}

/** Of fields with one name the last value stands where the first would; what tells rows apart has them all. */
function recordWriter(
  fields: readonly RecordField[],
  purpose: JsonPurpose,
): (value: readonly Value[]) => string {
  const names = fields.map(({ name }) => name);
  const kept = [...names.keys()].filter(
    (at) => purpose === 'identity' || names.indexOf(names[at] ?? '') === at,
  );
  const members = kept.map((at) => {
    const from = purpose === 'identity' ? at : names.lastIndexOf(names[at] ?? '');
    const type = fields[from]?.type ?? { kind: 'text' };
    return { prefix: `${quoteText(names[at] ?? '')}:`, from, write: elementWriter(type, purpose) };
  });
  return (value) =>
    `{${members.map(({ prefix, from, write }) => prefix + write(value[from] ?? null)).join(',')}}`;
}
