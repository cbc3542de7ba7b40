import { SinkError } from '../diagnostics/sink-error.ts';
import { type Clients, connectClients } from './clients.ts';
import type { RunContext } from './context.ts';
import { MAX_TIMEOUT } from './deadline.ts';
import { checkDefinition, checkTopic } from './definition-check.ts';
import { countPartitions, ensureDataTopic, ensureProgressTopic } from './ensure-topics.ts';
import { readFencedProgress } from './former-identity.ts';
import { refuseOwnRows } from './own-rows.ts';
import type { AdminPort } from './ports.ts';
import type { ProgressRecord } from './progress-record.ts';

/** What a start found out. */
export interface Started {
  /** Absent: nothing was ever committed. */
  readonly record: ProgressRecord | undefined;
  readonly partitions: number;
  /** By partition of the data topic, the offset behind what is there. */
  readonly ends: ReadonlyMap<number, bigint>;
  /** True where the relation's columns have changed, and may: its rows cannot be what they were. */
  readonly hasNewRelation: boolean;
}

/**
 * Connects, fences off older producers, and only then reads where they came to: once fenced, none of them can
 * commit another record.
 */
export async function startSink(
  context: RunContext,
  clients: Clients,
  signal: AbortSignal,
): Promise<Started> {
  const { admin, producer } = clients;
  await connectClients(clients, signal);
  await checkTransactionTimeout(context, admin);
  await producer.initTransactions();
  await context.step('initialised');
  await ensureProgressTopic(context, admin, signal);
  const record = await readFencedProgress(context, clients, signal);
  await context.step('progress-read');
  if (record === undefined) {
    const partitions = await startAnew(context, clients, signal);
    return { record, partitions, ends: await endsOf(context, clients), hasNewRelation: false };
  }
  const found = await startFrom(context, clients, record, signal);
  return { record, ...found, ends: await endsOf(context, clients) };
}

async function startAnew(context: RunContext, clients: Clients, signal: AbortSignal): Promise<number> {
  const outcome = await ensureDataTopic(context, clients.admin, signal);
  if (outcome === 'exists') await refuseOwnRows(context, clients, signal);
  return countPartitions(context, clients.admin);
}

async function startFrom(
  context: RunContext,
  { admin }: Clients,
  { version, sink: mark }: ProgressRecord,
  signal: AbortSignal,
): Promise<Omit<Started, 'record' | 'ends'>> {
  const { plan, settings } = context;
  if (BigInt(plan.sink.version) < version) {
    throw new SinkError(
      'run/newer-version',
      `sink "${plan.sink.name}" has version ${plan.sink.version}, and version ${version} of it has already run`,
      { consequence: 'fenced' },
    );
  }
  const changed = mark === undefined ? [] : checkDefinition(context, mark);
  if (settings.acceptChanges) await ensureDataTopic(context, admin, signal);
  const partitions = await countPartitions(context, admin);
  if (mark !== undefined) await checkTopic(context, admin, mark, partitions, signal);
  return { partitions, hasNewRelation: changed.includes('relation') };
}

/**
 * Taken after the topic was compared with the mark, which lies below. Others' open transactions may hide what is
 * behind them from a client that knows only the last stable offset: then that much is not watched.
 */
async function endsOf({ plan }: RunContext, { admin }: Clients): Promise<ReadonlyMap<number, bigint>> {
  const marks = await admin.watermarks(plan.topic.name);
  return new Map(marks.map(({ partition, high, stable }) => [partition, high ?? stable]));
}

/** Before anything is fenced: a broker that does not grant the timeout would refuse the producer anyway. */
async function checkTransactionTimeout({ settings }: RunContext, admin: AdminPort): Promise<void> {
  const limit = (await admin.brokerSettings()).get(MAX_TIMEOUT);
  if (limit === undefined || !/^\d+$/.test(limit)) return;
  if (settings.transactionTimeoutMs <= Number(limit)) return;
  throw new SinkError(
    'run/transaction-timeout-refused',
    `transactionTimeoutMs is ${settings.transactionTimeoutMs}, and the broker's ${MAX_TIMEOUT} is ${limit}`,
    { hint: `Lower transactionTimeoutMs, or raise ${MAX_TIMEOUT} on the brokers.` },
  );
}
