import { describe, expect, it } from 'vitest';
import { createMemoryDriver, type MemoryDriverOptions } from '../../src/drivers/memory/broker.ts';
import { createMemorySource } from '../../src/drivers/memory/source.ts';
import type { KafkaRecord, ProducerPort, SourceBatch } from '../../src/pipeline/ports.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const record = (value: string, partition = 0, topic = 't'): KafkaRecord => ({
  topic,
  partition,
  key: null,
  value: bytes(value),
  headers: [],
});

function createCluster(options: MemoryDriverOptions = {}) {
  const driver = createMemoryDriver(options);
  driver.createTopic('t', 2);
  const open = async (transactionalId: string): Promise<ProducerPort> => {
    const producer = driver.createProducer({
      transactionalId,
      transactionTimeoutMs: 60_000,
      compression: 'none',
    });
    await producer.connect(new AbortController().signal);
    await producer.initTransactions();
    await producer.begin();
    return producer;
  };
  const values = (topic = 't') =>
    driver.readCommitted(topic).map(({ value }) => new TextDecoder().decode(value!));
  return { driver, open, values };
}

describe('a broker in memory', () => {
  it('shows committed records alone', async () => {
    const { open, values } = createCluster();
    const producer = await open('a');
    expect(await producer.send([record('1'), record('2', 1), record('3')])).toEqual([
      { topic: 't', partition: 1, offset: 0n },
      { topic: 't', partition: 0, offset: 1n },
    ]);
    expect(values()).toEqual([]);
    await producer.commit();
    expect(values()).toEqual(['1', '3', '2']);
    await producer.begin();
    await producer.send([record('4')]);
    await producer.abort();
    expect(values()).toEqual(['1', '3', '2']);
  });

  it('takes an offset for each marker, and holds the stable offset at the first open transaction', async () => {
    const { driver, open, values } = createCluster();
    const [a, b] = [await open('a'), await open('b')];
    await a.send([record('a1')]);
    await b.send([record('b1')]);
    await b.commit();
    expect(await driver.createAdmin().watermarks('t')).toEqual([
      { partition: 0, low: 0n, stable: 0n, high: 3n },
      { partition: 1, low: 0n, stable: 0n, high: 0n },
    ]);
    expect(values()).toEqual([]);
    await a.commit();
    expect(values()).toEqual(['a1', 'b1']);
    expect(driver.entries('t', 0).map(({ marker }) => marker)).toEqual([
      undefined,
      undefined,
      'commit',
      'commit',
    ]);
  });

  it('lists aborted transactions in the order of their ends', async () => {
    const { driver, open } = createCluster();
    const [a, b] = [await open('a'), await open('b')];
    await a.send([record('a1')]);
    await b.send([record('b1')]);
    await b.abort();
    await a.abort();
    expect(driver.abortedTransactions('t', 0).map(({ firstOffset }) => firstOffset)).toEqual([1n, 0n]);
  });

  it('fences a producer, whose open transaction it aborts', async () => {
    const { driver, open, values } = createCluster();
    const older = await open('a');
    await older.send([record('1')]);
    const newer = await open('a');
    await expect(older.send([record('2')])).rejects.toMatchObject({ consequence: 'fenced' });
    await newer.send([record('3')]);
    await newer.commit();
    expect(values()).toEqual(['3']);
    expect(driver.entries('t', 0)).toHaveLength(4);
    await expect(older.commit()).rejects.toThrow('bug');
  });

  it('aborts a transaction that outlives its timeout', async () => {
    let now = 0;
    const { open, values } = createCluster({ monotonicMs: () => now });
    const producer = await open('a');
    await producer.send([record('1')]);
    now = 60_000;
    await expect(producer.commit()).rejects.toMatchObject({ consequence: 'fenced' });
    expect(values()).toEqual([]);
  });

  it('refuses unknown partitions and batches that are too large, as a whole', async () => {
    const { driver, open } = createCluster();
    const large = record('x'.repeat(600_000));
    await expect((await open('a')).send([record('1'), record('2', 7)])).rejects.toMatchObject({
      code: 'run/unknown-partition',
    });
    await expect((await open('b')).send([large, large])).rejects.toMatchObject({
      code: 'run/record-too-large',
    });
    expect(driver.entries('t', 0)).toEqual([]);
  });

  it('can hide its high watermark', async () => {
    const { driver } = createCluster({ knowsHighWatermark: false });
    const [first] = await driver.createAdmin().watermarks('t');
    expect(first).toEqual({ partition: 0, low: 0n, stable: 0n });
  });

  it('fails calls before they happen, after, or lets them happen late', async () => {
    const failures = ['before', 'after', 'late'] as const;
    let sends = 0;
    const { driver, open, values } = createCluster({
      faults: ({ method }) =>
        method === 'send' ? { when: failures[sends++]!, consequence: 'unknownOutcome' } : undefined,
    });
    for (const id of failures) {
      await expect((await open(id)).send([record(id)])).rejects.toMatchObject({
        consequence: 'unknownOutcome',
      });
    }
    await open('other');
    const there = driver.entries('t', 0).map(({ value }) => new TextDecoder().decode(value!));
    expect(there).toEqual(['after', 'late']);
    expect(values()).toEqual([]);
  });

  it('refuses a late call of a producer that was fenced meanwhile', async () => {
    const { driver, open } = createCluster({
      faults: ({ method }) => (method === 'send' ? { when: 'late', consequence: 'retriable' } : undefined),
    });
    await expect((await open('a')).send([record('1')])).rejects.toMatchObject({ consequence: 'retriable' });
    await open('a');
    expect(driver.entries('t', 0)).toEqual([]);
  });

  it('tells of each commit, and need not keep what it told', async () => {
    const told: string[] = [];
    const { driver, open, values } = createCluster({
      keeps: (topic) => topic !== 't',
      onCommit: (records) => {
        for (const { value, offset } of records) told.push(`${offset} ${new TextDecoder().decode(value!)}`);
      },
    });
    const producer = await open('a');
    await producer.send([record('1'), record('2')]);
    expect(told).toEqual([]);
    await producer.commit();
    expect(told).toEqual(['0 1', '1 2']);
    expect(values()).toEqual([]);
    expect(await driver.createAdmin().watermarks('t')).toMatchObject([{ low: 3n, high: 3n }, {}]);
  });

  it('is silent at the end of a log', async () => {
    const { driver } = createCluster();
    const request = { topic: 't', partition: 0, from: 0n, silenceMs: 10 };
    const reading = driver
      .createLogReader({ groupId: 'g' })
      .read(request, () => 'continue', new AbortController().signal);
    await expect(reading).rejects.toMatchObject({ consequence: 'retriable' });
  });
});

