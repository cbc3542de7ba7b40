import type { ConsumedRecord } from '../../scripts/stack/records.ts';
import type { ExpectedMessage } from './workload.ts';

/**
 * What is wrong with what a committed reader saw, in words; empty where every message is there once, with its
 * header, the messages of each key in one partition and in order.
 */
export function findDifferences(
  expected: readonly ExpectedMessage[],
  found: readonly ConsumedRecord[],
): readonly string[] {
  const wanted = groupByKey(expected, ({ key }) => key);
  const seen = groupByKey(found, ({ key }) => key ?? '');
  const differences: string[] = [];
  for (const key of new Set([...wanted.keys(), ...seen.keys()])) {
    const want = (wanted.get(key) ?? []).map(({ value, time }) => `${value} @${time}`);
    const records = seen.get(key) ?? [];
    const saw = records.map(({ value, headers }) => `${value} @${headers[0]?.[1] ?? 'no header'}`);
    if (new Set(records.map(({ partition }) => partition)).size > 1)
      differences.push(`${key} is in several partitions`);
    if (want.join('\n') !== saw.join('\n')) {
      differences.push(`${key}: expected ${want.length}, found ${saw.length}: ${firstDifference(want, saw)}`);
    }
  }
  return differences;
}

function firstDifference(want: readonly string[], saw: readonly string[]): string {
  const at = want.findIndex((message, index) => message !== saw[index]);
  const index = at < 0 ? want.length : at;
  return `at ${index} expected ${want[index] ?? 'nothing'}, found ${saw[index] ?? 'nothing'}`;
}

function groupByKey<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
