import { SinkError } from '../diagnostics/sink-error.ts';
import type { RowSource, SourceBatch, SourceEnd } from './ports.ts';

/** The rows of one source as one attempt reads them. */
export interface Input {
  readonly name: string;
  /** Whether anything of it has been asked for. */
  readonly started: boolean;
  readonly asOf: bigint | undefined;
  readonly end: SourceEnd | undefined;
  /** The next batch, the same until it is taken; undefined at the end. */
  peek(): Promise<SourceBatch | undefined>;
  take(): void;
  /** Lets go of what is open, and does not wait for it: a pipe may say nothing for ever. */
  close(): void;
}

export function openInput(source: RowSource, signal: AbortSignal): Input {
  const over = new AbortController();
  const stream = source.open(AbortSignal.any([signal, over.signal]));
  const batches = stream[Symbol.asyncIterator]();
  let next: Promise<SourceBatch | undefined> | undefined;
  let started = false;

  async function read(): Promise<SourceBatch | undefined> {
    const result = await batches.next();
    return result.done === true ? undefined : result.value;
  }
  return {
    name: source.name,
    get started() {
      return started;
    },
    get asOf() {
      return stream.asOf;
    },
    get end() {
      return stream.end;
    },
    peek() {
      started = true;
      if (next === undefined) {
        next = read();
        // It may fail while nobody waits for it; whoever asks next is told.
        next.catch(() => undefined);
      }
      return next;
    },
    take() {
      next = undefined;
    },
    close() {
      over.abort();
      batches.return?.().catch(() => undefined);
    },
  };
}

/** A pipe can be read once: its changes are gone when a start from fencing is due. */
export function notRewindable(name: string, cause: SinkError): SinkError {
  return new SinkError('run/input-not-rewindable', `${cause.message}; "${name}" cannot be read again`, {
    cause,
    hint: 'Start again and give the input again from its beginning; what is committed is skipped.',
  });
}
