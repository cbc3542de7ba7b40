import { describe, expect, it } from 'vitest';
import { sinkPlanSchema } from '../../src/cli/output-schemas.ts';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { plan } from '../../src/plan/plan.ts';
import { judge, type SinkParts, SNAPSHOT, sinkSql, WORLD } from '../resolve/support.ts';

const MORE = `
  ${WORLD}
  CREATE CONNECTION ssh TO SSH TUNNEL (HOST 'h', USER 'u', PORT 22);
  CREATE CONNECTION aws TO AWS (REGION 'x');
  CREATE CONNECTION link TO AWS PRIVATELINK (SERVICE NAME 's', AVAILABILITY ZONES ('z'));
  CREATE CONNECTION tunnelled TO KAFKA (BROKER 'b:1' USING SSH TUNNEL ssh);
  CREATE CONNECTION all_tunnelled TO KAFKA (BROKER 'b:1', SSH TUNNEL ssh);
  CREATE CONNECTION linked TO KAFKA (AWS PRIVATELINK link (PORT 9092));
  CREATE CONNECTION signed TO KAFKA (BROKER 'b:1', AWS CONNECTION aws);
  CREATE CONNECTION matching TO KAFKA (BROKERS ('b:1', MATCHING '*.x' USING AWS PRIVATELINK link));
  CREATE CONNECTION gssapi TO KAFKA (BROKER 'b:1', SASL MECHANISMS 'GSSAPI', SASL USERNAME 'u', SASL PASSWORD SECRET p);
  CREATE CONNECTION scram TO KAFKA (BROKER 'b:1', SASL MECHANISMS 'scram-sha-256', SASL USERNAME SECRET p,
    SASL PASSWORD SECRET p, SSL CERTIFICATE AUTHORITY 'ca');
  CREATE MATERIALIZED VIEW unseen AS SELECT 1;
  CREATE TABLE custom (k odd_type, PRIMARY KEY (k));
`;

function planOf(parts: SinkParts) {
  const { diagnostics, sinks } = judge(sinkSql(parts), SNAPSHOT, MORE);
  expect(diagnostics).toEqual([]);
  return plan(sinks[0]!);
}

