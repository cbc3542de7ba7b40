import type { RunContext } from './context.ts';
import { definitionParts } from './definition-check.ts';
import type { Frontier, RecordPlace } from './ports.ts';
import { type InputMark, type ProgressRecord, renderProgress, type SinkMark } from './progress-record.ts';
import type { TransactionCounts, Transactions } from './transaction.ts';

/** Decides when a transaction ends, and ends it with a progress record. */
export interface Commits {
  /** Whether something is to be committed: rows, or a frontier alone. */
  readonly isOpen: boolean;
  /** Whether the commit interval or the size bound is reached. */
  readonly isDue: boolean;
  /** Milliseconds until the interval is; undefined where nothing is to be committed. */
  readonly dueInMs: number | undefined;
  /** Everything below `frontier` has been handed over. */
  reach(frontier: Frontier): void;
  commit(): Promise<void>;
}

export interface CommitsRequest {
  readonly context: RunContext;
  readonly transactions: Transactions;
  readonly record: ProgressRecord | undefined;
  /** As known last. */
  readonly partitions: () => number;
  /** What was read below the frontier handed over. */
  readonly mark: () => InputMark;
  readonly onCommit: (frontier: Frontier, counts: TransactionCounts) => void;
}

export function createCommits(request: CommitsRequest): Commits {
  const { context, transactions, record, partitions, mark, onCommit } = request;
  const { clock } = context.ports;
  const { transactionBytes, transactionTimeoutMs } = context.settings;
  // A longer one would let transactions expire while they wait to be ended.
  const intervalMs = Math.min(context.settings.commitIntervalMs, transactionTimeoutMs / 2);
  const { topic, sink, transactionalId } = context.plan;
  const plan = definitionParts(context.plan);
  let reached: Frontier | undefined;
  let openSince: number | undefined;

  function sinkMark(place: RecordPlace | undefined): SinkMark {
    const before = record?.sink?.topic === topic.name ? record.sink.last : undefined;
    const last = place ?? before;
    return {
      topic: topic.name,
      partitions: partitions(),
      ...(last === undefined ? {} : { last: { partition: last.partition, offset: last.offset } }),
      transactionalId,
      plan,
    };
  }

  return {
    get isOpen() {
      return openSince !== undefined;
    },
    get isDue() {
      if (openSince === undefined) return false;
      if (transactions.counts.bytes >= transactionBytes) return true;
      return clock.monotonicMs() - openSince >= intervalMs;
    },
    get dueInMs() {
      if (openSince === undefined) return undefined;
      return Math.max(0, openSince + intervalMs - clock.monotonicMs());
    },
    reach(frontier) {
      if (frontier === reached) return;
      reached = frontier;
      openSince ??= clock.monotonicMs();
    },
    async commit() {
      const frontier = reached;
      if (frontier === undefined) throw new Error('bug: nothing to commit');
      const version = BigInt(sink.version);
      const counts = await transactions.commit((place) =>
        renderProgress({ frontier, version, input: mark(), sink: sinkMark(place) }),
      );
      openSince = undefined;
      onCommit(frontier, counts);
    },
  };
}
