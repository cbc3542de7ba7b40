import { createServer } from 'node:net';
import {
  AclPermissionTypes,
  AclResourceTypes,
  AclOperationTypes as Allowed,
  Kafka,
  logLevel,
  ResourcePatternTypes,
} from 'kafkajs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { KafkaStack } from '../../scripts/stack/kafka.ts';
import { openTopicReader } from '../../scripts/stack/topic-reader.ts';
import { describeWithOwnKafka } from '../support/kafka.ts';
import { CONNECTION, createProject, type Ended, lines, type Project } from './project.ts';
import { show } from './topics.ts';

const TABLE = 'CREATE TABLE t (id int4 NOT NULL, PRIMARY KEY (id));\n';
const sinkTo = (name: string): string =>
  `CREATE SINK s FROM t INTO KAFKA CONNECTION k (TOPIC '${name}.rows') KEY (id) FORMAT JSON ENVELOPE UPSERT;\n`;
const START = lines({ time: 1, row: { id: 1 } });
const LONGER = START + lines({ time: 2, row: { id: 2 } });
const FROM = ['run', '--from', 't=t.ndjson', 'sinks.sql'];

async function openSilent(): Promise<string> {
  const server = createServer(() => undefined);
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('bug: the server does not listen');
  return `127.0.0.1:${address.port}`;
}

describe.concurrent('sinkc run without a broker', () => {
  it.each([
    ['nobody listens', async () => '127.0.0.1:1'],
    ['there is no such host', async () => 'kafka.invalid:9092'],
    ['nobody answers', openSilent],
  ])('gives up in time and names the address where %s', async (_, open) => {
    const address = await open();
    const project = createProject(address, (name) => ({
      'sinks.sql': CONNECTION + TABLE + sinkTo(name),
      't.ndjson': START,
    }));
    const startedAt = performance.now();
    const env = { SINKC_RETRY_TIMEOUT_MS: '1500' };
    const { code, stdout, stderr } = await project.run(FROM, { env });
    expect(stderr).toContain(`s: error run/kafka-connect: could not reach Kafka at ${address}: `);
    expect(stderr).toContain(`  hint: Check that a broker can be reached at ${address}.`);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });
});

const PASSWORD = 'her "secret" word';
const options = { authorization: { users: { alice: PASSWORD } }, config: { 'num.partitions': 3 } };

await describeWithOwnKafka('sinkc run where everything must be allowed', options, (kafka) => {
  it('names what is refused until the rights of the guide are there, and then needs no other', async () => {
    const project = createProject(kafka().bootstrap, (name) => ({
      'sinks.sql': `
        CREATE SECRET password AS '\${ALICE_PASSWORD}';
        CREATE CONNECTION k TO KAFKA (
          BROKER '\${KAFKA_BROKER}', SECURITY PROTOCOL SASL_PLAINTEXT,
          SASL MECHANISMS 'PLAIN', SASL USERNAME 'alice', SASL PASSWORD SECRET password);
        ${TABLE}${sinkTo(name)}`,
      't.ndjson': START,
    }));
    const run = async (password = PASSWORD): Promise<Ended> => {
      const ended = await project.run(FROM, { env: { ALICE_PASSWORD: password } });
      expect(ended.stdout + ended.stderr).not.toContain(password);
      return ended;
    };
    const expectRefusal = async (message: string, password?: string): Promise<string> => {
      const { code, stdout, stderr } = await run(password);
      expect(stderr).toContain(`s: error run/${message}`);
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      return stderr;
    };
    const allow = await openGrants(kafka());
    const topic = `${project.name}.rows`;
    const { TOPIC, TRANSACTIONAL_ID } = AclResourceTypes;

    await expectRefusal('authentication-failed: could not reach Kafka', 'a wrong one');
    const id = `materialize-${project.name}-materialize.public.k-materialize.public.s`;
    const refused = 'not-authorized: could not';
    await expectRefusal(`${refused} take over the transactional id "${id}": `);
    await allow(TRANSACTIONAL_ID, `materialize-${project.name}-`, [Allowed.WRITE]);
    await expectRefusal(`${refused} create topic "${project.progressTopic}": `);
    await allow(TOPIC, project.progressTopic, [Allowed.CREATE, Allowed.READ, Allowed.WRITE]);
    await expectRefusal(`${refused} create topic "${topic}": `);
    await allow(TOPIC, topic, [Allowed.CREATE, Allowed.DESCRIBE]);
    const stderr = await expectRefusal(`${refused} send to topic "${topic}": `);
    expect(stderr).toContain('  hint: Grant it with an ACL, or connect as another user.\n');
    expect(stderr).toContain(
      `warning run/progress-unchecked: could not check that progress topic "${project.progressTopic}"`,
    );
    expect(stderr).toContain(`created topic "${topic}" with 3 partitions\n`);
    await allow(TOPIC, topic, [Allowed.WRITE]);

    expect(await run()).toMatchObject({ code: 0, stdout: expect.stringContaining('s: 1 message in ') });
    project.write('t.ndjson', LONGER);
    expect(await run()).toMatchObject({ code: 0, stdout: expect.stringContaining('s: 1 message in ') });
    expect(await committed(kafka(), project)).toEqual(['{"id":1} {"id":1} @1', '{"id":2} {"id":2} @2']);
  });
});

type Grant = (type: AclResourceTypes, prefix: string, operations: readonly Allowed[]) => Promise<void>;

/** Gives rights to alice, as `admin`. */
async function openGrants(kafka: KafkaStack): Promise<Grant> {
  const { adminSasl: sasl } = kafka;
  if (sasl === undefined) throw new Error('bug: this cluster has no users');
  const brokers = kafka.bootstrap.split(',');
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING, sasl: { ...sasl } }).admin();
  await admin.connect();
  onTestFinished(() => admin.disconnect());
  return async (resourceType, resourceName, operations) => {
    const acl = operations.map((operation) => ({
      resourceType,
      resourceName,
      resourcePatternType: ResourcePatternTypes.PREFIXED,
      principal: 'User:alice',
      host: '*',
      operation,
      permissionType: AclPermissionTypes.ALLOW,
    }));
    await admin.createAcls({ acl });
  };
}

async function committed(kafka: KafkaStack, { name }: Project): Promise<readonly string[]> {
  const reader = await openTopicReader(kafka);
  const records = await reader.read(`${name}.rows`);
  await reader.close();
  return show(records).toSorted();
}
