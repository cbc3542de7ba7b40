/**
 * What a failed call means for the caller, sorted by consequence:
 * - `retriable`       nothing happened; the same call may succeed later
 * - `abortable`       the transaction is lost; a new producer may start it again
 * - `fenced`          a newer instance owns the sink; never retried
 * - `unknownOutcome`  the broker may or may not have done it; read the progress topic to learn which
 * - `fatal`           no retry helps
 */
export type Consequence = 'retriable' | 'abortable' | 'fenced' | 'unknownOutcome' | 'fatal';

export interface SinkErrorOptions {
  readonly consequence?: Consequence;
  readonly cause?: unknown;
  /** What to do about it: full sentences. */
  readonly hint?: string;
}

/** How running fails. `code` is `run/...`, stable for ever; `consequence` defaults to `fatal`. */
export class SinkError extends Error {
  override readonly name = 'SinkError';
  readonly code: string;
  readonly consequence: Consequence;
  readonly hint?: string;

  constructor(code: string, message: string, options: SinkErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.consequence = options.consequence ?? 'fatal';
    if (options.hint !== undefined) this.hint = options.hint;
  }
}
