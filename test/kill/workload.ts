import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One message a reader must see, and nothing else that could tell it apart. */
export interface ExpectedMessage {
  readonly key: string;
  readonly value: string | null;
  readonly time: string;
}

/** Two sinks over one file of changes, with topics of their own, and what both must write. */
export interface Workload {
  readonly name: string;
  readonly sqlFile: string;
  readonly changesFile: string;
  /** In the order in which the messages of one key must appear. */
  readonly expected: ReadonlyMap<string, readonly ExpectedMessage[]>;
  readonly progressTopic: string;
  remove(): void;
}

export interface WorkloadOptions {
  /** Prefix of every topic. */
  readonly name: string;
  readonly seed: number;
  /** How many distinct times, each with one to six changes. */
  readonly times: number;
}

interface TableRow {
  readonly id: number;
  readonly v: string | null;
}

interface Pair {
  readonly time: number;
  readonly id: number;
  readonly before: TableRow | undefined;
  readonly after: TableRow | undefined;
}

export function createWorkload(options: WorkloadOptions): Workload {
  const { name } = options;
  const folder = mkdtempSync(join(tmpdir(), 'sinkc-kill-'));
  const sqlFile = join(folder, 'sinks.sql');
  const changesFile = join(folder, 't.ndjson');
  const pairs = makePairs(options);
  writeFileSync(sqlFile, renderSql(name));
  writeFileSync(changesFile, renderChanges(pairs));
  return {
    name,
    sqlFile,
    changesFile,
    expected: new Map([
      [`${name}.upsert`, pairs.map(toUpsert)],
      [`${name}.debezium`, pairs.map(toDebezium)],
    ]),
    progressTopic: `${name}.progress`,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function renderSql(name: string): string {
  return `
    CREATE CONNECTION k TO KAFKA (
      BROKER '\${KAFKA_BROKER}', SECURITY PROTOCOL PLAINTEXT,
      PROGRESS TOPIC '${name}.progress', PROGRESS TOPIC REPLICATION FACTOR 1);
    CREATE TABLE t (id int4 NOT NULL, v text, PRIMARY KEY (id));
    CREATE SINK upsert FROM t INTO KAFKA CONNECTION k (
      TOPIC '${name}.upsert', TOPIC PARTITION COUNT 3, TOPIC REPLICATION FACTOR 1)
      KEY (id) FORMAT JSON ENVELOPE UPSERT;
    CREATE SINK debezium FROM t INTO KAFKA CONNECTION k (
      TOPIC '${name}.debezium', TOPIC PARTITION COUNT 2, TOPIC REPLICATION FACTOR 1, PARTITION BY = id)
      KEY (id) FORMAT JSON ENVELOPE DEBEZIUM;`;
}

/** The same changes for the same seed: Park and Miller's generator. */
function makePairs({ seed, times }: WorkloadOptions): readonly Pair[] {
  let state = seed % 2147483647 || 1;
  const random = (below: number): number => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  const live = new Map<number, TableRow>();
  const pairs: Pair[] = [];
  for (let step = 0; step < times; step++) {
    const touched = new Set<number>();
    for (let change = 0; change <= random(6); change++) {
      const id = random(40) - 2;
      if (touched.has(id)) continue;
      touched.add(id);
      const before = live.get(id);
      const after =
        random(5) === 0 ? undefined : { id, v: random(7) === 0 ? null : `é${step}-${random(1000)}` };
      if (before === undefined && after === undefined) continue;
      if (after === undefined) live.delete(id);
      else live.set(id, after);
      if (JSON.stringify(before) !== JSON.stringify(after))
        pairs.push({ time: 1000 + step, id, before, after });
    }
  }
  return pairs;
}

function renderChanges(pairs: readonly Pair[]): string {
  const lines = pairs.flatMap(({ time, before, after }) => [
    ...(before === undefined ? [] : [JSON.stringify({ time, diff: -1, row: before })]),
    ...(after === undefined ? [] : [JSON.stringify({ time, row: after })]),
  ]);
  return `${lines.join('\n')}\n`;
}

function toUpsert({ time, id, after }: Pair): ExpectedMessage {
  return {
    key: JSON.stringify({ id }),
    value: after === undefined ? null : JSON.stringify(after),
    time: String(time),
  };
}

function toDebezium({ time, id, before, after }: Pair): ExpectedMessage {
  const value = JSON.stringify({ before: before ?? null, after: after ?? null });
  return { key: JSON.stringify({ id }), value, time: String(time) };
}
