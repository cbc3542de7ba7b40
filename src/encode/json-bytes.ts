import type { Column, SqlType } from '../types/sql-type.ts';
import type { Row } from '../types/value.ts';
import { distinctNames } from './column-names.ts';
import { createJsonValueWriter, type JsonPurpose } from './json-values.ts';
import { createSlabWriter, type Write } from './slab.ts';
import { writeBytes, writeQuotedText, writeText } from './text-bytes.ts';

/** The JSON object of a row, or of some of its columns: compact, in UTF-8. */
export type JsonBytesWriter = (row: Row) => Uint8Array;

interface Member {
  /** What stands before the value: `{"id":`, `,"name":`. */
  readonly prefix: Uint8Array;
  readonly position: number;
  readonly write: Write<never>;
}

const NULL = Uint8Array.of(0x6e, 0x75, 0x6c, 0x6c);
const QUOTE = 0x22;
const ZERO = 0x30;
const MINUS = 0x2d;
const CLOSE = 0x7d;

/**
 * Compiles the writing of whole rows straight into memory: the same as a `JsonWriter` gives, without a text in between.
 *
 * @param positions  which columns, in this order
 */
export function createJsonBytesWriter(
  columns: readonly Column[],
  positions: readonly number[],
  purpose: JsonPurpose,
): JsonBytesWriter {
  const members = membersOf(columns, positions, purpose);
  if (members.length === 0) return createSlabWriter((_, into, at) => writeText('{}', into, at));
  return createSlabWriter(composeWriter(members));
}

function composeWriter(members: readonly Member[]): Write<Row> {
  return (row, into, from) => {
    let at = from;
    for (const { prefix, position, write } of members) {
      const value = row[position] ?? null;
      at = writeBytes(prefix, into, at);
      at = value === null ? writeBytes(NULL, into, at) : write(value as never, into, at);
    }
    into[at] = CLOSE;
    return at + 1;
  };
}

function membersOf(
  columns: readonly Column[],
  positions: readonly number[],
  purpose: JsonPurpose,
): readonly Member[] {
  const encoder = new TextEncoder();
  const names = distinctNames(positions.map((position) => columns[position]?.name ?? ''));
  return positions.map((position, index) => {
    const column = columns[position];
    if (column === undefined) throw new Error(`bug: no column ${position}`);
    return {
      prefix: encoder.encode(`${index === 0 ? '{' : ','}${JSON.stringify(names[index])}:`),
      position,
      write: writerOf(column.type, purpose),
    };
  });
}

/** What rows are mostly made of is written digit by digit; the rest by way of its text. */
function writerOf(type: SqlType, purpose: JsonPurpose): Write<never> {
  switch (type.kind) {
    case 'int2':
    case 'int4':
    case 'uint2':
    case 'uint4':
    case 'oid':
      return writeInteger;
    case 'int8':
    case 'uint8':
      return writeBigint;
    case 'numeric':
    case 'uuid':
      return writeInQuotes;
    case 'text':
    case 'varchar':
    case 'name':
      return writeQuotedText;
    default: {
      const textOf = createJsonValueWriter(type, purpose);
      return (value, into, at) => writeText(textOf(value), into, at);
    }
  }
}

const writeInQuotes: Write<string> = (text, into, at) => {
  into[at] = QUOTE;
  const end = writeText(text, into, at + 1);
  into[end] = QUOTE;
  return end + 1;
};

const writeBigint: Write<bigint> = (value, into, at) => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? writeInteger(number, into, at) : writeText(`${value}`, into, at);
};

/** Seven digits at a time: whole numbers of 32 bits divide fast. */
const PART = 10_000_000;
const PART_DIGITS = 7;

/** @param value  safe */
const writeInteger: Write<number> = (value, into, from) => {
  if (value < 0) {
    into[from] = MINUS;
    return writeInteger(-value, into, from + 1);
  }
  if (value < PART) return writeDigits(value, digitCount(value), into, from);
  const upper = Math.floor(value / PART);
  const at = writeInteger(upper, into, from);
  return writeDigits(value - upper * PART, PART_DIGITS, into, at);
};

function writeDigits(value: number, count: number, into: Uint8Array, at: number): number {
  let rest = value | 0;
  for (let index = at + count - 1; index >= at; index--) {
    const tenth = (rest / 10) | 0;
    into[index] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  return at + count;
}

function digitCount(value: number): number {
  let count = 1;
  for (let bound = 10; value >= bound; bound *= 10) count++;
  return count;
}
