import { negateInterval } from './arithmetic.ts';
import { civilFromDays, DAY, daysFromCivil, daysInMonth, floorDivide } from './calendar.ts';
import { checkTimestamp } from './datetime.ts';
import type { FunctionRow, ParameterKind } from './function-row.ts';
import { checkInterval } from './interval.ts';
import { outOfRange } from './invalid-text.ts';
import { roundHalfEven } from './number-casts.ts';
import { divisionByZero } from './numeric.ts';
import type { IntervalValue } from './value.ts';

type Apply = NonNullable<FunctionRow['apply']>;
type Parameters = readonly [ParameterKind, ParameterKind];

const DAY_MICROS = Number(DAY);

/** Months first, where the day may have to move to the end of its month; then days, then microseconds. */
export function addToTimestamp(
  type: 'timestamp' | 'timestamptz',
): (micros: bigint, interval: IntervalValue) => bigint {
  return (micros, interval) => {
    const { quotient, remainder } = floorDivide(micros, DAY);
    const days = BigInt(addMonths(Number(quotient), interval.months)) + BigInt(interval.days);
    return checkTimestamp(type, days * DAY + remainder + interval.micros);
  };
}

function addMonths(days: number, months: number): number {
  if (months === 0) return days;
  const { year, month, day } = civilFromDays(days);
  const total = year * 12 + month - 1 + months;
  const newYear = Math.floor(total / 12);
  const newMonth = total - newYear * 12 + 1;
  return daysFromCivil(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
}

const addToPlain = addToTimestamp('timestamp');
const addToZoned = addToTimestamp('timestamptz');

function addToDate(days: number, interval: IntervalValue): bigint {
  return addToPlain(BigInt(days) * DAY, interval);
}

/** Around midnight. */
function addToTime(micros: number, interval: IntervalValue): number {
  return Number(floorDivide(BigInt(micros) + interval.micros, DAY).remainder);
}

function addIntervals(left: IntervalValue, right: IntervalValue): IntervalValue {
  return checkInterval({
    months: left.months + right.months,
    days: left.days + right.days,
    micros: left.micros + right.micros,
  });
}

/** Whole days, and what is left as microseconds. */
function difference(left: bigint, right: bigint): IntervalValue {
  const micros = left - right;
  return { months: 0, days: Number(micros / DAY), micros: micros % DAY };
}

function addTimeToDate(days: number, micros: number): bigint {
  return checkTimestamp('timestamp', BigInt(days) * DAY + BigInt(micros));
}

/** Fractions of months become days of which a month has 30, those of days become microseconds. */
function scale({ months, days, micros }: IntervalValue, factor: number): IntervalValue {
  if (!Number.isFinite(factor)) throw outOfRange('interval', `a multiple by ${factor}`);
  const allMonths = months * factor;
  const wholeMonths = Math.trunc(allMonths);
  const allDays = days * factor + (allMonths - wholeMonths) * 30;
  const wholeDays = Math.trunc(allDays);
  const allMicros = Number(micros) * factor + (allDays - wholeDays) * DAY_MICROS;
  return checkInterval({
    months: wholeMonths + 0,
    days: wholeDays + 0,
    micros: BigInt(roundHalfEven(allMicros)),
  });
}

function divide(interval: IntervalValue, divisor: number): IntervalValue {
  if (divisor === 0) throw divisionByZero();
  return scale(interval, 1 / divisor);
}

function row(
  name: string,
  parameters: Parameters,
  result: ParameterKind,
  apply: Apply,
  summary: string,
): FunctionRow {
  return { name, parameters, result, apply, summary };
}

/** The same with the sides changed. */
function both(
  name: string,
  [left, right]: Parameters,
  result: ParameterKind,
  apply: (a: never, b: never) => ReturnType<Apply>,
  summary: string,
): readonly FunctionRow[] {
  return [
    row(name, [left, right], result, apply, summary),
    row(name, [right, left], result, (a: never, b: never) => apply(b, a), summary),
  ];
}

function subtracting(add: (value: never, interval: IntervalValue) => ReturnType<Apply>): Apply {
  return (value: never, interval: IntervalValue) => add(value, negateInterval(interval));
}

const LATER = 'Moves by an interval.';
const EARLIER = 'Moves back by an interval.';
const BETWEEN = 'Gives the interval between both.';

/** `+ - * /` with dates, times and intervals. */
export const MOMENT_ROWS: readonly FunctionRow[] = [
  row('+', ['interval', 'interval'], 'interval', addIntervals, 'Adds the fields of both.'),
  ...both('+', ['timestamp', 'interval'], 'timestamp', addToPlain, LATER),
  ...both('+', ['timestamptz', 'interval'], 'timestamptz', addToZoned, LATER),
  ...both('+', ['date', 'interval'], 'timestamp', addToDate, LATER),
  ...both('+', ['time', 'interval'], 'time', addToTime, LATER),
  ...both('+', ['date', 'time'], 'timestamp', addTimeToDate, 'Puts date and time together.'),
  row('-', ['interval', 'interval'], 'interval', subtracting(addIntervals), 'Subtracts the fields of both.'),
  row('-', ['timestamp', 'timestamp'], 'interval', difference, BETWEEN),
  row('-', ['timestamptz', 'timestamptz'], 'interval', difference, BETWEEN),
  row(
    '-',
    ['date', 'date'],
    'int4',
    (left: number, right: number) => left - right,
    'Counts the days between.',
  ),
  row(
    '-',
    ['time', 'time'],
    'interval',
    (left: number, right: number) => ({ months: 0, days: 0, micros: BigInt(left - right) }),
    BETWEEN,
  ),
  row('-', ['timestamp', 'interval'], 'timestamp', subtracting(addToPlain), EARLIER),
  row('-', ['timestamptz', 'interval'], 'timestamptz', subtracting(addToZoned), EARLIER),
  row('-', ['date', 'interval'], 'timestamp', subtracting(addToDate), EARLIER),
  row('-', ['time', 'interval'], 'time', subtracting(addToTime), EARLIER),
  row('*', ['interval', 'float8'], 'interval', scale, 'Multiplies every field.'),
  row(
    '*',
    ['float8', 'interval'],
    'interval',
    (a: number, b: IntervalValue) => scale(b, a),
    'Multiplies every field.',
  ),
  row('/', ['interval', 'float8'], 'interval', divide, 'Divides every field.'),
];
