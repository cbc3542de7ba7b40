import { DAY, floorDivide } from './calendar.ts';
import { checkTimestamp, roundTimestamp } from './datetime.ts';
import { outOfRange } from './invalid-text.ts';
import type { SqlType } from './sql-type.ts';
import type { IntervalValue } from './value.ts';

export function dateToTimestamp(days: number, to: SqlType): bigint {
  return checkTimestamp(to.kind === 'timestamptz' ? 'timestamptz' : 'timestamp', BigInt(days) * DAY);
}

export function timestampToDate(micros: bigint): number {
  return Number(floorDivide(micros, DAY).quotient);
}

export function timestampToTime(micros: bigint): number {
  return Number(floorDivide(micros, DAY).remainder);
}

/** Between timestamps, and from one precision to another. */
export function timestampToTimestamp(micros: bigint, to: SqlType): bigint {
  const precision = to.kind === 'timestamp' || to.kind === 'timestamptz' ? to.precision : undefined;
  return precision === undefined ? micros : roundTimestamp(micros, precision);
}

export function timeToInterval(micros: number): IntervalValue {
  return { months: 0, days: 0, micros: BigInt(micros) };
}

/** The clock part within a day; months and days are left out. */
export function intervalToTime({ micros }: IntervalValue): number {
  return Number(floorDivide(micros, DAY).remainder);
}

/** Milliseconds since 1970. @throws {SinkError} `run/out-of-range` before 1970 */
export function timestampToMzTimestamp(micros: bigint): bigint {
  if (micros < 0n) throw outOfRange('mz_timestamp', `${micros} microseconds`);
  return micros / 1000n;
}

export function dateToMzTimestamp(days: number): bigint {
  return timestampToMzTimestamp(BigInt(days) * DAY);
}

export function mzTimestampToTimestamp(millis: bigint, to: SqlType): bigint {
  return timestampToTimestamp(checkTimestamp('timestamp', millis * 1000n), to);
}
