import { compareUtf8 } from '../types/compare-text.ts';
import { MAX_DIMENSIONS } from '../types/container-text.ts';
import type { MapSqlType, SequenceType, SqlType } from '../types/sql-type.ts';
import type { Value } from '../types/value.ts';
import type { Cursor } from './input-error.ts';
import { closesAtOnce, expectUnit, moreItems, readText, skipBlanks, UNIT } from './json-scanner.ts';
import { mismatch } from './mismatch.ts';

/** Reads a value that is not `null`; the cursor stands at its first unit. */
export type ValueReader = (cursor: Cursor) => Value;

export function sequenceReader(type: SqlType, readElement: ValueReader): ValueReader {
  return (cursor) => {
    if (cursor.units[cursor.at] !== UNIT.openBracket) throw mismatch(cursor, cursor.at, type);
    cursor.at++;
    const values: Value[] = [];
    if (closesAtOnce(cursor, UNIT.closeBracket)) return values;
    do values.push(readElement(cursor));
    while (moreItems(cursor, UNIT.closeBracket, '"," or "]"'));
    return values;
  };
}

/** Elements that are arrays, as JSON or as values, leave no room for more than one dimension. */
const ONE_DIMENSION: readonly string[] = ['jsonb', 'list', 'array', 'map', 'record'];

export function arrayReader(type: SequenceType, readElement: ValueReader): ValueReader {
  if (ONE_DIMENSION.includes(type.element.kind)) return sequenceReader(type, readElement);
  const readDimension = dimensionReader(type, readElement, MAX_DIMENSIONS);
  return (cursor) => {
    const start = cursor.at;
    const value = readDimension(cursor);
    if (Array.isArray(value) && hasShape(value, shapeOf(value))) return value;
    throw mismatch(cursor, start, type, ': its dimensions are not all of one length');
  };
}

/** @param left  how many dimensions there may still be, with this one */
function dimensionReader(type: SequenceType, readElement: ValueReader, left: number): ValueReader {
  const readInner: ValueReader =
    left > 1
      ? dimensionReader(type, readElement, left - 1)
      : (cursor) => {
          throw mismatch(cursor, cursor.at, type, `: arrays have at most ${MAX_DIMENSIONS} dimensions`);
        };
  return sequenceReader(type, (cursor) =>
    cursor.units[cursor.at] === UNIT.openBracket ? readInner(cursor) : readElement(cursor),
  );
}

function shapeOf(value: Value): readonly number[] {
  return Array.isArray(value) ? [value.length, ...shapeOf(value[0] ?? null)] : [];
}

/** An empty dimension stands alone: `[]`, never `[[]]`. */
function hasShape(value: Value, [length, ...inner]: readonly number[], outermost = true): boolean {
  if (length === undefined) return !Array.isArray(value);
  if (!Array.isArray(value) || value.length !== length) return false;
  return (length > 0 || outermost) && value.every((item) => hasShape(item, inner, false));
}

export function mapReader(type: MapSqlType, readValue: ValueReader): ValueReader {
  return (cursor) => {
    if (cursor.units[cursor.at] !== UNIT.openBrace) throw mismatch(cursor, cursor.at, type);
    cursor.at++;
    const entries = new Map<string, Value>();
    if (closesAtOnce(cursor, UNIT.closeBrace)) return [];
    do {
      const start = cursor.at;
      const key = readText(cursor);
      if (entries.has(key)) throw mismatch(cursor, start, type, ': the key is there twice');
      expectUnit(cursor, UNIT.colon, '":"');
      skipBlanks(cursor);
      entries.set(key, readValue(cursor));
    } while (moreItems(cursor, UNIT.closeBrace, '"," or "}"'));
    return [...entries].sort(([left], [right]) => compareUtf8(left, right));
  };
}
