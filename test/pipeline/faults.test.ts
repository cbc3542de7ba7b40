import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Consequence } from '../../src/diagnostics/sink-error.ts';
import type { FaultPlan, MemoryFault } from '../../src/drivers/memory/faults.ts';
import type { MemoryBatch } from '../../src/drivers/memory/source.ts';
import { partitionOf } from '../../src/encode/partition.ts';
import { seaHash32 } from '../../src/hash/sea-hash.ts';
import type { ProtocolStep } from '../../src/pipeline/ports.ts';
import { createScene, frontiers, type RunOptions, rows, run, type Scene } from './harness.ts';
import { byPartition, expectedMessages, type ModelChange } from './model.ts';

function partition(key: string): number {
  const { high, low } = seaHash32(new TextEncoder().encode(key));
  return partitionOf({ hashHigh: high, hashLow: low }, 4);
}

const change = (time: number, diff: number, k: number, v: string): ModelChange => ({ time, diff, k, v });

/** Three transactions, one of two times, and a frontier alone. */
const STEPS: readonly { readonly changes: readonly ModelChange[]; readonly frontier: number }[] = [
  { changes: [change(10, 1, 1, 'a'), change(10, 1, 2, 'b'), change(10, 1, 3, 'c')], frontier: 11 },
  { changes: [change(11, -1, 1, 'a'), change(11, 1, 1, 'aa'), change(12, -1, 2, 'b')], frontier: 13 },
  { changes: [], frontier: 15 },
  { changes: [change(15, 1, 2, 'bb'), change(16, 1, 4, 'd'), change(16, -1, 3, 'c')], frontier: 17 },
];

const batchesOf = (steps: typeof STEPS, finished: boolean): readonly MemoryBatch[] => [
  { frontier: 10 },
  ...steps.map(({ changes, frontier }) => ({
    changes: changes.map(({ time, diff, k, v }) => ({ time, diff, row: { k, v } })),
    frontier,
  })),
  ...(finished ? [{ frontier: 'finished' as const }] : []),
];

/** Every frontier step commits. */
const SETTINGS = { commitIntervalMs: 0 };

/** Runs, and runs again where a run fails, as a supervisor would. */
async function runUntilDone(scene: Scene, options: RunOptions): Promise<number> {
  for (let runs = 1; runs < 60; runs++) {
    try {
      await run(scene, { settings: SETTINGS, ...options });
      return runs;
    } catch (error) {
      if (!(error instanceof Error) || error.message.startsWith('bug')) throw error;
      if (!('consequence' in error) && error.message !== 'killed') throw error;
    }
  }
  throw new Error('never done');
}

function expectExact(scene: Scene, steps: typeof STEPS): void {
  const messages = expectedMessages(steps.flatMap(({ changes }) => changes));
  expect(rows(scene)).toEqual(byPartition(messages, partition));
  expect(frontiers(scene).at(-1)).toBe('[]');
}

/** Fails the call with this number, once. */
const failAt =
  (index: number, fault: MemoryFault): FaultPlan =>
  (call) =>
    call.index === index ? fault : undefined;

const KINDS: readonly MemoryFault[] = [
  { when: 'before', consequence: 'retriable' },
  { when: 'before', consequence: 'abortable' },
  { when: 'before', consequence: 'unknownOutcome' },
  { when: 'before', consequence: 'fenced' },
  { when: 'before', consequence: 'fatal', code: 'run/not-authorized' },
  { when: 'after', consequence: 'unknownOutcome' },
  { when: 'after', consequence: 'fatal' },
  { when: 'late', consequence: 'unknownOutcome' },
  { when: 'late', consequence: 'abortable' },
];

describe.each([true, false])('a client that knows the high watermark: %s', (knowsHighWatermark) => {
  it('sends everything once where nothing fails', async () => {
    const scene = createScene({ knowsHighWatermark });
    await runUntilDone(scene, { batches: batchesOf(STEPS, true) });
    expectExact(scene, STEPS);
  });

  it.each(KINDS)('loses and repeats nothing when any one call fails $when ($consequence)', async (fault) => {
    let calls = 0;
    const count = (): undefined => {
      calls++;
    };
    const counted = createScene({ knowsHighWatermark, faults: count });
    await runUntilDone(counted, { batches: batchesOf(STEPS, true) });
    expect(calls).toBeGreaterThan(20);
    for (let index = 0; index < calls; index++) {
      const scene = createScene({ knowsHighWatermark, faults: failAt(index, fault) });
      await runUntilDone(scene, { batches: batchesOf(STEPS, true) });
      expectExact(scene, STEPS);
    }
  });

  it('loses and repeats nothing when it is killed at any step', async () => {
    let steps = 0;
    await runUntilDone(createScene({ knowsHighWatermark }), {
      batches: batchesOf(STEPS, true),
      onStep: () => void steps++,
    });
    expect(steps).toBeGreaterThan(15);
    for (let at = 1; at <= steps; at++) {
      const scene = createScene({ knowsHighWatermark });
      let seen = 0;
      const onStep = (_: ProtocolStep) => {
        seen++;
        if (seen === at) throw new Error('killed');
      };
      const runs = await runUntilDone(scene, { batches: batchesOf(STEPS, true), onStep });
      expect(runs).toBe(2);
      expectExact(scene, STEPS);
    }
  });
});

const stepsArbitrary = fc
  .array(
    fc.record({
      changes: fc.array(
        fc.record({
          time: fc.nat(3),
          diff: fc.constantFrom(-2, -1, 1, 1, 2),
          k: fc.nat(5),
          v: fc.constantFrom('a', 'b', 'cc'),
        }),
        { maxLength: 6 },
      ),
      width: fc.integer({ min: 1, max: 4 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((windows) => {
    let from = 10;
    return windows.map(({ changes, width }) => {
      const start = from;
      from += width;
      return {
        changes: changes.map((one) => ({ ...one, time: start + (one.time % width) })),
        frontier: from,
      };
    });
  });

const CONSEQUENCES: readonly Consequence[] = ['retriable', 'abortable', 'unknownOutcome', 'fatal', 'fenced'];

const scheduleArbitrary = fc.dictionary(
  fc.nat(150).map(String),
  fc.record({
    when: fc.constantFrom('before' as const, 'after' as const, 'late' as const),
    consequence: fc.constantFrom(...CONSEQUENCES),
  }),
  { maxKeys: 12 },
);

describe('any input under any faults', () => {
  it('arrives once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        stepsArbitrary,
        scheduleArbitrary,
        fc.uniqueArray(fc.nat(40), { maxLength: 4 }),
        fc.boolean(),
        fc.constantFrom(0, 1000),
        async (steps, schedule, kills, knowsHighWatermark, commitIntervalMs) => {
          const scene = createScene({
            knowsHighWatermark,
            faults: ({ index }) => schedule[String(index)],
          });
          let seen = 0;
          const onStep = () => {
            if (kills.includes(seen++)) throw new Error('killed');
          };
          await runUntilDone(scene, {
            batches: batchesOf(steps, true),
            onStep,
            settings: { commitIntervalMs },
          });
          expectExact(scene, steps);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('continues where it grew', async () => {
    await fc.assert(
      fc.asyncProperty(stepsArbitrary, scheduleArbitrary, fc.nat(6), async (steps, schedule, cut) => {
        const scene = createScene({ faults: ({ index }) => schedule[String(index)] });
        await runUntilDone(scene, { batches: batchesOf(steps.slice(0, cut), false) });
        await runUntilDone(scene, { batches: batchesOf(steps, true) });
        expectExact(scene, steps);
      }),
      { numRuns: 150 },
    );
  });
});
