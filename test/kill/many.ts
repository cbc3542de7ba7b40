/**
 * Kills runs at as many random moments as asked for and compares what a committed reader sees:
 *
 *     npm run test:kill -- 200
 */
import { startKafka } from '../../scripts/stack/kafka.ts';
import { openTopicReader } from '../../scripts/stack/topic-reader.ts';
import { findDifferences } from './compare.ts';
import { killAtRandom } from './random-kill.ts';
import { createWorkload } from './workload.ts';

const runs = Number(process.argv[2] ?? 20);
const firstSeed = Number(process.argv[3] ?? 1000);
if (!Number.isSafeInteger(runs) || runs < 1)
  throw new Error('give the number of runs: npm run test:kill -- 200');

const stack = await startKafka({ onProgress: (line) => process.stderr.write(`${line}\n`) });
const reader = await openTopicReader(stack);
let wrong = 0;
let messages = 0;
for (let run = 0; run < runs; run++) {
  const seed = firstSeed + run;
  const workload = createWorkload({ name: `kill-${process.pid}-${seed}`, seed, times: 40 });
  await killAtRandom(stack.bootstrap, workload, seed);
  for (const [topic, expected] of workload.expected) {
    const differences = findDifferences(expected, await reader.read(topic));
    messages += expected.length;
    if (differences.length > 0) wrong++;
    for (const difference of differences) process.stdout.write(`seed ${seed}, ${topic}: ${difference}\n`);
  }
  workload.remove();
  if ((run + 1) % 10 === 0) process.stderr.write(`${run + 1} of ${runs}\n`);
}
await reader.close();
await stack.stop();
process.stdout.write(
  `${runs} runs killed twice each, ${messages} messages expected, topics that differ: ${wrong}\n`,
);
process.exitCode = wrong === 0 ? 0 : 1;
