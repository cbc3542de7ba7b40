import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { openTopicReader, type TopicReader } from '../../scripts/stack/topic-reader.ts';
import { API, createFaultProxy } from '../support/fault-proxy.ts';
import { describeWithKafka, uniqueName } from '../support/kafka.ts';
import { createTopic, driverFor, never, openProducer, readLog, record } from './kafka-helpers.ts';

for (const version of ['4', '3'] as const) {
  await describeWithKafka(version, `the Kafka producer on Kafka ${version}`, (kafka) => {
    let reader: TopicReader;
    beforeAll(async () => {
      reader = await openTopicReader(kafka);
    });
    afterAll(() => reader.close());

    it('shows committed records, hides aborted ones, and tells the place of the last of each partition', async () => {
      const topic = await createTopic(kafka, 3);
      const producer = await openProducer(driverFor(kafka));

      await producer.begin();
      const first = await producer.send([
        record(topic, 'a', 0),
        record(topic, 'b', 2),
        record(topic, 'c', 0),
        record(topic, 'd', 0),
      ]);
      await producer.commit();
      await producer.begin();
      await producer.send([record(topic, 'lost', 0)]);
      await producer.abort();
      await producer.begin();
      const last = await producer.send([record(topic, 'e', 0)]);
      await producer.commit();

      expect(first).toHaveLength(2);
      expect(first).toEqual(
        expect.arrayContaining([
          { topic, partition: 0, offset: 2n },
          { topic, partition: 2, offset: 0n },
        ]),
      );
      // Behind three records and a marker, the aborted one and its marker.
      expect(last).toEqual([{ topic, partition: 0, offset: 6n }]);
      const found = await reader.read(topic);
      expect(found.map(({ partition, offset, value }) => [partition, offset, value])).toEqual([
        [0, 0n, 'a'],
        [0, 1n, 'c'],
        [0, 2n, 'd'],
        [0, 6n, 'e'],
        [2, 0n, 'b'],
      ]);
    });

    it.each(['none', 'gzip', 'lz4', 'zstd'] as const)(
      'writes %s so that Kafka itself and the log reader read it',
      async (compression) => {
        const topic = await createTopic(kafka);
        const producer = await openProducer(driverFor(kafka), { compression });
        const values = Array.from({ length: 3_000 }, (_, n) => `${n} ${'x'.repeat(n % 300)}`);

        await producer.begin();
        await producer.send(values.map((value) => record(topic, value)));
        await producer.commit();

        expect((await reader.read(topic)).map(({ value }) => value)).toEqual(values);
        const log = await readLog(driverFor(kafka), topic);
        expect(log.slice(0, -1).map(({ value }) => Buffer.from(value ?? []).toString())).toEqual(values);
      },
    );

    it('tells none from empty in keys, values and headers, and keeps the order of headers', async () => {
      const topic = await createTopic(kafka);
      const empty = new Uint8Array(0);
      const headers = [
        { key: 'b', value: null },
        { key: '10', value: new Uint8Array([1]) },
        { key: '9', value: empty },
        { key: '', value: new Uint8Array([0, 255]) },
        { key: '__proto__', value: new Uint8Array([2]) },
      ];
      const producer = await openProducer(driverFor(kafka));

      await producer.begin();
      await producer.send([
        { topic, partition: 0, key: null, value: empty, headers },
        { topic, partition: 0, key: empty, value: null, headers: [] },
      ]);
      await producer.commit();

      const read = await reader.read(topic);
      expect(
        read.map(({ keyBytes, valueBytes }) => [keyBytes?.length ?? null, valueBytes?.length ?? null]),
      ).toEqual([
        [null, 0],
        [0, null],
      ]);
      expect(read[0]?.headers.map(([key, value]) => [key, value === null])).toEqual(
        headers.map(({ key, value }) => [key, value === null]),
      );
      const [first, second] = await readLog(driverFor(kafka), topic);
      expect(first).toMatchObject({ key: null, value: empty, headers });
      expect(second).toMatchObject({ key: empty, value: null, headers: [] });
    });

    it('fences the older producer, which writes nothing more', async () => {
      const topic = await createTopic(kafka);
      const transactionalId = uniqueName('fence');
      const older = await openProducer(driverFor(kafka), { transactionalId });
      await older.begin();
      await older.send([record(topic, 'of the older')]);

      const newer = await openProducer(driverFor(kafka), { transactionalId });
      await expect(older.commit()).rejects.toMatchObject({ code: 'run/fenced', consequence: 'fenced' });
      await newer.begin();
      await newer.send([record(topic, 'of the newer')]);
      await newer.commit();

      expect((await reader.read(topic)).map(({ value }) => value)).toEqual(['of the newer']);
    });

    it('is fenced between transactions, too', async () => {
      const topic = await createTopic(kafka);
      const transactionalId = uniqueName('fence');
      const older = await openProducer(driverFor(kafka), { transactionalId });
      await openProducer(driverFor(kafka), { transactionalId });

      await older.begin();
      const sent = older.send([record(topic, 'late')]);

      await expect(sent).rejects.toMatchObject({ consequence: 'fenced' });
      expect(await reader.read(topic, { isolation: 'uncommitted' })).toEqual([]);
    });

    it('ends what the one before it left open, and is ready at once', async () => {
      const topic = await createTopic(kafka);
      const transactionalId = uniqueName('takeover');
      const before = await openProducer(driverFor(kafka), { transactionalId });
      await before.begin();
      await before.send([record(topic, 'left open')]);
      await before.close();

      const startedAt = performance.now();
      const after = await openProducer(driverFor(kafka), { transactionalId });

      // The client's own pauses of 300 ms, 600 ms, ... would show here.
      expect(performance.now() - startedAt).toBeLessThan(1_500);
      expect((await readLog(driverFor(kafka), topic)).map(({ marker }) => marker)).toEqual([
        undefined,
        'abort',
      ]);
      await after.begin();
      await after.send([record(topic, 'kept')]);
      await after.commit();
      expect((await reader.read(topic)).map(({ value }) => value)).toEqual(['kept']);
    });

    it('begins at once after each commit, whatever the brokers are still writing', async () => {
      const topic = await createTopic(kafka, 8);
      const producer = await openProducer(driverFor(kafka));
      const numbers = Array.from({ length: 30 }, (_, n) => `${n}`);
      for (const n of numbers) {
        await producer.begin();
        await producer.send([...Array(8).keys()].map((partition) => record(topic, n, partition)));
        await producer.commit();
      }
      const values = (await reader.read(topic)).filter(({ partition }) => partition === 7);
      expect(values.map(({ value }) => value)).toEqual(numbers);
    });
  });
}

