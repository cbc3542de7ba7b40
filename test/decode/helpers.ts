import { createNdjsonDecoder } from '../../src/decode/ndjson.ts';
import type { Frontier, RowChange, SourceBatch, SourceEnd } from '../../src/decode/row-change.ts';
import type { SinkError } from '../../src/diagnostics/sink-error.ts';
import type { Column, SqlType } from '../../src/types/sql-type.ts';

export function column(name: string, type: SqlType | SqlType['kind'], nullable = true): Column {
  return { name, type: typeof type === 'string' ? ({ kind: type } as SqlType) : type, nullable };
}

export interface Read {
  readonly changes: readonly RowChange[];
  /** The last one, where there was one. */
  readonly frontier: Frontier | undefined;
  readonly end: SourceEnd;
  readonly asOf: bigint | undefined;
}

export interface ReadOptions {
  readonly interrupted?: boolean;
  readonly maxLineBytes?: number;
}

export const ORDERS = [column('id', 'int8', false), column('name', 'text'), column('total', 'numeric')];

/** All of an input, in the chunks given. */
export function read(
  chunks: Iterable<Uint8Array>,
  columns: readonly Column[] = ORDERS,
  options: ReadOptions = {},
): Read {
  const { interrupted = false, ...limits } = options;
  const decoder = createNdjsonDecoder(columns, { name: 'in.ndjson', ...limits });
  const batches: SourceBatch[] = [];
  for (const chunk of chunks) batches.push(decoder.push(chunk));
  const { batch, end } = decoder.end({ interrupted });
  const all = [...batches, batch];
  return {
    changes: all.flatMap(({ changes }) => changes),
    frontier: all.findLast(({ frontier }) => frontier !== undefined)?.frontier,
    end,
    asOf: decoder.asOf,
  };
}

export function readText(text: string, columns: readonly Column[] = ORDERS, options: ReadOptions = {}): Read {
  return read([new TextEncoder().encode(text)], columns, options);
}

/** What a wrong input is refused with: code, message, and hint behind a dash. */
export function refusal(run: () => unknown): readonly (string | undefined)[] {
  try {
    run();
  } catch (error) {
    const { code, message, hint, consequence } = error as SinkError;
    if (code === undefined || consequence !== 'fatal') throw error;
    return hint === undefined ? [code, message] : [code, message, hint];
  }
  return ['nothing is refused'];
}
