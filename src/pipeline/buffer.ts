import { SinkError } from '../diagnostics/sink-error.ts';
import type { Row, Value } from '../types/value.ts';
import { isFinal } from './frontier.ts';
import type { Frontier, RowChange } from './ports.ts';

/** All changes of one time, in the order they came. */
export interface TimeChanges {
  readonly time: bigint;
  readonly changes: readonly RowChange[];
}

/** Changes whose time is not final yet. */
export interface ChangeBuffer {
  readonly count: number;
  /** An estimate of the memory they take. */
  readonly bytes: number;
  /** @param time  when the change is delivered, which may be later than its own time */
  add(change: RowChange, time: bigint): void;
  /** Takes out the smallest time that `frontier` makes final; undefined where there is none. */
  take(frontier: Frontier): TimeChanges | undefined;
  /** @throws {SinkError} `run/buffer-full` when more is held than the bound allows */
  assertFits(): void;
}

interface Waiting {
  readonly changes: RowChange[];
  bytes: number;
}

export function createChangeBuffer(maxBytes: number): ChangeBuffer {
  const waiting = new Map<bigint, Waiting>();
  const times = createTimeQueue();
  let count = 0;
  let bytes = 0;
  return {
    get count() {
      return count;
    },
    get bytes() {
      return bytes;
    },
    add(change, time) {
      const size = estimateBytes(change.row);
      count++;
      bytes += size;
      const there = waiting.get(time);
      if (there === undefined) {
        waiting.set(time, { changes: [change], bytes: size });
        times.insert(time);
      } else {
        there.changes.push(change);
        there.bytes += size;
      }
    },
    take(frontier) {
      const time = times.first();
      if (time === undefined || !isFinal(time, frontier)) return undefined;
      times.removeFirst();
      const taken = waiting.get(time);
      waiting.delete(time);
      if (taken === undefined) throw new Error('bug: a time without changes');
      count -= taken.changes.length;
      bytes -= taken.bytes;
      return { time, changes: taken.changes };
    },
    assertFits() {
      if (bytes > maxBytes) throw bufferFull(maxBytes, count, largest(waiting));
    },
  };
}

function largest(waiting: ReadonlyMap<bigint, Waiting>): TimeChanges {
  let found: TimeChanges = { time: 0n, changes: [] };
  for (const [time, { changes }] of waiting) {
    if (changes.length > found.changes.length) found = { time, changes };
  }
  return found;
}

function bufferFull(maxBytes: number, count: number, most: TimeChanges): SinkError {
  return new SinkError(
    'run/buffer-full',
    `${count} changes wait for their time to become final and need more than bufferBytes (${maxBytes}); ` +
      `most of them, ${most.changes.length}, have the time ${most.time}`,
    { hint: 'Raise bufferBytes, or give the input with frontiers that make fewer changes final at a time.' },
  );
}

const CHANGE_BYTES = 96;
const VALUE_BYTES = 16;

/** Roughly what a row takes in memory; never far below. */
export function estimateBytes(row: Row): number {
  let bytes = CHANGE_BYTES;
  for (const value of row) bytes += estimateValueBytes(value);
  return bytes;
}

function estimateValueBytes(value: Value): number {
  if (typeof value === 'string') return VALUE_BYTES + value.length * 2;
  if (typeof value !== 'object' || value === null) return VALUE_BYTES;
  if (value instanceof Uint8Array) return CHANGE_BYTES + value.length;
  if (!Array.isArray(value)) return CHANGE_BYTES;
  let bytes = CHANGE_BYTES;
  for (const element of value as readonly Value[]) bytes += estimateValueBytes(element);
  return bytes;
}

interface TimeQueue {
  insert(time: bigint): void;
  first(): bigint | undefined;
  removeFirst(): void;
}

/** Distinct times, ascending. Most arrive in order, so an array with a moving head beats a heap. */
function createTimeQueue(): TimeQueue {
  let times: bigint[] = [];
  let head = 0;
  return {
    insert(time) {
      const last = times[times.length - 1];
      if (last === undefined || time > last) {
        times.push(time);
        return;
      }
      let low = head;
      let high = times.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        const at = times[middle];
        if (at !== undefined && at < time) low = middle + 1;
        else high = middle;
      }
      times.splice(low, 0, time);
    },
    first: () => times[head],
    removeFirst() {
      head++;
      if (head < 1024 && head < times.length) return;
      if (head * 2 < times.length) return;
      times = times.slice(head);
      head = 0;
    },
  };
}
