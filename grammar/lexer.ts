import type { TokenType } from 'chevrotain';
import type { Comment } from '../src/ast/nodes.ts';
import type { LexicalProblem } from './problems.ts';
import { scanDollarString, scanQuotedName, scanString } from './quoted.ts';
import {
  addName,
  addProblem,
  addToken,
  classAt,
  DIGIT,
  isDigitAt,
  LETTER,
  OPERATOR,
  PUNCTUATION,
  type Scan,
  SPACE,
} from './scan.ts';
import { keywordToken, type Token, t } from './tokens.ts';

export interface LexedText {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly problems: readonly LexicalProblem[];
}

/** Splits a text into tokens and comments. A lexical error is noted, and reading goes on behind it. */
export function lex(text: string): LexedText {
  const scan: Scan = { text, tokens: [], comments: [], problems: [] };
  for (let at = 0; at < text.length; ) at = scanAt(scan, at);
  return scan;
}

function scanAt(scan: Scan, at: number): number {
  const { text } = scan;
  switch (classAt(text, at)) {
    case SPACE:
      return at + 1;
    case LETTER:
      return scanLetter(scan, at);
    case DIGIT:
      return scanNumber(scan, at);
    case PUNCTUATION:
      return scanPunctuation(scan, at);
    case OPERATOR:
      return isCommentAt(text, at) ? scanComment(scan, at) : scanOperator(scan, at);
  }
  const char = text[at];
  if (char === "'") return scanString(scan, at, at, 'plain');
  if (char === '"') return scanQuotedName(scan, at);
  if (char === '$') return isDigitAt(text, at + 1) ? scanParameter(scan, at) : scanDollarString(scan, at);
  addProblem(scan, 'unexpected-character', at, at + 1);
  return at + 1;
}

function isCommentAt(text: string, at: number): boolean {
  return text.startsWith('--', at) || text.startsWith('/*', at);
}

function scanComment(scan: Scan, at: number): number {
  return scan.text[at] === '-' ? scanLineComment(scan, at) : scanBlockComment(scan, at);
}

function scanLineComment(scan: Scan, start: number): number {
  const lineEnd = scan.text.indexOf('\n', start);
  const end = lineEnd < 0 ? scan.text.length : lineEnd;
  scan.comments.push({ kind: 'LineComment', span: { start, end }, text: scan.text.slice(start, end) });
  return end;
}

const COMMENT_SIGN = /\/\*|\*\//g;

/** Block comments nest. */
function scanBlockComment(scan: Scan, start: number): number {
  const { text } = scan;
  const sign = new RegExp(COMMENT_SIGN);
  sign.lastIndex = start;
  let depth = 0;
  let end = -1;
  for (let match = sign.exec(text); match !== null; match = sign.exec(text)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth > 0) continue;
    end = sign.lastIndex;
    break;
  }
  if (end < 0) {
    end = text.length;
    addProblem(scan, 'unterminated-comment', start, end);
  }
  scan.comments.push({ kind: 'BlockComment', span: { start, end }, text: text.slice(start, end) });
  return end;
}

function scanLetter(scan: Scan, start: number): number {
  const { text } = scan;
  if (text[start + 1] === "'") {
    const letter = text[start];
    if (letter === 'x' || letter === 'X') return scanString(scan, start, start + 1, 'hex');
    if (letter === 'e' || letter === 'E') return scanString(scan, start, start + 1, 'escape');
  }
  let end = start + 1;
  for (; end < text.length; end++) {
    const kind = classAt(text, end);
    if (kind !== LETTER && kind !== DIGIT && text[end] !== '$') break;
  }
  const name = text.slice(start, end).toLowerCase();
  const keyword = keywordToken(name);
  if (keyword !== undefined) return addToken(scan, keyword, start, end, name);
  return addName(scan, start, end, name);
}

