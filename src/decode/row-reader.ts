import { nearestNames } from '../diagnostics/nearest.ts';
import type { Column, SqlType } from '../types/sql-type.ts';
import type { Value } from '../types/value.ts';
import { type Cursor, inputError } from './input-error.ts';
import {
  closesAtOnce,
  moreItems,
  readText,
  skipBlanks,
  skipWord,
  syntaxError,
  UNIT,
} from './json-scanner.ts';
import { createNameReader } from './member-names.ts';

/** Compiles the reading of one value that is not `null`. A record's is made of a row's, hence handed over. */
export type CreateValueReader = (type: SqlType, column: string) => (cursor: Cursor) => Value;

/**
 * Compiles the reading of a row, or of a record's value, from a JSON object with its columns in any order.
 *
 * @param path  what stands before the names of these columns in messages
 */
export function createRowReader(
  columns: readonly Column[],
  createValueReader: CreateValueReader,
  path = '',
): (cursor: Cursor) => Value[] {
  const readName = createNameReader(columns.map(({ name }) => name));
  const paths = columns.map(({ name }) => path + name);
  const readers = columns.map((column, index) => createValueReader(column.type, paths[index] ?? ''));
  const blank: readonly Value[] = columns.map(() => null);
  // Which object a column was last seen in: tells a second one without clearing anything.
  const seenIn = columns.map(() => 0);
  let objects = 0;

  const readColumn = (cursor: Cursor, object: number, previous: number, row: Value[]): number => {
    const start = cursor.at;
    const index = readName(cursor, previous);
    const read = readers[index];
    if (read === undefined) throw unknownColumn(cursor, start, columns, path);
    if (seenIn[index] === object) throw repeatedColumn(cursor, start, paths[index]);
    seenIn[index] = object;
    cursor.column = paths[index] ?? '';
    skipBlanks(cursor);
    if (cursor.units[cursor.at] === UNIT.lowerN) readNull(cursor, columns[index], row, index);
    else row[index] = read(cursor);
    return index;
  };

  return (cursor) => {
    if (cursor.units[cursor.at] !== UNIT.openBrace) throw syntaxError(cursor, 'an object');
    const start = cursor.at++;
    const object = ++objects;
    const row = blank.slice();
    let count = 0;
    if (!closesAtOnce(cursor, UNIT.closeBrace)) {
      let previous = -1;
      do {
        previous = readColumn(cursor, object, previous, row);
        count++;
      } while (moreItems(cursor, UNIT.closeBrace, '"," or "}"'));
    }
    if (count < columns.length) {
      const missing = columns.findIndex(({ nullable }, index) => !nullable && seenIn[index] !== object);
      if (missing >= 0) throw missingColumn(cursor, start, paths[missing]);
    }
    return row;
  };
}

/** `null` is NULL, but where a jsonb column is NOT NULL it is the JSON value `null`. */
function readNull(cursor: Cursor, column: Column | undefined, row: Value[], index: number): void {
  if (!skipWord(cursor, 'null')) throw syntaxError(cursor, 'a value');
  if (column?.nullable === true) return;
  if (column?.type.kind === 'jsonb') {
    row[index] = 'null';
    return;
  }
  const message = `column "${cursor.column}" is NOT NULL and cannot take null`;
  throw inputError(cursor, cursor.at - 'null'.length, 'run/input-null', message);
}

function missingColumn(cursor: Cursor, start: number, path: string | undefined): Error {
  const message = `column "${path}" is NOT NULL and is left out`;
  return inputError(
    cursor,
    start,
    'run/input-null',
    message,
    'Only columns that can be NULL may be left out.',
  );
}

function repeatedColumn(cursor: Cursor, start: number, path: string | undefined): Error {
  return inputError(cursor, start, 'run/input-column', `column "${path}" stands in one object twice`);
}

function unknownColumn(cursor: Cursor, start: number, columns: readonly Column[], path: string): Error {
  const name = readText({ ...cursor, at: start });
  const names = columns.map((column) => column.name);
  const [nearest] = nearestNames(name, names);
  const all = names.map((known) => `"${known}"`).join(', ');
  const hint = nearest === undefined ? `There are ${all}.` : `Did you mean "${nearest}"?`;
  return inputError(cursor, start, 'run/input-column', `column "${path}${name}" does not exist`, hint);
}
