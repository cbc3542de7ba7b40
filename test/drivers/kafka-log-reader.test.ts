import { expect, it, onTestFinished } from 'vitest';
import type { KafkaDriver, KafkaRecord, LogEntry, LogPort } from '../../src/pipeline/ports.ts';
import { API, createFaultProxy } from '../support/fault-proxy.ts';
import { describeWithKafka, describeWithOwnKafka, uniqueName } from '../support/kafka.ts';
import { createTopic, driverFor, never, openProducer, readLog, record } from './kafka-helpers.ts';

const textOf = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString());

/** `a` for a record, `commit` or `abort` for a marker, each with the place of its producer in `ids`. */
function show(log: readonly LogEntry[]): string[] {
  const ids = [...new Set(log.map(({ producerId }) => producerId))];
  return log.map(
    ({ marker, value, producerId }) => `${marker ?? textOf(value)} of ${ids.indexOf(producerId)}`,
  );
}

async function openReader(driver: KafkaDriver): Promise<LogPort> {
  const reader = driver.createLogReader({ groupId: uniqueName('group') });
  onTestFinished(() => reader.close());
  await reader.connect(never);
  return reader;
}

for (const version of ['4', '3'] as const) {
  await describeWithKafka(version, `the log reader on Kafka ${version}`, (kafka) => {
    it('tells committed from aborted where transactions end in another order than they began', async () => {
      const topic = await createTopic(kafka);
      const driver = driverFor(kafka);
      const [one, other, third] = [
        await openProducer(driver),
        await openProducer(driver),
        await openProducer(driver),
      ];
      await one.begin();
      await other.begin();
      await third.begin();
      await one.send([record(topic, 'a')]);
      await other.send([record(topic, 'b')]);
      await third.send([record(topic, 'c')]);
      // Brokers write markers a little later: the next one waits for the one before.
      const written = async (entries: number) => {
        while ((await readLog(driver, topic)).length < entries);
      };
      await other.abort();
      await written(4);
      await third.commit();
      await written(5);
      await one.abort();
      await written(6);

      const log = await readLog(driver, topic);

      expect(show(log)).toEqual(['a of 0', 'b of 1', 'c of 2', 'abort of 1', 'commit of 2', 'abort of 0']);
      expect(log.every(({ transactional }) => transactional)).toBe(true);
      const committed = log.filter(
        ({ marker, producerId, offset }) =>
          marker === undefined &&
          log.find((end) => end.marker && end.producerId === producerId && end.offset > offset)?.marker ===
            'commit',
      );
      expect(committed.map(({ value }) => textOf(value))).toEqual(['c']);
    });

    it('reads past open transactions to the high watermark, which is above the stable offset', async () => {
      const topic = await createTopic(kafka);
      const driver = driverFor(kafka);
      const open = await openProducer(driver);
      const done = await openProducer(driver);
      await open.begin();
      await open.send([record(topic, 'open')]);
      await done.begin();
      await done.send([record(topic, 'done')]);
      await done.commit();

      const admin = driver.createAdmin();
      await admin.connect(never);
      onTestFinished(() => admin.close());
      expect(await admin.watermarks(topic)).toEqual([{ partition: 0, low: 0n, stable: 0n, high: 3n }]);
      expect(show(await readLog(driver, topic))).toEqual(['open of 0', 'done of 1', 'commit of 1']);
    });
  });
}

