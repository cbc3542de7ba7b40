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

const BEFORE = line(10, 1, 'a') + line(11, 2, 'b');
const CORRECT = line(12, 3, 'c');
const AFTER = line(13, 1, 'aa');
const ALL = [record(10, 1, 'a'), record(11, 2, 'b'), record(12, 3, 'c'), record(13, 1, 'aa')];

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

  it.concurrent.each(WRONG)(
    '%s: writes nothing, says where, and resumes',
    async (_, wrong, part, message) => {
      const project = createProject(kafka.bootstrap, (name) => ({
        'sinks.sql': sqlFor(name),
        't.ndjson': `${BEFORE}${wrong}\n${AFTER}`,
      }));
      const { code, stdout, stderr } = await run(project);
      expect({ code, stdout }, stderr).toEqual({ code: 3, stdout: '' });
      const [error = ''] = stderr.split('\n').filter((each) => each.startsWith('s: error '));
      expect(error).toMatch(message);
      expect(error).toContain(`: t.ndjson:3:${`${wrong}\n`.indexOf(part) + 1}: `);
      // The beginning of a file is read before anything is touched.
      expect(await topicsOf(kafka, project)).toEqual({});

      project.write('t.ndjson', BEFORE + CORRECT + AFTER);
      expect(await run(project)).toMatchObject({
        code: 0,
        stdout: 's: 4 messages in 1 transaction, committed up to 14\n',
      });
      expect(await committed(project)).toEqual(ALL);
    },
  );

  it('keeps what was committed before the line, and goes on there once it is corrected', async () => {
    const times = Array.from({ length: 6000 }, (_, index) => 100 + index);
    const rowOf = (time: number): readonly [number, number, string] => [time, time % 100, `value-${time}`];
    const all = times.map((time) => line(...rowOf(time)));
    const project = createProject(kafka.bootstrap, (name) => ({
      'sinks.sql': sqlFor(name),
      't.ndjson': [...all.slice(0, 5990), 'nonsense\n', ...all.slice(5990)].join(''),
    }));
    const env = { SINKC_COMMIT_INTERVAL_MS: '20' };
    const { code, stderr } = await run(project, env);
    expect(code, stderr).toBe(3);
    expect(stderr).toContain('run/input-json: t.ndjson:5991:');
    const expected = times.map((time) => record(...rowOf(time)));
    const before = await committed(project);
    expect(before.length).toBeGreaterThan(0);
    expect(before).toEqual(expected.slice(0, before.length));
    expect(before.length).toBeLessThan(5990);

    project.write('t.ndjson', all.join(''));
    const { stdout } = await run(project, env);
    expect(stdout).toMatch(new RegExp(`^s: ${6000 - before.length} messages in \\d+ transactions?, `));
    expect(await committed(project)).toEqual(expected);
  });
});