describe('plan', () => {
  it('is plain data that JSON keeps', () => {
    const { value } = planOf({});
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    expect(value).toEqual({
      version: 1,
      sink: { name: 'materialize.public.x', id: 'materialize.public.x', version: 0 },
      relation: {
        name: 'materialize.public.mv1',
        columns: [
          { name: 'k', type: { kind: 'int4' }, nullable: false },
          { name: 'cnt', type: { kind: 'int8' }, nullable: false },
        ],
      },
      connection: { name: 'materialize.public.kc', id: 'materialize.public.kc', brokers: ['b:9092'] },
      topic: { name: 'a', config: {}, metadataRefreshMs: 30000 },
      progress: {
        topic: '_materialize-progress-local-materialize.public.kc',
        key: 'mz-sink-materialize.public.x',
      },
      transactionalId: 'materialize-local-materialize.public.kc-materialize.public.x',
      groupId: 'materialize-local-materialize.public.kc-materialize.public.x',
      envelope: 'upsert',
      key: { columns: [0], format: { kind: 'json' } },
      value: { format: { kind: 'json' } },
      grouping: { by: 'key', columns: [0] },
      partitioning: { by: 'key hash' },
      compression: 'lz4',
      snapshot: true,
    });
  });

  it('keeps the order of KEY', () => {
    const { value } = planOf({ key: 'KEY (cnt, k)' });
    expect(value?.key?.columns).toEqual([1, 0]);
    expect(value?.grouping).toEqual({ by: 'key', columns: [1, 0] });
  });

  it.each([
    ['the first known key', 'mv1', { by: 'unique key', columns: [0] }],
    ['nothing, over one row at most', 'mv3', { by: 'unique key', columns: [] }],
    ['the whole row, without a known key', 'mv2', { by: 'row', columns: [] }],
  ])('without KEY pairs by %s', (_title, from, grouping) => {
    const { value } = planOf({ from, key: '', envelope: 'ENVELOPE DEBEZIUM' });
    expect(value?.grouping).toEqual(grouping);
    expect(value?.key).toBeUndefined();
    expect(value?.partitioning).toEqual({ by: 'no key' });
  });

  it('takes the formats of key and value apart', () => {
    const { value } = planOf({ format: 'KEY FORMAT TEXT VALUE FORMAT JSON' });
    expect([value?.key?.format, value?.value.format]).toEqual([{ kind: 'text' }, { kind: 'json' }]);
  });

  it('writes TEXT of any type', () => {
    const { value } = planOf({ from: 'lists', key: 'KEY (l) NOT ENFORCED', format: 'FORMAT TEXT' });
    expect(value?.value.format).toEqual({ kind: 'text' });
  });

  it('is what its JSON schema says, member by member', () => {
    const options =
      "TOPIC 'a', TOPIC PARTITION COUNT 3, TOPIC REPLICATION FACTOR 2, TOPIC CONFIG MAP['a' => '1']";
    for (const parts of [
      {},
      { connection: 'scram', options },
      { from: 'lists', key: '', envelope: 'ENVELOPE DEBEZIUM' },
    ]) {
      const { value } = planOf(parts);
      expect(sinkPlanSchema.parse(value)).toEqual(value);
    }
  });

  it('knows the column of HEADERS', () => {
    const { value } = planOf({ from: 'hm', key: 'KEY (k) NOT ENFORCED', headers: 'HEADERS h' });
    expect(value?.headers).toEqual({ column: 1 });
  });

  it('says how to sign in by the names of secrets', () => {
    expect(planOf({ connection: 'scram' }).value?.connection).toEqual({
      name: 'materialize.public.scram',
      id: 'materialize.public.scram',
      brokers: ['b:1'],
      tls: { certificateAuthority: { kind: 'text', text: 'ca' } },
      sasl: {
        mechanism: 'SCRAM-SHA-256',
        username: { kind: 'secret', name: 'materialize.public.p' },
        password: { kind: 'secret', name: 'materialize.public.p' },
      },
    });
  });

  it('carries the options of the topic', () => {
    const options =
      "TOPIC 'a', TOPIC PARTITION COUNT 3, TOPIC REPLICATION FACTOR 2, COMPRESSION TYPE 'GZIP', " +
      "TOPIC METADATA REFRESH INTERVAL '1500 ms', TOPIC CONFIG MAP['b' => '2', 'a' => '1', 'b' => '3']";
    const { value } = planOf({ options, with: 'WITH (SNAPSHOT = false)' });
    expect(value?.topic).toEqual({
      name: 'a',
      partitionCount: 3,
      replicationFactor: 2,
      config: { a: '1', b: '3' },
      metadataRefreshMs: 1500,
    });
    expect(Object.keys(value?.topic.config ?? {})).toEqual(['a', 'b']);
    expect([value?.compression, value?.snapshot]).toEqual(['gzip', false]);
  });

  it.each([
    ['a tunnel of one broker', { connection: 'tunnelled' }, 'plan/unsupported-connection', 'SSH TUNNEL'],
    ['a tunnel of all brokers', { connection: 'all_tunnelled' }, 'plan/unsupported-connection', 'SSH TUNNEL'],
    ['a private link', { connection: 'linked' }, 'plan/unsupported-connection', 'AWS PRIVATELINK'],
    ['AWS', { connection: 'signed' }, 'plan/unsupported-connection', 'AWS CONNECTION'],
    ['MATCHING', { connection: 'matching' }, 'plan/unsupported-connection', 'MATCHING'],
    ['GSSAPI', { connection: 'gssapi' }, 'plan/unsupported-mechanism', 'GSSAPI'],
    [
      'Avro',
      { format: 'FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION csr' },
      'plan/unsupported-format',
      'AVRO',
    ],
    ['BYTES', { format: 'KEY FORMAT BYTES VALUE FORMAT JSON' }, 'plan/unsupported-format', 'BYTES'],
    ['snappy', { options: "TOPIC 'a', COMPRESSION TYPE snappy" }, 'plan/unsupported-compression', 'snappy'],
    ['unknown columns', { from: 'unseen', key: 'KEY (k)' }, 'plan/unknown-columns', 'unseen'],
  ])('refuses %s', (_title, parts: SinkParts, code, named) => {
    const { value, diagnostics } = planOf(parts);
    expect(value).toBeUndefined();
    expect(hasErrors(diagnostics)).toBe(true);
    expect(diagnostics[0]).toMatchObject({ code, message: expect.stringContaining(named) });
  });

  it('never stops without saying why', () => {
    const faults: readonly SinkParts[] = [
      { key: 'KEY (zz)' },
      { options: '' },
      { envelope: '' },
      { format: '' },
      { from: 'hm', key: 'KEY (k) NOT ENFORCED', headers: 'HEADERS zz' },
      { connection: 'nowhere' },
      { from: 'nowhere' },
    ];
    for (const parts of faults) {
      const { value, diagnostics } = plan(judge(sinkSql(parts), SNAPSHOT, MORE).sinks[0]!);
      expect(value).toBeUndefined();
      expect(hasErrors(diagnostics)).toBe(true);
    }
  });

  it('refuses several things at once', () => {
    const { diagnostics } = planOf({
      connection: 'tunnelled',
      options: "TOPIC 'a', COMPRESSION TYPE snappy",
      format: 'KEY FORMAT BYTES VALUE FORMAT JSON',
    });
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'plan/unsupported-connection',
      'plan/unsupported-format',
      'plan/unsupported-compression',
    ]);
  });
});
