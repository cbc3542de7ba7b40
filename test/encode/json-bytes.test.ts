import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJsonBytesWriter } from '../../src/encode/json-bytes.ts';
import { createTextBytes } from '../../src/encode/text-bytes.ts';
import { column, textOf } from './helpers.ts';

/** Characters of one to four bytes, what is escaped, and halves of pairs. */
const character = fc.constantFrom(
  'a',
  '0',
  '"',
  '\\',
  '\n',
  '\u007f',
  'é',
  'ж',
  '\u2028',
  '😀',
  '\ud800',
  '\udc00',
);
const text = fc
  .tuple(fc.string({ unit: character, maxLength: 20 }), fc.constantFrom(1, 2, 10, 7000))
  .map(([part, times]) => part.repeat(times));

describe('JSON written into memory', () => {
  it('is what JSON.stringify gives, and stays as it is', () => {
    const write = createJsonBytesWriter([column('t', 'text'), column('n', 'int4')], [0, 1], 'message');
    const rows = fc.array(fc.tuple(fc.option(text), fc.option(fc.integer())));
    fc.assert(
      fc.property(rows, (values) => {
        const written = values.map((row) => write(row));
        const expected = values.map(([t, n]) => JSON.stringify({ t, n }));
        expect(written.map((bytes) => textOf(bytes))).toEqual(expected);
      }),
    );
  });

  it('has every digit of every whole number', () => {
    const write = createJsonBytesWriter([column('n', 'int8')], [0], 'message');
    const edges = [9n, 10n, 9999999n, 10000000n, 99999999999999n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 63n - 1n];
    const number = fc.oneof(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.maxSafeInteger().map(BigInt),
    );
    const check = (n: bigint): void => {
      expect(textOf(write([n]))).toBe(`{"n":${n}}`);
    };
    for (const n of [0n, ...edges, ...edges.map((edge) => -edge)]) check(n);
    fc.assert(fc.property(number, check));
  });

  it('may have no members', () => {
    expect(textOf(createJsonBytesWriter([column('n', 'int8')], [], 'message')([1n]))).toBe('{}');
  });

  it('fits rows that fill what memory is left to the last byte', () => {
    const write = createJsonBytesWriter([column('t', 'text')], [0], 'message');
    const written = Array.from({ length: 3000 }, (_, index) => write(['é'.repeat(index % 97)]));
    const expected = Array.from({ length: 3000 }, (_, index) => `{"t":"${'é'.repeat(index % 97)}"}`);
    expect(written.map((bytes) => textOf(bytes))).toEqual(expected);
  });
});

it('texts become UTF-8, a half of a pair U+FFFD', () => {
  const bytesOf = createTextBytes();
  fc.assert(
    fc.property(fc.array(text), (texts) => {
      const written = texts.map((one) => bytesOf(one));
      expect(written.map((bytes) => textOf(bytes))).toEqual(texts.map((one) => one.toWellFormed()));
    }),
  );
});
