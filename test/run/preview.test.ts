import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTopicReader, type ReadRecord, type TopicReader } from '../../scripts/stack/topic-reader.ts';
import { describeWithKafka } from '../support/kafka.ts';
import { CONNECTION, createProject, type Ended, lines, type Project } from './project.ts';

const SINKS = ['by_key', 'by_name', 'by_number', 'without_key'] as const;
type SinkName = (typeof SINKS)[number];
const PARTITIONS: Readonly<Record<SinkName, number>> = {
  by_key: 6,
  by_name: 5,
  by_number: 4,
  without_key: 7,
};

/** Each way to a partition: hash of the key, expressions that give NULL or fail for some rows, and no key. */
const sqlFor = (name: string): string => `${CONNECTION}
CREATE TABLE t (id int8 NOT NULL, name text, h map[text=>text], PRIMARY KEY (id));
CREATE SINK by_key FROM t INTO KAFKA CONNECTION k (TOPIC '${name}.by_key', TOPIC PARTITION COUNT 6)
  KEY (id) HEADERS h FORMAT JSON ENVELOPE UPSERT;
CREATE SINK by_name FROM t
  INTO KAFKA CONNECTION k (TOPIC '${name}.by_name', TOPIC PARTITION COUNT 5, PARTITION BY = kafka_murmur2(name || 'x'))
  KEY (id) FORMAT JSON ENVELOPE UPSERT;
CREATE SINK by_number FROM t
  INTO KAFKA CONNECTION k (TOPIC '${name}.by_number', TOPIC PARTITION COUNT 4, PARTITION BY = id)
  KEY (id) FORMAT JSON ENVELOPE DEBEZIUM;
CREATE SINK without_key FROM t INTO KAFKA CONNECTION k (TOPIC '${name}.without_key', TOPIC PARTITION COUNT 7)
  FORMAT JSON ENVELOPE DEBEZIUM;
`;

const rowOf = (id: number, version: number): object => ({
  id,
  name: id % 7 === 0 ? null : `näme "${id}" ${version}`,
  h: id % 5 === 0 ? { origin: `row ${id}`, none: null } : null,
});

/** Inserts, then updates of every third row, then removals of every fourth; some ids are no uint8. */
function makeChanges(): string {
  const ids = Array.from({ length: 120 }, (_, index) => index - 10);
  const updated = ids.filter((id) => id % 3 === 0);
  const removed = ids.filter((id) => id % 4 === 0);
  return lines(
    ...ids.map((id) => ({ time: 1, row: rowOf(id, 1) })),
    ...updated.flatMap((id) => [
      { time: 2, diff: -1, row: rowOf(id, 1) },
      { time: 2, row: rowOf(id, 2) },
    ]),
    ...removed.map((id) => ({ time: 3, diff: -1, row: rowOf(id, id % 3 === 0 ? 2 : 1) })),
  );
}

/** A record as `run --dry-run` shows it. */
interface DryRecord {
  readonly sink: string;
  readonly topic: string;
  readonly partition: number;
  readonly time: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string | null>>;
}

const MEMBERS = ['sink', 'topic', 'partition', 'time', 'key', 'value', 'headers'];

await describeWithKafka('4', 'what is shown before a sink runs', (kafka) => {
  let project: Project;
  let reader: TopicReader;
  let real: ReadonlyMap<SinkName, readonly ReadRecord[]>;
  let ended: Ended;
  beforeAll(async () => {
    project = createProject(kafka.bootstrap, (name) => ({
      'sinks.sql': sqlFor(name),
      't.ndjson': makeChanges(),
    }));
    reader = await openTopicReader(kafka);
    ended = await project.run(['run', '--from', 't=t.ndjson', 'sinks.sql']);
    const read = async (sink: SinkName) => [sink, await reader.read(`${project.name}.${sink}`)] as const;
    real = new Map(await Promise.all(SINKS.map(read)));
  });
  afterAll(() => reader.close());

  it('is compared with records in every partition', () => {
    expect(ended.code, ended.stderr).toBe(0);
    for (const [sink, records] of real) {
      // 120 inserts, 40 updates of which 6 change nothing, 30 removals.
      expect(records.length, sink).toBe(184);
      if (sink === 'without_key') continue;
      expect(new Set(records.map(({ partition }) => partition)).size, sink).toBe(PARTITIONS[sink]);
    }
    expect(ended.stdout).toContain('given: 21 for NULL, 0 for an error\n');
    expect(ended.stdout).toContain('given: 0 for NULL, 15 for an error\n');
  });

  it('is by a dry run each record that the run writes, and nothing is connected to', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { code, stdout, stderr } = await project.run(
      ['run', '--dry-run', '--from', 't=t.ndjson', 'sinks.sql'],
      {
        env: { KAFKA_BROKER: `127.0.0.1:${port}` },
      },
    );
    server.close();
    expect({ code, connections }, stderr).toEqual({ code: 0, connections: 0 });
    const shown = stdout
      .trimEnd()
      .split('\n')
      .map((line): DryRecord => JSON.parse(line));
    expect(
      shown.map((record) => Object.keys(record)).filter((members) => `${members}` !== `${MEMBERS}`),
    ).toEqual([]);
    for (const sink of SINKS) {
      const ours = shown.filter((record) => record.sink === `materialize.public.${sink}`);
      const topic = `${project.name}.${sink}`;
      expect(
        ours.toSorted((a, b) => a.partition - b.partition),
        sink,
      ).toEqual(
        real.get(sink)?.map(({ partition, key, value, headers }) => ({
          sink: `materialize.public.${sink}`,
          topic,
          partition,
          time: Number(headers[0]?.[1]),
          key,
          value,
          headers: Object.fromEntries(headers),
        })),
      );
    }
  });

  it.concurrent.each(SINKS)('is by plan --rows the partition of each message of %s', async (sink) => {
    const args = ['plan', '--sink', sink, '--rows', 't.ndjson', '--format', 'json', 'sinks.sql'];
    const { code, stdout, stderr } = await project.run(args);
    expect(code, stderr).toBe(0);
    const preview: Preview = JSON.parse(stdout);
    expect(preview).toMatchObject({ version: 1, partitions: PARTITIONS[sink] });
    const planned = preview.rows.map(({ key, partition }) => ({ key, partition }));
    expect(planned.toSorted((a, b) => a.partition - b.partition)).toEqual(
      real.get(sink)?.map(({ key, partition }) => ({ key, partition })),
    );
  });
});

interface Preview {
  readonly version: number;
  readonly partitions: number;
  readonly rows: readonly { readonly key: string | null; readonly partition: number }[];
}
