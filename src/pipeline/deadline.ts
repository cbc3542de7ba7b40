import { SinkError } from '../diagnostics/sink-error.ts';
import type { RunContext } from './context.ts';

/** The brokers' setting that limits how long a transaction may live. */
export const MAX_TIMEOUT = 'transaction.max.timeout.ms';

/** Knows how long a transaction has been open, and what it means when that is too long. */
export interface Deadline {
  open(): void;
  close(): void;
  isOpen(): boolean;
  beginTime(time: bigint): void;
  /** All rows so far have been taken by the broker. */
  sentAll(): void;
  /** @throws {SinkError} once the broker has given the transaction up, or is about to */
  assertLeft(): void;
  /** A transaction that outlived its timeout looks fenced and is only lost. */
  explain(error: unknown): unknown;
}

/**
 * A time that could not be sent may be too large, or the process stood still: a first expiry means another start, and
 * only a second one of the same time ends the run.
 */
export function createDeadline({ expired: before, ports: { clock }, settings }: RunContext): Deadline {
  const { commitIntervalMs, transactionTimeoutMs } = settings;
  // A time that fills a transaction begins within the commit interval: later the transaction would have ended.
  const timeLimitMs = Math.max(transactionTimeoutMs - commitIntervalMs, transactionTimeoutMs / 2);
  let openedAt: number | undefined;
  let current: { readonly time: bigint; readonly since: number } | undefined;
  const isOver = (since: number, limitMs = transactionTimeoutMs): boolean =>
    clock.monotonicMs() - since >= limitMs;

  function expired(cause?: unknown): SinkError {
    const time = current !== undefined && isOver(current.since, timeLimitMs) ? current.time : undefined;
    if (time !== undefined && time === before.time) return timeTooLong(time, transactionTimeoutMs, cause);
    before.time = time;
    const during = time === undefined ? '' : ` while the changes of time ${time} were sent`;
    return new SinkError(
      'run/transaction-expired',
      `the transaction was open for longer than transactionTimeoutMs (${transactionTimeoutMs})${during}`,
      { consequence: 'abortable', cause },
    );
  }
  return {
    open() {
      openedAt = clock.monotonicMs();
    },
    close() {
      openedAt = undefined;
    },
    isOpen: () => openedAt !== undefined,
    beginTime(time) {
      current = { time, since: clock.monotonicMs() };
    },
    sentAll() {
      current = undefined;
    },
    assertLeft() {
      if (openedAt !== undefined && isOver(openedAt)) throw expired();
    },
    explain(error) {
      if (openedAt === undefined || !isOver(openedAt) || !(error instanceof SinkError)) return error;
      return error.consequence === 'fenced' || error.consequence === 'abortable' ? expired(error) : error;
    },
  };
}

function timeTooLong(time: bigint, limitMs: number, cause: unknown): SinkError {
  return new SinkError(
    'run/time-too-long',
    `the changes of time ${time} could twice not be sent within transactionTimeoutMs (${limitMs}), ` +
      'and one time is never split',
    { cause, hint: `Raise transactionTimeoutMs, and with it ${MAX_TIMEOUT} of the brokers.` },
  );
}
