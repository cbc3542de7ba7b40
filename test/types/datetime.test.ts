import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DATE_MAX,
  DATE_MIN,
  formatDate,
  formatDateText,
  formatInterval,
  formatTimeJson,
  formatTimestampJson,
  formatTimestampText,
  formatTimeText,
  parseDate,
  parseInterval,
  parseTime,
  parseTimestamp,
  parseTimestamptz,
  roundTimestamp,
} from '../../src/types/datetime.ts';

describe('date', () => {
  it.each([
    ['2011-11-11', 15289, '2011-11-11', '2011-11-11'],
    ['1970-01-01', 0, '1970-01-01', '1970-01-01'],
    ['20200229', 18321, '2020-02-29', '2020-02-29'],
    ['0001-12-31 BC', -719163, '0000-12-31', '0001-12-31 BC'],
    ['4713-01-01 BC', -2440550, '-4712-01-01', '4713-01-01 BC'],
    ['262142-12-30', 95026235, '+262142-12-30', '262142-12-30'],
    ['2020-01-02 03:04:05', 18263, '2020-01-02', '2020-01-02'],
  ])('%s is day %i', (text, days, json, plain) => {
    expect(parseDate(text)).toBe(days);
    expect(formatDate(days)).toBe(json);
    expect(formatDateText(days)).toBe(plain);
  });

  it.each(['', '2020-02-30', '2020-13-01', '2020-1', 'infinity', '0000-01-01', 'today', '300000-01-01'])(
    '"%s" is refused',
    (text) => {
      expect(() => parseDate(text)).toThrow();
    },
  );

  it('agrees with Date', () => {
    fc.assert(
      fc.property(fc.integer({ min: DATE_MIN, max: DATE_MAX }), (days) => {
        expect(formatDate(days)).toBe(
          new Date(days * 86_400_000)
            .toISOString()
            .slice(0, -14)
            .replace(/^([+-])0*(\d{4})/, '$1$2'),
        );
        expect(parseDate(formatDateText(days))).toBe(days);
      }),
    );
  });
});

describe('time', () => {
  it.each([
    ['11:11:11.123456', 40271123456, '11:11:11.123456', '11:11:11.123456'],
    ['11:11:11.1', 40271100000, '11:11:11.100', '11:11:11.1'],
    ['11:11:11.12345', 40271123450, '11:11:11.123450', '11:11:11.12345'],
    ['1:02', 3720000000, '01:02:00', '01:02:00'],
    ['00:00:00.0000005', 1, '00:00:00.000001', '00:00:00.000001'],
  ])('%s', (text, micros, json, plain) => {
    expect(parseTime(text)).toBe(micros);
    expect(formatTimeJson(micros)).toBe(json);
    expect(formatTimeText(micros)).toBe(plain);
  });

  it.each(['24:00:00', '10:60', '10', '', '10:00:00 PM'])('"%s" is refused', (text) => {
    expect(() => parseTime(text)).toThrow();
  });
});

describe('timestamp', () => {
  it.each([
    [-500n, '-1.500'],
    [-1n, '-1.999'],
    [-1_500_000n, '-1500.000'],
    [1n, '0.001'],
    [1_720_032_185_312_000n, '1720032185312.000'],
    [1_321_009_871_123_450n, '1321009871123.450'],
  ])('%i microseconds are %s in JSON', (micros, json) => {
    expect(formatTimestampJson(micros)).toBe(json);
  });

  it.each([
    ['2020-01-02 03:04:05', 1_577_934_245_000_000n, '2020-01-02 03:04:05'],
    ['2020-01-02T03:04:05.600', 1_577_934_245_600_000n, '2020-01-02 03:04:05.6'],
    ['2020-01-02', 1_577_923_200_000_000n, '2020-01-02 00:00:00'],
    ['2020-01-02 03:04:05+05', 1_577_934_245_000_000n, '2020-01-02 03:04:05'],
    ['1969-12-31 23:59:59.9995', -500n, '1969-12-31 23:59:59.9995'],
    ['0001-01-01 00:00:00 BC', -62_167_219_200_000_000n, '0001-01-01 00:00:00 BC'],
  ])('%s', (text, micros, plain) => {
    expect(parseTimestamp(text)).toBe(micros);
    expect(formatTimestampText(micros)).toBe(plain);
  });

  it.each([
    ['2020-01-02 03:04:05', '2020-01-02 03:04:05+00'],
    ['2020-01-02 03:04:05Z', '2020-01-02 03:04:05+00'],
    ['2020-01-02 03:04:05+00', '2020-01-02 03:04:05+00'],
    ['2020-01-02 03:04:05 UTC', '2020-01-02 03:04:05+00'],
    ['2020-01-02 03:04:05+05:30', '2020-01-01 21:34:05+00'],
    ['2020-01-02 03:04:05-0800', '2020-01-02 11:04:05+00'],
    ['0001-01-01 00:00:00+00 BC', '0001-01-01 00:00:00+00 BC'],
  ])('%s with time zone', (text, plain) => {
    expect(formatTimestampText(parseTimestamptz(text), '+00')).toBe(plain);
  });

  it.each(['', 'infinity', '-infinity', '2020-01-02 25:00', '2020-01-02 03:04:05+16', '300000-01-01 00:00'])(
    '"%s" is refused',
    (text) => {
      expect(() => parseTimestamptz(text)).toThrow();
    },
  );

  it('rounds to a precision', () => {
    expect(roundTimestamp(1_500_000n, 0)).toBe(2_000_000n);
    expect(roundTimestamp(1_499_999n, 0)).toBe(1_000_000n);
    expect(roundTimestamp(-1n, 3)).toBe(0n);
    expect(roundTimestamp(1_234_567n, 3)).toBe(1_235_000n);
  });
});

