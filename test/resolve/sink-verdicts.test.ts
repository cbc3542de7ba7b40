import { describe, expect, it } from 'vitest';
import { judge, type SinkParts, SNAPSHOT, sinkSql, WORLD } from './support.ts';

const CSR = 'FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION csr';
const DEBEZIUM = 'ENVELOPE DEBEZIUM';
const HM = { from: 'hm', key: 'KEY (k) NOT ENFORCED' };
const ONE = { from: 'one', key: 'KEY (s) NOT ENFORCED' };

const ACCEPTED: readonly (readonly [string, SinkParts])[] = [
  ['1 the plain sink', {}],
  ['9 no KEY with DEBEZIUM', { key: '', envelope: DEBEZIUM }],
  ['12 a superset of a key', { key: 'KEY (k, cnt)' }],
  ['15 NOT ENFORCED without a known key', { from: 'mv2', key: 'KEY (k) NOT ENFORCED' }],
  ['16 NOT ENFORCED over a proven key', { key: 'KEY (k) NOT ENFORCED' }],
  ['17 the empty key proves everything', { from: 'mv3', key: 'KEY (cnt)' }],
  ['18 order of key columns does not matter', { from: 'mv4', key: 'KEY (s, i)' }],
  ['20 DEBEZIUM proves nothing', { from: 'mv2', envelope: DEBEZIUM }],
  ['24 HEADERS', { ...HM, headers: 'HEADERS h' }],
  ['24 HEADERS of bytes', { ...HM, headers: 'HEADERS b' }],
  ['30 a bare word as topic', { options: 'TOPIC foo' }],
  ['30 an empty topic', { options: "TOPIC ''" }],
  ['34 compression as a bare word', { options: "TOPIC 'a', COMPRESSION TYPE zstd" }],
  ['34 compression in upper case', { options: "TOPIC 'a', COMPRESSION TYPE 'GZIP'" }],
  ['35 topic config', { options: "TOPIC 'a', TOPIC CONFIG MAP['cleanup.policy' => 'compact']" }],
  ['37 refresh at its least', { options: "TOPIC 'a', TOPIC METADATA REFRESH INTERVAL '1s'" }],
  ['37 refresh at its most', { options: "TOPIC 'a', TOPIC METADATA REFRESH INTERVAL '1h'" }],
  ['refresh as seconds', { options: "TOPIC 'a', TOPIC METADATA REFRESH INTERVAL 5" }],
  ['refresh as an interval', { options: "TOPIC 'a', TOPIC METADATA REFRESH INTERVAL INTERVAL '5' MINUTE" }],
  ['39 LEGACY IDS off', { options: "TOPIC 'a', LEGACY IDS = false" }],
  ['41 SNAPSHOT', { with: 'WITH (SNAPSHOT)' }],
  ['41 SNAPSHOT off', { with: 'WITH (SNAPSHOT = false)' }],
  ['48 TEXT key', { format: 'KEY FORMAT TEXT VALUE FORMAT JSON' }],
  ['50 TEXT over one column', { ...ONE, format: 'FORMAT TEXT' }],
  ['50 BYTES over one column', { ...ONE, format: 'FORMAT BYTES' }],
  ['51 TEXT with DEBEZIUM', { from: 'one', key: '', envelope: DEBEZIUM, format: 'FORMAT TEXT' }],
  [
    '53 a key format without KEY is not looked at',
    { key: '', envelope: DEBEZIUM, format: 'KEY FORMAT CSV WITH 2 COLUMNS VALUE FORMAT JSON' },
  ],
  ['54 Avro', { format: CSR }],
  ['57 both full names', { format: `${CSR} (AVRO KEY FULLNAME 'a.K', AVRO VALUE FULLNAME 'a.B')` }],
  [
    '59 a value name without KEY',
    { key: '', envelope: DEBEZIUM, format: `${CSR} (AVRO VALUE FULLNAME 'B')` },
  ],
  ['61 NULL DEFAULTS', { format: `${CSR} (NULL DEFAULTS)` }],
  ['62 a level', { format: `${CSR} (VALUE COMPATIBILITY LEVEL 'full')` }],
  ['62 a bare level', { format: `${CSR} (VALUE COMPATIBILITY LEVEL)` }],
  [
    'DOC ON twice for two things',
    { format: `${CSR} (DOC ON TYPE mv1 'a', DOC ON COLUMN mv1.k 'b', KEY DOC ON TYPE mv1 'c')` },
  ],
  ['66 PARTITION BY a column', { options: "TOPIC 'a', PARTITION BY = k" }],
];

