import { describe, expect, it } from 'vitest';
import { createMemoryDriver } from '../../src/drivers/memory/broker.ts';
import { createMemorySource } from '../../src/drivers/memory/source.ts';
import { assemble } from '../../src/pipeline/assemble.ts';
import { createFakeClock } from './fake-clock.ts';
import { COLUMNS, createPlan, DATA_TOPIC, PROGRESS_TOPIC } from './plans.ts';

const text = (bytes: Uint8Array | null) => (bytes === null ? null : new TextDecoder().decode(bytes));

describe('a sink', () => {
  it('sends what became final, and its frontier in the same transaction', async () => {
    const kafka = createMemoryDriver();
    const source = createMemorySource(COLUMNS, [
      { changes: [{ time: 100, row: { k: 1, v: 'a' } }] },
      {
        changes: [
          { time: 101, diff: -1, row: { k: 1, v: 'a' } },
          { time: 101, row: { k: 1, v: 'b' } },
        ],
      },
    ]);
    const ports = { kafka, source, clock: createFakeClock({ jumps: true }), report: () => {} };
    const summary = await assemble(createPlan(), ports).run(new AbortController().signal);
    expect(summary).toMatchObject({ outcome: 'ended', frontier: 102n, messages: 2, transactions: 1 });
    expect(
      kafka.readCommitted(DATA_TOPIC).map(({ partition, key, value }) => [partition, text(key), text(value)]),
    ).toEqual([
      [2, '{"k":1}', '{"k":1,"v":"a"}'],
      [2, '{"k":1}', '{"k":1,"v":"b"}'],
    ]);
    expect(
      kafka.readCommitted(PROGRESS_TOPIC).map(({ key, value }) => [text(key), text(value)]),
    ).toMatchInlineSnapshot(`
      [
        [
          "mz-sink-u12",
          "{"frontier":[102],"version":0,"input":{"changes":3,"checksum":"b6fd225702f3c154"},"sink":{"topic":"orders","partitions":4,"last":[2,1],"transactionalId":"materialize-local-u1-u12","plan":{"relation":"fc3530367b51f3e7","KEY":"d5283f4859204e81","ENVELOPE":"d23b975332b8d7e4","FORMAT":"2774f2cbc7a5eb5f","HEADERS":"be2aec35a3b113f1","PARTITION BY":"6abb4978fece6ea8"}}}",
        ],
      ]
    `);
  });
});
