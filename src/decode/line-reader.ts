import type { Column } from '../types/sql-type.ts';
import type { Row } from '../types/value.ts';
import { createValueReader } from './column-readers.ts';
import { type Cursor, type InputErrorCode, inputError, shownAt } from './input-error.ts';
import {
  closesAtOnce,
  isDigit,
  moreItems,
  readNumberText,
  readText,
  skipBlanks,
  skipWord,
  syntaxError,
  UNIT,
} from './json-scanner.ts';
import { createNameReader } from './member-names.ts';
import { exactInteger, readShortInteger } from './numbers.ts';
import type { Frontier } from './row-change.ts';
import { createRowReader } from './row-reader.ts';

/** What one line says: a change has a time and a row, a frontier stands alone. */
export interface Line {
  time: bigint | undefined;
  diff: bigint | undefined;
  row: Row | undefined;
  frontier: Frontier | undefined;
  /** Where the value of `time` or `frontier` begins. */
  timeAt: number;
}

const MEMBERS = ['time', 'diff', 'row', 'frontier'] as const;
const SHAPE = 'A change has "time", "row" and perhaps "diff"; a frontier has "frontier" alone.';
export const MAX_TIME = 2n ** 64n - 1n;
const DIFF_BOUND = 2n ** 63n;

/** Compiles the reading of lines; what it answers is the same object each time. */
export function createLineReader(columns: readonly Column[]): (cursor: Cursor) => Line {
  const readName = createNameReader(MEMBERS);
  const readRow = createRowReader(columns, createValueReader);
  const readTime = createIntegerReader('run/input-time', '"time"', 0n, MAX_TIME);
  const readDiff = createIntegerReader('run/input-diff', '"diff"', -DIFF_BOUND, DIFF_BOUND - 1n);
  const readFrontier = createIntegerReader('run/input-frontier', '"frontier"', 0n, MAX_TIME);
  const line: Line = { time: undefined, diff: undefined, row: undefined, frontier: undefined, timeAt: 0 };

  const readMember = (cursor: Cursor, previous: number): number => {
    const start = cursor.at;
    const index = readName(cursor, previous);
    const member = MEMBERS[index];
    if (member === undefined) throw unknownMember(cursor, start);
    if (line[member] !== undefined) throw memberError(cursor, start, `"${member}" stands in one line twice`);
    skipBlanks(cursor);
    if (member === 'row') {
      line.row = readRow(cursor);
    } else if (member === 'diff') {
      line.diff = readNonZero(cursor, readDiff);
    } else {
      line.timeAt = cursor.at;
      if (member === 'time') line.time = readTime(cursor);
      else line.frontier = skipWord(cursor, 'null') ? 'finished' : readFrontier(cursor);
    }
    return index;
  };

  return (cursor) => {
    const start = cursor.at;
    if (cursor.units[start] !== UNIT.openBrace) throw syntaxError(cursor, 'an object');
    cursor.at++;
    line.time = line.diff = line.row = line.frontier = undefined;
    if (!closesAtOnce(cursor, UNIT.closeBrace)) {
      let previous = -1;
      do previous = readMember(cursor, previous);
      while (moreItems(cursor, UNIT.closeBrace, '"," or "}"'));
    }
    checkShape(cursor, start, line);
    return line;
  };
}

function checkShape(cursor: Cursor, start: number, { time, diff, row, frontier }: Line): void {
  if (frontier !== undefined) {
    if (time === undefined && diff === undefined && row === undefined) return;
    throw memberError(cursor, start, 'line is both a change and a frontier');
  }
  if (time === undefined) throw memberError(cursor, start, 'line has no "time"');
  if (row === undefined) throw memberError(cursor, start, 'line has no "row"');
}

function memberError(cursor: Cursor, at: number, message: string): Error {
  return inputError(cursor, at, 'run/input-member', message, SHAPE);
}

function unknownMember(cursor: Cursor, start: number): Error {
  const name = readText({ ...cursor, at: start });
  return memberError(cursor, start, `member "${name}" is none of a line`);
}

function readNonZero(cursor: Cursor, readDiff: (cursor: Cursor) => bigint): bigint {
  const start = cursor.at;
  const diff = readDiff(cursor);
  if (diff !== 0n) return diff;
  const hint = 'Leave the line out, or write how many rows came (above 0) or went (below 0).';
  throw inputError(cursor, start, 'run/input-diff', '"diff" cannot be 0', hint);
}

/** A number or a string of digits; the last short one is kept, since lines mostly repeat it. */
function createIntegerReader(
  code: InputErrorCode,
  member: string,
  least: bigint,
  greatest: bigint,
): (cursor: Cursor) => bigint {
  let lastShort = 0;
  let last = 0n;

  const longInteger = (cursor: Cursor): bigint | undefined => {
    const unit = cursor.units[cursor.at] ?? 0;
    if (unit === UNIT.minus || isDigit(unit)) return exactInteger(readNumberText(cursor));
    if (unit !== UNIT.quote) return undefined;
    const text = readText(cursor);
    return /^-?\d{1,20}$/.test(text) ? BigInt(text) : undefined;
  };

  return (cursor) => {
    const start = cursor.at;
    const short = readShortInteger(cursor);
    if (short === lastShort && short >= Number(least)) return last;
    const value = Number.isNaN(short) ? longInteger(cursor) : BigInt(short);
    if (value === undefined || value < least || value > greatest) {
      const hint = `Write a whole number from ${least} to ${greatest}, or the same in a string.`;
      throw inputError(cursor, start, code, `${member} cannot take ${shownAt(cursor, start)}`, hint);
    }
    if (!Number.isNaN(short)) {
      lastShort = short;
      last = value;
    }
    return value;
  };
}