const REFUSED: readonly (readonly [string, SinkParts, readonly string[]])[] = [
  ['2 no ENVELOPE', { envelope: '' }, ['resolve/missing-clause', 'ENVELOPE']],
  ['3 ENVELOPE NONE', { envelope: 'ENVELOPE NONE' }, ['parse/']],
  ['4 MODE', { envelope: 'MODE UPSERT' }, ['parse/']],
  ['5 a view', { from: 'v1' }, ['resolve/not-sinkable', 'v1', 'view']],
  ['6 a system object', { from: 'mz_catalog.mz_tables' }, ['resolve/not-sinkable', 'mz_tables', 'system']],
  ['7 an index', { from: 'ix' }, ['resolve/not-sinkable', 'ix', 'index']],
  ['7 a connection', { from: 'kc' }, ['resolve/not-sinkable', 'kc', 'connection']],
  ['8 no KEY with UPSERT', { key: '' }, ['resolve/upsert-without-key', 'KEY']],
  ['10 a column twice', { key: 'KEY (k, k)' }, ['resolve/duplicate-key-column', 'k']],
  ['10 folded alike', { key: 'KEY (K, k)' }, ['resolve/duplicate-key-column', 'k']],
  ['11 no such column', { key: 'KEY (zz)' }, ['resolve/unknown-column', 'zz']],
  ['13 not a key', { key: 'KEY (cnt)' }, ['resolve/unproven-key', 'cnt', 'mv1', '(k)']],
  ['14 no known keys', { from: 'mv2' }, ['resolve/unproven-key', 'mv2', 'No unique key']],
  ['19 part of a key', { from: 'mv4', key: 'KEY (i)' }, ['resolve/unproven-key']],
  ['21 NOT NULL is no key', { from: 't' }, ['resolve/unproven-key', 'NOT ENFORCED']],
  ['25 headers of the wrong map', { ...HM, headers: 'HEADERS g' }, ['resolve/headers', 'map[text => text]']],
  ['25 headers that are no map', { ...HM, headers: 'HEADERS k' }, ['resolve/headers', 'map[text => bytea]']],
  ['26 headers unknown', { ...HM, headers: 'HEADERS zz' }, ['resolve/unknown-column', 'zz']],
  [
    '27 headers with DEBEZIUM',
    { ...HM, headers: 'HEADERS h', envelope: DEBEZIUM },
    ['resolve/headers', 'HEADERS', 'DEBEZIUM'],
  ],
  [
    '28 headers without KEY',
    { from: 'hm', key: '', headers: 'HEADERS zz' },
    ['resolve/unknown-column', 'zz'],
  ],
  ['29 no TOPIC', { options: 'COMPRESSION TYPE gzip' }, ['resolve/missing-topic', 'TOPIC']],
  ['29 no options', { options: '' }, ['resolve/missing-topic', 'TOPIC']],
  ['30 a number as topic', { options: 'TOPIC 5' }, ['resolve/option-value', 'TOPIC', 'string']],
  ['30 a dotted name as topic', { options: 'TOPIC a.b' }, ['resolve/option-value', 'TOPIC']],
  ['31 TOPIC twice', { options: "TOPIC 'a', TOPIC 'b'" }, ['resolve/duplicate-option', 'TOPIC']],
  [
    '32 no partitions',
    { options: "TOPIC 'a', TOPIC PARTITION COUNT 0" },
    ['resolve/option-value', 'TOPIC PARTITION COUNT', 'positive integer'],
  ],
  [
    '32 -1 replicas',
    { options: "TOPIC 'a', TOPIC REPLICATION FACTOR -1" },
    ['resolve/option-value', 'TOPIC REPLICATION FACTOR', 'positive integer'],
  ],
  ...["'3'", '3.0', '99999999999'].map(
    (count) =>
      [
        `33 ${count} partitions`,
        { options: `TOPIC 'a', TOPIC PARTITION COUNT ${count}` },
        ['resolve/option-value', 'TOPIC PARTITION COUNT'],
      ] as const,
  ),
  [
    '34 brotli',
    { options: "TOPIC 'a', COMPRESSION TYPE 'brotli'" },
    ['resolve/option-value', 'brotli', 'zstd'],
  ],
  [
    '36 a number in TOPIC CONFIG',
    { options: "TOPIC 'a', TOPIC CONFIG MAP['a' => 1]" },
    ['resolve/topic-config-text', 'a'],
  ],
  [
    '36 TOPIC CONFIG as a text',
    { options: "TOPIC 'a', TOPIC CONFIG 'a=b'" },
    ['resolve/option-value', 'TOPIC CONFIG'],
  ],
  ...(
    [
      ["'500ms'", '1 second'],
      ["'61 min'", '1 hour'],
      ["'1 month'", 'months'],
      ["'-1s'", 'negative'],
      ['true', 'duration'],
      ["'soon'", 'duration'],
    ] as const
  ).map(
    ([value, named]) =>
      [
        `38 refresh ${value}`,
        { options: `TOPIC 'a', TOPIC METADATA REFRESH INTERVAL ${value}` },
        ['resolve/option-value', 'TOPIC METADATA REFRESH INTERVAL', named],
      ] as const,
  ),
  [
    '39 LEGACY IDS',
    { options: "TOPIC 'a', LEGACY IDS = true" },
    ['resolve/option-not-allowed', 'LEGACY IDS'],
  ],
  [
    'LEGACY IDS with a prefix',
    { options: "TOPIC 'a', LEGACY IDS, TRANSACTIONAL ID PREFIX 'p'" },
    ['resolve/option-conflict', 'LEGACY IDS', 'TRANSACTIONAL ID PREFIX'],
  ],
  [
    '40 LEGACY IDS as a text',
    { options: "TOPIC 'a', LEGACY IDS = 'false'" },
    ['resolve/option-value', 'LEGACY IDS'],
  ],
  ['41 SNAPSHOT as a text', { with: "WITH (SNAPSHOT = 'false')" }, ['resolve/option-value', 'SNAPSHOT']],
  ['42 VERSION', { with: 'WITH (VERSION = 1)' }, ['resolve/option-not-allowed', 'VERSION']],
  [
    '43 COMMIT INTERVAL',
    { with: "WITH (COMMIT INTERVAL '10s')" },
    ['resolve/option-not-allowed', 'COMMIT INTERVAL'],
  ],
  ['44 WITH before FORMAT', { format: '', with: 'WITH (SNAPSHOT) FORMAT JSON' }, ['parse/']],
  ['45 no FORMAT', { format: '' }, ['resolve/missing-clause', 'FORMAT', 'unsupported']],
  [
    '46 JSON ARRAY',
    { format: 'FORMAT JSON ARRAY' },
    ['resolve/unsupported-format', 'JSON ARRAY', 'unsupported'],
  ],
  ['46 CSV', { format: 'FORMAT CSV WITH 2 COLUMNS' }, ['resolve/unsupported-format', 'CSV']],
  ['46 inline Avro', { format: "FORMAT AVRO USING SCHEMA '{}'" }, ['resolve/unsupported-format', 'AVRO']],
  [
    '46 Protobuf',
    { format: "FORMAT PROTOBUF MESSAGE 'm' USING SCHEMA 'x'" },
    ['resolve/unsupported-format', 'PROTOBUF'],
  ],
  [
    '47 TEXT value of two columns',
    { format: 'FORMAT TEXT' },
    ['resolve/single-column-format', 'several columns'],
  ],
  [
    '49 TEXT key of two columns',
    { key: 'KEY (k, cnt)', format: 'KEY FORMAT TEXT VALUE FORMAT JSON' },
    ['resolve/single-column-format', 'key'],
  ],
  [
    '52 BYTES of a list',
    { from: 'lists', key: 'KEY (l) NOT ENFORCED', format: 'KEY FORMAT JSON VALUE FORMAT BYTES' },
    ['resolve/single-column-format', 'integer list'],
  ],
  [
    '55 Avro over the wrong connection',
    { format: CSR.replace('csr', 'kc') },
    ['resolve/unknown-connection', '"kc"'],
  ],
  [
    '56 one full name',
    { format: `${CSR} (AVRO VALUE FULLNAME 'a.B')` },
    ['resolve/avro-fullname-pair', 'AVRO KEY FULLNAME', 'AVRO VALUE FULLNAME'],
  ],
  [
    '58 a name part that is no name',
    { format: `${CSR} (AVRO KEY FULLNAME '1x', AVRO VALUE FULLNAME 'B')` },
    ['resolve/avro-name', '1x'],
  ],
  [
    '60 a key name without KEY',
    { key: '', envelope: DEBEZIUM, format: `${CSR} (AVRO KEY FULLNAME 'K')` },
    ['resolve/avro-fullname-pair', 'AVRO KEY FULLNAME', 'KEY'],
  ],
  [
    '61 NULL DEFAULTS as a text',
    { format: `${CSR} (NULL DEFAULTS 'true')` },
    ['resolve/option-value', 'NULL DEFAULTS'],
  ],
  [
    '62 a level as a bare word',
    { format: `${CSR} (VALUE COMPATIBILITY LEVEL FULL)` },
    ['resolve/option-value', 'VALUE COMPATIBILITY LEVEL', 'string'],
  ],
  ['62 no such level', { format: `${CSR} (VALUE COMPATIBILITY LEVEL 'X')` }, ['resolve/option-value', 'X']],
  [
    '63 DOC ON an unknown column',
    { format: `${CSR} (DOC ON COLUMN mv1.zz 'd')` },
    ['resolve/unknown-column', 'zz'],
  ],
  [
    '64 DOC ON without a value',
    { format: `${CSR} (DOC ON TYPE mv1)` },
    ['resolve/option-value', 'DOC ON TYPE'],
  ],
  ['65 SEED', { format: `${CSR} SEED VALUE SCHEMA '{}'` }, ['resolve/registry-option', 'SEED']],
  ['65 KEY STRATEGY', { format: `${CSR} KEY STRATEGY LATEST` }, ['resolve/registry-option', 'KEY STRATEGY']],
  [
    '66 a qualified column',
    { options: "TOPIC 'a', PARTITION BY mv1.k" },
    ['resolve/unknown-column', 'mv1.k'],
  ],
  [
    '67 not a Kafka connection',
    { connection: 'csr' },
    ['resolve/unknown-connection', 'csr', 'Kafka connection'],
  ],
  ['no such connection', { connection: 'csrr' }, ['resolve/unknown-connection', 'csrr', 'csr']],
  ['no such relation', { from: 'mv9' }, ['resolve/unknown-relation', 'mv9', 'mv1']],
  [
    '68 two faults: KEY',
    { options: 'COMPRESSION TYPE gzip', key: 'KEY (zz)' },
    ['resolve/unknown-column', 'zz'],
  ],
  ['68 two faults: TOPIC', { options: 'COMPRESSION TYPE gzip', key: 'KEY (zz)' }, ['resolve/missing-topic']],
  ['69 two faults: TOPIC', { options: 'TOPIC 5', envelope: '' }, ['resolve/option-value', 'TOPIC']],
  ['69 two faults: ENVELOPE', { options: 'TOPIC 5', envelope: '' }, ['resolve/missing-clause', 'ENVELOPE']],
  ['70 the name of a table', { name: 't' }, ['resolve/duplicate-item', 'materialize.public.t', 'table']],
  ['a name of four parts', { name: 'a.b.c.d' }, ['resolve/name-too-long', 'a.b.c.d']],
  [
    'a value of an option left out',
    { options: "TOPIC, COMPRESSION TYPE 'gzip'" },
    ['resolve/option-value', 'TOPIC', 'value'],
  ],
];

