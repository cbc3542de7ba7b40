import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SinkError } from '../../src/diagnostics/sink-error.ts';
import { createClock } from '../../src/drivers/clock.ts';
import { connectionConfig } from '../../src/drivers/kafka/connection.ts';
import { BrokerError, type KafkaCall, toSinkError } from '../../src/drivers/kafka/errors.ts';
import { createPatience } from '../../src/drivers/kafka/patience.ts';
import { decodeBatches } from '../../src/drivers/kafka/record-batch.ts';
import { planRounds } from '../../src/drivers/kafka/send-plan.ts';
import type { KafkaRecord } from '../../src/pipeline/ports.ts';
import type { ConnectionPlan } from '../../src/plan/sink-plan.ts';

describe('the rounds of a send', () => {
  const records = fc.array(
    fc.record({
      topic: fc.constantFrom('a', 'b'),
      partition: fc.nat(3),
      key: fc.option(fc.uint8Array({ maxLength: 5 })),
      value: fc.option(fc.uint8Array({ maxLength: 60 })),
      headers: fc.constant([]),
    }),
  );

  it('hold every record once, in order within a partition, within the limits', () => {
    fc.assert(
      fc.property(
        records,
        fc.integer({ min: 1, max: 5 }),
        fc.nat(300),
        (sent: KafkaRecord[], maxRecords, maxBytes) => {
          const rounds = planRounds(sent, { maxRecords, maxBytes });
          const chunks = rounds.flat();
          for (const round of rounds) {
            const places = round.map(({ topic, partition }) => `${topic}/${partition}`);
            expect(new Set(places).size).toBe(places.length);
          }
          for (const { records: inside, bytes } of chunks) {
            expect(inside.length).toBeGreaterThan(0);
            expect(inside.length).toBeLessThanOrEqual(maxRecords);
            if (inside.length > 1) expect(bytes).toBeLessThanOrEqual(maxBytes);
          }
          for (const topic of ['a', 'b']) {
            for (const partition of [0, 1, 2, 3]) {
              const isHere = (each: { topic: string; partition: number }) =>
                each.topic === topic && each.partition === partition;
              expect(chunks.filter(isHere).flatMap((chunk) => chunk.records)).toEqual(sent.filter(isHere));
            }
          }
        },
      ),
    );
  });

  it('are none for no records', () => expect(planRounds([])).toEqual([]));
});

describe('errors of the client', () => {
  const sort = (error: unknown, call: KafkaCall) =>
    toSinkError(error, { call, action: 'do it', brokers: ['kafka:9092'] });

  it.each([
    ['connect', 'retriable'],
    ['init', 'retriable'],
    ['send', 'abortable'],
    ['commit', 'unknownOutcome'],
    ['abort', 'unknownOutcome'],
    ['admin', 'retriable'],
    ['read', 'retriable'],
  ] as const)('that are unknown or pass mean for %s: %s', (call, consequence) => {
    expect(sort(new Error('?'), call)).toMatchObject({ consequence, code: `run/kafka-${call}` });
    expect(sort(new BrokerError(16), call).consequence).toBe(consequence);
    expect(sort(null, call).consequence).toBe(consequence);
  });

  it.each([
    [47, 'fenced'],
    [90, 'fenced'],
    [3, 'fatal'],
    [10, 'fatal'],
    [29, 'fatal'],
    [40, 'fatal'],
    [53, 'fatal'],
    [76, 'fatal'],
    [45, 'abortable'],
    [48, 'abortable'],
    [49, 'abortable'],
    [59, 'abortable'],
    [120, 'abortable'],
  ])('%i of a send is %s', (code, consequence) => {
    expect(sort(new BrokerError(code), 'send').consequence).toBe(consequence);
  });

  it('are found behind what they are wrapped in, also by a number the client does not know', () => {
    const wrapped = new Error('retries exceeded', { cause: new BrokerError(47) });
    expect(sort(wrapped, 'commit').consequence).toBe('fenced');
    const unknown = Object.assign(new Error('Unknown error code 90'), { code: -99 });
    expect(sort(unknown, 'commit').consequence).toBe('fenced');
    const ours = new SinkError('run/no-codec', 'x');
    expect(sort(new Error('y', { cause: ours }), 'commit')).toBe(ours);
  });

  it('say what was tried and what went wrong', () => {
    expect(sort(new BrokerError(53), 'init').message).toBe(
      'could not do it: this user may not use the transactional id (broker error 53)',
    );
  });
});

