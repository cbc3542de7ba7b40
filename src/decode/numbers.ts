import type { Cursor } from './input-error.ts';
import { isDigit, UNIT } from './json-scanner.ts';

/** Exact as a number, whatever the digits. */
const SAFE_DIGITS = 15;
/** Exponents beyond this fit no type, and would make texts of that length. */
const MAX_EXPONENT = 400;
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** An integer of at most 15 digits; NaN, without moving, for anything else. */
export function readShortInteger(cursor: Cursor): number {
  const { units, at: start } = cursor;
  let at = start;
  let unit = units[at] ?? 0;
  const negative = unit === UNIT.minus;
  if (negative) unit = units[++at] ?? 0;
  const first = at;
  let value = 0;
  while (isDigit(unit)) {
    value = value * 10 + (unit - UNIT.zero);
    unit = units[++at] ?? 0;
  }
  const digits = at - first;
  if (digits === 0 || digits > SAFE_DIGITS) return Number.NaN;
  if (digits > 1 && units[first] === UNIT.zero) return Number.NaN;
  if (unit === UNIT.point || unit === UNIT.lowerE || unit === UNIT.upperE) return Number.NaN;
  cursor.at = at;
  return negative ? 0 - value : value;
}

/**
 * A decimal of at most 15 digits on each side of the point, without needless zeros at its end; undefined, without
 * moving, for anything else that is one, and for what is none.
 */
export function readShortDecimal(cursor: Cursor, maxFraction: number): string | undefined {
  const { units, at: start } = cursor;
  const first = units[start] === UNIT.minus ? start + 1 : start;
  const point = digitsEnd(units, first);
  const whole = point - first;
  // `-0` is 0 and `-0.5` is not: both are left to the longer way.
  const zero = units[first] === UNIT.zero && (whole > 1 || first > start);
  if (whole === 0 || whole > SAFE_DIGITS || zero) return undefined;
  let end = point;
  let kept = point;
  if (units[point] === UNIT.point) {
    end = digitsEnd(units, point + 1);
    if (end === point + 1 || end - point > SAFE_DIGITS) return undefined;
    kept = end;
    while (units[kept - 1] === UNIT.zero) kept--;
    if (kept === point + 1) kept = point;
    if (kept - point - 1 > maxFraction) return undefined;
  }
  const unit = units[end];
  if (unit === UNIT.lowerE || unit === UNIT.upperE) return undefined;
  cursor.at = end;
  return cursor.text.slice(start, kept);
}

function digitsEnd(units: Cursor['units'], from: number): number {
  let at = from;
  while (isDigit(units[at] ?? 0)) at++;
  return at;
}

/** The integer a JSON number or decimal text stands for, `1.0` and `1e3` among them. */
export function exactInteger(text: string): bigint | undefined {
  const decimal = reduceDecimal(text);
  return decimal === undefined || decimal.includes('.') ? undefined : BigInt(decimal);
}

/** A decimal in standard notation without needless zeros; undefined where it is none, or far too large. */
export function reduceDecimal(text: string): string | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  const significant = digits.replace(/^0+/, '');
  if (significant === '') return '0';
  const point = whole.length + Number(exponent);
  if (Math.abs(point) > MAX_EXPONENT + digits.length) return undefined;
  const wholePart = (point > 0 ? digits.slice(0, point).padEnd(point, '0') : '').replace(/^0+/, '');
  const fractionPart = (point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits).replace(/0+$/, '');
  return `${sign}${wholePart || '0'}${fractionPart === '' ? '' : `.${fractionPart}`}`;
}
