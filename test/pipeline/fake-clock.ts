import type { Clock } from '../../src/pipeline/ports.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export interface FakeClock extends Clock {
  /** Moves on, waking whoever is due, in order. */
  advance(ms: number): Promise<void>;
  readonly sleepers: number;
}

/**
 * A clock that stands still until it is told to move on. With `jumps` it moves by itself to the next sleeper
 * whenever nothing else can happen.
 */
export function createFakeClock({ jumps = false } = {}): FakeClock {
  const sleepers = new Set<Sleeper>();
  let now = 0;
  let pumping = false;

  function wakeDue(): void {
    for (const sleeper of [...sleepers].sort((a, b) => a.at - b.at)) if (sleeper.at <= now) sleeper.wake();
  }
  function pump(): void {
    if (pumping) return;
    pumping = true;
    setImmediate(() => {
      pumping = false;
      const [next] = [...sleepers].sort((a, b) => a.at - b.at);
      if (next === undefined) return;
      now = Math.max(now, next.at);
      wakeDue();
      if (sleepers.size > 0) pump();
    });
  }
  return {
    monotonicMs: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const sleeper: Sleeper = {
          at: now + ms,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
        if (jumps) pump();
      }),
    async advance(ms) {
      now += ms;
      wakeDue();
      await settle();
    },
    get sleepers() {
      return sleepers.size;
    },
  };
}

/** Lets everything happen that can happen without time passing. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
}
