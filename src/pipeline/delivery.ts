import { createChangeBuffer, type TimeChanges } from './buffer.ts';
import type { RunContext } from './context.ts';
import { assertExpansionFits } from './expansion.ts';
import { reaches } from './frontier.ts';
import { type Pair, type PreparedChange, pairChanges } from './grouping.ts';
import type { InputCheck } from './input-check.ts';
import type { Frontier, SourceBatch } from './ports.ts';
import type { Transactions } from './transaction.ts';

const WARN_EVERY_MS = 10_000;

/** Brings changes, once their times are final, into transactions. */
export interface Delivery {
  /** Everything below has been handed over; undefined before the first frontier that counts. */
  readonly frontier: Frontier | undefined;
  /** Changes that wait for their frontier. */
  readonly waiting: number;
  /** The frontier that makes all that came so far final; undefined where nothing came. */
  readonly behindAll: bigint | undefined;
  take(batch: SourceBatch, asOf: bigint): void;
  /**
   * Hands over what the frontier makes final, in ascending order of time.
   *
   * @param pause  called after each time, and waited for where it says so
   * @returns      `cut` where a stop came in the middle of a time
   */
  advance(
    frontier: Frontier,
    asOf: bigint,
    pause: () => Promise<void> | undefined,
    signal: AbortSignal,
  ): Promise<'cut' | 'done'>;
  assertFits(): void;
}

export function createDelivery(context: RunContext, check: InputCheck, transactions: Transactions): Delivery {
  const { compiled, settings } = context;
  const buffer = createChangeBuffer(settings.bufferBytes);
  const pairsOf = createPairs(context, check);
  let frontier: Frontier | undefined;
  let latest: bigint | undefined;

  return {
    get frontier() {
      return frontier;
    },
    get waiting() {
      return buffer.count;
    },
    get behindAll() {
      return latest === undefined ? undefined : latest + 1n;
    },
    take({ changes }, asOf) {
      for (const change of changes) {
        const time = deliveryTime(change.time, asOf);
        if (latest === undefined || time > latest) latest = time;
        if (check.isCommitted(change)) check.count(change, compiled.prepare(change.row).identity);
        else buffer.add(change, time);
      }
    },
    async advance(to, asOf, pause, signal) {
      check.reach(to);
      // A frontier at the start says nothing: the rows of the start are still to come.
      if (!check.passed || (to !== 'finished' && to <= asOf)) return 'done';
      for (let next = buffer.take(to); next !== undefined; next = buffer.take(to)) {
        transactions.beginTime(next.time);
        for (const { after, before } of pairsOf(next, asOf)) {
          const sent = transactions.add(compiled.encode(before, after, next.time));
          if (sent === undefined) continue;
          const wasAsked = signal.aborted;
          await sent;
          // A stop that came during a send lets a time end that needs no other: then nothing has to be aborted.
          if (wasAsked) return 'cut';
        }
        frontier = next.time + 1n;
        const paused = pause();
        if (paused !== undefined) await paused;
        if (signal.aborted) return 'done';
      }
      if (frontier === undefined || reaches(to, frontier)) frontier = to;
      return 'done';
    },
    assertFits: buffer.assertFits,
  };
}

/** Counts the changes of a time, and pairs those that are sent. */
function createPairs(context: RunContext, check: InputCheck) {
  const { compiled, plan, ports, settings } = context;
  const warnOfRepeats = createRepeatWarning(context);
  return ({ changes, time }: TimeChanges, asOf: bigint): Iterable<Pair> => {
    const prepared = changes.map((change): PreparedChange => {
      const row = compiled.prepare(change.row);
      check.count(change, row.identity);
      return { row, diff: change.diff, line: change.line };
    });
    if (!plan.snapshot && time <= asOf) return [];
    assertExpansionFits({ time, changes: prepared, input: ports.source.name }, settings.bufferBytes);
    return pairChanges(prepared, () => warnOfRepeats(time));
  };
}

/** What was there at the start comes at the time of the start. */
function deliveryTime(time: bigint, asOf: bigint): bigint {
  if (time > asOf) return time;
  return asOf;
}

/** Several messages for one key at one time: the key is not one. Said at most every ten seconds. */
function createRepeatWarning(context: RunContext): (time: bigint) => void {
  const { clock } = context.ports;
  let warnedAt: number | undefined;
  return (time) => {
    if (context.plan.grouping.by === 'row') return;
    const now = clock.monotonicMs();
    if (warnedAt !== undefined && now - warnedAt < WARN_EVERY_MS) return;
    warnedAt = now;
    context.warn(
      'run/key-violation',
      `several changes of one key at time ${time}: the key of the sink is no key of "${context.plan.relation.name}"`,
    );
  };
}
