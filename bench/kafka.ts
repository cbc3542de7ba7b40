/**
 * Rows per second from a file into a real Kafka, end to end: read, decode, group, encode, partition, send, commit.
 * The reference sends the same records, made beforehand, with the same client in one transaction and nothing else.
 *
 *     node bench/kafka.ts [--rows 100000] [--rounds 5]
 *
 * Contenders run in processes of their own and take turns; wall time counts, connecting included.
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, cpuUsage, execPath, stderr, stdout } from 'node:process';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { CompressionTypes, Kafka, logLevel, Partitioners } from 'kafkajs';
import { startKafka } from '../scripts/stack/kafka.ts';
import { createClock } from '../src/drivers/clock.ts';
import { createFileSource } from '../src/drivers/file-source.ts';
import { createKafkaDriver } from '../src/drivers/kafka/driver.ts';
import { createMemoryDriver } from '../src/drivers/memory/broker.ts';
import { assemble } from '../src/pipeline/assemble.ts';
import type { KafkaDriver, KafkaRecord } from '../src/pipeline/ports.ts';
import type { SinkPlan } from '../src/plan/sink-plan.ts';
import { COLUMNS, makeLines, planOf } from './row-lines.ts';

const PARTITIONS = 12;
/** What the client's authors advise a batch to hold. */
const RAW_BATCH = 1000;

interface Measured {
  readonly wallMs: number;
  readonly cpuMs: number;
}

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    contender: { type: 'string' },
    bootstrap: { type: 'string', default: '' },
    file: { type: 'string', default: '' },
    name: { type: 'string', default: 'bench' },
  },
});

function planFor(name: string, bootstrap: string): SinkPlan {
  const base = planOf(COLUMNS);
  return {
    ...base,
    connection: { name: 'bench', id: 'bench', brokers: [bootstrap] },
    topic: { ...base.topic, name, partitionCount: PARTITIONS, replicationFactor: 1 },
    progress: { ...base.progress, topic: `${name}.progress`, replicationFactor: 1 },
    transactionalId: name,
    groupId: name,
    compression: 'none',
  };
}

async function runSinkc(plan: SinkPlan, kafka: KafkaDriver): Promise<void> {
  const source = createFileSource(values.file, COLUMNS);
  const ports = { kafka, source, clock: createClock(), report: () => undefined };
  await assemble(plan, ports).run(new AbortController().signal);
}

/** The records that a run sends, in its order. */
async function collectRecords(plan: SinkPlan): Promise<readonly KafkaRecord[]> {
  const records: KafkaRecord[] = [];
  const driver = createMemoryDriver({
    keeps: (topic) => topic !== plan.topic.name,
    onCommit: (committed) => {
      for (const record of committed) if (record.topic === plan.topic.name) records.push(record);
    },
  });
  await runSinkc(plan, driver);
  return records;
}

async function sendRaw(plan: SinkPlan, records: readonly KafkaRecord[]): Promise<void> {
  const kafka = new Kafka({
    brokers: [...plan.connection.brokers],
    clientId: 'raw',
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({
    topics: [{ topic: plan.topic.name, numPartitions: PARTITIONS }],
    waitForLeaders: true,
  });
  await admin.disconnect();
  const producer = kafka.producer({
    transactionalId: plan.transactionalId,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  const transaction = await producer.transaction();
  for (let at = 0; at < records.length; at += RAW_BATCH) {
    const messages = records.slice(at, at + RAW_BATCH).map(({ partition, key, value, headers }) => ({
      partition,
      key: bufferOf(key),
      value: bufferOf(value),
      headers: Object.fromEntries(headers.map((header) => [header.key, bufferOf(header.value) ?? ''])),
    }));
    await transaction.send({ topic: plan.topic.name, messages, compression: CompressionTypes.None });
  }
  await transaction.commit();
  await producer.disconnect();
}

/** The client takes nothing else for bytes. */
function bufferOf(bytes: Uint8Array | null): Buffer | null {
  return bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function measure(contender: string): Promise<Measured> {
  const plan = planFor(values.name, values.bootstrap);
  const records = contender === 'raw' ? await collectRecords(plan) : [];
  const kafka = createKafkaDriver(plan.connection, { secrets: () => undefined, clientId: 'bench' });
  const began = performance.now();
  const cpu = cpuUsage();
  if (contender === 'raw') await sendRaw(plan, records);
  else await runSinkc(plan, kafka);
  const { user, system } = cpuUsage(cpu);
  return { wallMs: performance.now() - began, cpuMs: (user + system) / 1000 };
}

function measureInChild(contender: string, bootstrap: string, file: string, name: string): Measured {
  const args = ['--contender', contender, '--bootstrap', bootstrap, '--file', file, '--name', name];
  const child = spawnSync(execPath, ['--no-warnings', import.meta.filename, ...args], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`${contender} failed:\n${child.stderr}`);
  return JSON.parse(child.stdout) as Measured;
}

async function writeRows(file: string, rows: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.end(makeLines(rows, COLUMNS, 'customer'));
  await finished(stream);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function compare(rows: number, rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sinkc-bench-'));
  const file = join(folder, 'rows.ndjson');
  await writeRows(file, rows);
  const stack = await startKafka({ onProgress: (line) => stderr.write(`${line}\n`) });
  const results: { readonly raw: Measured; readonly sinkc: Measured }[] = [];
  try {
    for (let round = 0; round <= rounds; round++) {
      const run = (contender: string) =>
        measureInChild(contender, stack.bootstrap, file, `bench.${process.pid}.${contender}.${round}`);
      // Every other round goes backwards; the first one warms the broker and does not count.
      const first = run(round % 2 === 0 ? 'raw' : 'sinkc');
      const second = run(round % 2 === 0 ? 'sinkc' : 'raw');
      const [raw, sinkc] = round % 2 === 0 ? [first, second] : [second, first];
      if (round > 0) results.push({ raw, sinkc });
    }
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const ratio = (member: keyof Measured) =>
    median(results.map(({ raw, sinkc }) => raw[member] / sinkc[member]));
  const rate = (name: 'raw' | 'sinkc') =>
    Math.round(median(results.map((result) => (rows / result[name].wallMs) * 1000)));
  stdout.write(
    `${rows} rows into ${PARTITIONS} partitions, medians of ${rounds} rounds\n` +
      `  the client alone, records made beforehand  ${rate('raw')} rows/s\n` +
      `  sinkc run, from the file                   ${rate('sinkc')} rows/s\n` +
      `  ratio of rates by wall time ${ratio('wallMs').toFixed(2)}, by CPU time ${ratio('cpuMs').toFixed(2)}\n`,
  );
}

if (values.contender === undefined) await compare(Number(values.rows), Number(values.rounds));
else stdout.write(JSON.stringify(await measure(values.contender)));
