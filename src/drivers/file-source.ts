import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { createNdjsonDecoder } from '../decode/ndjson.ts';
import type { SourceEnd } from '../decode/row-change.ts';
import { SinkError } from '../diagnostics/sink-error.ts';
import type { RowSource, RowStream, SourceBatch } from '../pipeline/ports.ts';
import type { Column } from '../types/sql-type.ts';

/** How much is read before the frontier moves on: with many small times, several go into one step. */
const BLOCK_BYTES = 64 * 1024;

export interface FileSourceOptions {
  readonly blockBytes?: number;
  readonly rewindable?: boolean;
}

/**
 * Row changes as JSON lines from a file, or from standard input, which can be read only once.
 *
 * @param path     `-` is standard input
 * @param options  `blockBytes`: how much is read at a time; `rewindable`: false for a pipe given by its path
 */
export function createFileSource(
  path: string,
  columns: readonly Column[],
  { blockBytes = BLOCK_BYTES, rewindable = path !== '-' }: FileSourceOptions = {},
): RowSource {
  const isPipe = path === '-';
  const name = isPipe ? 'standard input' : path;
  return {
    name,
    rewindable,
    open: (signal) =>
      createNdjsonStream(
        () => (isPipe ? process.stdin : createReadStream(path, { highWaterMark: blockBytes })),
        name,
        columns,
        signal,
      ),
  };
}

/** @param open  called once the first batch is asked for */
function createNdjsonStream(
  open: () => Readable,
  name: string,
  columns: readonly Column[],
  signal: AbortSignal,
): RowStream {
  const decoder = createNdjsonDecoder(columns, { name });
  let end: SourceEnd | undefined;

  async function* read(): AsyncGenerator<SourceBatch> {
    for await (const block of readBlocks(open, name, signal)) yield decoder.push(block);
    const rest = decoder.end({ interrupted: signal.aborted });
    yield rest.batch;
    end = rest.end;
  }
  return {
    get asOf() {
      return decoder.asOf;
    },
    get end() {
      return end;
    },
    [Symbol.asyncIterator]: read,
  };
}

/** Ends early, without an error, when a stop is asked for. */
async function* readBlocks(
  open: () => Readable,
  name: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (signal.aborted) return;
  try {
    for await (const block of addAbortSignal(signal, open())) yield block as Uint8Array;
  } catch (cause) {
    if (signal.aborted) return;
    // What the consumer throws does not come through here: only reading can have failed.
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SinkError('run/input-unreadable', `could not read "${name}": ${reason}`, { cause });
  }
}
