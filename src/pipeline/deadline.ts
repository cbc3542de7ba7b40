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
  endTime(): void;
  /** @throws {SinkError} once the broker has given the transaction up, or is about to */
  assertLeft(): void;
  /** A transaction that outlived its timeout looks fenced and is only lost. */
  explain(error: unknown): unknown;
}

export function createDeadline({
  ports: { clock },
  settings: { transactionTimeoutMs },
}: RunContext): Deadline {
  let openedAt: number | undefined;
  let current: { readonly time: bigint; readonly since: number } | undefined;
  const isOver = (since: number): boolean => clock.monotonicMs() - since >= transactionTimeoutMs;

  function expired(cause?: unknown): SinkError {
    if (current !== undefined && isOver(current.since)) {
      return timeTooLong(current.time, transactionTimeoutMs, cause);
    }
    return new SinkError(
      'run/transaction-expired',
      `the transaction was open for longer than transactionTimeoutMs (${transactionTimeoutMs})`,
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
    endTime() {
      current = undefined;
    },
    assertLeft() {
      if (openedAt !== undefined && isOver(openedAt)) throw expired();
    },
    explain(error) {
      const late = openedAt !== undefined && isOver(openedAt);
      return late && error instanceof SinkError && error.consequence === 'fenced' ? expired(error) : error;
    },
  };
}

function timeTooLong(time: bigint, limitMs: number, cause: unknown): SinkError {
  return new SinkError(
    'run/time-too-long',
    `the changes of time ${time} could not be sent within transactionTimeoutMs (${limitMs}), ` +
      'and one time is never split',
    { cause, hint: `Raise transactionTimeoutMs, and with it ${MAX_TIMEOUT} of the brokers.` },
  );
}
