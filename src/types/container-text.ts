import { compareUtf8 } from './compare-text.ts';
import { invalidText } from './invalid-text.ts';
import type { MapSqlType, RecordType, SequenceType, SqlType } from './sql-type.ts';
import type { Value } from './value.ts';

type Format = (type: SqlType, value: Exclude<Value, null>) => string;
type Parse = (type: SqlType, text: string) => Value;
type Entries = readonly (readonly [string, Value])[];

/** Of an array, as in PostgreSQL. */
export const MAX_DIMENSIONS = 6;

/** Types whose text is never quoted inside of another one. */
const PLAIN: ReadonlySet<SqlType['kind']> = new Set<SqlType['kind']>([
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
  'numeric',
  'uuid',
  'mz_timestamp',
  'list',
  'array',
  'map',
]);

const BLANKS = ' \t\n\v\f\r';
const ELEMENT_SIGNS = /[{},"\\ \t\n\v\f\r]/;
const ENTRY_SIGNS = /[{},"\\ \t\n\v\f\r=>]/;
const FIELD_SIGNS = /[(),"\\ \t\n\v\f\r]/;

/** `{1,NULL,"a b"}`, `{{1,2},{3,4}}` */
export function formatArray(type: SequenceType, value: readonly Value[], format: Format): string {
  const holdsArrays = holdsArrayValues(type.element);
  const items = value.map((item) =>
    Array.isArray(item) && !holdsArrays
      ? formatArray(type, item, format)
      : element(type.element, item, format),
  );
  return `{${items.join(',')}}`;
}

/** `{1,NULL}`, `{{1},{2}}` */
export function formatList(type: SequenceType, value: readonly Value[], format: Format): string {
  return `{${value.map((item) => element(type.element, item, format)).join(',')}}`;
}

/** `{a=>1,b=>NULL}` */
export function formatMap(type: MapSqlType, value: Entries, format: Format): string {
  const entries = value.map(
    ([key, item]) => `${quote(key, ENTRY_SIGNS)}=>${element(type.value, item, format, ENTRY_SIGNS)}`,
  );
  return `{${entries.join(',')}}`;
}

/** `(1,,"a b")` */
export function formatRecord(type: RecordType, value: readonly Value[], format: Format): string {
  const fields = type.fields.map((field, index) => {
    const item = value[index] ?? null;
    if (item === null) return '';
    const text = format(field.type, item);
    if (text !== '' && !FIELD_SIGNS.test(text)) return text;
    return `"${text.replace(/["\\]/g, (sign) => sign + sign)}"`;
  });
  return `(${fields.join(',')})`;
}

function element(type: SqlType, value: Value, format: Format, signs = ELEMENT_SIGNS): string {
  if (value === null) return 'NULL';
  const text = format(type, value);
  return PLAIN.has(type.kind) ? text : quote(text, signs);
}

function quote(text: string, signs: RegExp): string {
  if (text !== '' && !signs.test(text) && !/^null$/i.test(text)) return text;
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Values of these types are arrays themselves, so that only one dimension can be told. */
function holdsArrayValues(type: SqlType): boolean {
  return type.kind === 'list' || type.kind === 'map' || type.kind === 'record';
}

interface Reader {
  readonly text: string;
  at: number;
}

/** @throws {SinkError} `run/invalid-text`, also where the rows of an array differ in length */
export function parseArray(type: SequenceType, text: string, parse: Parse): Value {
  const reader: Reader = { text, at: 0 };
  const single = holdsArrayValues(type.element);
  const value = readSequence(reader, 'array', (raw) => parse(type.element, raw), single ? 1 : MAX_DIMENSIONS);
  finish(reader, 'array');
  if (!single && !isRectangular(value)) throw invalidText('array', text, 'its rows differ in length');
  return value;
}

export function parseList(type: SequenceType, text: string, parse: Parse): Value {
  const reader: Reader = { text, at: 0 };
  const value = readSequence(reader, 'list', (raw) => parse(type.element, raw), 1);
  finish(reader, 'list');
  return value;
}

/** Of repeated keys the last one counts. */
export function parseMap(type: MapSqlType, text: string, parse: Parse): Value {
  const reader: Reader = { text, at: 0 };
  const entries = new Map<string, Value>();
  expect(reader, '{', 'map');
  if (!taken(reader, '}')) {
    do {
      const key = readItem(reader, 'map', '=');
      expect(reader, '=>', 'map');
      const item = readItem(reader, 'map', ',}');
      entries.set(key.text, item.isNull ? null : parse(type.value, item.text));
    } while (taken(reader, ','));
    expect(reader, '}', 'map');
  }
  finish(reader, 'map');
  return [...entries].sort(([left], [right]) => compareUtf8(left, right));
}

/** @param dimensions  how many there may be; 1 where inner braces are text of an element */
function readSequence(
  reader: Reader,
  what: string,
  parse: (text: string) => Value,
  dimensions: number,
  depth = 1,
): Value[] {
  const items: Value[] = [];
  expect(reader, '{', what);
  if (taken(reader, '}')) return items;
  do {
    skipBlank(reader);
    if (dimensions > 1 && reader.text[reader.at] === '{') {
      if (depth === dimensions)
        throw invalidText(what, reader.text, `it has more than ${dimensions} dimensions`);
      items.push(readSequence(reader, what, parse, dimensions, depth + 1));
    } else {
      const item = readItem(reader, what, ',}');
      items.push(item.isNull ? null : parse(item.text));
    }
  } while (taken(reader, ','));
  expect(reader, '}', what);
  return items;
}

/** Reads a quoted text, a text in braces with them, or characters up to one of `ends`. */
function readItem(
  reader: Reader,
  what: string,
  ends: string,
): { readonly text: string; readonly isNull: boolean } {
  skipBlank(reader);
  const first = reader.text[reader.at];
  if (first === '"') return { text: readQuoted(reader, what), isNull: false };
  if (first === '{') return { text: readBraces(reader, what), isNull: false };
  let text = '';
  while (reader.at < reader.text.length && !ends.includes(reader.text[reader.at] ?? '')) {
    if (reader.text[reader.at] === '\\') reader.at++;
    text += reader.text[reader.at++] ?? '';
  }
  const trimmed = trimBlanks(text);
  if (trimmed === '' || /["{]/.test(trimmed)) throw invalidText(what, reader.text);
  return { text: trimmed, isNull: /^null$/i.test(trimmed) };
}

function readQuoted(reader: Reader, what: string): string {
  let text = '';
  for (reader.at++; reader.at < reader.text.length; reader.at++) {
    const sign = reader.text[reader.at];
    if (sign === '"') {
      reader.at++;
      return text;
    }
    if (sign === '\\') reader.at++;
    text += reader.text[reader.at] ?? '';
  }
  throw invalidText(what, reader.text);
}

function readBraces(reader: Reader, what: string): string {
  const start = reader.at;
  let depth = 0;
  while (reader.at < reader.text.length) {
    const sign = reader.text[reader.at];
    if (sign === '"') {
      readQuoted(reader, what);
      continue;
    }
    if (sign === '{') depth++;
    if (sign === '}') depth--;
    reader.at++;
    if (depth === 0) return reader.text.slice(start, reader.at);
  }
  throw invalidText(what, reader.text);
}

function isRectangular(value: Value): boolean {
  if (!Array.isArray(value)) return true;
  const nested = value.filter((item) => Array.isArray(item));
  if (nested.length === 0) return true;
  const lengths = new Set(nested.map((item) => item.length));
  return nested.length === value.length && lengths.size === 1 && nested.every(isRectangular);
}

function skipBlank(reader: Reader): void {
  while (isBlank(reader.text, reader.at)) reader.at++;
}

/** Other white space belongs to the elements: it is written without quotes. */
function isBlank(text: string, at: number): boolean {
  return at >= 0 && at < text.length && BLANKS.includes(text.charAt(at));
}

function trimBlanks(text: string): string {
  let end = text.length;
  while (isBlank(text, end - 1)) end--;
  return text.slice(0, end);
}

function taken(reader: Reader, sign: string): boolean {
  skipBlank(reader);
  if (!reader.text.startsWith(sign, reader.at)) return false;
  reader.at += sign.length;
  return true;
}

function expect(reader: Reader, sign: string, what: string): void {
  if (!taken(reader, sign)) throw invalidText(what, reader.text);
}

function finish(reader: Reader, what: string): void {
  skipBlank(reader);
  if (reader.at < reader.text.length) throw invalidText(what, reader.text);
}
