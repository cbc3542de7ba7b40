import { SinkError } from '../diagnostics/sink-error.ts';
import { castText } from './casts.ts';
import { byteCount, characterCount, padCharacters } from './characters.ts';
import type { FunctionRow, ParameterKind } from './function-row.ts';
import { md5 } from './md5.ts';
import { hexOf } from './scalar-text.ts';
import type { SqlType } from './sql-type.ts';
import { formatText } from './text-forms.ts';
import type { Value } from './value.ts';

const MAX_BYTES = 100 * 1024 * 1024;

function row(
  name: string,
  parameters: readonly ParameterKind[],
  result: ParameterKind,
  apply: NonNullable<FunctionRow['apply']>,
  summary: string,
): FunctionRow {
  return { name, parameters, result, apply, summary };
}

function invalid(message: string): SinkError {
  return new SinkError('run/invalid-argument', message);
}

/** Joins texts within the limit on results. */
function limited(text: string): string {
  if (text.length > MAX_BYTES) throw invalid(`a text of more than ${MAX_BYTES} bytes`);
  return text;
}

/** A window of characters, its start counted from 1; what lies outside of the text is not there. */
function substring(text: string, start: number, length?: number): string {
  if (length !== undefined && length < 0) throw invalid('negative substring length');
  const characters = [...text];
  const end = length === undefined ? characters.length : start - 1 + length;
  return characters.slice(Math.max(0, start - 1), Math.max(0, end)).join('');
}

/** A negative count leaves out so many at the end. */
function left(text: string, count: number): string {
  return [...text].slice(0, count).join('');
}

/** A negative count leaves out so many at the start. */
function right(text: string, count: number): string {
  const characters = [...text];
  return characters.slice(count >= 0 ? Math.max(0, characters.length - count) : -count).join('');
}

function splitPart(text: string, delimiter: string, field: number): string {
  if (field < 1) throw invalid('field position must be greater than zero');
  const parts = delimiter === '' ? [text] : text.split(delimiter);
  return parts[field - 1] ?? '';
}

/** In characters from 1; 0 where it does not occur. */
function strpos(text: string, wanted: string): number {
  const at = text.indexOf(wanted);
  return at < 0 ? 0 : characterCount(text.slice(0, at)) + 1;
}

/** Nothing is found for an empty text. */
function replace(text: string, from: string, to: string): string {
  return from === '' ? text : limited(text.replaceAll(from, () => to));
}

function translate(text: string, from: string, to: string): string {
  const targets = [...to];
  const changes = new Map<string, string>();
  for (const [at, character] of [...from].entries()) {
    if (!changes.has(character)) changes.set(character, targets[at] ?? '');
  }
  return [...text].map((character) => changes.get(character) ?? character).join('');
}

function trim(sides: 'both' | 'left' | 'right'): (text: string, characters?: string) => string {
  return (text, characters = ' ') => {
    const all = [...text];
    const set = new Set(characters);
    let start = 0;
    let end = all.length;
    while (sides !== 'right' && start < end && set.has(all[start] ?? '')) start++;
    while (sides !== 'left' && end > start && set.has(all[end - 1] ?? '')) end--;
    return all.slice(start, end).join('');
  };
}

function lpad(text: string, length: number, fill = ' '): string {
  if (length < 0) throw invalid('negative length');
  if (length > MAX_BYTES) throw invalid(`a text of more than ${MAX_BYTES} bytes`);
  const characters = [...text];
  if (characters.length >= length) return characters.slice(0, length).join('');
  const filling = [...fill];
  if (filling.length === 0) return text;
  const missing = length - characters.length;
  return Array.from({ length: missing }, (_, at) => filling[at % filling.length]).join('') + text;
}

function repeat(text: string, count: number): string {
  if (count <= 0) return '';
  if (byteCount(text) * count > MAX_BYTES) throw invalid(`a text of more than ${MAX_BYTES} bytes`);
  return text.repeat(count);
}

function chr(code: number): string {
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  if (!isCharacter) throw invalid(`${code} is not the number of a character`);
  return String.fromCodePoint(code);
}

function initcap(text: string): string {
  return text.toLowerCase().replace(/[\p{L}\p{N}]+/gu, (word) => {
    const [first = ''] = word;
    return first.toUpperCase() + word.slice(first.length);
  });
}

/** `concat` writes bool as `t` and `f`, and `char(n)` with its blanks. */
function concatenation(types: readonly SqlType[]): (values: readonly Value[]) => readonly string[] {
  return (values) =>
    values.flatMap((value, at) => {
      const type = types[at];
      return value === null || type === undefined ? [] : [formatText(type, value)];
    });
}

function pad([type]: readonly SqlType[]): (text: string) => string {
  const length = type?.kind === 'char' ? type.length : undefined;
  return (text) => padCharacters(text, length);
}

const encoder = new TextEncoder();

