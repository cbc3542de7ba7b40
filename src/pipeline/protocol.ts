import { type Clients, closeClients, createClients } from './clients.ts';
import { type RunContext, StoppedAtStep } from './context.ts';
import type { Input } from './input.ts';
import { refreshPartitions } from './partition-refresh.ts';
import type { Frontier } from './ports.ts';
import { type LoopEnd, runLoop } from './run-loop.ts';
import { type Started, startSink } from './start.ts';
import { createTransactions, type TransactionCounts, type Transactions } from './transaction.ts';
import { waitFor } from './waiting.ts';

/** What an attempt tells while it runs. */
export interface AttemptEvents {
  readonly onRunning: (resumedAt: Frontier | undefined) => void;
  readonly onCommit: (frontier: Frontier, counts: TransactionCounts) => void;
}

export interface AttemptSignals {
  /** A stop is asked for: end what can be ended. */
  readonly stop: AbortSignal;
  /** Nobody waits any more: let go of the clients. */
  readonly abandon: AbortSignal;
}

const STOPPED: LoopEnd = { outcome: 'stopped', unsentChanges: 0 };

/**
 * One life of a sink, from fencing to the end of its input or the first error:
 *
 * 1. what can fail without Kafka: the beginning of an input that can be read twice
 * 2. connect, then `initTransactions`, which fences every older producer of this sink
 * 3. the progress topic, then the latest progress record of this sink
 * 4. the sink compared with its record, the data topic, its number of partitions
 * 5. the loop: rows and the frontier behind them in one transaction, the frontier last
 *
 * Whatever a client rejects ends the attempt; the next one has new clients and begins at 1.
 */
export async function runAttempt(
  context: RunContext,
  input: Input,
  signals: AttemptSignals,
  events: AttemptEvents,
): Promise<LoopEnd> {
  if (context.ports.source.rewindable) {
    const first = await waitFor(input.peek(), undefined, context.ports.clock, signals.stop);
    if (first.kind === 'stop') return STOPPED;
  }
  const clients = createClients(context);
  const close = (): Promise<void> => closeClients(clients);
  signals.abandon.addEventListener('abort', close, { once: true });
  try {
    const starting = startSink(context, clients, signals.stop);
    const started = await waitFor(starting, undefined, context.ports.clock, signals.stop);
    if (started.kind !== 'value') return STOPPED;
    return await runStarted(context, input, clients, started.value, signals.stop, events);
  } finally {
    signals.abandon.removeEventListener('abort', close);
    await waitFor(close(), context.settings.shutdownTimeoutMs, context.ports.clock, signals.abandon);
  }
}

async function runStarted(
  context: RunContext,
  input: Input,
  clients: Clients,
  started: Started,
  signal: AbortSignal,
  { onCommit, onRunning }: AttemptEvents,
): Promise<LoopEnd> {
  const { record, hasNewRelation } = started;
  let count = started.partitions;
  const partitions = (): number => count;
  const over = new AbortController();
  const transactions = createTransactions(context, clients.producer, partitions, started.ends);
  const refreshed = refreshPartitions(context, clients.admin, (found) => (count = found), over.signal);
  onRunning(record?.frontier);
  try {
    return await runLoop({
      context,
      input,
      transactions,
      record,
      hasNewRelation,
      partitions,
      signal,
      onCommit,
    });
  } catch (error) {
    if (!(error instanceof StoppedAtStep)) await abandon(context, transactions);
    throw error;
  } finally {
    over.abort();
    await refreshed;
  }
}

/** An error that is not the producer's leaves a transaction that others would wait for: it is aborted. */
async function abandon(context: RunContext, transactions: Transactions): Promise<void> {
  if (transactions.failed) return;
  const aborted = transactions.abort().catch(() => undefined);
  await waitFor(aborted, context.settings.shutdownTimeoutMs, context.ports.clock, undefined);
}
