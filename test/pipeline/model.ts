/** A change of `t(k, v)`. */
export interface ModelChange {
  readonly time: number;
  readonly diff: number;
  readonly k: number;
  readonly v: string;
}

/**
 * What an upsert sink with KEY (k) must send, by the rules alone: for each time, for each key in the order of its
 * first change, the rows left after adding up equal ones, old and new met one by one.
 *
 * @returns `key value @time`
 */
export function expectedMessages(changes: readonly ModelChange[]): readonly string[] {
  const times = [...new Set(changes.map(({ time }) => time))].sort((a, b) => a - b);
  return times.flatMap((time) => {
    const atTime = changes.filter((change) => change.time === time);
    const keys = [...new Set(atTime.map(({ k }) => k))];
    return keys.flatMap((k) =>
      messagesOf(
        atTime.filter((change) => change.k === k),
        k,
        time,
      ),
    );
  });
}

function messagesOf(changes: readonly ModelChange[], k: number, time: number): readonly string[] {
  const sums: Record<string, number> = {};
  for (const { v, diff } of changes) sums[v] = (sums[v] ?? 0) + diff;
  const copies = (sign: number) =>
    Object.entries(sums)
      .filter(([, sum]) => sum * sign > 0)
      .map(([v, sum]) => ({ value: JSON.stringify({ k, v }), count: sum * sign }))
      .sort((a, b) => a.value.length - b.value.length || (a.value < b.value ? -1 : 1))
      .flatMap(({ value, count }) => Array.from({ length: count }, () => value));
  const befores = copies(-1);
  const afters = copies(1);
  const pairs = Math.max(befores.length, afters.length);
  return Array.from({ length: pairs }, (_, i) => `{"k":${k}} ${afters[i] ?? null} @${time}`);
}

/** Within each partition the order in which they were expected. */
export function byPartition(
  messages: readonly string[],
  partitionOf: (key: string) => number,
): readonly string[] {
  return messages
    .map((message, index) => ({
      message,
      index,
      partition: partitionOf(message.slice(0, message.indexOf(' '))),
    }))
    .sort((a, b) => a.partition - b.partition || a.index - b.index)
    .map(({ message, partition }) => `${partition} ${message}`);
}
