/** Where fixed notation ends: exponents of the first digit, both ends included. */
interface FixedRange {
  readonly lowest: number;
  readonly highest: number;
}

const FIXED8: FixedRange = { lowest: -5, highest: 15 };
const FIXED4: FixedRange = { lowest: -6, highest: 12 };

/** The shortest digits that read back as the number, without point: `value = 0.d1d2.. * 10^(exponent + 1)`. */
interface ShortestDigits {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

/** `float8` as a JSON number: `1.0`, `1e+16`, `1.5e-7`; `null` for NaN and the infinities. */
export function floatJson8(value: number): string {
  const size = Math.abs(value);
  // JavaScript lays these out alike, but for the fraction of an integer.
  if (size >= 1e-5 && size < 1e16) return Number.isInteger(value) ? `${value}.0` : `${value}`;
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (!Number.isFinite(value)) return 'null';
  return layOut(shortestFloat8(value), FIXED8, '.0');
}

/** `float4` as a JSON number, with the shortest digits for 32 bits; `null` for NaN and the infinities. */
export function floatJson4(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 0x1000000) {
    return Object.is(value, -0) ? '-0.0' : `${value}.0`;
  }
  if (!Number.isFinite(value)) return 'null';
  return layOut(shortestFloat4(value), FIXED4, '.0');
}

/** `float8` as text: as in JSON, but `1`, `NaN`, `Infinity`, `-0`. */
export function floatText8(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return Object.is(value, -0) ? '-0' : `${value}`;
  return layOut(shortestFloat8(value), FIXED8, '');
}

/** `float4` as text: as in JSON, but `1`, `NaN`, `Infinity`, `-0`. */
export function floatText4(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return Object.is(value, -0) ? '-0' : `${value}`;
  return layOut(shortestFloat4(value), FIXED4, '');
}

/** @param value  finite and not zero */
export function shortestFloat8(value: number): ShortestDigits {
  return takeApart(value.toExponential());
}

const SMALLEST_NORMAL4 = 1.1754943508222875e-38;

/**
 * @param value  finite, not zero, rounded to 32 bits
 *
 * Six digits survive a trip through a normal float4, so anything shorter is found among them.
 */
export function shortestFloat4(value: number): ShortestDigits {
  const least = Math.abs(value) >= SMALLEST_NORMAL4 ? 6 : 1;
  for (let count = least; count < 9; count++) {
    const text = value.toExponential(count - 1);
    if (Math.fround(Number(text)) === value) return takeApart(text);
    const above = nextAbove(text);
    if (isPowerOfTwo(value) && Math.fround(Number(above)) === value) return takeApart(above);
  }
  return takeApart(value.toExponential(8));
}

/** Below a power of two the next float is nearer than above it: a shortest decimal may lie above only. */
function isPowerOfTwo(value: number): boolean {
  const exponent = Math.log2(Math.abs(value));
  return Number.isInteger(exponent);
}

/** The decimal one unit in the last digit further from zero; `text` is in exponent notation. */
function nextAbove(text: string): string {
  const { negative, digits, exponent } = takeApart(text, false);
  return `${negative ? '-' : ''}${BigInt(digits) + 1n}e${exponent - digits.length + 1}`;
}

function takeApart(text: string, reduce = true): ShortestDigits {
  const negative = text.startsWith('-');
  const split = text.indexOf('e');
  const mantissa = text.slice(negative ? 1 : 0, split).replace('.', '');
  const point = text.indexOf('.');
  const whole = (point < 0 ? split : point) - (negative ? 1 : 0);
  const digits = reduce ? mantissa.replace(/(?<=.)0+$/, '') : mantissa;
  return { negative, digits, exponent: Number(text.slice(split + 1)) + whole - 1 };
}

function layOut(number: ShortestDigits, fixed: FixedRange, integerSuffix: string): string {
  const { digits, exponent } = number;
  const sign = number.negative ? '-' : '';
  if (exponent < fixed.lowest || exponent > fixed.highest) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${sign}${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return `${sign}${digits.padEnd(exponent + 1, '0')}${integerSuffix}`;
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
