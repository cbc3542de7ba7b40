import { readFileSync } from 'node:fs';

/** A record as the definition promises it, told apart from others by all that a reader sees. */
export interface ExpectedRecord {
  readonly key: string;
  /** null is a tombstone. */
  readonly value: string | null;
  /** Of the header `materialize-timestamp`. */
  readonly time: string;
}

interface Order {
  readonly id: number;
  readonly name: string | null;
  readonly address: string | null;
  readonly status: string;
  readonly quantity: number;
  readonly total: string | null;
  readonly updated_at: string;
}

interface Change {
  readonly time: number;
  readonly diff?: number;
  readonly row: Order;
}

interface Pair {
  readonly time: number;
  readonly id: number;
  before?: Order;
  after?: Order;
}

/**
 * What the three sinks of the example must write, worked out a second time and without any code of the
 * product: the changes of one order at one time are one message.
 */
export function expectRecords(file: string): ReadonlyMap<string, readonly ExpectedRecord[]> {
  const pairs = readPairs(file);
  const upserts = pairs.map(({ time, id, after }) => ({
    key: JSON.stringify({ id }),
    value: after === undefined ? null : toJson(after),
    time: String(time),
  }));
  const changes = pairs.map(({ time, id, before, after }) => ({
    key: JSON.stringify({ id }),
    value: `{"before":${toJson(before)},"after":${toJson(after)}}`,
    time: String(time),
  }));
  return new Map([
    ['orders.latest', upserts],
    ['orders.by-household', upserts],
    ['orders.changes', changes],
  ]);
}

function readPairs(file: string): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
    const { time, diff = 1, row }: Change = JSON.parse(line);
    const place = `${time} ${row.id}`;
    const pair: Pair = pairs.get(place) ?? { time, id: row.id };
    if (diff > 0) pair.after = row;
    else pair.before = row;
    pairs.set(place, pair);
  }
  return [...pairs.values()].filter(({ before, after }) => toJson(before) !== toJson(after));
}

function toJson(order: Order | undefined): string {
  if (order === undefined) return 'null';
  const { total, updated_at } = order;
  return JSON.stringify({
    ...order,
    total: total === null ? null : total.replace(/\.?0+$/, ''),
    updated_at: `${Date.parse(`${updated_at.replace(' ', 'T')}Z`)}.000`,
  });
}