await describeWithKafka('4', 'the guards of the Kafka producer', (kafka) => {
  it.each([undefined, -1, 1.5, Number.NaN])(
    'refuses partition %s before anything is sent',
    async (partition) => {
      const topic = await createTopic(kafka);
      const producer = await openProducer(driverFor(kafka));
      await producer.begin();
      const wrong = { ...record(topic, 'x'), partition: partition as number };

      const sent = producer.send([record(topic, 'y'), wrong]);

      await expect(sent).rejects.toMatchObject({ code: 'run/no-partition', consequence: 'fatal' });
      expect(await readLog(driverFor(kafka), topic)).toEqual([]);
    },
  );

  it('refuses a partition that the topic does not have, instead of leaving its records out', async () => {
    const topic = await createTopic(kafka, 2);
    const producer = await openProducer(driverFor(kafka));
    await producer.begin();

    const sent = producer.send([record(topic, 'x', 0), record(topic, 'y', 5)]);

    await expect(sent).rejects.toMatchObject({
      code: 'run/unknown-partition',
      message: `topic "${topic}" has no partition 5`,
    });
  });

  it('sees partitions that were added since it looked', async () => {
    const topic = await createTopic(kafka, 1);
    const producer = await openProducer(driverFor(kafka));
    await producer.begin();
    await producer.send([record(topic, 'x', 0)]);
    const added = await kafka.runTool('org.apache.kafka.tools.TopicCommand', [
      ...['--bootstrap-server', kafka.bootstrap, '--alter', '--topic', topic, '--partitions', '3'],
    ]);
    expect(added.code).toBe(0);

    expect(await producer.send([record(topic, 'y', 2)])).toEqual([{ topic, partition: 2, offset: 0n }]);
    await producer.commit();
  });

  it('is worn after so many records to one partition, and says so when a transaction begins', async () => {
    const topic = await createTopic(kafka, 2);
    const transactionalId = uniqueName('worn');
    const driver = driverFor(kafka, { renewAfterRecords: 5 });
    const producer = await openProducer(driver, { transactionalId });
    const send = async (count: number, partition: number) => {
      await producer.begin();
      await producer.send(Array.from({ length: count }, () => record(topic, 'x', partition)));
      await producer.commit();
    };
    await send(4, 0);
    await send(4, 1);
    await send(1, 0);

    await expect(producer.begin()).rejects.toMatchObject({
      code: 'run/producer-worn',
      consequence: 'retriable',
    });

    const renewed = await openProducer(driver, { transactionalId });
    await renewed.begin();
    expect(await renewed.send([record(topic, 'y', 0)])).toEqual([{ topic, partition: 0, offset: 7n }]);
    await renewed.commit();
  });

  it('does not make a topic that is missing', async () => {
    const topic = uniqueName('missing');
    const proxy = await createFaultProxy();
    onTestFinished(() => proxy.close());
    const { socketFactory } = proxy;
    const producer = await openProducer(driverFor(kafka, { timeouts: { sendMs: 500 }, socketFactory }));
    await producer.begin();

    await expect(producer.send([record(topic, 'x')])).rejects.toMatchObject({
      code: 'run/unknown-topic',
      consequence: 'fatal',
    });

    const admin = driverFor(kafka).createAdmin();
    await admin.connect(never);
    expect((await admin.listTopics()).has(topic)).toBe(false);
    await admin.close();
    // The last byte of the request says whether a topic may be made, where the brokers allow it.
    const asked = proxy.seen.filter(({ api }) => api === API.metadata);
    expect(asked.map(({ bytes }) => bytes.at(-1))).toEqual(asked.map(() => 0));
    expect(asked.length).toBeGreaterThan(1);
  });

  it('names what the broker refuses', async () => {
    const topic = await createTopic(kafka, 1, { 'cleanup.policy': 'compact' });
    const producer = await openProducer(driverFor(kafka));
    await producer.begin();
    await expect(producer.send([record(topic, 'x')])).rejects.toMatchObject({
      code: 'run/record-refused',
      consequence: 'fatal',
      hint: expect.stringContaining('KEY'),
    });

    const small = await createTopic(kafka, 1, { 'max.message.bytes': '1000' });
    const other = await openProducer(driverFor(kafka));
    await other.begin();
    await expect(other.send([record(small, 'x'.repeat(2_000))])).rejects.toMatchObject({
      code: 'run/message-too-large',
      consequence: 'fatal',
    });

    const slow = openProducer(driverFor(kafka), { transactionTimeoutMs: 100_000_000 });
    await expect(slow).rejects.toMatchObject({
      code: 'run/transaction-timeout-refused',
      consequence: 'fatal',
    });
    const packed = openProducer(driverFor(kafka), { compression: 'snappy' });
    await expect(packed).rejects.toMatchObject({ code: 'run/no-codec', consequence: 'fatal' });
  });

  it('calls a transaction that was open for too long lost, not fenced', async () => {
    const topic = await createTopic(kafka);
    const producer = await openProducer(driverFor(kafka), { transactionTimeoutMs: 1_000 });
    await producer.begin();
    await producer.send([record(topic, 'x')]);
    // The broker looks for old transactions every ten seconds.
    for (let open = true; open; ) {
      open = (await readLog(driverFor(kafka), topic)).length < 2;
      if (open) await new Promise((resolve) => setTimeout(resolve, 200));
    }

    await expect(producer.commit()).rejects.toMatchObject({
      code: 'run/transaction-expired',
      consequence: 'abortable',
    });
  });
});
