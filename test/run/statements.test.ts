import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { CONNECTION, createProject, type Ended, lines, placeOf } from './project.ts';

interface Counter {
  readonly address: string;
  readonly connections: number;
}

/** A listener that counts who connects, and sends them away. */
async function openCounter(): Promise<Counter> {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('bug: the server does not listen');
  return {
    address: `127.0.0.1:${address.port}`,
    get connections() {
      return connections;
    },
  };
}

/** How `run` ended, and how often it tried to connect. */
async function runSql(
  sql: string,
  args: readonly string[] = ['--from', 't=t.ndjson', 'sinks.sql'],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended & { readonly connections: number }> {
  const counter = await openCounter();
  const project = createProject(counter.address, () => ({ 'sinks.sql': sql, 't.ndjson': ROWS }));
  const ended = await project.run(['run', ...args], { env, input: ROWS });
  return { ...ended, connections: counter.connections };
}

const TABLE = 'CREATE TABLE t (id int4 NOT NULL, v text, d date, PRIMARY KEY (id));\n';
const SOUND = `CREATE SINK sound FROM t INTO KAFKA CONNECTION k (TOPIC 'sound')
  KEY (id) FORMAT JSON ENVELOPE UPSERT;\n`;
const ROWS = lines({ time: 1, row: { id: 1, v: 'a' } });

describe.concurrent('a run of statements that are wrong', () => {
  it('says all of it by place, runs nothing and connects to nothing', async () => {
    const sql = `${CONNECTION}${TABLE}${SOUND}
CREATE SINK no_column FROM t INTO KAFKA CONNECTION k (TOPIC 'a')
  KEY (idd) FORMAT JSON ENVELOPE UPSERT;
CREATE SINK by_text FROM t INTO KAFKA CONNECTION k (TOPIC 'b', PARTITION BY = v)
  KEY (id) FORMAT JSON ENVELOPE UPSERT;
CREATE SINK by_date FROM t INTO KAFKA CONNECTION k (TOPIC 'c', PARTITION BY = d)
  KEY (id) FORMAT JSON ENVELOPE UPSERT;
CREATE SINK outside_key FROM t INTO KAFKA CONNECTION k (TOPIC 'd', PARTITION BY = kafka_murmur2(v))
  KEY (id) FORMAT JSON ENVELOPE DEBEZIUM;
`;
    const { code, stdout, stderr, connections } = await runSql(sql);
    const heads = stderr.split('\n').filter((line) => line.startsWith('sinks.sql:'));
    const at = (part: string, skipped: number): string => {
      const [file, line, column] = placeOf('sinks.sql', sql, part).split(':');
      return `${file}:${line}:${Number(column) + skipped}`;
    };
    expect(heads).toEqual([
      `${at('idd', 0)}: error resolve/unknown-column: column "idd" does not exist in "t"`,
      `${at('= v)', 2)}: error type/no-cast: cannot cast type "text" to "uint8" in PARTITION BY`,
      `${at('= d)', 2)}: error type/no-cast: cannot cast type "date" to "uint8" in PARTITION BY`,
      `${at('(v))', 1)}: error resolve/non-key-partition: column "v" cannot be used in PARTITION BY: it is not in KEY`,
    ]);
    const hints = stderr.split('\n').filter((line) => line.startsWith('  hint: '));
    expect(hints).toEqual([
      expect.stringContaining('Did you mean "id"?'),
      expect.stringContaining('kafka_murmur2(x)'),
      expect.stringContaining('extract(epoch FROM x)'),
      expect.stringContaining('ENVELOPE UPSERT'),
    ]);
    expect({ code, stdout, connections }).toEqual({ code: 1, stdout: '', connections: 0 });
  });

  it('misses a variable of the environment where it is used', async () => {
    const sql = `CREATE SECRET p AS '\${SINKC_TEST_UNSET}';\n${CONNECTION}${TABLE}${SOUND}`;
    const { code, stderr, connections } = await runSql(sql);
    const place = placeOf('sinks.sql', sql, `\${SINKC_TEST_UNSET}`);
    expect(stderr).toContain(
      `${place}: error resolve/unset-variable: variable "SINKC_TEST_UNSET" is not set`,
    );
    expect({ code, connections }).toEqual({ code: 1, connections: 0 });
  });
});

const SOUND_SQL = `${CONNECTION}${TABLE}${SOUND}${SOUND.replaceAll('sound', 'second')}`;

describe.concurrent('a run that is called wrongly', () => {
  it.each([
    [['sinks.sql'], 'no rows for "materialize.public.t", which the sink "materialize.public.sound" reads'],
    [['--from', 't=absent.ndjson', 'sinks.sql'], 'could not read absent.ndjson: no such file'],
    [['--from', 'u=t.ndjson', 'sinks.sql'], 'no sink reads "u"'],
    [['--from', 't=-', 'sinks.sql'], 'standard input can feed one sink only'],
    [['--from', 't=/dev/stdin', 'sinks.sql'], '/dev/stdin can feed one sink only'],
    [['--from', 't=.', 'sinks.sql'], 'could not read .: it is a folder'],
    [['--from', 't', 'sinks.sql'], '--from t is not RELATION=FILE'],
    [['--from', 't=t.ndjson', '--sink', 'secnd', 'sinks.sql'], 'no sink "secnd" in the files'],
    [['--from', 't=t.ndjson', '--retry-timeout-ms', '0', 'sinks.sql'], '--retry-timeout-ms: too small'],
    [['--from', 't=t.ndjson', 'absent.sql'], 'could not read absent.sql: no such file'],
  ])('with %j ends with 2', async (args, message) => {
    const { code, stdout, stderr, connections } = await runSql(SOUND_SQL, args);
    expect(stderr).toContain(message);
    expect({ code, stdout, connections }).toEqual({ code: 2, stdout: '', connections: 0 });
  });

  it('counts connections where there are any', async () => {
    const env = { SINKC_RETRY_TIMEOUT_MS: '1' };
    const { code, connections } = await runSql(SOUND_SQL, undefined, env);
    expect({ code, connected: connections > 0 }).toEqual({ code: 3, connected: true });
  });
});
