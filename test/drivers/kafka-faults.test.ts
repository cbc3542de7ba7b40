import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { KafkaClient } from '../../scripts/stack/kafka.ts';
import { openTopicReader, type TopicReader } from '../../scripts/stack/topic-reader.ts';
import type { KafkaDriverOptions } from '../../src/drivers/kafka/driver.ts';
import type { KafkaDriver, ProducerPort } from '../../src/pipeline/ports.ts';
import { API, createFaultProxy, type FaultProxy } from '../support/fault-proxy.ts';
import { describeWithKafka, describeWithOwnKafka, uniqueName } from '../support/kafka.ts';
import { createTopic, driverFor, never, openProducer, readLog, record } from './kafka-helpers.ts';

const NOT_LEADER = 6;
const NOT_COORDINATOR = 16;
const CONCURRENT_TRANSACTIONS = 51;

interface Faulty {
  readonly proxy: FaultProxy;
  readonly driver: KafkaDriver;
}

async function faulty(kafka: KafkaClient, options: Partial<KafkaDriverOptions> = {}): Promise<Faulty> {
  const proxy = await createFaultProxy();
  onTestFinished(() => proxy.close());
  return { proxy, driver: driverFor(kafka, { socketFactory: proxy.socketFactory, ...options }) };
}

async function commitOne(producer: ProducerPort, topic: string, value: string): Promise<void> {
  await producer.begin();
  await producer.send([record(topic, value)]);
  await producer.commit();
}

