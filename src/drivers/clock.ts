import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../pipeline/ports.ts';

/** The clock of this machine. */
export function createClock(): Clock {
  return {
    monotonicMs: () => performance.now(),
    async sleep(ms, signal) {
      try {
        await sleep(ms, undefined, { signal });
      } catch (error) {
        // Node wraps the reason in an AbortError.
        signal.throwIfAborted();
        throw error;
      }
    },
  };
}
