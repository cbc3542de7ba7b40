import { civilFromDays, DAY, daysFromCivil, daysInMonth, floorDivide } from './calendar.ts';
import { invalidText, outOfRange } from './invalid-text.ts';
import { trimWhiteSpace } from './white-space.ts';

export { formatInterval, parseInterval } from './interval.ts';

/** 4714-11-24 BC and 262142-12-31, as days since 1970-01-01. */
export const DATE_MIN = daysFromCivil(-4713, 11, 24);
export const DATE_MAX = daysFromCivil(262_142, 12, 31);
/** 4714-12-31 BC at midnight and the last microsecond of 262142-12-31. */
export const TIMESTAMP_MIN = BigInt(daysFromCivil(-4713, 12, 31)) * DAY;
export const TIMESTAMP_MAX = BigInt(DATE_MAX + 1) * DAY - 1n;

/** The date as JSON has it: `2011-11-11`, `-4712-01-01`, `+262142-12-30`; year 0 is 1 BC. */
export function formatDate(days: number): string {
  const { year, month, day } = civilFromDays(days);
  return `${jsonYear(year)}-${pad2(month)}-${pad2(day)}`;
}

/** The date as text has it: `2011-11-11`, `0044-03-15 BC`. */
export function formatDateText(days: number): string {
  const { year, month, day } = civilFromDays(days);
  return `${textYear(year)}-${pad2(month)}-${pad2(day)}${year <= 0 ? ' BC' : ''}`;
}

/** `11:11:11`, `11:11:11.100`, `11:11:11.123450`: no, three or six digits of fraction. */
export function formatTimeJson(micros: number): string {
  const fraction = micros % 1_000_000;
  if (fraction === 0) return clock(micros);
  const digits = String(fraction).padStart(6, '0');
  return `${clock(micros)}.${fraction % 1000 === 0 ? digits.slice(0, 3) : digits}`;
}

/** `11:11:11`, `11:11:11.1`: without trailing zeros. */
export function formatTimeText(micros: number): string {
  return clock(micros) + fractionText(micros % 1_000_000);
}

/** Milliseconds, a point, and the three digits of microseconds: `-1.500` is half a millisecond before 1970. */
export function formatTimestampJson(micros: bigint): string {
  const { quotient, remainder } = floorDivide(micros, 1000n);
  return `${quotient}.${String(remainder).padStart(3, '0')}`;
}

/** `2020-01-02 03:04:05.6`, with `+00` for a timestamptz and ` BC` before year 1. */
export function formatTimestampText(micros: bigint, zone: '' | '+00' = ''): string {
  const { quotient, remainder } = floorDivide(micros, DAY);
  const { year, month, day } = civilFromDays(Number(quotient));
  const time = formatTimeText(Number(remainder));
  return `${textYear(year)}-${pad2(month)}-${pad2(day)} ${time}${zone}${year <= 0 ? ' BC' : ''}`;
}

/** A time of day that may follow the date is left out. */
export function parseDate(text: string): number {
  const { days } = parseMoment('date', text);
  if (days < DATE_MIN || days > DATE_MAX) throw outOfRange('date', trimWhiteSpace(text));
  return days;
}

export function parseTime(text: string): number {
  const match = TIME.exec(trimWhiteSpace(text));
  const micros = match === null ? undefined : timeOf(match.groups ?? {});
  if (micros === undefined || micros >= Number(DAY)) throw invalidText('time', text);
  return micros;
}

/** An offset is read and left out, as in PostgreSQL. */
export function parseTimestamp(text: string): bigint {
  const { days, micros } = parseMoment('timestamp', text);
  return checkTimestamp('timestamp', BigInt(days) * DAY + BigInt(micros));
}

/** Without an offset the time is UTC. */
export function parseTimestamptz(text: string): bigint {
  const { days, micros, offset } = parseMoment('timestamptz', text);
  return checkTimestamp('timestamptz', BigInt(days) * DAY + BigInt(micros - offset));
}

/** @throws {SinkError} `run/out-of-range` outside of the years -4713 to 262142 */
export function checkTimestamp(type: 'timestamp' | 'timestamptz', micros: bigint): bigint {
  if (micros < TIMESTAMP_MIN || micros > TIMESTAMP_MAX) throw outOfRange(type, `${micros} microseconds`);
  return micros;
}