await describeWithKafka('4', 'the log reader', (kafka) => {
  const write = async (topic: string, count: number) => {
    const producer = await openProducer(driverFor(kafka));
    await producer.begin();
    await producer.send(Array.from({ length: count }, (_, n) => record(topic, `${n}`)));
    await producer.commit();
  };

  it('starts at any offset, inside of a batch too, and stops where it is told to', async () => {
    const topic = await createTopic(kafka);
    await write(topic, 10);
    const reader = await openReader(driverFor(kafka));
    const seen: (string | null)[] = [];
    const request = { topic, partition: 0, from: 4n, silenceMs: 5_000 };
    const visit = ({ value, offset }: LogEntry) => {
      seen.push(textOf(value));
      return offset === 6n ? ('stop' as const) : ('continue' as const);
    };
    await reader.read(request, visit, never);
    expect(seen).toEqual(['4', '5', '6']);
  });

  it('is over where it was told, whatever comes behind', async () => {
    const topic = await createTopic(kafka);
    await write(topic, 10);
    const reader = await openReader(driverFor(kafka));
    const seen: bigint[] = [];
    const visit = ({ offset }: LogEntry) => {
      seen.push(offset);
      return 'continue' as const;
    };
    await reader.read({ topic, partition: 0, from: 2n, until: 5n, silenceMs: 5_000 }, visit, never);
    await reader.read({ topic, partition: 0, from: 11n, until: 11n, silenceMs: 5_000 }, visit, never);
    expect(seen).toEqual([2n, 3n, 4n]);
  });

  it('starts at the first offset that is left when the one asked for is gone', async () => {
    const topic = await createTopic(kafka);
    await write(topic, 5);
    await deleteRecordsBelow(kafka, topic, 3);
    const reader = await openReader(driverFor(kafka));
    const seen: bigint[] = [];
    const request = { topic, partition: 0, from: 0n, silenceMs: 5_000 };
    await reader.read(request, ({ offset }) => (seen.push(offset) === 3 ? 'stop' : 'continue'), never);
    expect(seen).toEqual([3n, 4n, 5n]);
  });

  it('takes silence, a missing topic and an offset beyond the end for errors', async () => {
    const topic = await createTopic(kafka);
    await write(topic, 1);
    const reader = await openReader(driverFor(kafka));
    const startedAt = performance.now();
    const read = (from: bigint, name = topic) =>
      reader.read({ topic: name, partition: 0, from, silenceMs: 600 }, () => 'continue', never);
    await expect(read(0n)).rejects.toMatchObject({ code: 'run/kafka-silence', consequence: 'retriable' });
    expect(performance.now() - startedAt).toBeGreaterThan(500);
    await expect(read(50n)).rejects.toMatchObject({ code: 'run/offset-out-of-range' });
    await expect(read(0n, uniqueName('missing'))).rejects.toMatchObject({ code: 'run/unknown-topic' });
  });

  it('stops when told to while nothing comes', async () => {
    const topic = await createTopic(kafka);
    const reader = await openReader(driverFor(kafka));
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('told to')), 100);
    const startedAt = performance.now();
    const request = { topic, partition: 0, from: 0n, silenceMs: 20_000 };
    await expect(reader.read(request, () => 'continue', stop.signal)).rejects.toThrow('told to');
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('waits for what comes later', async () => {
    const topic = await createTopic(kafka);
    const reader = await openReader(driverFor(kafka));
    const request = { topic, partition: 0, from: 0n, silenceMs: 10_000 };
    const read = reader.read(request, () => 'stop', never);
    await write(topic, 1);
    await read;
  });

  it('goes on when its connection breaks', async () => {
    const topic = await createTopic(kafka);
    await write(topic, 3);
    const proxy = await createFaultProxy();
    onTestFinished(() => proxy.close());
    const reader = await openReader(driverFor(kafka, { socketFactory: proxy.socketFactory }));
    const struck = proxy.plan(API.fetch, { kind: 'lose answer', next: 'close' }, { times: 3 });
    const seen: bigint[] = [];
    const request = { topic, partition: 0, from: 0n, silenceMs: 5_000 };
    await reader.read(request, ({ offset }) => (seen.push(offset) === 4 ? 'stop' : 'continue'), never);
    await struck;
    expect(seen).toEqual([0n, 1n, 2n, 3n]);
  });

  it('reads several topics at once, each reader its own', async () => {
    const topics = await Promise.all([createTopic(kafka), createTopic(kafka), createTopic(kafka)]);
    await Promise.all(topics.map((topic, n) => write(topic, 10 + n)));
    const logs = await Promise.all(topics.map((topic) => readLog(driverFor(kafka), topic)));
    expect(logs.map(({ length }) => length)).toEqual([11, 12, 13]);
  });
});

await describeWithOwnKafka(
  'the log reader on a compacted topic',
  { config: { 'log.cleaner.backoff.ms': 100, 'log.initial.task.delay.ms': 100 } },
  (kafka) => {
    it('goes over what compaction has emptied', async () => {
      const topic = await createTopic(kafka(), 1, {
        'cleanup.policy': 'compact',
        'min.cleanable.dirty.ratio': '0.001',
        'segment.ms': '100',
        'delete.retention.ms': '0',
      });
      // One batch an answer, so that each emptied one is met alone.
      const driver = driverFor(kafka(), { maxFetchBytes: 1 });
      const keyed = (value: string): KafkaRecord => ({ ...record(topic, value), key: new Uint8Array([1]) });
      const seen: number[] = [];
      for (let n = 0; n < 40; n += 1) {
        const producer = await openProducer(driver);
        await producer.begin();
        await producer.send([keyed(`${n}`)]);
        await producer.commit();
        await new Promise((resolve) => setTimeout(resolve, 150));
        const log = await readLog(driver, topic);
        seen.push(log.length);
        // The last record is there whatever happens: the segment written to is not compacted.
        expect(log.findLast(({ marker }) => marker === undefined)?.value).toEqual(keyed(`${n}`).value);
        if (n > 10 && log.length < 1.5 * n) return;
      }
      expect(seen).toBe('shorter than what was written, at some time');
    });
  },
);

async function deleteRecordsBelow(
  kafka: Parameters<typeof createTopic>[0],
  topic: string,
  offset: number,
): Promise<void> {
  const { Kafka, logLevel } = await import('kafkajs');
  const admin = new Kafka({ brokers: kafka.bootstrap.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.fetchTopicOffsets(topic);
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] });
  await admin.disconnect();
}