describe('interval', () => {
  it.each([
    [0, 0, 0n, '00:00:00'],
    [14, 3, 14_706_789_000n, '1 year 2 mons 3 days 04:05:06.789'],
    [-1, -1, -1n, '-1 mons -1 days -00:00:00.000001'],
    [-13, 0, 0n, '-1 years -1 mons'],
    [-1, 2, 0n, '-1 mons +2 days'],
    [-1, 0, 1_000_000n, '-1 mons +00:00:01'],
    [0, -1, 1_000_000n, '-1 days +00:00:01'],
    [1, -1, 0n, '1 mon -1 days'],
    [0, 0, -1_500_000n, '-00:00:01.5'],
    [0, 0, 360_000_000_000n, '100:00:00'],
  ])('%i months, %i days, %i microseconds are %s', (months, days, micros, text) => {
    expect(formatInterval({ months, days, micros })).toBe(text);
    expect(parseInterval(text)).toEqual({ months, days, micros });
  });

  it.each([
    ['1-2', '1 year 2 mons'],
    ['-1-2', '-1 years -2 mons'],
    ['3 4:05:06', '3 days 04:05:06'],
    ['1.5 hours', '01:30:00'],
    ['1.5 months', '1 mon 15 days'],
    ['0.5 days', '12:00:00'],
    ['1.5 years', '1 year 6 mons'],
    ['1y 2mon 3d 4h 5m 6s', '1 year 2 mons 3 days 04:05:06'],
    ['2 weeks', '14 days'],
    ['1 decade', '10 years'],
    ['5', '00:00:05'],
    ['250 ms', '00:00:00.25'],
    ['P1Y2M3DT4H5M6.5S', '1 year 2 mons 3 days 04:05:06.5'],
    ['PT1M', '00:01:00'],
  ])('%s is %s', (text, canonical) => {
    expect(formatInterval(parseInterval(text))).toBe(canonical);
  });

  it.each([
    ['5', { to: 'MINUTE' }, '00:05:00'],
    ['5', { from: 'MINUTE' }, '00:05:00'],
    ['1 day 02:03:04', { to: 'DAY' }, '1 day'],
    ['1 day 02:03:04', { to: 'HOUR' }, '1 day 02:00:00'],
    ['1 year 2 days 02:03:04.567', { from: 'DAY', to: 'SECOND', precision: 1 }, '2 days 02:03:04.6'],
    ['1-2', { from: 'YEAR', to: 'MONTH' }, '1 year 2 mons'],
    ['1 year 02:03:04', { to: 'YEAR' }, '1 year'],
  ] as const)('INTERVAL %s with %o is %s', (text, range, canonical) => {
    expect(formatInterval(parseInterval(text, range))).toBe(canonical);
  });

  it.each(['', 'x', '1 fortnight', '1-12', '1:60', 'P', '1 day ago', '99999999999 months'])(
    '"%s" is refused',
    (text) => {
      expect(() => parseInterval(text)).toThrow();
    },
  );

  it('reads what it writes', () => {
    const field = fc.integer({ min: -2_147_483_648, max: 2_147_483_647 });
    fc.assert(
      fc.property(
        field,
        field,
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        (months, days, micros) => {
          const value = { months, days, micros };
          expect(parseInterval(formatInterval(value))).toEqual(value);
        },
      ),
    );
  });
});
