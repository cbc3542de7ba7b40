import type { Cursor } from './input-error.ts';
import { isDigit, UNIT } from './json-scanner.ts';

/** Exact as a number, whatever the digits. */
const SAFE_DIGITS = 15;
/** Exponents beyond this fit no type, and would make texts of that length. */
const MAX_EXPONENT = 400;
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** An integer of at most 15 digits; NaN, without moving, for anything else. */
export function readShortInteger(cursor: Cursor): number {
  const { text, at: start } = cursor;
  let at = start;
  let unit = text.charCodeAt(at);
  const negative = unit === UNIT.minus;
  if (negative) unit = text.charCodeAt(++at);
  const first = at;
  let value = 0;
  while (isDigit(unit)) {
    value = value * 10 + (unit - UNIT.zero);
    unit = text.charCodeAt(++at);
  }
  const digits = at - first;
  if (digits === 0 || digits > SAFE_DIGITS) return Number.NaN;
  if (digits > 1 && text.charCodeAt(first) === UNIT.zero) return Number.NaN;
  if (unit === UNIT.point || unit === UNIT.lowerE || unit === UNIT.upperE) return Number.NaN;
  cursor.at = at;
  return negative ? 0 - value : value;
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