describe('a connection', () => {
  const plan: ConnectionPlan = { name: 'c', id: 'c', brokers: ['a:1', '[::1]:2'] };
  const text = (value: string) => ({ kind: 'text' as const, text: value });

  it('hides the colons of an address from the client', () => {
    expect(connectionConfig(plan, () => undefined)).toEqual({ brokers: ['a:1', '[;;1]:2'] });
  });

  it.each([
    ['PLAIN', 'plain'],
    ['SCRAM-SHA-256', 'scram-sha-256'],
    ['SCRAM-SHA-512', 'scram-sha-512'],
  ])('logs in with %s', (mechanism, expected) => {
    const sasl = { mechanism, username: text('u'), password: { kind: 'secret' as const, name: 's' } };
    const config = connectionConfig({ ...plan, sasl }, (name) => `${name}!`);
    expect(config.sasl).toEqual({ mechanism: expected, username: 'u', password: 's!' });
  });

  it('cannot log in otherwise', () => {
    const sasl = { mechanism: 'GSSAPI', username: text('u'), password: text('p') };
    expect(() => connectionConfig({ ...plan, sasl }, () => undefined)).toThrow(
      'SASL mechanism "GSSAPI" of connection "c" cannot be used',
    );
  });
});

describe('a batch in the log', () => {
  const header = (baseOffset: bigint, lastDelta: number, attributes: number, count: number, rest = '') => {
    const bytes = Buffer.alloc(61 + rest.length / 2);
    bytes.writeBigInt64BE(baseOffset, 0);
    bytes.writeInt32BE(bytes.length - 12, 8);
    bytes.writeInt8(2, 16);
    bytes.writeInt16BE(attributes, 21);
    bytes.writeInt32BE(lastDelta, 23);
    bytes.writeBigInt64BE(7n, 43);
    bytes.writeInt32BE(count, 57);
    bytes.write(rest, 61, 'hex');
    return bytes;
  };

  it('keeps its last offset when compaction has emptied it', async () => {
    expect(await decodeBatches(header(10n, 4, 0x10, 0))).toEqual([{ lastOffset: 14n, entries: [] }]);
  });

  it('holds records and markers, and is left out where it is cut off', async () => {
    // Length 10, attributes, time 0, offset 1, key none, value "v", one header "h" without a value.
    const record = '14000002010276020268' + '01';
    // Length 16, ..., key of 4 bytes (version 0, type 1), value of 6 bytes, no headers.
    const marker = '20000000' + '0800000001' + '0c000000000000' + '00';
    const batches = Buffer.concat([header(10n, 1, 0x10, 1, record), header(12n, 0, 0x30, 1, marker)]);
    const [first, second, ...none] = await decodeBatches(Buffer.concat([batches, batches.subarray(0, 70)]));
    const common = { producerId: 7n, transactional: true, key: null };
    const headers = [{ key: 'h', value: null }];
    expect(first?.entries).toEqual([{ ...common, offset: 11n, value: new Uint8Array([0x76]), headers }]);
    expect(second?.entries).toEqual([{ ...common, offset: 12n, marker: 'commit', value: null, headers: [] }]);
    expect(none).toEqual([]);
  });
});

describe('patience', () => {
  it('counts no attempts but ends in time, the longest of those given', async () => {
    const patience = createPatience();
    expect(1e6 < patience.retries).toBe(false);
    const done = patience.allow(10_000);
    patience.allow(20);
    expect(1e6 < patience.retries).toBe(true);
    done();
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(0 < patience.retries).toBe(false);
  });

  it('is over for good once it is ended', () => {
    const patience = createPatience();
    patience.allow(10_000);
    patience.end();
    patience.allow(10_000);
    expect(0 < patience.retries).toBe(false);
  });
});

describe('the clock', () => {
  it('goes forward, sleeps, and wakes with the reason of the signal', async () => {
    const clock = createClock();
    const startedAt = clock.monotonicMs();
    await clock.sleep(20, new AbortController().signal);
    expect(clock.monotonicMs() - startedAt).toBeGreaterThanOrEqual(19);
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('told to')), 10);
    await expect(clock.sleep(10_000, stop.signal)).rejects.toThrow('told to');
  });
});
