import { DAY, HOUR, MINUTE, SECOND } from './calendar.ts';
import { invalidText, outOfRange } from './invalid-text.ts';
import type { IntervalValue } from './value.ts';
import { isWhiteSpace, trimWhiteSpace } from './white-space.ts';

/** A unit of time; exactly one of `months`, `days` and `micros` is set. */
interface Unit {
  readonly months?: number;
  readonly days?: number;
  readonly micros?: bigint;
}

const UNITS: ReadonlyMap<string, Unit> = spellings([
  [{ months: 12_000 }, 'mil mils millennium millennia millenniums'],
  [{ months: 1200 }, 'c cent century centuries'],
  [{ months: 120 }, 'dec decs decade decades'],
  [{ months: 12 }, 'y yr yrs year years'],
  [{ months: 1 }, 'mon mons month months'],
  [{ days: 7 }, 'w week weeks'],
  [{ days: 1 }, 'd day days'],
  [{ micros: HOUR }, 'h hr hrs hour hours'],
  [{ micros: MINUTE }, 'm min mins minute minutes'],
  [{ micros: SECOND }, 's sec secs second seconds'],
  [{ micros: 1000n }, 'ms msec msecs mseconds millisecond milliseconds'],
  [{ micros: 1n }, 'us usec usecs useconds microsecond microseconds'],
]);

const ISO_DATE_UNITS: ReadonlyMap<string, Unit> = spellings([
  [{ months: 12 }, 'Y'],
  [{ months: 1 }, 'M'],
  [{ days: 7 }, 'W'],
  [{ days: 1 }, 'D'],
]);
const ISO_TIME_UNITS: ReadonlyMap<string, Unit> = spellings([
  [{ micros: HOUR }, 'H'],
  [{ micros: MINUTE }, 'M'],
  [{ micros: SECOND }, 'S'],
]);

export type IntervalField = 'YEAR' | 'MONTH' | 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND';
const FIELDS: readonly IntervalField[] = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];

/** What stands behind `INTERVAL '..'`: `DAY TO SECOND(3)`; a single unit is `to` alone. */
export interface IntervalRange {
  readonly from?: IntervalField;
  readonly to?: IntervalField;
  /** Fraction digits of seconds. */
  readonly precision?: number;
}

/** Months, days and microseconds while they are summed. */
interface Sum {
  months: number;
  days: number;
  micros: bigint;
}

/** `1 year 2 mons 3 days 04:05:06.789`; every part has its own sign. */
export function formatInterval({ months, days, micros }: IntervalValue): string {
  const parts: string[] = [];
  const years = Math.trunc(Math.abs(months) / 12);
  const rest = Math.abs(months) % 12;
  const minus = months < 0 ? '-' : '';
  if (years !== 0) parts.push(`${minus}${years} year${years > 1 || months < 0 ? 's' : ''}`);
  if (rest !== 0) parts.push(`${minus}${rest} mon${rest > 1 || months < 0 ? 's' : ''}`);
  if (days !== 0) parts.push(`${days > 0 && months < 0 ? '+' : ''}${days} day${days === 1 ? '' : 's'}`);
  if (micros !== 0n || parts.length === 0) {
    const plus = days < 0 || (days === 0 && months < 0) ? '+' : '';
    parts.push(`${micros < 0n ? '-' : plus}${clock(micros < 0n ? -micros : micros)}`);
  }
  return parts.join(' ');
}

