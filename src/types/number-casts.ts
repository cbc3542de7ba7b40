import { floatText4, floatText8 } from './float-text.ts';
import { outOfRange } from './invalid-text.ts';
import { NUMERIC_DIGITS, parseNumeric, rescale } from './numeric.ts';
import { INTEGER_RANGES, type IntegerKind, nearestFloat4 } from './scalar-text.ts';
import type { SqlType } from './sql-type.ts';
import type { Value } from './value.ts';

/** Kinds whose values are `bigint`. */
const WIDE: ReadonlySet<string> = new Set(['int8', 'uint8', 'mz_timestamp']);

export function isIntegerKind(kind: string): kind is IntegerKind {
  return Object.hasOwn(INTEGER_RANGES, kind);
}

/** Any whole number as a value of an integer type. @throws {SinkError} `run/out-of-range` */
export function toInteger(kind: IntegerKind): (value: number | bigint) => number | bigint {
  const { least, greatest } = INTEGER_RANGES[kind];
  if (WIDE.has(kind)) {
    return (value) => {
      const wide = BigInt(value);
      if (wide < least || wide > greatest) throw outOfRange(kind, String(value));
      return wide;
    };
  }
  const low = Number(least);
  const high = Number(greatest);
  return (value) => {
    if (value < low || value > high) throw outOfRange(kind, String(value));
    return Number(value);
  };
}

/** Half goes to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

function floatToInteger(kind: IntegerKind): (value: number) => number | bigint {
  const convert = toInteger(kind);
  return (value) => {
    if (!Number.isFinite(value)) throw outOfRange(kind, String(value));
    const rounded = roundHalfEven(value);
    return convert(Number.isSafeInteger(rounded) ? rounded + 0 : BigInt(rounded));
  };
}

/** Half goes away from zero. For uint8 alone a negative number that rounds to zero is out of range. */
function numericToInteger(kind: IntegerKind): (value: string) => number | bigint {
  const convert = toInteger(kind);
  return (value) => {
    if (value === 'NaN' || (kind === 'uint8' && value.startsWith('-'))) throw outOfRange(kind, value);
    return convert(BigInt(rescale(value, 0)));
  };
}

function toFloat4(value: number | bigint | string): number {
  const float =
    typeof value === 'string' && value !== 'NaN' ? nearestFloat4(value) : Math.fround(Number(value));
  const given = Number(value);
  const vanished = float === 0 && given !== 0;
  if (vanished || (!Number.isFinite(float) && Number.isFinite(given)))
    throw outOfRange('float4', String(value));
  return float;
}

/** Rounds to the scale of the type. @throws {SinkError} `run/out-of-range` where the digits before the point are too many */
export function fitNumeric(value: string, scale: number | undefined): string {
  if (scale === undefined || value === 'NaN') return value;
  const rounded = rescale(value, scale);
  const whole = rounded.replace(/^-/, '').replace(/\..*$/, '');
  if (whole.length > NUMERIC_DIGITS - scale && whole !== '0')
    throw outOfRange(`numeric(39, ${scale})`, value);
  return rounded;
}

function floatToNumeric(value: number, text: (value: number) => string): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) throw outOfRange('numeric', String(value));
  return parseNumeric(text(value));
}

type Convert = (value: never, to: SqlType) => Value;

/** The conversion between two types of number, by the kinds of both. */
export function numberConversion(from: string, to: string): Convert {
  if (from === 'oid' && to === 'int4') return (value: number) => value | 0;
  if (to === 'oid' && (from === 'int2' || from === 'int4')) return (value: number) => value >>> 0;
  if (to === 'bool') return (value: number | bigint) => value !== 0 && value !== 0n;
  if (from === 'bool') return (value: boolean) => (value ? 1 : 0);
  if (to === 'numeric') {
    const text = numericTextOf(from);
    return (value: never, type: SqlType) => fitNumeric(text(value), scaleOf(type));
  }
  if (to === 'float8') return (value: number | bigint | string) => Number(value);
  if (to === 'float4') return toFloat4;
  if (!isIntegerKind(to)) throw new Error(`bug: ${to} is no type of number`);
  if (from === 'numeric') return numericToInteger(to);
  return from === 'float4' || from === 'float8' ? floatToInteger(to) : toInteger(to);
}

function numericTextOf(from: string): (value: never) => string {
  if (from === 'float4') return (value: number) => floatToNumeric(value, floatText4);
  if (from === 'float8') return (value: number) => floatToNumeric(value, floatText8);
  return (value: number | bigint | string) => String(value);
}

export function scaleOf(type: SqlType): number | undefined {
  return type.kind === 'numeric' ? type.scale : undefined;
}
