import type { LogEntry } from './ports.ts';

/** Tells committed records from aborted ones while a partition is read uncommitted, from its start. */
export interface MarkerReader {
  /** @returns the wanted records that this entry shows to be committed, in the order of their offsets */
  visit(entry: LogEntry): readonly LogEntry[];
  /** Wanted records that no marker has followed yet. */
  undecided(): readonly LogEntry[];
}

/**
 * A marker ends the transaction of its producer id: what that producer wrote since its marker before is committed
 * or aborted by it. Records outside of transactions are committed where they stand.
 *
 * A list of aborted transactions is not needed, and so neither is its order, which is that of their ends. Nor does
 * compaction get in the way: it keeps a marker while anything of its transaction is left.
 */
export function createMarkerReader(isWanted: (entry: LogEntry) => boolean): MarkerReader {
  const open = new Map<bigint, LogEntry[]>();
  return {
    visit(entry) {
      if (entry.marker !== undefined) {
        const ended = open.get(entry.producerId) ?? [];
        open.delete(entry.producerId);
        return entry.marker === 'commit' ? ended : [];
      }
      if (!isWanted(entry)) return [];
      if (!entry.transactional) return [entry];
      const there = open.get(entry.producerId);
      if (there === undefined) open.set(entry.producerId, [entry]);
      else there.push(entry);
      return [];
    },
    undecided: () => [...open.values()].flat(),
  };
}