describe('sinks', () => {
  it.each(ACCEPTED)('accepts %s', (_title, parts) => {
    expect(judge(sinkSql(parts)).found).toEqual([]);
  });

  it.each(REFUSED)('refuses %s', (_title, parts, [code, ...named]) => {
    const { diagnostics } = judge(sinkSql(parts));
    const match = diagnostics.find((diagnostic) => diagnostic.code.startsWith(code ?? ''));
    expect(match, JSON.stringify(diagnostics.map((each) => each.code))).toBeDefined();
    const text = `${match?.message} ${match?.detail} ${match?.hint}`;
    for (const name of named) expect(text).toContain(name);
  });

  it('refuses a sink without a name', () => {
    const sql = sinkSql().replace('SINK x', 'SINK');
    expect(judge(sql).found).toEqual(['resolve/missing-name: sink has no name']);
  });

  it('70 says that IF NOT EXISTS has no effect', () => {
    const sql = sinkSql({ name: 't' }).replace('SINK', 'SINK IF NOT EXISTS');
    const { diagnostics, sinks } = judge(sql);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['resolve/item-exists', 'info'],
    ]);
    expect(sinks).toEqual([]);
  });

  it('reports every fault at once, in the order of the text, and none that follows from another', () => {
    const sql = sinkSql({
      from: 'mv9',
      connection: 'csr',
      options: "COMPRESSION TYPE 'zip', TOPIC PARTITION COUNT 0, TOPIC CONFIG MAP['a' => 1, 'b' => TRUE]",
      key: 'KEY (zz, zz)',
      format: 'FORMAT CSV WITH 2 COLUMNS',
      envelope: '',
      with: "WITH (SNAPSHOT = 'on')",
    });
    expect(judge(sql).found).toEqual([
      'resolve/missing-clause: sink has no ENVELOPE',
      'resolve/unknown-relation: relation "mv9" does not exist',
      'resolve/unknown-connection: "csr" is a CONFLUENT SCHEMA REGISTRY connection, not a Kafka connection',
      'resolve/missing-topic: option TOPIC is missing',
      'resolve/option-value: option COMPRESSION TYPE: "zip" is not one of none, gzip, snappy, lz4, zstd',
      'resolve/option-value: option TOPIC PARTITION COUNT: expected a positive integer, found 0',
      'resolve/topic-config-text: option TOPIC CONFIG: the value of "a" must be a string, found the number 1',
      'resolve/topic-config-text: option TOPIC CONFIG: the value of "b" must be a string, found TRUE',
      'resolve/duplicate-key-column: column "zz" stands in KEY more than once',
      'resolve/unsupported-format: format CSV is unsupported in sinks',
      "resolve/option-value: option SNAPSHOT: expected TRUE or FALSE, found the string 'on'",
    ]);
  });

  it('says nothing of unknown names where the catalog is not complete', () => {
    const sql = sinkSql({ from: 'elsewhere', connection: 'far', key: 'KEY (whatever)' });
    expect(judge(sql, { version: 1, items: [] }).found).toEqual([]);
  });
});