/** digits ("." digits?)? | "." digits, then an optional exponent */
function scanNumber(scan: Scan, start: number): number {
  const { text } = scan;
  let end = skipDigits(text, start);
  if (text[end] === '.') end = skipDigits(text, end + 1);
  const mantissa = text.slice(start, end);
  if (text[end] !== 'e' && text[end] !== 'E') return addToken(scan, t.NumberLiteral, start, end, mantissa);
  const sign = text[end + 1] === '-' || text[end + 1] === '+' ? text[end + 1] : '';
  const digits = end + 1 + (sign ?? '').length;
  const exponentEnd = skipDigits(text, digits);
  if (exponentEnd === digits) {
    if (sign === '') return addToken(scan, t.NumberLiteral, start, end, mantissa);
    addProblem(scan, 'missing-exponent', digits - 1, digits);
    return addToken(scan, t.NumberLiteral, start, digits, mantissa);
  }
  const exponent = `E${sign === '-' ? '-' : ''}${text.slice(digits, exponentEnd)}`;
  return addToken(scan, t.NumberLiteral, start, exponentEnd, mantissa + exponent);
}

function skipDigits(text: string, from: number): number {
  let at = from;
  while (isDigitAt(text, at)) at++;
  return at;
}

const MAX_PARAMETER = 2n ** 64n - 1n;
const MAX_PARAMETER_DIGITS = 20;

function scanParameter(scan: Scan, start: number): number {
  const end = skipDigits(scan.text, start + 1);
  const digits = scan.text.slice(start + 1, end);
  const significant = digits.replace(/^0+(?=\d)/, '');
  if (significant.length > MAX_PARAMETER_DIGITS || BigInt(significant) > MAX_PARAMETER) {
    addProblem(scan, 'parameter-number', start, end);
  }
  return addToken(scan, t.Parameter, start, end, significant);
}

const PUNCTUATION_TYPES: Readonly<Record<string, TokenType>> = {
  '(': t.LParen,
  ')': t.RParen,
  '[': t.LBracket,
  ']': t.RBracket,
  ',': t.Comma,
  ';': t.Semicolon,
  '.': t.Period,
  ':': t.Colon,
};

function scanPunctuation(scan: Scan, start: number): number {
  const { text } = scan;
  const char = text[start] ?? '';
  if (char === '.' && isDigitAt(text, start + 1)) return scanNumber(scan, start);
  if (char === ':' && text[start + 1] === ':') return addToken(scan, t.DoubleColon, start, start + 2, '::');
  return addToken(scan, PUNCTUATION_TYPES[char] ?? t.Period, start, start + 1, char);
}

const OPERATOR_TYPES: ReadonlyMap<string, TokenType> = new Map([
  ['*', t.Star],
  ['=', t.Equals],
  ['-', t.Minus],
  ['+', t.Plus],
  ['~', t.Tilde],
]);

/** The longest run of operator characters, cut where a comment starts and where a sign belongs to what follows. */
function scanOperator(scan: Scan, start: number): number {
  const { text } = scan;
  if (text.startsWith('=>', start)) return addToken(scan, t.Arrow, start, start + 2, '=>');
  let end = start + 1;
  while (classAt(text, end) === OPERATOR && !isCommentAt(text, end)) end++;
  const run = text.slice(start, end);
  let operatorEnd = end;
  if (!/[~!@#%^&|`?]/.test(run)) {
    while (operatorEnd - start > 1 && /[+-]/.test(text[operatorEnd - 1] ?? '')) operatorEnd--;
  }
  addOperator(scan, start, operatorEnd);
  for (let at = operatorEnd; at < end; at++) addOperator(scan, at, at + 1);
  return end;
}

function addOperator(scan: Scan, start: number, end: number): void {
  const operator = scan.text.slice(start, end);
  const type = OPERATOR_TYPES.get(operator) ?? t.OtherOperator;
  addToken(scan, type, start, end, operator === '!=' ? '<>' : operator);
}
