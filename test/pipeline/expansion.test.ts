import { describe, expect, it } from 'vitest';
import { createScene, failureOf, frontiers, insert, rows, run } from './harness.ts';

const HUGE = 4611686018427387904n;
const copies = (time: number, diff: bigint, v = 'a') => ({ time, diff, row: { k: 1, v } });

describe('a diff that stands for very many messages', () => {
  it.each([HUGE, -HUGE])('is refused before anything of its time is sent: %s', async (diff) => {
    const steps: string[] = [];
    const scene = createScene();
    const changes = [...Array.from({ length: 2500 }, (_, k) => insert(11, k, 'b')), copies(11, diff)];
    const batches = [{ changes: [insert(10, 7, 'a')] }, { changes }];
    const running = run(scene, { batches, onStep: (step) => void steps.push(step) });
    expect(await failureOf(running)).toMatchObject({
      code: 'run/too-many-messages',
      consequence: 'fatal',
      message: expect.stringMatching(
        /^the changes of time 11 make 46116860184273\d+ messages, more than bufferBytes \(268435456\) allows/,
      ),
      hint: expect.stringContaining('raise bufferBytes'),
    });
    expect(steps).not.toContain('data-sent');
  });

  it('leaves what is committed alone', async () => {
    const scene = createScene();
    const batches = [
      { changes: [insert(10, 7, 'a')], frontier: 11 },
      { changes: [copies(11, HUGE)], frontier: 12 },
    ];
    const settings = { commitIntervalMs: 0 };
    const running = run(scene, { batches, settings, sourceOptions: { asOf: 0n } });
    expect(await failureOf(running)).toMatchObject({ code: 'run/too-many-messages' });
    expect(frontiers(scene)).toEqual(['[11]']);
    expect(rows(scene)).toHaveLength(1);
  });

  it('is sent where it cancels out', async () => {
    const scene = createScene();
    const changes = [copies(10, HUGE), copies(10, 2n - HUGE)];
    expect(await run(scene, { batches: [{ changes }] })).toMatchObject({ messages: 2 });
  });

  it('is sent where the bound allows it, which holds for each time alone', async () => {
    const scene = createScene();
    const changes = [10, 11, 12].map((time) => copies(time, 1000n));
    const settings = { bufferBytes: 200_000 };
    expect(await run(scene, { batches: [{ changes }], settings })).toMatchObject({ messages: 3000 });
    const larger = [{ changes: [...changes, copies(13, 2000n)] }];
    expect(await failureOf(run(scene, { batches: larger, settings }))).toMatchObject({
      code: 'run/too-many-messages',
      message: expect.stringContaining('time 13 make 2000 messages'),
    });
  });
});
