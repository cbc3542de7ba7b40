import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import type { KafkaClient } from '../../scripts/stack/kafka.ts';
import { createKafkaDriver } from '../../src/drivers/kafka/driver.ts';
import type { AdminPort, KafkaDriver } from '../../src/pipeline/ports.ts';
import type { ConnectionPlan } from '../../src/plan/sink-plan.ts';
import { describeWithKafka, describeWithOwnKafka, uniqueName } from '../support/kafka.ts';
import { createTopic, driverFor, never, openProducer, record } from './kafka-helpers.ts';

async function openAdmin(driver: KafkaDriver): Promise<AdminPort> {
  const admin = driver.createAdmin();
  onTestFinished(() => admin.close());
  await admin.connect(never);
  return admin;
}

for (const version of ['4', '3'] as const) {
  await describeWithKafka(version, `the Kafka admin on Kafka ${version}`, (kafka) => {
    it('creates a topic with what was asked, once, and reads it back', async () => {
      const admin = await openAdmin(driverFor(kafka));
      const name = uniqueName('admin');
      const config = { 'cleanup.policy': 'compact', 'segment.bytes': '134217728', 'retention.ms': '-1' };
      const spec = { name, partitions: 3, replicationFactor: 1, config };

      expect(await admin.createTopic(spec)).toBe('created');
      expect((await admin.listTopics()).get(name)).toBe(3);
      expect(await admin.createTopic(spec)).toBe('exists');

      const settings = await admin.topicSettings(name);
      expect(settings.get('segment.bytes')).toEqual({ value: '134217728', source: 'topic' });
      expect(settings.get('retention.ms')).toEqual({ value: '-1', source: 'topic' });
      expect(settings.get('retention.bytes')).toEqual({ value: '-1', source: 'default' });
      expect((await admin.brokerSettings()).get('transaction.max.timeout.ms')).toBe('900000');
    });

    it('leaves numbers of -1 to the broker', async () => {
      const admin = await openAdmin(driverFor(kafka));
      const name = uniqueName('admin');
      await admin.createTopic({ name, partitions: -1, replicationFactor: -1, config: {} });
      expect((await admin.listTopics()).get(name)).toBe(1);
    });

    it('knows beginning, stable end and end of each partition', async () => {
      const topic = await createTopic(kafka, 2);
      const producer = await openProducer(driverFor(kafka));
      await producer.begin();
      await producer.send([record(topic, 'a', 1), record(topic, 'b', 1)]);
      const admin = await openAdmin(driverFor(kafka));
      expect(await admin.watermarks(topic)).toEqual([
        { partition: 0, low: 0n, stable: 0n, high: 0n },
        { partition: 1, low: 0n, stable: 0n, high: 2n },
      ]);
    });

    it('says what is wrong with a topic that cannot be', async () => {
      const create = async (change: object) => {
        const admin = await openAdmin(driverFor(kafka));
        const spec = { name: uniqueName('wrong'), partitions: 1, replicationFactor: 1, config: {} };
        return admin.createTopic({ ...spec, ...change });
      };
      const wrong = { consequence: 'fatal' };
      await expect(create({ replicationFactor: 9 })).rejects.toMatchObject({
        ...wrong,
        code: 'run/invalid-replication-factor',
      });
      await expect(create({ partitions: 0 })).rejects.toMatchObject({
        ...wrong,
        code: 'run/invalid-partitions',
      });
      await expect(create({ name: 'a b' })).rejects.toMatchObject({ ...wrong, code: 'run/invalid-topic' });
      await expect(create({ config: { 'no.such': '1' } })).rejects.toMatchObject({
        ...wrong,
        code: 'run/invalid-config',
      });
      const admin = await openAdmin(driverFor(kafka));
      const missing = uniqueName('missing');
      await expect(admin.watermarks(missing)).rejects.toMatchObject({ code: 'run/unknown-topic' });
      await expect(admin.topicSettings(missing)).rejects.toMatchObject({ code: 'run/unknown-topic' });
      expect((await admin.listTopics()).has(missing)).toBe(false);
    });
  });
}

const authorization = { users: { alice: 'her "secret"' } };

