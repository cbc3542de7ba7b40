import { Decimal as BaseDecimal } from 'decimal.js';
import { SinkError } from '../diagnostics/sink-error.ts';
import { invalidText, outOfRange } from './invalid-text.ts';
import { trimWhiteSpace } from './white-space.ts';

/** Significant digits of a numeric, and fraction digits at most. */
export const NUMERIC_DIGITS = 39;

/** Arithmetic as `numeric` does it: 39 digits, half to even. */
export const Decimal = BaseDecimal.clone({
  precision: NUMERIC_DIGITS,
  rounding: BaseDecimal.ROUND_HALF_EVEN,
  toExpNeg: -1000,
  toExpPos: 1000,
});

const FORM = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

/** Reads decimal digits with an exponent, or `NaN`. @throws {SinkError} `run/invalid-text`, `run/out-of-range` */
export function parseNumeric(text: string): string {
  const trimmed = trimWhiteSpace(text);
  if (/^nan$/i.test(trimmed)) return 'NaN';
  const match = FORM.exec(trimmed);
  if (match === null) throw invalidText('numeric', text);
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  return reduceDigits(sign === '-', whole + fraction, Number(exponent) - fraction.length, trimmed);
}

/**
 * Lays out `digits * 10^exponent` without exponent and needless zeros. Digits that do not fit behind the point are
 * rounded half away from zero.
 *
 * @throws {SinkError} `run/out-of-range` with more than 39 digits before the point, or for less than 1e-39
 */
function reduceDigits(negative: boolean, written: string, exponent: number, shown: string): string {
  const digits = written.replace(/^0+/, '').replace(/0+$/, '');
  if (digits === '') return '0';
  const lowest = exponent + written.length - written.replace(/0+$/, '').length;
  const highest = lowest + digits.length - 1;
  if (highest >= NUMERIC_DIGITS || highest < -NUMERIC_DIGITS) throw outOfRange('numeric', shown);
  const scale = Math.max(0, -lowest);
  const surplus = Math.max(scale, digits.length) - NUMERIC_DIGITS;
  if (surplus > 0) return rescale(layOut(negative, digits, lowest), scale - surplus);
  return layOut(negative, digits, lowest);
}

function layOut(negative: boolean, digits: string, exponent: number): string {
  const sign = negative ? '-' : '';
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent);
  const padded = digits.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** Rounds half away from zero to `scale` digits behind the point; a negative scale rounds before it. */
export function rescale(numeric: string, scale: number): string {
  const point = numeric.indexOf('.');
  if (numeric === 'NaN' || (scale >= 0 && (point < 0 || numeric.length - point - 1 <= scale))) return numeric;
  const negative = numeric.startsWith('-');
  const unsigned = negative ? numeric.slice(1) : numeric;
  const [whole = '', fraction = ''] = unsigned.split('.');
  const kept = whole.length + scale;
  if (kept < 0) return '0';
  const digits = whole + fraction;
  const roundUp = (digits[kept] ?? '0') >= '5';
  const rounded = BigInt(`0${digits.slice(0, kept)}`) + (roundUp ? 1n : 0n);
  return reduceDigits(negative, String(rounded), -scale, numeric);
}

/** The result of arithmetic as a value. @throws {SinkError} `run/out-of-range` */
export function fromDecimal(decimal: BaseDecimal): string {
  if (decimal.isNaN()) return 'NaN';
  if (!decimal.isFinite()) throw outOfRange('numeric', decimal.toString());
  return parseNumeric(decimal.toFixed());
}

/** Both short enough that numbers compute them exactly. */
function short(left: string, right: string): boolean {
  return left.length <= 15 && right.length <= 15 && isInteger(left) && isInteger(right);
}

function isInteger(numeric: string): boolean {
  return Number.isInteger(Number(numeric));
}

export function addNumeric(left: string, right: string): string {
  if (short(left, right)) return String(Number(left) + Number(right));
  return fromDecimal(new Decimal(left).plus(right));
}

export function subtractNumeric(left: string, right: string): string {
  if (short(left, right)) return String(Number(left) - Number(right));
  return fromDecimal(new Decimal(left).minus(right));
}

export function multiplyNumeric(left: string, right: string): string {
  return fromDecimal(new Decimal(left).times(right));
}

export function divideNumeric(left: string, right: string): string {
  if (right === '0') throw divisionByZero();
  return fromDecimal(new Decimal(left).div(right));
}

/** The sign is that of the dividend. */
export function remainderNumeric(left: string, right: string): string {
  if (right === '0') throw divisionByZero();
  // The sum turns -0 into 0.
  if (short(left, right)) return String((Number(left) % Number(right)) + 0);
  return fromDecimal(new Decimal(left).mod(right));
}

export function divisionByZero(): SinkError {
  return new SinkError('run/division-by-zero', 'division by zero');
}

export function negateNumeric(numeric: string): string {
  if (numeric === '0' || numeric === 'NaN') return numeric;
  return numeric.startsWith('-') ? numeric.slice(1) : `-${numeric}`;
}

/** NaN equals itself and is greater than every other number. */
export function compareNumeric(left: string, right: string): number {
  if (left === right) return 0;
  if (left === 'NaN' || right === 'NaN') return left === 'NaN' ? 1 : -1;
  const leftNumber = Number(left);
  const rightNumber = Number(right);
  if (leftNumber !== rightNumber) return leftNumber < rightNumber ? -1 : 1;
  return new Decimal(left).cmp(right);
}