function clock(micros: bigint): string {
  const seconds = micros / SECOND;
  const fraction = Number(micros % SECOND);
  const digits = fraction === 0 ? '' : `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
  return `${pad2(seconds / 3600n)}:${pad2((seconds / 60n) % 60n)}:${pad2(seconds % 60n)}${digits}`;
}

function pad2(value: bigint): string {
  return String(value).padStart(2, '0');
}

/**
 * `1 year 2 mons`, `3 days 04:05:06`, `1-2`, `1.5 hours`, `P1Y2M3DT4H`; a number without a unit counts the range's
 * last field, else seconds. A fraction goes over into the smaller fields: half a month is 15 days.
 */
export function parseInterval(text: string, range: IntervalRange = {}): IntervalValue {
  const sum: Sum = { months: 0, days: 0, micros: 0n };
  const trimmed = trimWhiteSpace(text);
  const read = /^p/i.test(trimmed) ? addIso(sum, trimmed) : addWords(sum, trimmed, range.to ?? range.from);
  if (!read) throw invalidText('interval', text);
  return checkInterval(cutToRange(sum, range));
}

/** @throws {SinkError} `run/out-of-range` where months or days pass 32 bits or microseconds 64 */
export function checkInterval(value: IntervalValue): IntervalValue {
  const { months, days, micros } = value;
  const fits = fitsInt4(months) && fitsInt4(days) && BigInt.asIntN(64, micros) === micros;
  if (!fits) throw outOfRange('interval', `${months} months, ${days} days, ${micros} microseconds`);
  return value;
}

function fitsInt4(value: number): boolean {
  return value >= -2_147_483_648 && value <= 2_147_483_647;
}

const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)`;
const CLOCK = /([+-])?(\d+):(\d{1,2})(?::(\d{1,2}(?:\.\d*)?))?(?=\p{White_Space}|$)/uy;
const YEAR_MONTH = /([+-])?(\d+)-(\d{1,2})(?=\p{White_Space}|$)/uy;
const AMOUNT = new RegExp(
  String.raw`(${NUMBER})\p{White_Space}*([A-Za-z]+)?(?=[\p{White_Space}\d+\-]|$)`,
  'uy',
);

function addWords(sum: Sum, text: string, lastField: IntervalField | undefined): boolean {
  if (text === '') return false;
  let at = 0;
  while (at < text.length) {
    const match = matchAt(CLOCK, text, at) ?? matchAt(YEAR_MONTH, text, at) ?? matchAt(AMOUNT, text, at);
    if (match === null) return false;
    at += match[0].length;
    while (isWhiteSpace(text.charCodeAt(at))) at++;
    if (match[0].includes(':')) {
      if (!addClock(sum, match)) return false;
    } else if (match.length === 4) {
      if (Number(match[3]) > 11) return false;
      const months = Number(match[2]) * 12 + Number(match[3]);
      sum.months += match[1] === '-' ? -months : months;
    } else {
      const bare = at < text.length ? 'day' : (lastField ?? 'second').toLowerCase();
      const unit = UNITS.get(match[2]?.toLowerCase() ?? bare);
      if (unit === undefined) return false;
      addAmount(sum, match[1] ?? '', unit);
    }
  }
  return true;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** `4:05` is hours and minutes. */
function addClock(sum: Sum, [, sign, hours = '', minutes = '', seconds = '0']: RegExpExecArray): boolean {
  if (Number(minutes) > 59 || Number(seconds) >= 60) return false;
  const micros = BigInt(hours) * HOUR + BigInt(minutes) * MINUTE + scaled(seconds, SECOND);
  sum.micros += sign === '-' ? -micros : micros;
  return true;
}

const ISO = new RegExp(`^P((?:${NUMBER}[YMWD])*)(?:T((?:${NUMBER}[HMS])+))?$`, 'i');

function addIso(sum: Sum, text: string): boolean {
  const match = ISO.exec(text);
  if (match === null || text.length === 1) return false;
  const sides = [
    [match[1], ISO_DATE_UNITS],
    [match[2], ISO_TIME_UNITS],
  ] as const;
  for (const [part, units] of sides) {
    for (const [, amount = '', letter = ''] of (part ?? '').matchAll(
      new RegExp(`(${NUMBER})([a-z])`, 'gi'),
    )) {
      const unit = units.get(letter.toUpperCase());
      if (unit === undefined) return false;
      addAmount(sum, amount, unit);
    }
  }
  return true;
}

/** Years go over into months only; months into days of which a month has 30, and those into microseconds. */
function addAmount(sum: Sum, amount: string, unit: Unit): void {
  if (unit.micros !== undefined) {
    sum.micros += scaled(amount, unit.micros);
    return;
  }
  const perUnit = unit.months ?? unit.days ?? 0;
  const wholeMicros = scaled(amount, BigInt(perUnit) * DAY);
  const whole = Number(wholeMicros / DAY);
  const rest = wholeMicros % DAY;
  if (unit.days !== undefined) {
    sum.days += whole;
    sum.micros += rest;
  } else if (unit.months === 1) {
    sum.months += whole;
    sum.days += Number((rest * 30n) / DAY);
    sum.micros += (rest * 30n) % DAY;
  } else {
    sum.months += Number((wholeMicros + (wholeMicros < 0n ? -DAY : DAY) / 2n) / DAY);
  }
}

/** `amount * factor`, rounded half away from zero. */
function scaled(amount: string, factor: bigint): bigint {
  const negative = amount.startsWith('-');
  const [whole = '', fraction = ''] = amount.replace(/^[+-]/, '').split('.');
  const divisor = 10n ** BigInt(fraction.length);
  const product = (BigInt(`0${whole}${fraction}`) * factor * 2n + divisor) / (divisor * 2n);
  return negative ? -product : product;
}

/** Leaves out the fields above `from` and below `to`. */
function cutToRange({ months, days, micros }: Sum, { from, to, precision }: IntervalRange): IntervalValue {
  const first = from === undefined || to === undefined ? 0 : FIELDS.indexOf(from);
  const last = FIELDS.indexOf(to ?? from ?? 'SECOND');
  const years = first > 0 ? 0 : months - (months % 12);
  const restMonths = first > 1 || last < 1 ? 0 : months % 12;
  const units = [DAY, HOUR, MINUTE] as const;
  let kept = last < 3 ? 0n : micros;
  if (first >= 4) kept %= units[first - 3] ?? DAY;
  if (last === 3 || last === 4) kept -= kept % (units[last - 2] ?? MINUTE);
  if (precision !== undefined) kept = roundMicros(kept, precision);
  return { months: years + restMonths, days: first > 2 || last < 2 ? 0 : days, micros: kept };
}

function roundMicros(micros: bigint, precision: number): bigint {
  const unit = 10n ** BigInt(Math.max(0, 6 - precision));
  const half = micros < 0n ? -(unit / 2n) : unit / 2n;
  return ((micros + half) / unit) * unit;
}

function spellings(rows: readonly (readonly [Unit, string])[]): ReadonlyMap<string, Unit> {
  return new Map(rows.flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)));
}
