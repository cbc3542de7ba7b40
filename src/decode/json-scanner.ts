import { type Cursor, inputError, shownAt } from './input-error.ts';

/** UTF-16 units with a meaning in JSON. */
export const UNIT = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  point: 0x2e,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  upperE: 0x45,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  lowerE: 0x65,
  lowerN: 0x6e,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** Levels of objects and arrays in one value: as many as jsonb has. */
const MAX_DEPTH = 128;

/** What blames the unit at `at`, or the cursor's own, for not being what JSON asks for. */
export function syntaxError(cursor: Cursor, expected: string, at = cursor.at): Error {
  return inputError(cursor, at, 'run/input-json', `expected ${expected}, found ${shownAt(cursor, at)}`);
}

/** Moves past blanks; stays before a line feed. */
export function skipBlanks(cursor: Cursor): void {
  const { units } = cursor;
  let unit = units[cursor.at] ?? 0;
  if (unit > UNIT.space) return;
  while (unit === UNIT.space || unit === UNIT.tab || unit === UNIT.carriageReturn) {
    unit = units[++cursor.at] ?? 0;
  }
}

/** Moves past one unit that must be there, and the blanks before it. */
export function expectUnit(cursor: Cursor, unit: number, shown: string): void {
  skipBlanks(cursor);
  if (cursor.units[cursor.at] !== unit) throw syntaxError(cursor, shown);
  cursor.at++;
}

/** Moves past a comma, or past what closes: true where a further item follows. */
export function moreItems(cursor: Cursor, close: number, shown: string): boolean {
  skipBlanks(cursor);
  const unit = cursor.units[cursor.at];
  if (unit !== UNIT.comma && unit !== close) throw syntaxError(cursor, shown);
  cursor.at++;
  if (unit === close) return false;
  skipBlanks(cursor);
  return true;
}

/** Moves past what closes an object or array without items. */
export function closesAtOnce(cursor: Cursor, close: number): boolean {
  skipBlanks(cursor);
  if (cursor.units[cursor.at] !== close) return false;
  cursor.at++;
  return true;
}

/** `null`, `true`, `false`; false, without moving, where something else stands. */
export function skipWord(cursor: Cursor, word: string): boolean {
  if (!cursor.text.startsWith(word, cursor.at)) return false;
  cursor.at += word.length;
  return true;
}

/** A JSON string. */
export function readText(cursor: Cursor): string {
  const { units, at: start } = cursor;
  if (units[start] !== UNIT.quote) throw syntaxError(cursor, 'a string');
  let at = start + 1;
  let unit = units[at] ?? 0;
  while (unit !== UNIT.quote) {
    if (unit === UNIT.backslash || unit < UNIT.space) return readEscapedText(cursor, at);
    unit = units[++at] ?? 0;
  }
  cursor.at = at + 1;
  return cursor.text.slice(start + 1, at);
}

/** @param from  the first unit that is not a plain character */
function readEscapedText(cursor: Cursor, from: number): string {
  const { text, units, at: start } = cursor;
  let at = from;
  for (let unit = units[at] ?? 0; unit !== UNIT.quote; unit = units[at] ?? 0) {
    if (unit === UNIT.backslash) at += escapeLength(cursor, at);
    else if (unit >= UNIT.space) at++;
    else if (unit === UNIT.lineFeed) throw syntaxError(cursor, 'a closed string');
    else throw inputError(cursor, at, 'run/input-json', `control character ${unit} is not escaped`);
  }
  cursor.at = at + 1;
  const value: string = JSON.parse(text.slice(start, at + 1));
  if (value.isWellFormed()) return value;
  throw inputError(cursor, start, 'run/input-json', 'string holds half of a surrogate pair');
}

function escapeLength(cursor: Cursor, at: number): number {
  const sequence = cursor.text.slice(at, at + 6);
  if (/^\\["\\/bfnrt]/.test(sequence)) return 2;
  if (/^\\u[0-9a-fA-F]{4}/.test(sequence)) return 6;
  throw inputError(cursor, at, 'run/input-json', `"${sequence.slice(0, 2)}" escapes nothing in JSON`);
}

/** The text of a JSON number. */
export function readNumberText(cursor: Cursor): string {
  const { text, units, at: start } = cursor;
  let at = start;
  if (units[at] === UNIT.minus) at++;
  at = units[at] === UNIT.zero ? at + 1 : skipDigits(cursor, at);
  if (units[at] === UNIT.point) at = skipDigits(cursor, at + 1);
  const unit = units[at];
  if (unit === UNIT.lowerE || unit === UNIT.upperE) {
    const sign = units[at + 1];
    at = skipDigits(cursor, sign === UNIT.plus || sign === UNIT.minus ? at + 2 : at + 1);
  }
  cursor.at = at;
  return text.slice(start, at);
}

/** One digit or more. */
function skipDigits(cursor: Cursor, from: number): number {
  let at = from;
  while (isDigit(cursor.units[at] ?? 0)) at++;
  if (at === from) throw syntaxError(cursor, 'a number', cursor.at);
  return at;
}

export function isDigit(unit: number): boolean {
  return unit >= UNIT.zero && unit <= UNIT.nine;
}

/** Moves past any JSON value. */
export function skipValue(cursor: Cursor, depth = 0): void {
  const unit = cursor.units[cursor.at] ?? 0;
  if (unit === UNIT.quote) readText(cursor);
  else if (unit === UNIT.openBrace) skipObject(cursor, depth);
  else if (unit === UNIT.openBracket) skipArray(cursor, depth);
  else if (unit === UNIT.minus || isDigit(unit)) readNumberText(cursor);
  else if (!['null', 'true', 'false'].some((word) => skipWord(cursor, word))) {
    throw syntaxError(cursor, 'a value');
  }
}

/** Moves into an object or array. */
function enter(cursor: Cursor, depth: number): void {
  if (depth >= MAX_DEPTH) {
    throw inputError(cursor, cursor.at, 'run/input-json', `value has more than ${MAX_DEPTH} levels`);
  }
  cursor.at++;
}

function skipObject(cursor: Cursor, depth: number): void {
  enter(cursor, depth);
  if (closesAtOnce(cursor, UNIT.closeBrace)) return;
  do {
    readText(cursor);
    expectUnit(cursor, UNIT.colon, '":"');
    skipBlanks(cursor);
    skipValue(cursor, depth + 1);
  } while (moreItems(cursor, UNIT.closeBrace, '"," or "}"'));
}

function skipArray(cursor: Cursor, depth: number): void {
  enter(cursor, depth);
  if (closesAtOnce(cursor, UNIT.closeBracket)) return;
  do skipValue(cursor, depth + 1);
  while (moreItems(cursor, UNIT.closeBracket, '"," or "]"'));
}
