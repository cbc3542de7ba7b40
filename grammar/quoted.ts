import { addName, addProblem, addToken, isSpaceAt, type Scan } from './scan.ts';
import { t } from './tokens.ts';

type StringForm = 'plain' | 'hex' | 'escape';

/**
 * A string and those that continue it behind a line end.
 *
 * @param start  where the token starts: the quote, or the letter in front of it
 * @param quote  the opening quote
 */
export function scanString(scan: Scan, start: number, quote: number, form: StringForm): number {
  const type = form === 'hex' ? t.HexLiteral : t.StringLiteral;
  let value = '';
  let opening = quote;
  for (;;) {
    const segment = form === 'escape' ? readEscapes(scan, opening) : readPlain(scan, opening, "'");
    value += segment.value;
    if (!segment.closed) addProblem(scan, 'unterminated-string', opening, segment.end);
    else if (segment.value.includes('\0')) addProblem(scan, 'null-character', opening, segment.end);
    const next = segment.closed ? continuation(scan.text, segment.end) : undefined;
    if (next === undefined) return addToken(scan, type, start, segment.end, value);
    opening = next;
  }
}

interface Segment {
  readonly value: string;
  readonly end: number;
  readonly closed: boolean;
}

/** The quote that continues a string: only white space with a line end in it stands before it. */
function continuation(text: string, from: number): number | undefined {
  let at = from;
  let lineEnd = false;
  for (; isSpaceAt(text, at); at++) lineEnd ||= text[at] === '\n' || text[at] === '\r';
  return lineEnd && text[at] === "'" ? at : undefined;
}

/** Reads up to the closing quote; a doubled quote stands for one. */
function readPlain(scan: Scan, opening: number, quote: string): Segment {
  const { text } = scan;
  let value = '';
  let from = opening + 1;
  for (;;) {
    const at = text.indexOf(quote, from);
    if (at < 0) return { value: value + text.slice(from), end: text.length, closed: false };
    value += text.slice(from, at);
    if (text[at + 1] !== quote) return { value, end: at + 1, closed: true };
    value += quote;
    from = at + 2;
  }
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function readEscapes(scan: Scan, opening: number): Segment {
  const { text } = scan;
  let value = '';
  let at = opening + 1;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === "'") {
      if (text[at + 1] !== "'") return { value, end: at + 1, closed: true };
      value += char;
      at += 2;
    } else if (char === '\\') {
      const escaped = readEscape(scan, at);
      value += escaped.value;
      at = escaped.end;
    } else {
      value += char;
      at++;
    }
  }
  return { value, end: text.length, closed: false };
}

/** One escape from its backslash on; a wrong one is noted and stands for nothing. */
function readEscape(scan: Scan, at: number): { readonly value: string; readonly end: number } {
  const { text } = scan;
  const char = text[at + 1] ?? '';
  const simple = SIMPLE_ESCAPES[char];
  if (simple !== undefined) return { value: simple, end: at + 2 };
  if (char === 'u') return readUnicode(scan, at, /^[0-9a-fA-F]{4}$/, 4);
  if (char === 'U') return readUnicode(scan, at, /^[0-9a-fA-F+][0-9a-fA-F]{7}$/, 8);
  if (char >= '0' && char <= '7' && char !== '') {
    addProblem(scan, 'octal-escape', at, at + 2);
    return { value: '', end: at + 2 };
  }
  if (char === 'x') {
    addProblem(scan, 'hexadecimal-escape', at, at + 2);
    return { value: '', end: at + 2 };
  }
  return { value: char, end: at + 1 + char.length };
}

const MAX_CODE_POINT = 0x10ffff;

function readUnicode(
  scan: Scan,
  at: number,
  shape: RegExp,
  digitCount: number,
): { readonly value: string; readonly end: number } {
  const digits = scan.text.slice(at + 2, at + 2 + digitCount);
  const code = shape.test(digits) ? Number.parseInt(digits.replace('+', ''), 16) : Number.NaN;
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  if (Number.isNaN(code) || code > MAX_CODE_POINT || isSurrogate) {
    addProblem(scan, 'unicode-escape', at, at + 2);
    return { value: '', end: at + 2 };
  }
  const end = at + 2 + digitCount;
  if (code > 0) return { value: String.fromCodePoint(code), end };
  addProblem(scan, 'null-character', at, end);
  return { value: '', end };
}

export function scanQuotedName(scan: Scan, start: number): number {
  const { value, end, closed } = readPlain(scan, start, '"');
  if (!closed) addProblem(scan, 'unterminated-name', start, end);
  else if (value.includes('\0')) addProblem(scan, 'null-character', start, end);
  return addName(scan, start, end, value);
}

/** `$tag$ ... $tag$`: the tag is anything up to the next `$`. */
export function scanDollarString(scan: Scan, start: number): number {
  const { text } = scan;
  const tagEnd = text.indexOf('$', start + 1);
  const tag = tagEnd < 0 ? '' : text.slice(start, tagEnd + 1);
  const close = tagEnd < 0 ? -1 : text.indexOf(tag, tagEnd + 1);
  if (close < 0) {
    addProblem(scan, 'unterminated-dollar-string', start, text.length);
    return addToken(scan, t.StringLiteral, start, text.length, text.slice(start + tag.length));
  }
  return addToken(scan, t.StringLiteral, start, close + tag.length, text.slice(tagEnd + 1, close));
}
