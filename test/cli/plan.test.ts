// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of statements are written so
import { describe, expect, it } from 'vitest';
import { diagnosticsDocumentSchema, previewDocumentSchema } from '../../src/cli/output-schemas.ts';
import type { SinkPlan } from '../../src/plan/sink-plan.ts';
import { sinkc } from './memory-io.ts';

const WORLD = `
CREATE CONNECTION kafka TO KAFKA (BROKER '\${KAFKA_BROKER}', SECURITY PROTOCOL 'PLAINTEXT');
CREATE TABLE orders (id int8 NOT NULL, region text, total numeric(10, 2), PRIMARY KEY (id));
`;
const SINK = `
CREATE SINK orders_sink FROM orders
  INTO KAFKA CONNECTION kafka (TOPIC 'orders', TOPIC PARTITION COUNT 6)
  KEY (id) FORMAT JSON ENVELOPE UPSERT;
`;
const SECOND = `
CREATE SINK second FROM orders INTO KAFKA CONNECTION kafka (TOPIC 'second')
  KEY (id) FORMAT JSON ENVELOPE DEBEZIUM;
`;
const ROWS = '{"time":1,"row":{"id":1}}\n{"time":1,"row":{"id":2}}\n';
const env = { KAFKA_BROKER: 'localhost:9092' };

const project = {
  files: { 'world.sql': WORLD, 'sink.sql': SINK, 'second.sql': SECOND, 'rows.ndjson': ROWS },
  env,
};

