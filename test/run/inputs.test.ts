import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTopicReader, type TopicReader } from '../../scripts/stack/topic-reader.ts';
import { describeWithKafka } from '../support/kafka.ts';
import { CONNECTION, createProject, type Ended, lines, type Project, type RunOptions } from './project.ts';
import { show, topicsOf } from './topics.ts';

const change = (time: number, id: number, diff = 1): object => ({ time, diff, row: { id } });
const record = (time: number, id: number): string => `{"id":${id}} {"id":${id}} @${time}`;

await describeWithKafka('4', 'sinkc run, again and again on one input', (kafka) => {
  let reader: TopicReader;
  beforeAll(async () => {
    reader = await openTopicReader(kafka);
  });
  afterAll(() => reader.close());

  const open = (): Project =>
    createProject(kafka.bootstrap, (name) => ({
      'sinks.sql': `${CONNECTION}
        CREATE TABLE t (id int4 NOT NULL, PRIMARY KEY (id));
        CREATE SINK s FROM t INTO KAFKA CONNECTION k (TOPIC '${name}.rows', TOPIC PARTITION COUNT 1)
          KEY (id) FORMAT JSON ENVELOPE UPSERT;`,
    }));
  const run = (project: Project, changes: readonly object[], options?: RunOptions): Promise<Ended> => {
    project.write('t.ndjson', lines(...changes));
    return project.run(['run', '--from', 't=t.ndjson', 'sinks.sql'], options);
  };
  const committed = async ({ name }: Project): Promise<readonly string[]> =>
    show(await reader.read(`${name}.rows`));

  it.concurrent('sends what frontiers make final, counts the rest, and goes on with a longer file', async () => {
    const project = open();
    const start = [{ frontier: 1 }, change(5, 1), change(2, 2), { frontier: 3 }, change(4, 3)];
    expect(await run(project, start)).toMatchObject({
      code: 1,
      stdout:
        's: 1 message in 1 transaction, committed up to 3\n' +
        "  not sent: 2 changes that the input's last frontier does not make final\n" +
        '  hint: End the input with a frontier above their times, or with {"frontier": null}.\n',
    });
    expect(await committed(project)).toEqual([record(2, 2)]);

    const longer = [...start, { frontier: 6 }];
    expect(await run(project, longer)).toMatchObject({
      code: 0,
      stdout: 's: 2 messages in 1 transaction, committed up to 6\n',
      stderr: expect.stringContaining('running, resuming, committed up to 3\n'),
    });
    const sent = [record(2, 2), record(4, 3), record(5, 1)];
    expect(await committed(project)).toEqual(sent);

    const finished = [...longer, change(7, 4), { frontier: null }];
    expect(await run(project, finished)).toMatchObject({
      code: 0,
      stdout: 's: 1 message in 1 transaction, finished\n',
    });
    expect(await run(project, finished)).toMatchObject({
      code: 0,
      stdout: 's: 0 messages in 0 transactions, finished\n',
    });
    expect(await run(project, longer)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(
        'run/input-shortened: the input "t.ndjson" was shortened: it ends before the committed frontier null',
      ),
    });
    expect(await committed(project)).toEqual([...sent, record(7, 4)]);
  });

  it.concurrent('refuses a file that is not what was committed, by name, and goes on with the right one', async () => {
    const project = open();
    const start = [change(1, 1), change(2, 2), change(3, 3)];
    expect(await run(project, start)).toMatchObject({ code: 0 });
    const refused = async (changes: readonly object[], message: string): Promise<void> => {
      const { code, stdout, stderr } = await run(project, changes);
      expect(stderr).toContain(`s: error ${message}`);
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    };
    const input = 'run/input-changed: the input "t.ndjson" was changed: it';
    const [one, two, three] = start as [object, object, object];
    const next = change(4, 4);
    await refused(
      [one, two, change(2, 5), three, next],
      `${input} has 4 changes where 3 were committed, below the frontier 4`,
    );
    await refused(
      [one, change(2, 5), three, next],
      `${input} has other changes than were committed, below the frontier 4`,
    );
    await refused(
      [one, two],
      'run/input-shortened: the input "t.ndjson" was shortened: it ends before the committed frontier 4',
    );
    await refused([next], `${input} has 0 changes where 3 were committed, below the frontier 4`);
    expect(await run(project, [...start, next])).toMatchObject({ code: 0 });
    expect(await committed(project)).toEqual([1, 2, 3, 4].map((each) => record(each, each)));
  });

  it.concurrent('refuses more changes than fit, naming the bound, and writes none of them', async () => {
    const project = open();
    const many = Array.from({ length: 100 }, (_, id) => change(1, id));
    const { code, stderr } = await run(project, many, { env: { SINKC_BUFFER_BYTES: '1000' } });
    expect(stderr).toContain('s: error run/buffer-full: 100 changes wait');
    expect(stderr).toContain('bufferBytes (1000)');
    expect(stderr).toContain('  hint: Raise bufferBytes');
    expect(code).toBe(3);
    expect(await committed(project)).toEqual([]);
    expect(await run(project, many)).toMatchObject({ code: 0 });
    expect(await committed(project)).toEqual(many.map((_, id) => record(1, id)));
  });

  it.concurrent('reads standard input, and asks for it from its beginning', async () => {
    const project = open();
    const args = ['run', '--from', 't=-', 'sinks.sql'];
    const start = [change(1, 1), change(2, 2)];
    expect(await project.run(args, { input: lines(...start) })).toMatchObject({ code: 0 });
    expect(await project.run(args, { input: lines(change(3, 3)) })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(
        'run/input-changed: the input "standard input" was changed: it has 0 changes where 2 were',
      ),
    });
    expect(await project.run(args, { input: lines(...start, change(3, 3)) })).toMatchObject({ code: 0 });
    expect(await committed(project)).toEqual([1, 2, 3].map((each) => record(each, each)));
  });

  it.concurrent('ends well on an input without changes', async () => {
    const project = open();
    expect(await run(project, [])).toMatchObject({
      code: 0,
      stdout: 's: 0 messages in 0 transactions, nothing committed\n',
    });
    expect(await run(project, [{ frontier: null }])).toMatchObject({
      code: 0,
      stdout: 's: 0 messages in 1 transaction, finished\n',
    });
    expect(await committed(project)).toEqual([]);
    expect(await topicsOf(kafka, project)).toMatchObject({ [project.progressTopic]: 1 });
  });
});
