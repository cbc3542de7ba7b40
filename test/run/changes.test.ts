import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTopicReader, type TopicReader } from '../../scripts/stack/topic-reader.ts';
import { describeWithKafka } from '../support/kafka.ts';
import { CONNECTION, createProject, type Ended, lines, type Project, type RunOptions } from './project.ts';
import { show, topicsOf } from './topics.ts';

interface SinkText {
  readonly sink: string;
  readonly relation?: string;
  readonly topic?: string;
  readonly options?: string;
  readonly key?: string;
  readonly envelope?: string;
}

/** A sink over `id int4, v text`; its topic is named after it unless it says otherwise. */
function renderSink(name: string, { sink, relation = 't', topic = sink, ...clauses }: SinkText): string {
  const { options = '', key = 'id', envelope = 'UPSERT' } = clauses;
  return `CREATE SINK ${sink} FROM ${relation}
    INTO KAFKA CONNECTION k (TOPIC '${name}.${topic}', TOPIC PARTITION COUNT 1${options})
    KEY (${key}) FORMAT JSON ENVELOPE ${envelope};\n`;
}

const renderTable = (relation: string, type: string): string =>
  `CREATE TABLE ${relation} (id int4 NOT NULL, v ${type}, PRIMARY KEY (id));\n`;

const FROM = ['run', '--from', 't=t.ndjson', '--from', 'u=t.ndjson', 'sinks.sql'];
const START = lines({ time: 1, row: { id: 1, v: 'a' } });
const LONGER = START + lines({ time: 2, row: { id: 2, v: 'b' } });

/** Each changes one thing that readers of its topic would notice, and is refused for it. */
const CHANGED: readonly (readonly [before: SinkText, after: SinkText, message: string])[] = [
  [{ sink: 'key' }, { sink: 'key', key: 'id, v' }, 'KEY is not what it was'],
  [{ sink: 'envelope' }, { sink: 'envelope', envelope: 'DEBEZIUM' }, 'ENVELOPE is not what it was'],
  [
    { sink: 'expression' },
    { sink: 'expression', options: ', PARTITION BY = id' },
    'PARTITION BY is not what it was',
  ],
  [{ sink: 'columns', relation: 'u' }, { sink: 'columns', relation: 'u' }, 'relation is not what it was'],
  [{ sink: 'topic' }, { sink: 'topic', topic: 'elsewhere' }, 'elsewhere" and was "'],
];
const UNCHANGED: SinkText = { sink: 'unchanged' };

