import type { TokenType } from 'chevrotain';
import type { Comment } from '../src/ast/nodes.ts';
import type { LexicalProblem, LexicalSlug } from './problems.ts';
import { type Token, t } from './tokens.ts';

/** One pass over a text: what was found so far. Every scan function returns the offset behind what it read. */
export interface Scan {
  readonly text: string;
  readonly tokens: Token[];
  readonly comments: Comment[];
  readonly problems: LexicalProblem[];
}

export function addToken(scan: Scan, type: TokenType, start: number, end: number, value: string): number {
  scan.tokens.push({
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx ?? -1,
    image: scan.text.slice(start, end),
    value,
    startOffset: start,
    endOffset: end - 1,
    index: -1,
  });
  return end;
}

export function addProblem(scan: Scan, slug: LexicalSlug, start: number, end: number): void {
  scan.problems.push({ slug, span: { start, end }, text: scan.text.slice(start, end) });
}

export const SPACE = 1;
export const LETTER = 2;
export const DIGIT = 3;
export const OPERATOR = 4;
export const PUNCTUATION = 5;

/** Classes of the ASCII characters; every other character is a letter. */
const CLASS = new Uint8Array(128);
for (const char of ' \t\n\f\r') CLASS[char.charCodeAt(0)] = SPACE;
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_')
  CLASS[char.charCodeAt(0)] = LETTER;
for (const char of '0123456789') CLASS[char.charCodeAt(0)] = DIGIT;
for (const char of '+-*/<>=~!@#%^&|`?') CLASS[char.charCodeAt(0)] = OPERATOR;
for (const char of '()[],;.:') CLASS[char.charCodeAt(0)] = PUNCTUATION;

/** The class of the character at an offset; 0 at the end and for what nothing starts with. */
export function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (CLASS[code] ?? 0) : code >= 128 ? LETTER : 0;
}

export function isSpaceAt(text: string, at: number): boolean {
  return classAt(text, at) === SPACE;
}

export function isDigitAt(text: string, at: number): boolean {
  return classAt(text, at) === DIGIT;
}

const MAX_NAME_BYTES = 255;

export function addName(scan: Scan, start: number, end: number, name: string): number {
  if (utf8Length(name) > MAX_NAME_BYTES) addProblem(scan, 'name-too-long', start, end);
  return addToken(scan, t.Identifier, start, end, name);
}

/** Bytes in UTF-8; stops counting behind the limit of names. */
function utf8Length(text: string): number {
  if (text.length * 3 <= MAX_NAME_BYTES || text.length > MAX_NAME_BYTES) return text.length;
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
