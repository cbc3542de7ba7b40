/**
 * How long the client may repeat itself. It counts its attempts only, each comparing the count to `retries`;
 * here that is asked anew each time, so every call has a time to end in, and a closed client stops at once.
 */
export interface Patience {
  /** For the client's options: a number to it. */
  readonly retries: number;
  /** Attempts may begin for that long from now, or until the function returned is called. */
  allow(ms: number): () => void;
  /** No further attempt, ever. */
  end(): void;
}

export function createPatience(): Patience {
  const deadlines = new Set<{ readonly at: number }>();
  let ended = false;
  const mayRetry = () => {
    const now = performance.now();
    return !ended && [...deadlines].some(({ at }) => now < at);
  };
  const retries = { valueOf: () => (mayRetry() ? Number.MAX_SAFE_INTEGER : -1) };
  return {
    retries: retries as unknown as number,
    allow(ms) {
      const deadline = { at: performance.now() + ms };
      deadlines.add(deadline);
      return () => deadlines.delete(deadline);
    },
    end() {
      ended = true;
    },
  };
}
