import type { Clock } from './ports.ts';

/** What came first. */
export type Waited<T> =
  | { readonly kind: 'value'; readonly value: T }
  /** The time is over. */
  | { readonly kind: 'late' }
  /** A stop was asked for. */
  | { readonly kind: 'stop' };

/**
 * Waits for a value, for a time, and for a stop.
 *
 * @param ms  undefined waits for ever
 */
export async function waitFor<T>(
  value: Promise<T>,
  ms: number | undefined,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<Waited<T>> {
  const over = new AbortController();
  try {
    return await Promise.race([
      value.then((found): Waited<T> => ({ kind: 'value', value: found })),
      ...(ms === undefined ? [] : [alarm(clock, ms, over.signal)]),
      ...(signal === undefined ? [] : [stopped(signal, over.signal)]),
    ]);
  } finally {
    over.abort();
  }
}

async function alarm(clock: Clock, ms: number, over: AbortSignal): Promise<{ readonly kind: 'late' }> {
  try {
    await clock.sleep(ms, over);
  } catch (error) {
    if (!over.aborted) throw error;
  }
  return { kind: 'late' };
}

function stopped(signal: AbortSignal, over: AbortSignal): Promise<{ readonly kind: 'stop' }> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve({ kind: 'stop' });
    else signal.addEventListener('abort', () => resolve({ kind: 'stop' }), { once: true, signal: over });
  });
}
