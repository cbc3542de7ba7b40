/** What a user may set about running; every member has a default. */
export interface PipelineSettings {
  /** A transaction closes at the first frontier reached this long after it began; half its timeout at most. */
  readonly commitIntervalMs: number;
  /** A transaction closes at the first frontier reached once it holds this many bytes of messages. */
  readonly transactionBytes: number;
  /** How much of changes not yet final may be held, by estimate. */
  readonly bufferBytes: number;
  /** How long the broker lets a transaction live; also how long a single time may take. */
  readonly transactionTimeoutMs: number;
  /** How long failures are retried while nothing is committed. */
  readonly retryTimeoutMs: number;
  /** How long an asked-for stop may take. */
  readonly shutdownTimeoutMs: number;
  /** How long the progress topic may be silent while it is read. */
  readonly silenceMs: number;
  /** Goes on where the definition of the sink or its topic is not what the progress record says. */
  readonly acceptChanges: boolean;
}

export const DEFAULT_SETTINGS: PipelineSettings = {
  commitIntervalMs: 1000,
  transactionBytes: 64 * 1024 * 1024,
  bufferBytes: 256 * 1024 * 1024,
  transactionTimeoutMs: 600_000,
  retryTimeoutMs: 300_000,
  shutdownTimeoutMs: 10_000,
  silenceMs: 60_000,
  acceptChanges: false,
};
