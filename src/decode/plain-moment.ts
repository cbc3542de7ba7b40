import { daysFromCivil, daysInMonth } from '../types/calendar.ts';
import type { Cursor } from './input-error.ts';
import { isDigit, UNIT } from './json-scanner.ts';

const SECOND_MICROS = 1_000_000;
const DAY_SECONDS = 86_400;
/** Microseconds of these years are exact as numbers. */
const FIRST_YEAR = 1700;
const LAST_YEAR = 2200;

const TIME_LETTER = 0x54;
const ZULU_LETTER = 0x5a;

/**
 * The one way most programs write a moment in UTC, `"2024-07-03T18:16:25.312Z"`: with a blank for the `T`, `+00` or
 * `+00:00` or nothing for the `Z`, and at most `maxDigits` of fraction.
 *
 * @returns microseconds since 1970; undefined, without moving, for every other way, and for what is no moment
 */
export function readPlainMoment(cursor: Cursor, maxDigits: number): bigint | undefined {
  const { units, at } = cursor;
  const year = digitPairAt(units, at + 1) * 100 + digitPairAt(units, at + 3);
  const month = digitPairAt(units, at + 6);
  const day = digitPairAt(units, at + 9);
  const hour = digitPairAt(units, at + 12);
  const minute = digitPairAt(units, at + 15);
  const second = digitPairAt(units, at + 18);
  // What is no digit is NaN by now, and fails here.
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1)) return undefined;
  if (!(day <= daysInMonth(year, month) && hour <= 23 && minute <= 59 && second <= 59)) return undefined;
  if (!hasSigns(units, at)) return undefined;
  let end = at + 20;
  let fraction = 0;
  if (units[end] === UNIT.point) {
    let scale = SECOND_MICROS;
    const first = ++end;
    for (let unit = units[end] ?? 0; isDigit(unit) && end - first < 6; unit = units[++end] ?? 0) {
      scale /= 10;
      fraction += (unit - UNIT.zero) * scale;
    }
    if (end === first || end - first > maxDigits) return undefined;
  }
  end = zoneEnd(units, end);
  if (units[end] !== UNIT.quote) return undefined;
  cursor.at = end + 1;
  const seconds = daysFromCivil(year, month, day) * DAY_SECONDS + hour * 3600 + minute * 60 + second;
  return BigInt(seconds * SECOND_MICROS + fraction);
}

function digitPairAt(units: Cursor['units'], at: number): number {
  const tens = units[at] ?? 0;
  const ones = units[at + 1] ?? 0;
  return isDigit(tens) && isDigit(ones) ? (tens - UNIT.zero) * 10 + (ones - UNIT.zero) : Number.NaN;
}

/** `"____-__-__T__:__:__` */
function hasSigns(units: Cursor['units'], at: number): boolean {
  const between = units[at + 11];
  return (
    units[at] === UNIT.quote &&
    units[at + 5] === UNIT.minus &&
    units[at + 8] === UNIT.minus &&
    (between === TIME_LETTER || between === UNIT.space) &&
    units[at + 14] === UNIT.colon &&
    units[at + 17] === UNIT.colon
  );
}

/** Where a zone that is UTC ends; `from` where there is none. */
function zoneEnd(units: Cursor['units'], from: number): number {
  if (units[from] === ZULU_LETTER) return from + 1;
  if (units[from] !== UNIT.plus || digitPairAt(units, from + 1) !== 0) return from;
  return units[from + 3] === UNIT.colon && digitPairAt(units, from + 4) === 0 ? from + 6 : from + 3;
}
