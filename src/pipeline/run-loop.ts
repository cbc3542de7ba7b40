import { type Commits, createCommits } from './commits.ts';
import type { RunContext } from './context.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import type { Input } from './input.ts';
import { createInputCheck, type InputCheck } from './input-check.ts';
import type { Frontier } from './ports.ts';
import type { ProgressRecord } from './progress-record.ts';
import type { TransactionCounts, Transactions } from './transaction.ts';
import { waitFor } from './waiting.ts';

export interface LoopRequest {
  readonly context: RunContext;
  readonly input: Input;
  readonly transactions: Transactions;
  /** Where to go on; absent: nothing was ever committed. */
  readonly record: ProgressRecord | undefined;
  /** Changes below the committed frontier are only counted: their columns are others now. */
  readonly hasNewRelation: boolean;
  /** As known last. */
  readonly partitions: () => number;
  readonly signal: AbortSignal;
  readonly onCommit: (frontier: Frontier, counts: TransactionCounts) => void;
}

export interface LoopEnd {
  readonly outcome: 'finished' | 'ended' | 'unfinal' | 'stopped';
  /** Changes read and not sent, because their times did not become final. */
  readonly unsentChanges: number;
}

interface Loop extends LoopRequest {
  readonly check: InputCheck;
  readonly delivery: Delivery;
  readonly commits: Commits;
}

/**
 * Reads the input and commits what is final: rows and the frontier behind them in one transaction, again and again.
 * A timer, not the next change, ends a transaction: none waits for input.
 */
export async function runLoop(request: LoopRequest): Promise<LoopEnd> {
  const { context, input, transactions, record, hasNewRelation } = request;
  const check = createInputCheck(context, input.name, record, { countOnly: hasNewRelation });
  const delivery = createDelivery(context, check, transactions);
  const commits = createCommits({ ...request, mark: check.mark });
  const loop: Loop = { ...request, check, delivery, commits };
  const outcome = await readAll(loop);
  return { outcome, unsentChanges: delivery.waiting };
}

async function readAll(loop: Loop): Promise<LoopEnd['outcome']> {
  const { check, commits, context, delivery, input, signal } = loop;
  for (;;) {
    const next = await waitFor(input.peek(), commits.dueInMs, context.ports.clock, signal);
    if (next.kind === 'stop') return stop(loop);
    if (next.kind === 'late') {
      await commits.commit();
      continue;
    }
    const batch = next.value;
    if (batch === undefined) return end(loop);
    input.take();
    const asOf = input.asOf ?? 0n;
    check.assertBegins(asOf);
    delivery.take(batch, asOf);
    if (batch.frontier !== undefined && (await advance(loop, batch.frontier)) === 'cut') return cut(loop);
    delivery.assertFits();
  }
}

/** Hands over what the frontier makes final, and ends transactions that become due on the way. */
async function advance(loop: Loop, frontier: Frontier): Promise<'cut' | 'done'> {
  const { commits, delivery, input, record, signal } = loop;
  // A sink that had finished checks its input and sends nothing, not even its frontier again.
  const hadFinished = record?.frontier === 'finished';
  const pause = (): Promise<void> | undefined => {
    if (delivery.frontier === undefined || hadFinished) return undefined;
    commits.reach(delivery.frontier);
    return commits.isDue ? commits.commit() : undefined;
  };
  if ((await delivery.advance(frontier, input.asOf ?? 0n, pause, signal)) === 'cut') return 'cut';
  await pause();
  return 'done';
}

/** The input ended: what it made final is committed at once. */
async function end(loop: Loop): Promise<LoopEnd['outcome']> {
  const { check, commits, delivery, input, signal } = loop;
  const { behindAll } = delivery;
  if (input.end === 'ended' && behindAll !== undefined && !signal.aborted) {
    if ((await advance(loop, behindAll)) === 'cut') return cut(loop);
  }
  if (signal.aborted) return stop(loop);
  check.assertPassed();
  if (commits.isOpen) await commits.commit();
  if (input.end === undefined) throw new Error('bug: an input ended without saying how');
  return input.end;
}

/** Between two times: what was handed over can be committed. */
async function stop({ commits }: Loop): Promise<'stopped'> {
  if (commits.isOpen) await commits.commit();
  return 'stopped';
}

/** In the middle of a time: what was sent of it cannot. */
async function cut({ transactions }: Loop): Promise<'stopped'> {
  await transactions.abort();
  return 'stopped';
}
