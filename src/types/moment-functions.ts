import { SinkError } from '../diagnostics/sink-error.ts';
import {
  type CivilDate,
  civilFromDays,
  DAY,
  dayOfWeek,
  daysFromCivil,
  floorDivide,
  HOUR,
  MINUTE,
  SECOND,
} from './calendar.ts';
import { checkTimestamp } from './datetime.ts';
import type { FunctionRow, ParameterKind } from './function-row.ts';
import { outOfRange, quoted } from './invalid-text.ts';
import { roundHalfEven } from './number-casts.ts';
import { divideNumeric } from './numeric.ts';
import type { IntervalValue } from './value.ts';

/** One name for each field, whatever it was called. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  epoch: 'epoch',
  millennium: 'mil mils millennium millennia millenniums',
  century: 'c cent century centuries',
  decade: 'dec decs decade decades',
  year: 'y yr yrs year years',
  quarter: 'qtr quarter',
  month: 'mon mons month months',
  week: 'w week weeks',
  day: 'd day days',
  dow: 'dow',
  doy: 'doy',
  isodow: 'isodow',
  hour: 'h hr hrs hour hours',
  minute: 'm min mins minute minutes',
  second: 's sec secs second seconds',
  millisecond: 'ms msec msecs mseconds millisecond milliseconds',
  microsecond: 'us usec usecs useconds microsecond microseconds',
};

const FIELDS: ReadonlyMap<string, string> = new Map(
  Object.entries(FIELD_WORDS).flatMap(([field, words]) => words.split(' ').map((word) => [word, field])),
);

/** A number as whole micro-units, so that fractions stay exact. */
type Micros = bigint;

function whole(value: number | bigint): Micros {
  return BigInt(value) * SECOND;
}

function fieldOf(word: string): string {
  const field = FIELDS.get(word.toLowerCase());
  if (field === undefined)
    throw new SinkError('run/invalid-argument', `${quoted(word)} is not a field of time`);
  return field;
}

/** Fields of a calendar date. Years before Christ count from -1 backwards. */
const DATE_FIELDS: Readonly<Record<string, (date: CivilDate, days: number) => number>> = {
  millennium: ({ year }) => (year > 0 ? Math.ceil(year / 1000) : -Math.ceil((1 - year) / 1000)),
  century: ({ year }) => (year > 0 ? Math.ceil(year / 100) : -Math.ceil((1 - year) / 100)),
  decade: ({ year }) => Math.floor(year / 10),
  year: ({ year }) => (year > 0 ? year : year - 1),
  quarter: ({ month }) => Math.ceil(month / 3),
  month: ({ month }) => month,
  week: (_, days) => isoWeek(days),
  day: ({ day }) => day,
  dow: (_, days) => dayOfWeek(days),
  isodow: (_, days) => dayOfWeek(days) || 7,
  doy: ({ year }, days) => days - daysFromCivil(year, 1, 1) + 1,
};

/** Weeks begin on Monday; the first one has the year's first Thursday. */
function isoWeek(days: number): number {
  const thursday = days - ((dayOfWeek(days) + 6) % 7) + 3;
  const { year } = civilFromDays(thursday);
  return Math.floor((thursday - daysFromCivil(year, 1, 1)) / 7) + 1;
}

/** Fields of the microseconds since midnight. */
const CLOCK_FIELDS: Readonly<Record<string, (micros: bigint) => Micros>> = {
  hour: (micros) => whole(micros / HOUR),
  minute: (micros) => whole((micros / MINUTE) % 60n),
  second: (micros) => micros % MINUTE,
  millisecond: (micros) => (micros % MINUTE) * 1000n,
  microsecond: (micros) => whole(micros % MINUTE),
};

function unsupported(word: string, type: string): SinkError {
  return new SinkError('run/invalid-argument', `${quoted(word)} is not a field of ${type}`);
}

function ofDate(word: string, days: number): Micros {
  const field = fieldOf(word);
  if (field === 'epoch') return BigInt(days) * DAY;
  const compute = DATE_FIELDS[field];
  if (compute === undefined) throw unsupported(word, 'date');
  return whole(compute(civilFromDays(days), days));
}

function ofTime(word: string, micros: number): Micros {
  const field = fieldOf(word);
  if (field === 'epoch') return BigInt(micros);
  const compute = CLOCK_FIELDS[field];
  if (compute === undefined) throw unsupported(word, 'time');
  return compute(BigInt(micros));
}

function ofTimestamp(word: string, micros: bigint): Micros {
  const field = fieldOf(word);
  if (field === 'epoch') return micros;
  const { quotient, remainder } = floorDivide(micros, DAY);
  const clock = CLOCK_FIELDS[field];
  return clock === undefined ? ofDate(word, Number(quotient)) : clock(remainder);
}

const INTERVAL_FIELDS: Readonly<Record<string, (months: number) => number>> = {
  millennium: (months) => Math.trunc(months / 12_000),
  century: (months) => Math.trunc(months / 1200),
  decade: (months) => Math.trunc(months / 120),
  year: (months) => Math.trunc(months / 12),
  quarter: (months) => Math.trunc((months % 12) / 3) + 1,
  month: (months) => months % 12,
};

