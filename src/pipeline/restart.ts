import { SinkError } from '../diagnostics/sink-error.ts';
import type { RunContext } from './context.ts';
import { type Input, notRewindable, openInput } from './input.ts';
import type { Frontier } from './ports.ts';
import { type AttemptEvents, type AttemptSignals, runAttempt } from './protocol.ts';
import type { LoopEnd } from './run-loop.ts';
import { waitFor } from './waiting.ts';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5000;

export interface RestartEvents extends AttemptEvents {
  readonly onRestart: (error: SinkError, delayMs: number) => void;
}

/**
 * Runs attempts until one ends by itself. After an error that another start may get past, the next one begins from
 * fencing with new clients; nothing of the former is used again. Retrying ends once nothing new has been committed
 * for `retryTimeoutMs`: then the last error is thrown.
 */
export async function runWithRestarts(
  context: RunContext,
  signals: AttemptSignals,
  events: RestartEvents,
): Promise<LoopEnd> {
  const patience = createPatience(context);
  const inputs = createInputs(context, signals);
  for (let attempt = 1; ; attempt++) {
    context.ports.report({ kind: 'starting', sink: context.sink, attempt });
    patience.starting();
    const input = inputs.open();
    try {
      return await runAttempt(context, input, signals, {
        onRunning(resumedAt) {
          patience.running();
          events.onRunning(resumedAt);
        },
        onCommit(frontier, counts) {
          patience.committed(frontier);
          events.onCommit(frontier, counts);
        },
      });
    } catch (error) {
      if (!isRetried(error)) throw error;
      if (signals.stop.aborted) throw error;
      if (!context.ports.source.rewindable && input.started) throw notRewindable(input.name, error);
      const delayMs = patience.nextDelayMs(error);
      events.onRestart(error, delayMs);
      const waited = await waitFor(new Promise<never>(() => {}), delayMs, context.ports.clock, signals.stop);
      if (waited.kind === 'stop') return { outcome: 'stopped', unsentChanges: 0 };
    } finally {
      inputs.release(input);
    }
  }
}

function isRetried(error: unknown): error is SinkError {
  if (!(error instanceof SinkError)) return false;
  const { consequence } = error;
  return consequence === 'retriable' || consequence === 'abortable' || consequence === 'unknownOutcome';
}

/** Every attempt reads from the beginning; an input that can be read once is kept until it has been asked. */
function createInputs({ ports: { source } }: RunContext, { stop }: AttemptSignals) {
  let kept: Input | undefined;
  return {
    open(): Input {
      if (source.rewindable) return openInput(source, stop);
      kept ??= openInput(source, stop);
      return kept;
    },
    release(input: Input): void {
      if (source.rewindable || input.started) input.close();
    },
  };
}

/** Delays that grow, and the end of patience. */
function createPatience({ ports: { clock }, settings: { retryTimeoutMs } }: RunContext) {
  let furthest: Frontier | undefined;
  let startingSince: number | undefined;
  let failingSince: number | undefined;
  let delayMs = FIRST_DELAY_MS;
  return {
    starting(): void {
      startingSince = clock.monotonicMs();
    },
    /** From here on waiting for input is no failing. */
    running(): void {
      startingSince = undefined;
    },
    /** A commit of the same frontier again is no progress: a start always makes one. */
    committed(frontier: Frontier): void {
      if (frontier === furthest) return;
      furthest = frontier;
      failingSince = undefined;
      delayMs = FIRST_DELAY_MS;
    },
    /** @throws what failed, once it has failed for too long */
    nextDelayMs(error: SinkError): number {
      const now = clock.monotonicMs();
      failingSince ??= startingSince ?? now;
      if (now - failingSince >= retryTimeoutMs) throw error;
      const delay = delayMs;
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
      return delay;
    },
  };
}
