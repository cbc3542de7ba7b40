/**
 * The main job from end to end: runs the sinks of `examples/orders` into a real Kafka, kills the run in the middle,
 * starts it again, reads the topics back and compares record by record.
 *
 *     npm run demo
 */
import { type DemoCluster, startDemoCluster } from './demo/cluster.ts';
import { startRun } from './demo/command.ts';
import { createInMemoryDemo } from './demo/in-memory.ts';
import { expectRecords } from './demo/model.ts';
import { type Proof, proveExactlyOnce } from './demo/proof.ts';
import { renderPartitions, renderRecords, renderStep } from './demo/show.ts';
import { CHANGES_FILE, PROGRESS_TOPIC, TOPICS } from './demo/topics.ts';
import { countPartitionZero } from './demo/zero.ts';
import type { ConsumedRecord } from './stack/records.ts';
import { StackUnavailable } from './stack/unavailable.ts';

const SHOWN_RECORDS = 4;

interface Results {
  readonly judge: string;
  readCommitted(topic: string): Promise<readonly ConsumedRecord[]>;
  topics(): Promise<ReadonlyMap<string, number>>;
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const indent = (line: string): void => say(`  ${line}`);

async function main(): Promise<number> {
  say(renderStep('1. Starting Kafka'));
  const expected = expectRecords(CHANGES_FILE);
  const total = [...expected.values()].reduce((sum, records) => sum + records.length, 0);
  let cluster: DemoCluster;
  try {
    cluster = await startDemoCluster(indent);
  } catch (error) {
    if (!(error instanceof StackUnavailable)) throw error;
    say(`No Kafka here (${error.message}. ${error.remedy}), so this runs on the in-memory broker.`);
    return conclude(await showResults(await runInMemory(), expected));
  }
  let proofs: readonly Proof[];
  try {
    indent(cluster.description);
    await refuseOldTopics(cluster);
    await runAndKill(cluster, total);
    await runToTheEnd(cluster);
    proofs = await showResults(cluster, expected);
  } finally {
    await cluster.stop();
  }
  return conclude(proofs);
}

/** The topics of someone else are neither written to nor deleted. */
async function refuseOldTopics(cluster: DemoCluster): Promise<void> {
  const names = [...TOPICS.map(({ topic }) => topic), PROGRESS_TOPIC];
  const existing = await cluster.topics();
  if (!names.some((name) => existing.has(name))) return;
  throw new Error(`this cluster has topics of the demo already; delete ${names.join(', ')} to run it again`);
}

async function runAndKill(cluster: DemoCluster, total: number): Promise<void> {
  say(renderStep('2. Running three sinks: sinkc run --from orders=orders.ndjson sinks.sql'));
  const topics = TOPICS.map(({ topic }) => topic);
  // Small transactions, so that a kill finds some committed, one open, and some to come.
  const run = startRun(cluster.bootstrap, { SINKC_COMMIT_INTERVAL_MS: '1' }, indent);
  let isRunning = true;
  void run.ended.finally(() => {
    isRunning = false;
  });
  while (isRunning && (await cluster.countOffsets(topics)) < total * 0.3);
  run.kill();
  const { code, signal, output } = await run.ended;
  if (signal !== 'SIGKILL')
    throw new Error(`the run was over (exit code ${code}) before it was killed:\n${output}`);
  const written = await cluster.countOffsets(topics);
  say(renderStep(`3. Killed with SIGKILL, after about ${written} of ${total} records; starting it again`));
}

async function runToTheEnd(cluster: DemoCluster): Promise<void> {
  const { code, output } = await startRun(cluster.bootstrap, {}, indent).ended;
  if (code !== 0) throw new Error(`the second run failed with exit code ${code}:\n${output}`);
}

async function runInMemory(): Promise<Results> {
  const demo = createInMemoryDemo();
  say(renderStep('2. Running three sinks'));
  await demo.run('progress-sent');
  say(
    renderStep(
      '3. Stopped each between its third progress record and the commit (a kill would take the broker along)',
    ),
  );
  await demo.run();
  return { ...demo, judge: 'from the in-memory broker' };
}

async function showResults(
  results: Results,
  expected: ReturnType<typeof expectRecords>,
): Promise<readonly Proof[]> {
  say(renderStep(`4. Reading back what is committed, ${results.judge}`));
  const proofs: Proof[] = [];
  const partitions = await results.topics();
  for (const { sink, topic } of TOPICS) {
    const records = await results.readCommitted(topic);
    const zero = await countPartitionZero(sink);
    proofs.push(proveExactlyOnce(expected.get(topic) ?? [], records));
    say(`\n${renderRecords(topic, records, SHOWN_RECORDS)}\n`);
    say(renderPartitions(records, partitions.get(topic) ?? 0));
    indent(`to partition 0 because PARTITION BY was NULL: ${zero.null}, because it failed: ${zero.error}`);
  }
  return proofs;
}

/** The last line is the verdict. */
function conclude(proofs: readonly Proof[]): number {
  const sum = (member: keyof Proof): number => proofs.reduce((total, proof) => total + proof[member], 0);
  const lost = sum('lost');
  const repeated = sum('repeated');
  say(
    renderStep(
      '5. Compared with a model of what must be there, record by record; what was started is stopped',
    ),
  );
  say(`records expected ${sum('expected')}, found ${sum('found')}, lost ${lost}, repeated ${repeated}`);
  return lost + repeated === 0 ? 0 : 1;
}

process.exitCode = await main();