await describeWithKafka('4', 'sinkc run of several sinks', (kafka) => {
  let reader: TopicReader;
  beforeAll(async () => {
    reader = await openTopicReader(kafka);
  });
  afterAll(() => reader.close());

  const committed = async ({ name }: Project, topic: string): Promise<readonly string[]> =>
    show(await reader.read(`${name}.${topic}`));
  const run = (project: Project, args: readonly string[] = [], options?: RunOptions): Promise<Ended> =>
    project.run([...FROM, ...args], options);

  it.concurrent('refuses each definition that changed by what changed, until told to go on', async () => {
    const before = [...CHANGED.map(([sink]) => sink), UNCHANGED];
    const after = [...CHANGED.map(([, sink]) => sink), UNCHANGED];
    const sqlFor = (name: string, sinks: readonly SinkText[], type: string): string =>
      [
        CONNECTION,
        renderTable('t', 'text'),
        renderTable('u', type),
        ...sinks.map((sink) => renderSink(name, sink)),
      ].join('');
    const project = createProject(kafka.bootstrap, (name) => ({
      'sinks.sql': sqlFor(name, before, 'text'),
      't.ndjson': START,
    }));
    const first = await run(project);
    expect(first.code, first.stderr).toBe(0);

    project.write('sinks.sql', sqlFor(project.name, after, 'varchar(9)'));
    project.write('t.ndjson', LONGER);
    const { code, stdout, stderr } = await run(project);
    expect({ code, stdout }).toEqual({
      code: 3,
      stdout: 'unchanged: 1 message in 1 transaction, committed up to 3\n',
    });
    const errors = stderr.split('\n').filter((line) => line.includes(': error '));
    expect(errors).toEqual(
      CHANGED.map(([{ sink }, , message]) =>
        expect.stringMatching(new RegExp(`^${sink}: error run/definition-changed: .*${message}`)),
      ),
    );
    expect(stderr).toContain('go on with what is there by accepting it (--accept-changes)');
    expect(await topicsOf(kafka, project)).not.toHaveProperty([`${project.name}.elsewhere`]);
    const one = '{"id":1} {"id":1,"v":"a"} @1';
    for (const { sink } of before) {
      expect((await committed(project, sink)).slice(0, sink === 'unchanged' ? 1 : 2), sink).toEqual([one]);
    }

    const accepted = await run(project, ['--accept-changes']);
    expect(accepted.code, accepted.stderr).toBe(0);
    expect(accepted.stderr.match(/warning run\/definition-changed/g)).toHaveLength(CHANGED.length);
    const two = '{"id":2} {"id":2,"v":"b"} @2';
    expect(await committed(project, 'columns')).toEqual([one, two]);
    expect(await committed(project, 'expression')).toEqual([one, two]);
    expect(await committed(project, 'key')).toEqual([one, '{"id":2,"v":"b"} {"id":2,"v":"b"} @2']);
    expect(await committed(project, 'envelope')).toEqual([
      one,
      '{"id":2} {"before":null,"after":{"id":2,"v":"b"}} @2',
    ]);
    expect(await committed(project, 'topic')).toEqual([one]);
    expect(await committed(project, 'elsewhere')).toEqual([two]);
    expect(await run(project)).toMatchObject({ code: 0 });
  });

  it.concurrent('lets the others finish where some fail; the highest exit code wins', async () => {
    const refused = ", TOPIC CONFIG MAP['cleanup.policy' => 'nonsense']";
    const sinks: readonly SinkText[] = [
      { sink: 'good' },
      { sink: 'refused', options: refused },
      { sink: 'unfinal', relation: 'u' },
      { sink: 'copies', options: ', TOPIC REPLICATION FACTOR 9' },
    ];
    const project = createProject(kafka.bootstrap, (name) => ({
      'sinks.sql': [
        CONNECTION,
        renderTable('t', 'text'),
        renderTable('u', 'text'),
        ...sinks.map((sink) => renderSink(name, sink)),
      ].join(''),
      't.ndjson': LONGER,
      'u.ndjson': lines({ frontier: 1 }, { time: 1, row: { id: 1, v: 'a' } }),
    }));
    const args = ['run', '--from', 't=t.ndjson', '--from', 'u=u.ndjson', 'sinks.sql'];
    const { code, stdout, stderr } = await project.run(args);
    expect(code).toBe(3);
    expect(stdout).toContain('good: 2 messages in 1 transaction, committed up to 3\n');
    expect(stdout).toContain(
      'unfinal: 0 messages in 0 transactions, nothing committed\n  not sent: 1 change ',
    );
    expect(stderr).toMatch(
      /refused: error run\/invalid-config: could not create topic "run-.*\.refused": .*nonsense for configuration cleanup\.policy/,
    );
    expect(stderr).toMatch(
      /copies: error run\/invalid-replication-factor: could not create topic "run-.*\.copies": .* replication factor of 9 /,
    );
    expect(await topicsOf(kafka, project)).toEqual({
      [project.progressTopic]: 1,
      [`${project.name}.good`]: 1,
      [`${project.name}.unfinal`]: 1,
    });
    expect(await committed(project, 'good')).toHaveLength(2);

    const two = ['--sink', 'good', '--sink', 'unfinal'];
    expect(await project.run([...args, ...two])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('good: 0 messages'),
    });
    const one = ['run', '--from', 't=t.ndjson', '--sink', 'good', 'sinks.sql'];
    expect(await project.run(one)).toMatchObject({
      code: 0,
      stdout: 'good: 0 messages in 1 transaction, committed up to 3\n',
    });
    expect(await committed(project, 'good')).toHaveLength(2);
  });
});