await describeWithKafka('4', 'the Kafka driver under faults', (kafka) => {
  let reader: TopicReader;
  beforeAll(async () => {
    reader = await openTopicReader(kafka);
  });
  afterAll(() => reader.close());

  const valuesOf = async (topic: string) => (await reader.read(topic)).map(({ value }) => value);

  it.each(['close', 'silence'] as const)(
    'does not know what became of a commit whose answer is lost (%s), and is dropped',
    async (how) => {
      const topic = await createTopic(kafka);
      const transactionalId = uniqueName('lost');
      const { proxy, driver } = await faulty(kafka, { timeouts: { requestMs: 500 } });
      const producer = await openProducer(driver, { transactionalId });
      await producer.begin();
      await producer.send([record(topic, 'a')]);
      const struck = proxy.plan(API.endTxn, { kind: 'lose answer', next: how });

      await expect(producer.commit()).rejects.toMatchObject({ consequence: 'unknownOutcome' });
      await struck;

      await expect(producer.begin()).rejects.toThrow('closed');
      const next = await openProducer(driver, { transactionalId });
      // Here it had been done; only the log can tell.
      expect(await valuesOf(topic)).toEqual(['a']);
      await commitOne(next, topic, 'b');
      expect(await valuesOf(topic)).toEqual(['a', 'b']);
    },
  );

  it('does not know what became of a commit that never arrived either', async () => {
    const topic = await createTopic(kafka);
    const transactionalId = uniqueName('lost');
    const { proxy, driver } = await faulty(kafka);
    const producer = await openProducer(driver, { transactionalId });
    await producer.begin();
    await producer.send([record(topic, 'a')]);
    void proxy.plan(API.endTxn, { kind: 'lose request' });

    await expect(producer.commit()).rejects.toMatchObject({ consequence: 'unknownOutcome' });

    const next = await openProducer(driver, { transactionalId });
    await commitOne(next, topic, 'b');
    expect(await valuesOf(topic)).toEqual(['b']);
  });

  it('says the same of a commit whose coordinator has moved, and of an abort', async () => {
    const topic = await createTopic(kafka);
    for (const call of ['commit', 'abort'] as const) {
      const transactionalId = uniqueName('moved');
      const { proxy, driver } = await faulty(kafka);
      const producer = await openProducer(driver, { transactionalId });
      await producer.begin();
      await producer.send([record(topic, call)]);
      void proxy.plan(API.endTxn, { kind: 'answer', error: NOT_COORDINATOR });

      await expect(producer[call]()).rejects.toMatchObject({ consequence: 'unknownOutcome' });
      await openProducer(driver, { transactionalId });
    }
    expect(await valuesOf(topic)).toEqual([]);
  });

  it('sends once what the broker took before the connection broke', async () => {
    const topic = await createTopic(kafka);
    const { proxy, driver } = await faulty(kafka);
    const producer = await openProducer(driver);
    await commitOne(producer, topic, 'a');
    await producer.begin();
    const struck = proxy.plan(API.produce, { kind: 'lose answer', next: 'close' });

    const places = await producer.send([record(topic, 'b'), record(topic, 'c')]);
    await struck;
    await producer.send([record(topic, 'd')]);
    await producer.commit();

    expect(places).toEqual([{ topic, partition: 0, offset: 3n }]);
    expect(await valuesOf(topic)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('loses the transaction when a send fails for good, sends nothing more, and the next producer ends it', async () => {
    const topic = await createTopic(kafka);
    const transactionalId = uniqueName('failed');
    const { proxy, driver } = await faulty(kafka, { timeouts: { sendMs: 300, requestMs: 100 } });
    const producer = await openProducer(driver, { transactionalId });
    await producer.begin();
    await producer.send([record(topic, 'a')]);
    void proxy.plan(API.produce, { kind: 'lose answer', next: 'silence' }, { times: 1_000 });

    await expect(producer.send([record(topic, 'b')])).rejects.toMatchObject({ consequence: 'abortable' });
    const asked = proxy.seen.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(proxy.seen.length).toBe(asked);
    expect(proxy.seen.filter(({ api }) => api === API.endTxn)).toEqual([]);
    await expect(producer.send([record(topic, 'c')])).rejects.toThrow('closed');
    await expect(producer.commit()).rejects.toThrow('closed');

    const next = await openProducer(driverFor(kafka), { transactionalId });
    await commitOne(next, topic, 'd');
    expect(await valuesOf(topic)).toEqual(['d']);
  });

  it('waits until the markers of the transaction before are written', async () => {
    const topic = await createTopic(kafka);
    const { proxy, driver } = await faulty(kafka);
    const producer = await openProducer(driver);
    await commitOne(producer, topic, 'a');
    const struck = proxy.plan(
      API.addPartitionsToTxn,
      { kind: 'answer', error: CONCURRENT_TRANSACTIONS },
      { times: 7 },
    );

    await commitOne(producer, topic, 'b');
    await struck;

    expect(await valuesOf(topic)).toEqual(['a', 'b']);
  });

  it.each([
    ['addPartitionsToTxn', NOT_COORDINATOR],
    ['initProducerId', NOT_COORDINATOR],
    ['initProducerId', CONCURRENT_TRANSACTIONS],
    ['findCoordinator', 15],
    ['produce', NOT_LEADER],
    ['produce', 19],
  ] as const)('waits out an error that passes: %s answered with %i', async (name, error) => {
    const topic = await createTopic(kafka);
    const { proxy, driver } = await faulty(kafka);
    const struck = proxy.plan(API[name], { kind: 'answer', error }, { times: 3 });

    const producer = await openProducer(driver);
    await commitOne(producer, topic, 'a');
    await struck;

    expect(await valuesOf(topic)).toEqual(['a']);
  });

  it('gives up initialising in time, and can be tried again', async () => {
    const { proxy, driver } = await faulty(kafka, { timeouts: { transactionMs: 300 } });
    void proxy.plan(API.initProducerId, { kind: 'answer', error: CONCURRENT_TRANSACTIONS }, { times: 1_000 });
    const startedAt = performance.now();

    await expect(openProducer(driver)).rejects.toMatchObject({
      code: 'run/kafka-init',
      consequence: 'retriable',
      message: expect.stringContaining('still being ended'),
    });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it.each([47, 90])('takes error %i for a newer instance', async (error) => {
    const topic = await createTopic(kafka);
    const { proxy, driver } = await faulty(kafka);
    for (const api of [API.addPartitionsToTxn, API.produce, API.endTxn]) {
      const producer = await openProducer(driver);
      void proxy.plan(api, { kind: 'answer', error });
      await expect(commitOne(producer, topic, 'x')).rejects.toMatchObject({ consequence: 'fenced' });
    }
  });

  it('names the addresses that do not answer, within the time given', async () => {
    const nowhere = { ...kafka, bootstrap: '127.0.0.1:1,127.0.0.1:2' };
    const driver = driverFor(nowhere, { timeouts: { connectMs: 300 } });
    const startedAt = performance.now();
    const error = {
      code: 'run/kafka-connect',
      consequence: 'retriable',
      message: expect.stringContaining('could not reach Kafka at 127.0.0.1:1, 127.0.0.1:2'),
    };
    await expect(driver.createAdmin().connect(never)).rejects.toMatchObject(error);
    await expect(driver.createLogReader({ groupId: 'g' }).connect(never)).rejects.toMatchObject(error);
    await expect(openProducer(driver)).rejects.toMatchObject(error);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it('stops connecting when told to', async () => {
    const driver = driverFor({ ...kafka, bootstrap: '127.0.0.1:1' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('told to')), 50);
    const startedAt = performance.now();
    const admin = driver.createAdmin();
    await expect(admin.connect(stop.signal)).rejects.toThrow('told to');
    await admin.close();
    await admin.close();
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  it('goes on listing topics when the connection breaks', async () => {
    const { proxy, driver } = await faulty(kafka);
    const topic = await createTopic(kafka);
    const admin = driver.createAdmin();
    onTestFinished(() => admin.close());
    await admin.connect(never);
    const struck = proxy.plan(API.metadata, { kind: 'lose answer', next: 'close' }, { times: 2 });
    expect((await admin.listTopics()).get(topic)).toBe(1);
    await struck;
    expect(await readLog(driver, topic)).toEqual([]);
  });
});

await describeWithOwnKafka('the Kafka producer with several brokers', { brokers: 3 }, (kafka) => {
  it('sends once and sends all when one broker refuses while another is slow', async () => {
    const topic = await createTopic(kafka(), 6);
    const { proxy, driver } = await faulty(kafka());
    const producer = await openProducer(driver);
    const values = ['first', 'second', 'third'];
    const send = async (value: string) =>
      (await producer.send([...Array(6).keys()].map((p) => record(topic, value, p)))).length;
    await producer.begin();
    await send('first');
    const brokers = [...new Set(proxy.seen.filter(({ api }) => api === API.produce).map((r) => r.broker))];
    expect(brokers.length).toBeGreaterThan(1);
    const slow = new Promise((resolve) => setTimeout(resolve, 400));
    const on = (broker: string | undefined) => ({
      where: (request: { broker: string }) => request.broker === broker,
    });
    const struck = [
      proxy.plan(API.produce, { kind: 'hold answer', until: slow }, on(brokers[0])),
      proxy.plan(API.produce, { kind: 'answer', error: NOT_LEADER }, on(brokers[1])),
    ];

    expect(await send('second')).toBe(6);
    await Promise.all(struck);
    expect(await send('third')).toBe(6);
    await producer.commit();

    for (const partition of Array(6).keys()) {
      const log = await readLog(driverFor(kafka()), topic, partition);
      const found = log.filter(({ marker }) => marker === undefined);
      expect(found.map(({ value }) => Buffer.from(value ?? []).toString())).toEqual(values);
    }
  });

  it('starts although a topic that is not its own has lost its leader', async () => {
    // A copy on each broker, so one of them goes with the broker.
    await createTopic(kafka(), 3, {}, 1);
    const topic = await createTopic(kafka(), 1, { 'min.insync.replicas': '1' });
    const [broker] = kafka().brokerProcesses;
    await broker?.kill('SIGKILL');
    try {
      const driver = driverFor(kafka());
      const producer = await openProducer(driver);
      await commitOne(producer, topic, 'a');
      const admin = driver.createAdmin();
      onTestFinished(() => admin.close());
      await admin.connect(never);
      expect((await admin.listTopics()).get(topic)).toBe(1);
      expect(await readLog(driver, topic)).toHaveLength(2);
    } finally {
      await broker?.restart();
    }
  });

  it('goes on with a new producer when the coordinator is killed in the middle of a transaction', async () => {
    const topic = await createTopic(kafka(), 6, { 'min.insync.replicas': '1' });
    const transactionalId = uniqueName('killed');
    const { proxy, driver } = await faulty(kafka());
    let producer = await openProducer(driver, { transactionalId });
    const coordinator = proxy.seen.findLast(({ api }) => api === API.initProducerId)?.broker;
    const broker = kafka().brokerProcesses.find(({ address }) => address === coordinator);
    const isCommitted = async () => {
      const log = await readLog(driver, topic);
      return log.some(({ marker }) => marker === 'commit');
    };
    for (let attempt = 0; !(await isCommitted()); attempt += 1) {
      expect(attempt).toBeLessThan(20);
      try {
        await producer.begin();
        await producer.send([...Array(6).keys()].map((p) => record(topic, 'a', p)));
        if (attempt === 0) await broker?.kill('SIGKILL');
        await producer.send([record(topic, 'b', 0)]);
        await producer.commit();
      } catch (error) {
        expect(error).toMatchObject({
          consequence: expect.stringMatching(/abortable|unknownOutcome|retriable/),
        });
        producer = await openProducer(driver, { transactionalId });
      }
    }
    expect(broker?.pid).toBeUndefined();
    await broker?.restart();
    const reader = await openTopicReader(kafka());
    onTestFinished(() => reader.close());
    const values = (await reader.read(topic)).map(({ partition, value }) => `${partition} ${value}`);
    expect(values).toEqual(['0 a', '0 b', '1 a', '2 a', '3 a', '4 a', '5 a']);
  });
});