await describeWithOwnKafka('the Kafka driver where it must log in', { authorization }, (kafka) => {
  const driverOf = (username: string, secret: string | undefined) =>
    createKafkaDriver(
      {
        name: 'c',
        id: 'c',
        brokers: [kafka().bootstrap],
        sasl: {
          mechanism: 'PLAIN',
          username: { kind: 'text', text: username },
          password: { kind: 'secret', name: 'materialize.public.password' },
        },
      },
      {
        secrets: (name) => (name === 'materialize.public.password' ? secret : undefined),
        clientId: 'sinkc-test',
        timeouts: { connectMs: 2_000 },
      },
    );

  it('logs in with a secret, and says what a user may not', async () => {
    const admin = await openAdmin(driverOf('admin', kafka().adminSasl?.password));
    const topic = uniqueName('guarded');
    await admin.createTopic({ name: topic, partitions: 1, replicationFactor: 1, config: {} });

    const alice = driverOf('alice', authorization.users.alice);
    const hers = await openAdmin(alice);
    const spec = { name: uniqueName('hers'), partitions: 1, replicationFactor: 1, config: {} };
    const refused = {
      code: 'run/not-authorized',
      consequence: 'fatal',
      hint: expect.stringContaining('ACL'),
    };
    await expect(hers.createTopic(spec)).rejects.toMatchObject(refused);
    expect((await hers.listTopics()).has(topic)).toBe(false);
    expect(await hers.brokerSettings()).toEqual(new Map());
    await expect(openProducer(alice)).rejects.toMatchObject(refused);
    const producer = await openProducer(driverOf('admin', kafka().adminSasl?.password));
    await producer.begin();
    await producer.send([record(topic, 'x')]);
    await producer.commit();
  });

  it('takes a wrong password for fatal, at once', async () => {
    const startedAt = performance.now();
    const connecting = driverOf('alice', 'wrong').createAdmin().connect(never);
    await expect(connecting).rejects.toMatchObject({
      code: 'run/authentication-failed',
      consequence: 'fatal',
    });
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  it('never shows the secret', async () => {
    const error: unknown = await driverOf('alice', 'wrong-but-secret')
      .createAdmin()
      .connect(never)
      .catch((each: unknown) => each);
    const { inspect } = await import('node:util');
    expect(inspect(error, { depth: 10 })).not.toContain('wrong-but-secret');
  });

  it('misses a secret before it connects', () => {
    expect(() => driverOf('alice', undefined)).toThrow(
      expect.objectContaining({ code: 'run/missing-secret', consequence: 'fatal' }),
    );
  });
});

await describeWithKafka('4', 'the Kafka driver over TLS', (kafka) => {
  const connectOver = async (front: TlsFront, tls: ConnectionPlan['tls']) => {
    const plan: ConnectionPlan = {
      name: 'c',
      id: 'c',
      brokers: [`localhost:${front.port}`],
      ...(tls && { tls }),
    };
    const timeouts = { connectMs: 1_000 };
    const admin = createKafkaDriver(plan, {
      secrets: () => undefined,
      clientId: 'sinkc-test',
      timeouts,
    }).createAdmin();
    onTestFinished(() => admin.close());
    await admin.connect(never);
  };

  it('trusts the authority that is named, and no other', async () => {
    const front = await openTlsFront(kafka);
    await connectOver(front, { certificateAuthority: { kind: 'text', text: front.certificate } });
    await expect(connectOver(front, {})).rejects.toMatchObject({
      code: 'run/certificate-refused',
      consequence: 'fatal',
      hint: expect.stringContaining('SSL CERTIFICATE AUTHORITY'),
    });
  });

  it('says so where the broker speaks no TLS', async () => {
    const front = { port: Number(kafka.bootstrap.split(':')[1]), certificate: '' };
    const connecting = connectOver(front, {});
    await expect(connecting).rejects.toThrow('disconnected before secure TLS connection was established');
  });

  it('refuses a certificate that is none before it connects', async () => {
    const tls = { certificateAuthority: { kind: 'text', text: '-----BEGIN CERTIFICATE-----\nx' } } as const;
    const front = { port: 1, certificate: '' };
    await expect(connectOver(front, tls)).rejects.toMatchObject({ code: 'run/unusable-certificate' });
  });
});

interface TlsFront {
  readonly port: number;
  readonly certificate: string;
}

/** A TLS listener before the broker, with a certificate of its own making. */
async function openTlsFront(kafka: KafkaClient): Promise<TlsFront> {
  const folder = await mkdtemp(join(tmpdir(), 'sinkc-tls-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const store = ['-keystore', join(folder, 'store.p12'), '-storepass', 'changeit', '-alias', 'broker'];
  const keytool = (args: readonly string[]) => promisify(execFile)('keytool', [...args, ...store]);
  await keytool([
    ...['-genkeypair', '-keyalg', 'EC', '-dname', 'CN=localhost', '-validity', '2'],
    ...['-ext', 'san=dns:localhost', '-storetype', 'PKCS12'],
  ]);
  await keytool(['-exportcert', '-rfc', '-file', join(folder, 'broker.pem')]);
  const pfx = await readFile(join(folder, 'store.p12'));
  const [host, port] = kafka.bootstrap.split(':');
  const serve = (client: TLSSocket) => {
    const broker = connect(Number(port), host);
    client.pipe(broker).pipe(client);
    for (const socket of [client, broker]) socket.on('error', () => undefined);
  };
  const server = createServer({ pfx, passphrase: 'changeit' }, serve);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('bug: the server does not listen');
  return { port: address.port, certificate: await readFile(join(folder, 'broker.pem'), 'utf8') };
}