/** For `epoch` a year has 365.25 days and a month 30. */
function ofInterval(word: string, { months, days, micros }: IntervalValue): Micros {
  const field = fieldOf(word);
  if (field === 'epoch') {
    const years = Math.trunc(months / 12);
    return BigInt(years * 31_557_600) * SECOND + BigInt((months % 12) * 30 + days) * DAY + micros;
  }
  if (field === 'day') return whole(days);
  const clock = CLOCK_FIELDS[field];
  if (clock !== undefined) return clock(micros);
  const compute = INTERVAL_FIELDS[field];
  if (compute === undefined) throw unsupported(word, 'interval');
  return whole(compute(months));
}

function asNumeric(micros: Micros): string {
  return micros % SECOND === 0n ? String(micros / SECOND) : divideNumeric(String(micros), '1000000');
}

function extractRow(kind: ParameterKind, field: (word: string, value: never) => Micros): FunctionRow {
  return {
    name: 'extract',
    parameters: ['text', kind],
    result: 'numeric',
    apply: (word: string, value: never) => asNumeric(field(word, value)),
    summary: 'Gives a field of a date or time, such as epoch or hour, with its fraction.',
  };
}

function datePartRow(kind: ParameterKind, field: (word: string, value: never) => Micros): FunctionRow {
  return {
    name: 'date_part',
    parameters: ['text', kind],
    result: 'float8',
    apply: (word: string, value: never) => Number(asNumeric(field(word, value))),
    summary: 'Gives a field of a date or time as a float.',
  };
}

const CLOCK_UNITS: Readonly<Record<string, bigint>> = {
  microsecond: 1n,
  millisecond: 1000n,
  second: SECOND,
  minute: MINUTE,
  hour: HOUR,
};

/** The start of the field that a time lies in. */
function truncate(word: string, micros: bigint): bigint {
  const field = fieldOf(word);
  const unit = field === 'day' ? DAY : CLOCK_UNITS[field];
  if (unit !== undefined) return floorDivide(micros, unit).quotient * unit;
  const days = Number(floorDivide(micros, DAY).quotient);
  return BigInt(startOf(field, word, civilFromDays(days), days)) * DAY;
}

function startOf(field: string, word: string, { year, month }: CivilDate, days: number): number {
  switch (field) {
    case 'week':
      return days - ((dayOfWeek(days) + 6) % 7);
    case 'month':
      return daysFromCivil(year, month, 1);
    case 'quarter':
      return daysFromCivil(year, month - ((month - 1) % 3), 1);
    case 'year':
      return daysFromCivil(year, 1, 1);
    case 'decade':
      return daysFromCivil(Math.floor(year / 10) * 10, 1, 1);
    case 'century':
      return daysFromCivil(Math.floor((year - 1) / 100) * 100 + 1, 1, 1);
    case 'millennium':
      return daysFromCivil(Math.floor((year - 1) / 1000) * 1000 + 1, 1, 1);
    default:
      throw unsupported(word, 'timestamp');
  }
}

function truncateRow(kind: 'timestamp' | 'timestamptz'): FunctionRow {
  return {
    name: 'date_trunc',
    parameters: ['text', kind],
    result: kind,
    apply: (word: string, micros: bigint) => checkTimestamp(kind, truncate(word, micros)),
    summary: 'Cuts a time down to the start of a field.',
  };
}

/** Each field without what is below it. */
function truncateInterval(word: string, { months, days, micros }: IntervalValue): IntervalValue {
  const field = fieldOf(word);
  const unit = CLOCK_UNITS[field];
  if (unit !== undefined) return { months, days, micros: micros - (micros % unit) };
  if (field === 'day') return { months, days, micros: 0n };
  const size = MONTHS[field];
  if (size === undefined) throw unsupported(word, 'interval');
  return { months: months - (months % size), days: 0, micros: 0n };
}

const MONTHS: Readonly<Record<string, number>> = {
  month: 1,
  quarter: 3,
  year: 12,
  decade: 120,
  century: 1200,
  millennium: 12_000,
};

function toTimestamp(seconds: number): bigint {
  const micros = roundHalfEven(seconds * 1_000_000);
  if (!Number.isFinite(micros)) throw outOfRange('timestamptz', String(seconds));
  return checkTimestamp('timestamptz', BigInt(micros));
}

/** Functions of dates and times. Time zones other than UTC are not known. */
export const MOMENT_FUNCTIONS: readonly FunctionRow[] = [
  extractRow('date', ofDate),
  extractRow('time', ofTime),
  extractRow('timestamp', ofTimestamp),
  extractRow('timestamptz', ofTimestamp),
  extractRow('interval', ofInterval),
  datePartRow('interval', ofInterval),
  datePartRow('time', ofTime),
  datePartRow('timestamp', ofTimestamp),
  datePartRow('timestamptz', ofTimestamp),
  truncateRow('timestamp'),
  truncateRow('timestamptz'),
  {
    name: 'date_trunc',
    parameters: ['text', 'interval'],
    result: 'interval',
    apply: truncateInterval,
    summary: 'Cuts an interval down to a field.',
  },
  {
    name: 'to_timestamp',
    parameters: ['float8'],
    result: 'timestamptz',
    apply: toTimestamp,
    summary: 'Turns seconds since 1970 into a time.',
  },
];