/** Rounds to a number of fraction digits; half goes up. */
export function roundTimestamp(micros: bigint, precision: number): bigint {
  const unit = 10n ** BigInt(6 - precision);
  return floorDivide(micros + unit / 2n, unit).quotient * unit;
}

const TIME_SOURCE = String.raw`(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?<fraction>\.\d*)?)?`;
const ZONE_SOURCE = String.raw`(?<zone>Z|UTC|GMT|(?<sign>[+-])(?<zoneHour>\d{1,2})(?::?(?<zoneMinute>\d{2})(?::?(?<zoneSecond>\d{2}))?)?)`;
const TIME = new RegExp(`^${TIME_SOURCE}$`);
const MOMENT = new RegExp(
  String.raw`^(?:(?<year>[+-]?\d{1,6})-(?<month>\d{1,2})-(?<day>\d{1,2})|(?<compact>\d{8}))` +
    String.raw`(?:(?:\p{White_Space}+|T)${TIME_SOURCE}\p{White_Space}*${ZONE_SOURCE}?)?(?:\p{White_Space}+(?<era>AD|BC|CE|BCE))?$`,
  'iu',
);

type Groups = Readonly<Record<string, string | undefined>>;

interface Moment {
  /** Since 1970-01-01. */
  readonly days: number;
  /** Since midnight. */
  readonly micros: number;
  /** In microseconds, east of Greenwich is positive. */
  readonly offset: number;
}

function parseMoment(type: string, text: string): Moment {
  const groups: Groups | undefined = MOMENT.exec(trimWhiteSpace(text))?.groups;
  if (groups === undefined) throw invalidText(type, text);
  const days = daysOf(groups);
  const micros = groups.hour === undefined ? 0 : timeOf(groups);
  const offset = offsetOf(groups);
  if (days === undefined || micros === undefined || offset === undefined) throw invalidText(type, text);
  return { days, micros, offset };
}

function daysOf(groups: Groups): number | undefined {
  const compact = groups.compact;
  const written = Number(compact?.slice(0, 4) ?? groups.year);
  const month = Number(compact?.slice(4, 6) ?? groups.month);
  const day = Number(compact?.slice(6) ?? groups.day);
  const beforeChrist = groups.era?.toUpperCase().startsWith('B') === true;
  if (written === 0 || (beforeChrist && written < 0)) return undefined;
  const year = beforeChrist ? 1 - written : written;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return daysFromCivil(year, month, day);
}

/** @returns microseconds since midnight; more than six digits of fraction are rounded */
function timeOf(groups: Groups): number | undefined {
  const hour = Number(groups.hour);
  const minute = Number(groups.minute);
  const second = Number(groups.second ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = Number((groups.fraction ?? '.').slice(1).padEnd(7, '0').slice(0, 7));
  return ((hour * 60 + minute) * 60 + second) * 1_000_000 + Math.floor((fraction + 5) / 10);
}

function offsetOf(groups: Groups): number | undefined {
  if (groups.sign === undefined) return 0;
  const hour = Number(groups.zoneHour);
  const minute = Number(groups.zoneMinute ?? 0);
  const second = Number(groups.zoneSecond ?? 0);
  if (hour > 15 || minute > 59 || second > 59) return undefined;
  const seconds = (hour * 60 + minute) * 60 + second;
  return (groups.sign === '-' ? -seconds : seconds) * 1_000_000;
}

function clock(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  const minutes = Math.floor(seconds / 60);
  return `${pad2(Math.floor(minutes / 60))}:${pad2(minutes % 60)}:${pad2(seconds % 60)}`;
}

/** A point and six digits without trailing zeros; nothing for 0. */
export function fractionText(micros: number): string {
  return micros === 0 ? '' : `.${String(micros).padStart(6, '0').replace(/0+$/, '')}`;
}

function jsonYear(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, '0');
  return `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(4, '0')}`;
}

function textYear(year: number): string {
  return String(year > 0 ? year : 1 - year).padStart(4, '0');
}

function pad2(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}
