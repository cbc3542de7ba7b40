import type {
  Frontier,
  RowChange,
  RowSource,
  RowStream,
  SourceBatch,
  SourceEnd,
} from '../../pipeline/ports.ts';
import type { Column } from '../../types/sql-type.ts';
import type { Row, Value } from '../../types/value.ts';

/** A change as a test writes it: the row by position, or by column with the rest NULL. */
export interface MemoryChange {
  readonly time: bigint | number;
  /** 1 by default. */
  readonly diff?: bigint | number;
  readonly row: Row | Readonly<Record<string, Value>>;
}

export interface MemoryBatch {
  readonly changes?: readonly MemoryChange[];
  readonly frontier?: bigint | number | 'finished';
}

export interface MemorySourceOptions {
  /** The time of the first change or frontier by default. */
  readonly asOf?: bigint;
  readonly name?: string;
  /** True by default; false makes it like a pipe. */
  readonly rewindable?: boolean;
}

/**
 * Rows held in memory, or made one batch after the other. Where no batch has a frontier the input is like a file
 * without frontiers that is final at its end.
 *
 * @param batches  a list; or a function that gives the same batches on every call, which may wait between them
 */
export function createMemorySource(
  columns: readonly Column[],
  batches: readonly MemoryBatch[] | ((signal: AbortSignal) => AsyncIterable<MemoryBatch>),
  { asOf, name = 'memory', rewindable = true }: MemorySourceOptions = {},
): RowSource {
  const positions = new Map(columns.map((column, position) => [column.name, position]));
  const rowOf = (row: MemoryChange['row']): Row => (isRow(row) ? row : rowByName(positions, row));
  return {
    name,
    rewindable,
    open(signal) {
      const given = typeof batches === 'function' ? batches(signal) : batches;
      return createStream(given, rowOf, asOf);
    },
  };
}

function isRow(row: MemoryChange['row']): row is Row {
  return Array.isArray(row);
}

function rowByName(positions: ReadonlyMap<string, number>, values: Readonly<Record<string, Value>>): Row {
  const row: Value[] = Array.from({ length: positions.size }, () => null);
  for (const [column, value] of Object.entries(values)) {
    const position = positions.get(column);
    if (position === undefined) throw new Error(`the relation has no column "${column}"`);
    row[position] = value;
  }
  return row;
}

function createStream(
  batches: readonly MemoryBatch[] | AsyncIterable<MemoryBatch>,
  rowOf: (row: MemoryChange['row']) => Row,
  givenAsOf: bigint | undefined,
): RowStream {
  let asOf = givenAsOf;
  let end: SourceEnd | undefined;
  let frontier: Frontier | undefined;
  let largest = -1n;

  function read(batch: MemoryBatch): SourceBatch {
    const changes = (batch.changes ?? []).map(({ time, diff = 1, row }): RowChange => {
      if (BigInt(time) > largest) largest = BigInt(time);
      return { time: BigInt(time), diff: BigInt(diff), row: rowOf(row), line: 0 };
    });
    const to = batch.frontier;
    if (to !== undefined) frontier = to === 'finished' ? to : BigInt(to);
    asOf ??= changes[0]?.time ?? (frontier === 'finished' ? 0n : frontier);
    return to === undefined || frontier === undefined ? { changes } : { changes, frontier };
  }
  function endOf(): SourceEnd {
    if (frontier === 'finished') return 'finished';
    return frontier !== undefined && largest >= frontier ? 'unfinal' : 'ended';
  }
  return {
    get asOf() {
      return asOf;
    },
    get end() {
      return end;
    },
    async *[Symbol.asyncIterator]() {
      for await (const batch of batches) yield read(batch);
      end = endOf();
    },
  };
}
