import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTopicReader, type TopicReader } from '../../scripts/stack/topic-reader.ts';
import { describeWithKafka, uniqueName } from '../support/kafka.ts';
import { findDifferences } from './compare.ts';
import { killAtRandom } from './random-kill.ts';
import { runToEnd, startRun } from './runs.ts';
import { createWorkload, type Workload } from './workload.ts';

/** Each step the first time, and in the middle of the work. */
const STEPS = [
  'initialised:1',
  'progress-read:2',
  'begun:1',
  'begun:9',
  'data-sent:1',
  'data-sent:8',
  'before-progress:1',
  'before-progress:7',
  'progress-sent:1',
  'progress-sent:2',
  'progress-sent:10',
  'committed:1',
  'committed:6',
] as const;

const RANDOM_RUNS = 20;

await describeWithKafka('4', 'a run that is killed', (kafka) => {
  let reader: TopicReader;
  beforeAll(async () => {
    reader = await openTopicReader(kafka);
  });
  afterAll(() => reader.close());

  const withWorkload = async (seed: number, test: (workload: Workload) => Promise<void>): Promise<void> => {
    const workload = createWorkload({ name: uniqueName('kill'), seed, times: 40 });
    try {
      await test(workload);
    } finally {
      workload.remove();
    }
  };
  const expectExactlyOnce = async (workload: Workload): Promise<void> => {
    for (const [topic, expected] of workload.expected) {
      expect(findDifferences(expected, await reader.read(topic)), topic).toEqual([]);
    }
  };

  it('writes what the model says when nothing happens', () =>
    withWorkload(1, async (workload) => {
      await runToEnd(kafka.bootstrap, workload);
      await expectExactlyOnce(workload);
    }));

  it.concurrent.each(STEPS)('at %s loses and repeats nothing', (killAt) =>
    withWorkload(2, async (workload) => {
      const killed = await startRun(kafka.bootstrap, workload, { killAt }).ended;
      expect(killed.signal, killed.output).toBe('SIGKILL');
      await runToEnd(kafka.bootstrap, workload);
      await expectExactlyOnce(workload);
    }),
  );

  it.concurrent.each(Array.from({ length: RANDOM_RUNS }, (_, index) => index + 1))(
    'at random moments loses and repeats nothing (%i)',
    (seed) =>
      withWorkload(seed, async (workload) => {
        await killAtRandom(kafka.bootstrap, workload, seed);
        await expectExactlyOnce(workload);
      }),
  );

  it('is fenced by a newer instance, exits with 4 and writes nothing after', () =>
    withWorkload(3, async (workload) => {
      const zombie = startRun(kafka.bootstrap, workload, { sink: 'upsert', holdAt: 'begun:3' });
      await zombie.held();
      await runToEnd(kafka.bootstrap, workload, { sink: 'upsert' });
      const topics = [...workload.expected.keys()].slice(0, 1).concat(workload.progressTopic);
      const readAll = () =>
        Promise.all(topics.map((topic) => reader.read(topic, { isolation: 'uncommitted' })));
      const before = await readAll();
      zombie.child.send('go');
      const { code, output } = await zombie.ended;
      expect(code, output).toBe(4);
      expect(output).toContain('fenced');
      expect(await readAll()).toEqual(before);
    }));
});
