import type { KafkaHeader, LogEntry } from '../../pipeline/ports.ts';

/** A transaction that was aborted, as a broker lists it. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
  /** Of its marker. */
  readonly lastOffset: bigint;
}

/** One partition: records and markers in the order they came. */
export interface PartitionLog {
  readonly low: bigint;
  readonly high: bigint;
  /** The first offset of the first open transaction, else `high`. */
  readonly stable: bigint;
  /** In the order of their ends, as Kafka lists them. */
  readonly aborted: readonly AbortedTransaction[];
  append(record: RecordContent, producerId: bigint): bigint;
  end(producerId: bigint, marker: 'commit' | 'abort'): void;
  entries(from: bigint): Iterable<LogEntry>;
  /** Removes everything below an offset. */
  truncate(low: bigint): void;
}

export interface RecordContent {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: readonly KafkaHeader[];
}

/** @param keeps  false: offsets move on and nothing is stored */
export function createPartitionLog(options: { readonly keeps: boolean }): PartitionLog {
  let entries: LogEntry[] = [];
  const aborted: AbortedTransaction[] = [];
  /** First offset of each open transaction. */
  const open = new Map<bigint, bigint>();
  let low = 0n;
  let high = 0n;

  function store(entry: LogEntry): bigint {
    if (options.keeps) entries.push(entry);
    else low = high + 1n;
    high++;
    return entry.offset;
  }
  return {
    get low() {
      return low;
    },
    get high() {
      return high;
    },
    get stable() {
      let stable = high;
      for (const first of open.values()) if (first < stable) stable = first;
      return stable;
    },
    aborted,
    append({ key, value, headers }, producerId) {
      if (!open.has(producerId)) open.set(producerId, high);
      return store({ offset: high, producerId, transactional: true, key, value, headers });
    },
    end(producerId, marker) {
      const firstOffset = open.get(producerId);
      open.delete(producerId);
      const lastOffset = store({
        offset: high,
        producerId,
        transactional: true,
        marker,
        key: null,
        value: null,
        headers: [],
      });
      if (marker === 'abort' && firstOffset !== undefined)
        aborted.push({ producerId, firstOffset, lastOffset });
    },
    entries: (from) => entries.filter(({ offset }) => offset >= from),
    truncate(to) {
      entries = entries.filter(({ offset }) => offset >= to);
      low = to;
    },
  };
}
