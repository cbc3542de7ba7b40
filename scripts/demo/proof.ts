import type { ConsumedRecord } from '../stack/records.ts';
import type { ExpectedRecord } from './model.ts';

export interface Proof {
  readonly expected: number;
  readonly found: number;
  readonly lost: number;
  /** Found more often than expected, or never expected. */
  readonly repeated: number;
}

/** Compares what must be there with what a committed reader found, record by record. */
export function proveExactlyOnce(
  expected: readonly ExpectedRecord[],
  found: readonly ConsumedRecord[],
): Proof {
  const open = new Map<string, number>();
  for (const record of expected) count(open, identify(record.key, record.value, record.time), 1);
  for (const record of found) count(open, identify(record.key, record.value, timestampOf(record)), -1);
  let lost = 0;
  let repeated = 0;
  for (const left of open.values()) {
    if (left > 0) lost += left;
    else repeated -= left;
  }
  return { expected: expected.length, found: found.length, lost, repeated };
}

export function timestampOf(record: ConsumedRecord): string | null {
  return record.headers.find(([name]) => name === 'materialize-timestamp')?.[1] ?? null;
}

function identify(key: string | null, value: string | null, time: string | null): string {
  return JSON.stringify([key, value, time]);
}

function count(map: Map<string, number>, key: string, step: number): void {
  map.set(key, (map.get(key) ?? 0) + step);
}