describe('a source in memory', () => {
  const columns = [
    { name: 'id', type: { kind: 'int4' }, nullable: false },
    { name: 'name', type: { kind: 'text' }, nullable: true },
  ] as const;

  async function read(source: ReturnType<typeof createMemorySource>) {
    const stream = source.open(new AbortController().signal);
    const batches: SourceBatch[] = [];
    for await (const batch of stream) batches.push(batch);
    return { batches, asOf: stream.asOf, end: stream.end };
  }

  it('takes rows by position or by column', async () => {
    const source = createMemorySource(columns, [
      {
        changes: [
          { time: 1, row: [1, 'a'] },
          { time: 2n, diff: -1, row: { id: 2 } },
        ],
      },
    ]);
    expect(await read(source)).toEqual({
      batches: [
        {
          changes: [
            { time: 1n, diff: 1n, row: [1, 'a'], line: 0 },
            { time: 2n, diff: -1n, row: [2, null], line: 0 },
          ],
        },
      ],
      asOf: 1n,
      end: 'ended',
    });
    await expect(
      read(createMemorySource(columns, [{ changes: [{ time: 1, row: { nam: 'a' } }] }])),
    ).rejects.toThrow('no column "nam"');
  });

  it.each([
    [[{ frontier: 5 }, { changes: [{ time: 5, row: [1, 'a'] }], frontier: 6 }], 5n, 'ended'],
    [[{ frontier: 5 }, { changes: [{ time: 6, row: [1, 'a'] }], frontier: 6 }], 5n, 'unfinal'],
    [[{ frontier: 5 }, { frontier: 'finished' as const }], 5n, 'finished'],
    [[], undefined, 'ended'],
  ] as const)('%j begins at %s and is %s', async (batches, asOf, end) => {
    const source = createMemorySource(columns, batches);
    expect(await read(source)).toMatchObject({ asOf, end });
    expect(await read(source)).toMatchObject({ asOf, end });
  });
});
