import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addNumeric,
  compareNumeric,
  divideNumeric,
  multiplyNumeric,
  parseNumeric,
  remainderNumeric,
  rescale,
  subtractNumeric,
} from '../../src/types/numeric.ts';

/** Fraction digits of the decimals below: products of two still fit 39 digits. */
const SCALE = 9;

interface Decimal {
  readonly scaled: bigint;
  readonly text: string;
}

/** The text of `scaled / 10^scale`, by hand. */
function layOut(scaled: bigint, scale: number): string {
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(scale + 1, '0');
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '');
  return scaled < 0n && text !== '0' ? `-${text}` : text;
}

const decimal: fc.Arbitrary<Decimal> = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 18 }))
  .map(([value, digits]) => {
    const scaled = value / 10n ** BigInt(digits);
    return { scaled, text: layOut(scaled, SCALE) };
  });

describe('numeric agrees with whole numbers of the smallest unit', () => {
  it('in sums, differences and products', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(addNumeric(a.text, b.text)).toBe(layOut(a.scaled + b.scaled, SCALE));
        expect(subtractNumeric(a.text, b.text)).toBe(layOut(a.scaled - b.scaled, SCALE));
        expect(multiplyNumeric(a.text, b.text)).toBe(layOut(a.scaled * b.scaled, 2 * SCALE));
      }),
    );
  });

  it('in remainders and quotients', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        fc.pre(b.scaled !== 0n);
        expect(remainderNumeric(a.text, b.text)).toBe(layOut(a.scaled % b.scaled, SCALE));
        const product = multiplyNumeric(a.text, b.text);
        expect(divideNumeric(product, b.text)).toBe(a.text);
      }),
    );
  });

  it('in order and rounding', () => {
    fc.assert(
      fc.property(decimal, decimal, fc.integer({ min: 0, max: SCALE - 1 }), (a, b, scale) => {
        const order = a.scaled === b.scaled ? 0 : a.scaled < b.scaled ? -1 : 1;
        expect(compareNumeric(a.text, b.text)).toBe(order);
        const unit = 10n ** BigInt(SCALE - scale);
        const half = (a.scaled < 0n ? -unit : unit) / 2n;
        expect(rescale(a.text, scale)).toBe(layOut(((a.scaled + half) / unit) * unit, SCALE));
      }),
    );
  });
});

it('orders NaN above everything', () => {
  expect(compareNumeric('NaN', '1')).toBe(1);
  expect(compareNumeric('1', 'NaN')).toBe(-1);
  expect(compareNumeric('NaN', 'NaN')).toBe(0);
});

it('tells numbers apart that are one as floats', () => {
  expect(compareNumeric('0.1', '0.1000000000000000000001')).toBe(-1);
});

it.each([
  ['1e38', '100000000000000000000000000000000000000'],
  ['1e-39', '0.000000000000000000000000000000000000001'],
  ['1.5e-39', '0.000000000000000000000000000000000000002'],
  ['12345678901234567890123456789.12345678905', '12345678901234567890123456789.1234567891'],
])('reads %s as %s', (text, value) => {
  expect(parseNumeric(text)).toBe(value);
});