/** Functions of texts. Characters are code points. */
export const TEXT_FUNCTIONS: readonly FunctionRow[] = [
  row('lower', ['text'], 'text', (text: string) => text.toLowerCase(), 'Turns letters into small ones.'),
  row('upper', ['text'], 'text', (text: string) => text.toUpperCase(), 'Turns letters into capital ones.'),
  row('initcap', ['text'], 'text', initcap, 'Makes the first letter of each word a capital one.'),
  row(
    'reverse',
    ['text'],
    'text',
    (text: string) => [...text].reverse().join(''),
    'Turns the characters around.',
  ),
  row('length', ['text'], 'int4', characterCount, 'Counts characters.'),
  row('length', ['bytea'], 'int4', (bytes: Uint8Array) => bytes.length, 'Counts bytes.'),
  row('char_length', ['text'], 'int4', characterCount, 'Counts characters.'),
  row('octet_length', ['text'], 'int4', byteCount, 'Counts the bytes of the UTF-8 form.'),
  {
    name: 'octet_length',
    parameters: ['char'],
    result: 'int4',
    bind: (types) => {
      const padded = pad(types);
      return (text: string) => byteCount(padded(text));
    },
    summary: 'Counts bytes, with the blanks at the end.',
  },
  row('octet_length', ['bytea'], 'int4', (bytes: Uint8Array) => bytes.length, 'Counts bytes.'),
  row(
    'bit_length',
    ['text'],
    'int4',
    (text: string) => 8 * byteCount(text),
    'Counts the bits of the UTF-8 form.',
  ),
  row('bit_length', ['bytea'], 'int4', (bytes: Uint8Array) => 8 * bytes.length, 'Counts bits.'),
  row(
    'ascii',
    ['text'],
    'int4',
    (text: string) => text.codePointAt(0) ?? 0,
    'Gives the number of the first character.',
  ),
  row('chr', ['int4'], 'text', chr, 'Gives the character of a number.'),
  ...['substr', 'substring'].flatMap((name) => [
    row(name, ['text', 'int4'], 'text', substring, 'Gives the text from a position on, counted from 1.'),
    row(name, ['text', 'int4', 'int4'], 'text', substring, 'Gives so many characters from a position on.'),
  ]),
  row(
    'left',
    ['text', 'int4'],
    'text',
    left,
    'Gives the first characters; a negative number leaves out the last.',
  ),
  row(
    'right',
    ['text', 'int4'],
    'text',
    right,
    'Gives the last characters; a negative number leaves out the first.',
  ),
  row(
    'split_part',
    ['text', 'text', 'int4'],
    'text',
    splitPart,
    'Gives one of the parts between delimiters.',
  ),
  row('strpos', ['text', 'text'], 'int4', strpos, 'Gives the position of a text in the first one, or 0.'),
  row(
    'position',
    ['text', 'text'],
    'int4',
    (wanted: string, text: string) => strpos(text, wanted),
    'Gives the position of the first text in the second, or 0.',
  ),
  row('replace', ['text', 'text', 'text'], 'text', replace, 'Replaces every occurrence of a text.'),
  row('translate', ['text', 'text', 'text'], 'text', translate, 'Replaces characters one by one.'),
  ...(
    [
      ['btrim', 'both', 'Takes characters away at both ends.'],
      ['ltrim', 'left', 'Takes characters away at the start.'],
      ['rtrim', 'right', 'Takes characters away at the end.'],
    ] as const
  ).flatMap(([name, sides, summary]) => [
    row(name, ['text'], 'text', trim(sides), summary),
    row(name, ['text', 'text'], 'text', trim(sides), summary),
  ]),
  row('lpad', ['text', 'int4'], 'text', lpad, 'Fills up with blanks at the start.'),
  row('lpad', ['text', 'int4', 'text'], 'text', lpad, 'Fills up at the start.'),
  row('repeat', ['text', 'int4'], 'text', repeat, 'Repeats a text.'),
  row(
    'starts_with',
    ['text', 'text'],
    'bool',
    (text: string, start: string) => text.startsWith(start),
    'True where the first text starts with the second.',
  ),
  {
    name: 'concat',
    parameters: [],
    variadic: 'any',
    result: 'text',
    nulls: 'accepted',
    bind: (types) => {
      const texts = concatenation(types);
      return (...values: Value[]) => limited(texts(values).join(''));
    },
    summary: 'Joins values as text, without those that are NULL.',
  },
  {
    name: 'concat_ws',
    parameters: ['text'],
    variadic: 'any',
    result: 'text',
    nulls: 'accepted',
    bind: (types) => {
      const texts = concatenation(types.slice(1));
      return (separator: Value, ...values: Value[]) =>
        separator === null ? null : limited(texts(values).join(castText({ kind: 'text' }, separator)));
    },
    summary: 'Joins values as text with a separator, without those that are NULL.',
  },
  row('md5', ['text'], 'text', (text: string) => hexOf(md5(encoder.encode(text))), 'Computes MD5 in hex.'),
  row('md5', ['bytea'], 'text', (bytes: Uint8Array) => hexOf(md5(bytes)), 'Computes MD5 in hex.'),
  row('get_byte', ['bytea', 'int4'], 'int4', getByte, 'Gives a byte, counted from 0.'),
  row('get_bit', ['bytea', 'int4'], 'int4', getBit, 'Gives a bit, counted from the lowest of byte 0.'),
  row('bit_count', ['bytea'], 'int8', bitCount, 'Counts the bits that are set.'),
];

function getByte(bytes: Uint8Array, index: number): number {
  const byte = bytes[index];
  if (byte === undefined) throw invalid(`index ${index} is not within ${bytes.length} bytes`);
  return byte;
}

function getBit(bytes: Uint8Array, index: number): number {
  return (getByte(bytes, Math.floor(index / 8)) >> (index & 7)) & 1;
}

function bitCount(bytes: Uint8Array): bigint {
  let count = 0;
  for (let byte of bytes) for (; byte !== 0; byte &= byte - 1) count++;
  return BigInt(count);
}