describe('plan', () => {
  it('prints what a run would do, on standard output alone', async () => {
    const { code, out, err } = await sinkc(['plan', 'world.sql', 'sink.sql'], project);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^sink materialize\.public\.orders_sink\n/);
    expect(out).toContain('localhost:9092');
  });

  it('prints one JSON document, whatever the number of sinks', async () => {
    const { code, out } = await sinkc(
      ['plan', '--format', 'json', 'world.sql', 'sink.sql', 'second.sql'],
      project,
    );
    const document: { version: number; sinks: SinkPlan[] } = JSON.parse(out);
    expect(code).toBe(0);
    expect(document.version).toBe(1);
    expect(document.sinks.map((plan) => plan.sink.name)).toEqual([
      'materialize.public.orders_sink',
      'materialize.public.second',
    ]);
    expect(document.sinks[0]).toMatchObject({
      version: 1,
      topic: { name: 'orders', partitionCount: 6, config: {}, metadataRefreshMs: 30000 },
      connection: { brokers: ['localhost:9092'] },
      key: { columns: [0], format: { kind: 'json' } },
      grouping: { by: 'key', columns: [0] },
      partitioning: { by: 'key hash' },
    });
  });

  it.each([['orders_sink'], ['public.orders_sink'], ['materialize.public.orders_sink']])(
    'takes --sink %s',
    async (name) => {
      const { code, out } = await sinkc(
        ['plan', '--sink', name, 'world.sql', 'sink.sql', 'second.sql'],
        project,
      );
      expect(code).toBe(0);
      expect(out.match(/^sink .*$/gm)).toEqual(['sink materialize.public.orders_sink']);
    },
  );

  it('reports all errors of all files, and prints nothing else', async () => {
    const files = {
      'world.sql': WORLD,
      'a.sql': SINK.replace('KEY (id)', 'KEY (ide)').replace("TOPIC 'orders', ", ''),
      'b.sql': "CREATE SINK b FROM nowhere INTO KAFKA CONNECTION kafka (TOPIC 'x',) FORMAT JSON;",
    };
    const { code, out, err } = await sinkc(['plan', 'world.sql', 'a.sql', 'b.sql'], { files, env });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.match(/^\S+: (error|warning) \S+(?=:)/gm)).toEqual([
      'a.sql:3:25: error resolve/missing-topic',
      'a.sql:4:8: error resolve/unknown-column',
      'b.sql:1:66: error parse/trailing-comma',
    ]);
  });

  it('shows where and what: source, caret, hint', async () => {
    const files = { 'world.sql': WORLD, 'a.sql': SINK.replace('KEY (id)', 'KEY (idd)') };
    const { err } = await sinkc(['plan', 'world.sql', 'a.sql'], { files, env });
    expect(err).toBe(
      [
        'a.sql:4:8: error resolve/unknown-column: column "idd" does not exist in "orders"',
        '  4 |   KEY (idd) FORMAT JSON ENVELOPE UPSERT;',
        '    |        ^^^',
        '  hint: Did you mean "id"?',
        '  fix: Replace it by id',
        '',
      ].join('\n'),
    );
  });

  it('points from one file into another', async () => {
    const { code, err } = await sinkc(['plan', 'world.sql', 'sink.sql', 'again.sql'], {
      files: { ...project.files, 'again.sql': SINK },
      env,
    });
    expect(code).toBe(1);
    expect(err).toContain('again.sql:2:13: error resolve/duplicate-item');
    expect(err).toContain('  sink.sql:2:13: it is declared here');
  });

  it('takes a wrong configuration for wrong usage', async () => {
    const files = { ...project.files, 'sinkc.json': '{"regoin":"x"}' };
    const { code, out, err } = await sinkc(['plan', 'world.sql', 'sink.sql'], { files, env });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('sinkc.json:1:2: error config/unknown-key');
  });

  it('reports as JSON where the plan is wanted as JSON', async () => {
    const files = { 'world.sql': WORLD, 'a.sql': SINK.replace('KEY (id)', 'KEY (idd)') };
    const { code, err } = await sinkc(['plan', '--format', 'json', 'world.sql', 'a.sql'], { files, env });
    expect(code).toBe(1);
    expect(diagnosticsDocumentSchema.parse(JSON.parse(err))).toEqual(JSON.parse(err));
    expect(JSON.parse(err)).toMatchObject({
      version: 1,
      diagnostics: [
        {
          code: 'resolve/unknown-column',
          severity: 'error',
          file: 'a.sql',
          start: { line: 4, column: 8 },
          end: { line: 4, column: 11 },
          fixes: [{ applicability: 'suggested', edits: [{ text: 'id' }] }],
        },
      ],
    });
  });

  it('names a variable that is not set', async () => {
    const { code, err } = await sinkc(['plan', 'world.sql', 'sink.sql'], { files: project.files });
    expect(code).toBe(1);
    expect(err).toContain('resolve/unset-variable: variable "KAFKA_BROKER" is not set');
  });

  it('never shows the value of a secret', async () => {
    const files = {
      'a.sql': `
        CREATE SECRET password AS '\${PASSWORD}';
        CREATE CONNECTION kafka TO KAFKA (BROKER 'b:1', SASL MECHANISMS 'PLAIN', SASL USERNAME 'me',
          SASL PASSWORD SECRET password);
        ${WORLD.split('\n')[2]} ${SINK}`,
    };
    const world = { files, env: { PASSWORD: 'hunter2' } };
    const text = await sinkc(['plan', 'a.sql'], world);
    const json = await sinkc(['plan', '--format', 'json', 'a.sql'], world);
    expect([text.code, json.code]).toEqual([0, 0]);
    expect(text.out).toContain('secret materialize.public.password');
    expect(text.out + text.err + json.out + json.err).not.toContain('hunter2');
  });

  it.each([
    ['no file', ['plan'], 'file'],
    ['a file that is not there', ['plan', 'none.sql'], 'none.sql'],
    ['no sink in the files', ['plan', 'world.sql'], 'no sink'],
    ['no such sink', ['plan', '--sink', 'order_sink', 'world.sql', 'sink.sql'], 'orders_sink'],
    ['an unknown option', ['plan', '--colour', 'world.sql'], '--colour'],
    ['an unknown format', ['plan', '--format', 'xml', 'world.sql'], 'xml'],
    ['no partitions', ['plan', '--partitions', '0', 'world.sql'], '--partitions'],
    ['an unknown command', ['plann', 'world.sql'], 'plan'],
    [
      '--rows with several sinks',
      ['plan', '--rows', 'rows.ndjson', 'world.sql', 'sink.sql', 'second.sql'],
      '--sink',
    ],
    ['--rows without a count', ['plan', '--rows', 'rows.ndjson', 'world.sql', 'second.sql'], '--partitions'],
    ['a catalog that is not there', ['plan', '--catalog', 'c.json', 'world.sql', 'sink.sql'], 'c.json'],
  ])('ends with 2 for %s', async (_title, args, named) => {
    const { code, out, err } = await sinkc(args, project);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(named);
  });

  it('reads standard input as -', async () => {
    const { code, out } = await sinkc(['plan', '-'], { stdin: WORLD + SINK, env });
    expect(code).toBe(0);
    expect(out).toContain('orders_sink');
  });

  it('finds relations and ids in catalog files', async () => {
    const catalog = {
      version: 1,
      region: 'eu',
      items: [
        {
          name: 'v',
          kind: 'materialized view',
          columns: [{ name: 'id', type: 'int4', nullable: false }],
          keys: [['id']],
        },
        {
          name: 'kafka',
          kind: 'connection',
          id: 'u1',
          type: 'kafka',
          options: { BROKERS: ['b:1'], 'SECURITY PROTOCOL': 'PLAINTEXT' },
        },
      ],
    };
    const files = { 'c.json': JSON.stringify(catalog), 'sink.sql': SINK.replace('FROM orders', 'FROM v') };
    const { code, out, err } = await sinkc(['plan', '--catalog', 'c.json', '--format', 'json', 'sink.sql'], {
      files,
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [plan]: SinkPlan[] = JSON.parse(out).sinks;
    expect(plan?.connection).toEqual({ name: 'materialize.public.kafka', id: 'u1', brokers: ['b:1'] });
    expect(plan?.transactionalId).toBe('materialize-eu-u1-materialize.public.orders_sink');
  });

  it('says what is wrong with a catalog file', async () => {
    const files = { ...project.files, 'c.json': '{"version":1,"items":[{"name":"x","kind":"tabel"}]}' };
    const { code, err } = await sinkc(['plan', '--catalog', 'c.json', 'world.sql', 'sink.sql'], {
      files,
      env,
    });
    expect(code).toBe(2);
    expect(err).toContain('c.json is not a catalog: items[0].kind');
  });
});

