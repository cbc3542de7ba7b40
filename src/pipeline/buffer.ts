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
  readonly time: bigint;
  readonly changes: RowChange[];
  bytes: number;
}

export function createChangeBuffer(maxBytes: number): ChangeBuffer {
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
      const waiting = times.at(time);
      waiting.changes.push(change);
      waiting.bytes += size;
      count++;
      bytes += size;
    },
    take(frontier) {
      const first = times.first();
      if (first === undefined || !isFinal(first.time, frontier)) return undefined;
      times.removeFirst();
      count -= first.changes.length;
      bytes -= first.bytes;
      return first;
    },
    assertFits() {
      if (bytes > maxBytes) throw bufferFull(maxBytes, count, times.largest());
    },
  };
}

function bufferFull(maxBytes: number, count: number, most: TimeChanges): SinkError {
  return new SinkError(
    'run/buffer-full',
    `${count} changes wait for their time to become final and need more than bufferBytes (${maxBytes}); ` +
      `most of them, ${most.changes.length}, have the time ${most.time}`,
    { hint: 'Raise bufferBytes, or give the input with frontiers that make fewer changes final at a time.' },
  );
}

/** What a change takes besides its values. */
export const CHANGE_BYTES = 96;
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
  /** What waits at a time, made where there is nothing yet. */
  at(time: bigint): Waiting;
  first(): Waiting | undefined;
  removeFirst(): void;
  /** The time with the most changes. */
  largest(): TimeChanges;
}

/** Times in ascending order. Most arrive in order, so an array with a moving head beats a heap. */
function createTimeQueue(): TimeQueue {
  let queue: Waiting[] = [];
  let head = 0;

  /** The first position at or behind a time. */
  function find(time: bigint): number {
    let low = head;
    let high = queue.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const waiting = queue[middle];
      if (waiting !== undefined && waiting.time < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  return {
    at(time) {
      const last = queue[queue.length - 1];
      if (last?.time === time) return last;
      const position = last === undefined || time > last.time ? queue.length : find(time);
      const there = queue[position];
      if (there?.time === time) return there;
      const waiting: Waiting = { time, changes: [], bytes: 0 };
      if (position === queue.length) queue.push(waiting);
      else queue.splice(position, 0, waiting);
      return waiting;
    },
    first: () => queue[head],
    removeFirst() {
      head++;
      if (head < queue.length && (head < 1024 || head * 2 < queue.length)) return;
      queue = queue.slice(head);
      head = 0;
    },
    largest: () =>
      queue
        .slice(head)
        .reduce<TimeChanges>(
          (most, waiting) => (waiting.changes.length > most.changes.length ? waiting : most),
          {
            time: 0n,
            changes: [],
          },
        ),
  };
}
