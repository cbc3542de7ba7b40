import { compareUtf8 } from '../types/compare-text.ts';
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
  const readItem: ValueReader = (cursor) =>
    cursor.units[cursor.at] === UNIT.openBracket ? readDimension(cursor) : readElement(cursor);
  const readDimension = sequenceReader(type, readItem);
  return (cursor) => {
    const start = cursor.at;
    const value = readDimension(cursor);
    if (Array.isArray(value) && hasShape(value, shapeOf(value))) return value;
    throw mismatch(cursor, start, type, ': its dimensions are not all of one length');
  };
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