describe('plan --rows', () => {
  it('prints the partition of every message as JSON', async () => {
    const { code, out, err } = await sinkc(
      ['plan', '--rows', 'rows.ndjson', '--format', 'json', 'world.sql', 'sink.sql'],
      project,
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const document = JSON.parse(out);
    expect(document).toMatchObject({ version: 1, sink: 'materialize.public.orders_sink', partitions: 6 });
    expect(previewDocumentSchema.parse(document)).toEqual(document);
    expect(document.rows).toHaveLength(2);
    for (const row of document.rows) {
      expect(row).toMatchObject({ line: expect.any(Number), key: expect.any(String), reason: null });
      expect(row.partition).toBe(Number(BigInt(row.hash) % 6n));
    }
  });

  it('prints a table and how many messages go where', async () => {
    const { code, out } = await sinkc(
      ['plan', '--rows', '-', '--partitions', '2', '--sink', 'second', 'world.sql', 'sink.sql', 'second.sql'],
      { ...project, stdin: ROWS },
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^line {2}key/);
    expect(out).toContain('2 messages of materialize.public.second over 2 partitions');
  });

  it('names the line of an input that does not fit', async () => {
    const { code, out, err } = await sinkc(['plan', '--rows', '-', 'world.sql', 'sink.sql'], {
      ...project,
      stdin: '{"time":1,"row":{"id":1}}\n{"time":1,"row":{"id":"x"}}\n',
    });
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('<stdin>:2:');
    expect(err).toContain('id');
    expect(err).not.toContain('at ');
  });
});
