import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTopicReader, type TopicReader } from '../../scripts/stack/topic-reader.ts';
import { describeWithKafka } from '../support/kafka.ts';
import { CONNECTION, createProject, lines, type Project, type Running } from './project.ts';
import { show, waitForOffsets } from './topics.ts';

const FROM_STDIN = ['run', '--from', 't=-', 'sinks.sql'];

const change = (time: number): object => ({ time, row: { id: time % 50, v: `value-${time}` } });
const record = (time: number): string =>
  `{"id":${time % 50}} {"id":${time % 50},"v":"value-${time}"} @${time}`;

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** Waits while the pipe is full: then nearly all of it has been read. */
async function write({ child }: Running, text: string): Promise<void> {
  if (!child.stdin.write(text)) await once(child.stdin, 'drain');
}

await describeWithKafka('4', 'sinkc run that is asked to stop', (kafka) => {
  let reader: TopicReader;
  beforeAll(async () => {
    reader = await openTopicReader(kafka);
  });
  afterAll(() => reader.close());

  const open = (broker = kafka.bootstrap): Project =>
    createProject(broker, (name) => ({
      'sinks.sql': `${CONNECTION}
        CREATE TABLE t (id int4 NOT NULL, v text, PRIMARY KEY (id));
        CREATE SINK s FROM t INTO KAFKA CONNECTION k (TOPIC '${name}.rows', TOPIC PARTITION COUNT 1)
          KEY (id) FORMAT JSON ENVELOPE UPSERT;`,
    }));
  const committed = async ({ name }: Project): Promise<readonly string[]> =>
    show(await reader.read(`${name}.rows`));

  it.concurrent('on a quiet pipe ends at once at SIGINT, what is not final left out', async () => {
    const project = open();
    const run = project.start(FROM_STDIN, { env: { SINKC_COMMIT_INTERVAL_MS: '1' } });
    await write(run, lines(...range(1, 4).map(change)));
    // Two records and the marker of their transaction.
    await waitForOffsets(kafka, `${project.name}.rows`, ({ stable }) => stable >= 3n);
    const askedAt = performance.now();
    run.child.kill('SIGINT');
    expect(await run.ended).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('committed up to 3; stopped\n'),
    });
    expect(performance.now() - askedAt).toBeLessThan(5_000);
    expect(await committed(project)).toEqual([1, 2].map(record));

    expect(await project.run(FROM_STDIN, { input: lines(...range(1, 6).map(change)) })).toMatchObject({
      code: 0,
      stdout: 's: 3 messages in 1 transaction, committed up to 6\n',
    });
    expect(await committed(project)).toEqual(range(1, 6).map(record));
  });

  it.concurrent('in the middle of a transaction commits it at SIGTERM, and loses nothing', async () => {
    const project = open();
    const all = range(1, 8000);
    // No timer ends a transaction here: only the stop can.
    const run = project.start(FROM_STDIN);
    await write(run, lines(...all.slice(0, 6000).map(change)));
    await waitForOffsets(
      kafka,
      `${project.name}.rows`,
      ({ high = 0n, stable }) => high >= 1000n && stable === 0n,
    );
    run.child.kill('SIGTERM');
    const { code, stdout, stderr } = await run.ended;
    expect(code, stderr).toBe(0);
    const [, messages, frontier] =
      /^s: (\d+) messages in 1 transaction, committed up to (\d+); stopped\n$/.exec(stdout) ?? [];
    expect(Number(messages)).toBeGreaterThanOrEqual(1000);
    expect(Number(frontier)).toBe(Number(messages) + 1);
    const expected = all.map(record);
    expect(await committed(project)).toEqual(expected.slice(0, Number(messages)));

    const again = await project.run(FROM_STDIN, { input: lines(...all.map(change)) });
    expect(again.stdout).toContain(`s: ${all.length - Number(messages)} messages in `);
    expect(await committed(project)).toEqual(expected);
  });

  it.concurrent('before a broker answers ends at once and well', async () => {
    const run = open('127.0.0.1:1').start(FROM_STDIN, { env: { SINKC_RETRY_TIMEOUT_MS: '60000' } });
    await run.says('s: starting');
    const askedAt = performance.now();
    run.child.kill('SIGTERM');
    expect(await run.ended).toMatchObject({
      code: 0,
      stdout: 's: 0 messages in 0 transactions, nothing committed; stopped\n',
    });
    expect(performance.now() - askedAt).toBeLessThan(5_000);
  });
});
