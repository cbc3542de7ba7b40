import { displayType } from '../types/show-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { type Cursor, inputError, isLineEnd, shownAt } from './input-error.ts';
import { syntaxError } from './json-scanner.ts';

/** How a value of a type is written in a row, as `Write ...` goes on. */
const ACCEPTED: { readonly [K in SqlType['kind']]: string } = {
  bool: 'true or false',
  int2: 'a whole number from -32768 to 32767',
  int4: 'a whole number from -2147483648 to 2147483647',
  int8: 'a whole number from -9223372036854775808 to 9223372036854775807, or the same in a string',
  uint2: 'a whole number from 0 to 65535',
  uint4: 'a whole number from 0 to 4294967295',
  uint8: 'a whole number from 0 to 18446744073709551615, or the same in a string',
  float4: 'a number up to 3.4028235e38, or one of "NaN", "Infinity", "-Infinity"',
  float8: 'a number up to 1.7976931348623157e308, or one of "NaN", "Infinity", "-Infinity"',
  oid: 'a whole number from 0 to 4294967295',
  numeric: 'a number of at most 39 digits, or the same in a string',
  text: 'a string',
  name: 'a string',
  varchar: 'a string',
  char: 'a string',
  bytea: 'a string such as "\\\\x00ff"',
  date: 'a string such as "2024-07-03"',
  time: 'a string such as "18:16:25.5"',
  timestamp: 'a string such as "2024-07-03 18:16:25.5"',
  timestamptz: 'a string such as "2024-07-03 18:16:25.5+00"',
  interval: 'a string such as "1 day 02:03:04"',
  uuid: 'a string such as "324373a5-7718-46b1-a7ea-4a7c9981fc4e"',
  jsonb: 'any JSON value with numbers of at most 39 digits',
  mz_timestamp: 'a whole number from 0 to 18446744073709551615, or the same in a string',
  array: 'an array; arrays in it are further dimensions, of one length each',
  list: 'an array',
  map: 'an object with each key once',
  record: 'an object with the names of the fields',
};

/** What blames the value at `start` for not being one of the type. */
export function mismatch(cursor: Cursor, start: number, type: SqlType, why = ''): Error {
  if (isLineEnd(cursor, start)) return syntaxError(cursor, `a value of column "${cursor.column}"`, start);
  const shown = shownAt(cursor, start);
  const message = `column "${cursor.column}" cannot take ${shown} as ${displayType(type)}${why}`;
  return inputError(cursor, start, 'run/input-value', message, `Write ${ACCEPTED[type.kind]}.`);
}
