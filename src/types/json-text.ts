import { SinkError } from '../diagnostics/sink-error.ts';
import { compareUtf8 } from './compare-text.ts';
import { invalidText } from './invalid-text.ts';
import { parseNumeric } from './numeric.ts';

/** A JSON value whose numbers keep all their digits. */
export type JsonTree =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'array'; readonly items: readonly JsonTree[] }
  /** Sorted by the keys' UTF-8 bytes, keys unique. */
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, JsonTree])[] };

const MAX_DEPTH = 128;

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
}

const BLANK = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const WORDS = {
  null: { kind: 'null' },
  true: { kind: 'boolean', value: true },
  false: { kind: 'boolean', value: false },
} as const;

/**
 * The one text of a JSON value: compact, keys sorted, of repeated keys the last, numbers reduced.
 *
 * @throws {SinkError} `run/invalid-text`; `run/out-of-range` for a number of more than 39 digits
 */
export function canonicalJson(text: string): string {
  return printJson(parseJson(text));
}

/** @throws {SinkError} `run/invalid-text` */
export function parseJson(text: string): JsonTree {
  const reader: Reader = { text, at: 0, depth: 0 };
  const tree = readValue(reader);
  skipBlank(reader);
  if (reader.at < text.length) throw invalidText('jsonb', text);
  return tree;
}

export function printJson(tree: JsonTree): string {
  switch (tree.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return tree.value ? 'true' : 'false';
    case 'number':
      return tree.text;
    case 'string':
      return JSON.stringify(tree.value);
    case 'array':
      return `[${tree.items.map(printJson).join(',')}]`;
    case 'object':
      return `{${tree.entries.map(([key, value]) => `${JSON.stringify(key)}:${printJson(value)}`).join(',')}}`;
  }
}

function readValue(reader: Reader): JsonTree {
  skipBlank(reader);
  const first = reader.text[reader.at];
  if (first === '{') return nested(reader, readObject);
  if (first === '[') return nested(reader, readArray);
  if (first === '"') return { kind: 'string', value: readString(reader) };
  const number = match(NUMBER, reader);
  if (number !== undefined) return { kind: 'number', text: parseNumeric(number) };
  for (const [word, tree] of Object.entries(WORDS)) {
    if (reader.text.startsWith(word, reader.at)) {
      reader.at += word.length;
      return tree;
    }
  }
  throw invalidText('jsonb', reader.text);
}

function nested(reader: Reader, read: (reader: Reader) => JsonTree): JsonTree {
  if (++reader.depth > MAX_DEPTH) {
    throw new SinkError('run/invalid-text', `jsonb is nested more than ${MAX_DEPTH} levels deep`);
  }
  reader.at++;
  const tree = read(reader);
  reader.depth--;
  return tree;
}

function readArray(reader: Reader): JsonTree {
  const items: JsonTree[] = [];
  if (taken(reader, ']')) return { kind: 'array', items };
  do items.push(readValue(reader));
  while (taken(reader, ','));
  expect(reader, ']');
  return { kind: 'array', items };
}

function readObject(reader: Reader): JsonTree {
  const members = new Map<string, JsonTree>();
  if (taken(reader, '}')) return { kind: 'object', entries: [] };
  do {
    skipBlank(reader);
    const key = readString(reader);
    expect(reader, ':');
    members.set(key, readValue(reader));
  } while (taken(reader, ','));
  expect(reader, '}');
  return { kind: 'object', entries: [...members].sort(([left], [right]) => compareUtf8(left, right)) };
}

function readString(reader: Reader): string {
  const text = match(STRING, reader);
  if (text === undefined) throw invalidText('jsonb', reader.text);
  const value: string = text.includes('\\') ? JSON.parse(text) : text.slice(1, -1);
  // Half of a pair of surrogates is no character.
  if (!value.isWellFormed()) throw invalidText('jsonb', reader.text);
  return value;
}

function match(pattern: RegExp, reader: Reader): string | undefined {
  pattern.lastIndex = reader.at;
  const text = pattern.exec(reader.text)?.[0];
  if (text !== undefined) reader.at += text.length;
  return text;
}

function skipBlank(reader: Reader): void {
  match(BLANK, reader);
}

function taken(reader: Reader, sign: string): boolean {
  skipBlank(reader);
  if (reader.text[reader.at] !== sign) return false;
  reader.at++;
  return true;
}

function expect(reader: Reader, sign: string): void {
  if (!taken(reader, sign)) throw invalidText('jsonb', reader.text);
}
