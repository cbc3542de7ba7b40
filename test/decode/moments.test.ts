import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SqlType } from '../../src/types/sql-type.ts';
import { parseText } from '../../src/types/text-forms.ts';
import { column, readText, refusal } from './helpers.ts';

const read = (type: SqlType, text: string) =>
  readText(`{"time":1,"row":{"v":${JSON.stringify(text)}}}`, [column('v', type)]).changes[0]?.row[0];

const two = (least: number, greatest: number) =>
  fc.integer({ min: least, max: greatest }).map((number) => `${number}`.padStart(2, '0'));

/** Mostly moments, written in many ways, some of which are none. */
const written = fc
  .tuple(
    fc.integer({ min: 1600, max: 2300 }),
    two(0, 13),
    two(0, 32),
    fc.constantFrom('T', ' ', '  ', 't', '-'),
    fc.tuple(two(0, 25), two(0, 61), two(0, 61)).map((parts) => parts.join(':')),
    fc.oneof(fc.constant(''), fc.stringMatching(/^\.[0-9]{0,8}$/)),
    fc.constantFrom('', 'Z', '+00', '+00:00', '-00', '+02', '+00:30', ' UTC', 'z', '+0000'),
  )
  .map(([year, month, day, between, time, fraction, zone]) => {
    return `${year}-${month}-${day}${between}${time}${fraction}${zone}`;
  });

describe('the short way to read a moment', () => {
  const types: readonly SqlType[] = [
    { kind: 'timestamptz' },
    { kind: 'timestamp' },
    { kind: 'timestamptz', precision: 3 },
    { kind: 'timestamp', precision: 0 },
  ];

  it.each(types)('agrees with the long one for %o', (type) => {
    fc.assert(
      fc.property(written, (text) => {
        let expected: unknown;
        try {
          expected = parseText(type, text);
        } catch {
          expected = undefined;
        }
        if (expected === undefined) expect(refusal(() => read(type, text))[0]).toBe('run/input-value');
        else expect(read(type, text)).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('knows how long months are', () => {
    const days = (text: string) => refusal(() => read({ kind: 'timestamptz' }, text))[0];
    expect(read({ kind: 'timestamptz' }, '2024-02-29T00:00:00Z')).toBe(1709164800000000n);
    expect(days('2023-02-29T00:00:00Z')).toBe('run/input-value');
    expect(days('2024-04-31T00:00:00Z')).toBe('run/input-value');
  });
});
