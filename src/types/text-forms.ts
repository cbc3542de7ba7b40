import { fitCharacters, fitName, padCharacters } from './characters.ts';
import {
  formatArray,
  formatList,
  formatMap,
  formatRecord,
  parseArray,
  parseList,
  parseMap,
} from './container-text.ts';
import {
  formatDateText,
  formatInterval,
  formatTimestampText,
  formatTimeText,
  parseDate,
  parseInterval,
  parseTime,
  parseTimestamp,
  parseTimestamptz,
  roundTimestamp,
} from './datetime.ts';
import { floatText4, floatText8 } from './float-text.ts';
import { canonicalJson } from './json-text.ts';
import { parseNumeric, rescale } from './numeric.ts';
import {
  formatBytea,
  parseBool,
  parseBytea,
  parseFloatText,
  parseInteger,
  parseUuid,
} from './scalar-text.ts';
import { showType } from './show-type.ts';
import type { SqlType } from './sql-type.ts';
import type { IntervalValue, Value } from './value.ts';

/**
 * Reads a value from its text form. `varchar(n)` and `char(n)` refuse what is too long.
 *
 * @throws {SinkError} `run/invalid-text`, `run/out-of-range`
 */
export function parseText(type: SqlType, text: string): Value {
  switch (type.kind) {
    case 'bool':
      return parseBool(text);
    case 'int2':
    case 'int4':
    case 'uint2':
    case 'uint4':
    case 'oid':
      return Number(parseInteger(type.kind, text));
    case 'int8':
    case 'uint8':
    case 'mz_timestamp':
      return parseInteger(type.kind, text);
    case 'float4':
    case 'float8':
      return parseFloatText(type.kind, text);
    case 'numeric':
      return type.scale === undefined ? parseNumeric(text) : rescale(parseNumeric(text), type.scale);
    case 'text':
      return text;
    case 'name':
      return fitName(text);
    case 'varchar':
    case 'char':
      return fitCharacters(type, text, false);
    case 'bytea':
      return parseBytea(text);
    case 'uuid':
      return parseUuid(text);
    case 'jsonb':
      return canonicalJson(text);
    case 'array':
      return parseArray(type, text, parseText);
    case 'list':
      return parseList(type, text, parseText);
    case 'map':
      return parseMap(type, text, parseText);
    case 'date':
      return parseDate(text);
    case 'time':
      return parseTime(text);
    case 'timestamp':
      return roundTimestamp(parseTimestamp(text), type.precision ?? 6);
    case 'timestamptz':
      return roundTimestamp(parseTimestamptz(text), type.precision ?? 6);
    case 'interval':
      return parseInterval(text);
    case 'record':
      throw new Error(`bug: ${showType(type)} has no text to read`);
  }
}

/** Writes a value as FORMAT TEXT does; `char(n)` is filled up with blanks. */
export function formatText(type: SqlType, value: Exclude<Value, null>): string {
  switch (type.kind) {
    case 'bool':
      return value === true ? 't' : 'f';
    case 'float4':
      return floatText4(value as number);
    case 'float8':
      return floatText8(value as number);
    case 'char':
      return padCharacters(value as string, type.length);
    case 'bytea':
      return formatBytea(value as Uint8Array);
    case 'date':
      return formatDateText(value as number);
    case 'time':
      return formatTimeText(value as number);
    case 'timestamp':
      return formatTimestampText(value as bigint);
    case 'timestamptz':
      return formatTimestampText(value as bigint, '+00');
    case 'interval':
      return formatInterval(value as IntervalValue);
    case 'array':
      return formatArray(type, value as readonly Value[], formatText);
    case 'list':
      return formatList(type, value as readonly Value[], formatText);
    case 'map':
      return formatMap(type, value as readonly (readonly [string, Value])[], formatText);
    case 'record':
      return formatRecord(type, value as readonly Value[], formatText);
    default:
      return String(value);
  }
}
