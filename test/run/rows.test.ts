import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTopicReader, type TopicReader } from '../../scripts/stack/topic-reader.ts';
import { describeWithKafka } from '../support/kafka.ts';
import { CONNECTION, createProject, type Ended, lines, type Project } from './project.ts';
import { show, topicsOf } from './topics.ts';

const sqlFor = (name: string): string => `${CONNECTION}
CREATE TABLE t (id int4 NOT NULL, v text NOT NULL, n int8, PRIMARY KEY (id));
CREATE SINK s FROM t INTO KAFKA CONNECTION k (TOPIC '${name}.rows', TOPIC PARTITION COUNT 1)
  KEY (id) FORMAT JSON ENVELOPE UPSERT;
`;

const line = (time: number, id: number, v: string): string => lines({ time, row: { id, v } });
const record = (time: number, id: number, v: string): string =>
  `{"id":${id}} {"id":${id},"v":"${v}","n":null} @${time}`;

/** A third line that is wrong, the part of it that is to blame, and what is said of it. */
const WRONG: readonly (readonly [what: string, line: string, part: string, message: RegExp])[] = [
  ['no JSON', '{"time":12,"row":{"id":3,"v":"c}}', '"c}}', /run\/input-json: .* expected a closed string/],
  ['an object left open', '{"time":12,"row":{"id":3,"v":"c"}', '\n', /run\/input-json: .*end of the line/],
  [
    'a number too large',
    '{"time":12,"row":{"id":3000000000,"v":"c"}}',
    '3000000000',
    /run\/input-value: .* column "id" cannot take 3000000000 as int4$/,
  ],
  [
    'a text for a number',
    '{"time":12,"row":{"id":"three","v":"c"}}',
    '"three"',
    /run\/input-value: .* column "id" cannot take "three" as int4$/,
  ],
  [
    'a number for a text',
    '{"time":12,"row":{"id":3,"v":7}}',
    '7',
    /run\/input-value: .* column "v" cannot take 7 as text$/,
  ],
  [
    'NULL where none may be',
    '{"time":12,"row":{"id":3,"v":null}}',
    'null',
    /run\/input-null: .*column "v" is NOT NULL/,
  ],
  [
    'a column left out',
    '{"time":12,"row":{"id":3}}',
    '{"id"',
    /run\/input-null: .*column "v" is NOT NULL and is left out/,
  ],
  [
    'a column of no name',
    '{"time":12,"row":{"id":3,"v":"c","m":1}}',
    '"m"',
    /run\/input-column: .*column "m" does not exist/,
  ],
  [
    'a member of no name',
    '{"time":12,"row":{"id":3,"v":"c"},"dif":1}',
    '"dif"',
    /run\/input-member: .* member "dif" is none of a line/,
  ],
  [
    'a time that goes back',
    '{"time":9,"row":{"id":3,"v":"c"}}',
    '9',
    /run\/input-time: .*time 9 is final: the frontier is 11/,
  ],
];

await describeWithKafka('4', 'sinkc run on rows that are wrong', (kafka) => {
  let reader: TopicReader;
  beforeAll(async () => {
    reader = await openTopicReader(kafka);
  });
  afterAll(() => reader.close());

  const run = (project: Project, env?: Record<string, string>): Promise<Ended> =>
    project.run(['run', '--from', 't=t.ndjson', 'sinks.sql'], env && { env });
  const committed = async ({ name }: Project): Promise<readonly string[]> =>
    show(await reader.read(`${name}.rows`));

  it.concurrent.each(WRONG)('%s: says where, and has touched nothing', async (_, wrong, part, message) => {
    const project = createProject(kafka.bootstrap, (name) => ({
      'sinks.sql': sqlFor(name),
      't.ndjson': `${line(10, 1, 'a')}${line(11, 2, 'b')}${wrong}\n${line(13, 1, 'aa')}`,
    }));
    const { code, stdout, stderr } = await run(project);
    expect({ code, stdout }, stderr).toEqual({ code: 3, stdout: '' });
    const [error = ''] = stderr.split('\n').filter((each) => each.startsWith('s: error '));
    expect(error).toMatch(message);
    expect(error).toContain(`: t.ndjson:3:${`${wrong}\n`.indexOf(part) + 1}: `);
    // The beginning of a file is read before a broker is.
    expect(await topicsOf(kafka, project)).toEqual({});
  });

  it('keeps what was committed before such a line, and goes on there each time one is corrected', async () => {
    const times = Array.from({ length: 600 }, (_, index) => 100 + index);
    // A file is read in blocks of 64 KiB: this one in six.
    const padding = '.'.repeat(500);
    const rowOf = (time: number): readonly [number, number, string] => [
      time,
      time % 100,
      `${time}${padding}`,
    ];
    const expected = times.map((time) => record(...rowOf(time)));
    const correct = times.map((time) => line(...rowOf(time)));
    const wrong = new Map<number, readonly [line: string, message: string]>([
      [300, ['{"time":100,"row":{"id":0,"v":"back"}}', 'run/input-time: t.ndjson:301:9: ']],
      [450, ['{"time":550,"row":{"id":0,"v":null}}', 'run/input-null: t.ndjson:451:31: ']],
      [590, ['nonsense', 'run/input-json: t.ndjson:591:1: ']],
    ]);
    const project = createProject(kafka.bootstrap, (name) => ({ 'sinks.sql': sqlFor(name) }));
    // Many small transactions.
    const env = { SINKC_COMMIT_INTERVAL_MS: '1' };
    let done = 0;
    for (const [place, [, message]] of wrong) {
      const text = correct.map((each, at) =>
        at < place ? each : `${wrong.get(at)?.[0] ?? each.trimEnd()}\n`,
      );
      project.write('t.ndjson', text.join(''));
      const { code, stdout, stderr } = await run(project, env);
      expect({ code, stdout }, stderr).toEqual({ code: 3, stdout: '' });
      expect(stderr).toContain(`s: error ${message}`);
      const records = await committed(project);
      expect(records).toEqual(expected.slice(0, records.length));
      expect(records.length).toBeGreaterThanOrEqual(done);
      expect(records.length).toBeLessThan(place);
      done = records.length;
    }
    expect(done).toBeGreaterThan(0);
    project.write('t.ndjson', correct.join(''));
    const { stdout } = await run(project, env);
    expect(stdout).toMatch(
      new RegExp(`^s: ${600 - done} messages in \\d+ transactions?, committed up to 700\n`),
    );
    expect(await committed(project)).toEqual(expected);
  });
});
