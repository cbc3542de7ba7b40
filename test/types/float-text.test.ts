import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatJson4, floatJson8, floatText4, floatText8 } from '../../src/types/float-text.ts';

describe('float8 as a JSON number', () => {
  it.each([
    [0, '0.0'],
    [-0, '-0.0'],
    [1, '1.0'],
    [-1, '-1.0'],
    [1234.5678, '1234.5678'],
    [1e15, '1000000000000000.0'],
    [9999999999999998, '9999999999999998.0'],
    [1e16, '1e+16'],
    [Number('12345678901234567'), '1.2345678901234568e+16'],
    [1e21, '1e+21'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [0.00001, '0.00001'],
    [0.000001, '1e-6'],
    [-0.0000015, '-1.5e-6'],
    [1.5e-7, '1.5e-7'],
    [5e-324, '5e-324'],
    [Number.NaN, 'null'],
    [Number.POSITIVE_INFINITY, 'null'],
    [Number.NEGATIVE_INFINITY, 'null'],
  ])('%d is %s', (value, text) => {
    expect(floatJson8(value)).toBe(text);
  });

  it('reads back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(floatJson8(value))).toBe(value);
        expect(Number(floatText8(value))).toBe(value);
      }),
    );
  });
});

describe('float4 as a JSON number', () => {
  it.each([
    [0, '0.0'],
    [-0, '-0.0'],
    [0.1, '0.1'],
    [1.1, '1.1'],
    [1234.5678, '1234.5677'],
    [16777216, '16777216.0'],
    [1e12, '1000000000000.0'],
    [1e13, '1e+13'],
    [1.5e13, '1.5e+13'],
    [3.4028235e38, '3.4028235e+38'],
    [0.000001, '0.000001'],
    [0.0000001, '1e-7'],
    [1e-45, '1e-45'],
    [1.17549435e-38, '1.1754944e-38'],
    [Number.NaN, 'null'],
    [Number.POSITIVE_INFINITY, 'null'],
  ])('%d is %s', (value, text) => {
    expect(floatJson4(Math.fround(value))).toBe(text);
  });

  it('reads back as the same number', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(floatJson4(value)))).toBe(value);
        expect(Math.fround(Number(floatText4(value)))).toBe(value);
      }),
    );
  });

  it('is the shortest decimal that reads back, also at powers of two', () => {
    for (let exponent = -149; exponent < 128; exponent++) {
      const value = 2 ** exponent;
      const digits = digitCount(floatJson4(value));
      expect(digits, floatJson4(value)).toBe(fewestDigits(value));
    }
  });
});

describe('floats as text', () => {
  it.each([
    [1, '1'],
    [-0, '-0'],
    [1e15, '1000000000000000'],
    [1e16, '1e+16'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('float8 %d is %s', (value, text) => {
    expect(floatText8(value)).toBe(text);
  });

  it.each([
    [1, '1'],
    [0.1, '0.1'],
    [1e13, '1e+13'],
  ])('float4 %d is %s', (value, text) => {
    expect(floatText4(Math.fround(value))).toBe(text);
  });
});

function digitCount(text: string): number {
  return text
    .replace(/e.*$/, '')
    .replace(/\.0$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '').length;
}

/** Tries the decimals on both sides of the value, fewest digits first. */
function fewestDigits(value: number): number {
  for (let count = 1; ; count++) {
    const near = value.toExponential(count - 1);
    const [mantissa = '', exponent] = near.split('e');
    const unit = BigInt(mantissa.replace('.', ''));
    for (const digits of [unit - 1n, unit, unit + 1n]) {
      if (Math.fround(Number(`${digits}e${Number(exponent) - count + 1}`)) === value) return count;
    }
  }
}