describe('PARTITION BY', () => {
  const by = (expression: string, parts: SinkParts = {}) =>
    judge(sinkSql({ options: `TOPIC 'a', PARTITION BY ${expression}`, ...parts }));

  it('is typed, cast to uint8 and printed', () => {
    const [sink] = by('= cnt   % 4').sinks;
    expect(sink?.partitionBy).toMatchObject({
      sql: 'cnt % 4',
      type: { kind: 'int8' },
      typed: { kind: 'cast', type: { kind: 'uint8' } },
    });
  });

  it.each([
    ['a key column with DEBEZIUM', 'k', { envelope: DEBEZIUM }, []],
    ['another one with DEBEZIUM', 'cnt', { envelope: DEBEZIUM }, ['resolve/non-key-partition']],
    [
      'any column with DEBEZIUM and no KEY',
      'k',
      { envelope: DEBEZIUM, key: '' },
      ['resolve/non-key-partition'],
    ],
    ['a constant with DEBEZIUM and no KEY', '1', { envelope: DEBEZIUM, key: '' }, []],
    ['another column with UPSERT', 'cnt', {}, []],
    ['a text', 's', { from: 't', key: 'KEY (k) NOT ENFORCED' }, ['type/no-cast']],
    ['an aggregate', 'count(*)', {}, ['resolve/partition-shape']],
    ['an unknown column', 'zz', {}, ['resolve/unknown-column']],
    ['an expression given twice', 'k, PARTITION BY k', {}, ['resolve/duplicate-option']],
    [
      'whatever, where KEY is wrong already',
      'cnt',
      { envelope: DEBEZIUM, key: 'KEY (zz)' },
      ['resolve/unknown-column'],
    ],
    ['whatever, where the relation is unknown', 'zz', { from: 'nowhere' }, ['resolve/unknown-relation']],
  ] as const)('of %s', (_title, expression, parts, codes) => {
    expect(by(expression, parts).diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});

describe('tables', () => {
  it.each([
    ['k int4, k text', ['resolve/duplicate-column']],
    ['k int4, PRIMARY KEY (kk)', ['resolve/unknown-column']],
    ['k intt', ['type/unknown-type']],
    ['k numeric(50)', ['type/type-modifier']],
    ['k int4range', []],
    ['k custom', []],
  ])('of %s', (columns, codes) => {
    const sql = `CREATE TYPE custom AS LIST (ELEMENT TYPE int4); CREATE TABLE tt (${columns})`;
    expect(judge(sql).diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});

describe('registries', () => {
  const GLUE = 'FORMAT AVRO USING AWS GLUE SCHEMA REGISTRY CONNECTION glue';
  const GLUE_WORLD = `${WORLD} CREATE CONNECTION aws TO AWS (REGION 'x');
    CREATE CONNECTION glue TO AWS GLUE SCHEMA REGISTRY (AWS CONNECTION aws, REGISTRY 'r');`;
  const codes = (parts: SinkParts) =>
    judge(sinkSql(parts), SNAPSHOT, GLUE_WORLD).diagnostics.map(({ code }) => code);

  it('of Glue have names and levels', () => {
    const options = "(KEY SCHEMA NAME 'k', VALUE SCHEMA NAME 'v', VALUE COMPATIBILITY LEVEL full)";
    expect(codes({ format: `${GLUE} ${options}` })).toEqual([]);
  });

  it.each([
    ["(VALUE COMPATIBILITY LEVEL 'disabled')", 'resolve/option-value'],
    ["(SCHEMA NAME 'x')", 'resolve/registry-option'],
    ["SEED VALUE SCHEMA '{}'", 'resolve/registry-option'],
  ])('of Glue refuse %s', (options, code) => {
    expect(codes({ format: `${GLUE} ${options}` })).toEqual([code]);
  });

  it('of Glue refuse key options without KEY', () => {
    const format = `${GLUE} (KEY SCHEMA NAME 'k')`;
    expect(codes({ key: '', envelope: DEBEZIUM, format })).toEqual(['resolve/registry-option']);
  });

  it('are looked up even for a key format without KEY', () => {
    const format = `KEY ${CSR.replace('csr', 'kc')} VALUE FORMAT JSON`;
    expect(codes({ key: '', envelope: DEBEZIUM, format })).toEqual(['resolve/unknown-connection']);
  });

  it('are asked for both names by each clause', () => {
    const format = `KEY FORMAT TEXT VALUE ${CSR} (AVRO VALUE FULLNAME 'x')`;
    expect(codes({ format })).toEqual(['resolve/avro-fullname-pair']);
  });

  it('report one clause that serves key and value once', () => {
    expect(
      codes({ format: `${CSR} (AVRO KEY FULLNAME '1', AVRO VALUE FULLNAME 'b', NULL DEFAULTS 1)` }),
    ).toEqual(['resolve/avro-name', 'resolve/option-value']);
  });
});
