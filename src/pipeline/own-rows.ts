import { SinkError } from '../diagnostics/sink-error.ts';
import type { Clients } from './clients.ts';
import type { RunContext } from './context.ts';
import { createMarkerReader } from './marker-reader.ts';
import type { LogEntry, PartitionWatermarks } from './ports.ts';

/** How much of a partition's beginning, and of its end, is looked at. */
const WINDOW = 10_000n;

/** Every row of a sink has it, and nothing else does. */
const TIMESTAMP_HEADER = 'materialize-timestamp';

/**
 * Refuses an existing data topic that holds committed rows of a sink although there is no progress: progress was
 * lost, and starting anew would send every row again. Rows of aborted transactions count for nothing.
 */
export async function refuseOwnRows(
  context: RunContext,
  clients: Clients,
  signal: AbortSignal,
): Promise<void> {
  const topic = context.plan.topic.name;
  for (const marks of await clients.admin.watermarks(topic)) {
    const offset = await findRow(context, clients, marks, signal);
    if (offset === undefined) continue;
    const message =
      `topic "${topic}" holds rows of a sink (partition ${marks.partition}, offset ${offset}), ` +
      'and there is no progress of this one';
    if (context.settings.acceptChanges) {
      context.warn('run/progress-lost', message);
      return;
    }
    throw new SinkError('run/progress-lost', message, {
      hint:
        'If progress was lost, going on sends every row again. If another sink writes to this topic, or all rows ' +
        'shall come again, accept changes once.',
    });
  }
}

async function findRow(
  context: RunContext,
  clients: Clients,
  { partition, low, stable }: PartitionWatermarks,
  signal: AbortSignal,
): Promise<bigint | undefined> {
  if (low >= stable) return undefined;
  const head = { partition, from: low, end: stable - low > 2n * WINDOW ? low + WINDOW : stable };
  const found = await scan(context, clients, head, signal);
  if (found !== undefined || head.end === stable) return found;
  return scan(context, clients, { partition, from: stable - WINDOW, end: stable }, signal);
}

interface Stretch {
  readonly partition: number;
  readonly from: bigint;
  /** Not looked at any more. */
  readonly end: bigint;
}

async function scan(
  context: RunContext,
  clients: Clients,
  { partition, from, end }: Stretch,
  signal: AbortSignal,
): Promise<bigint | undefined> {
  const rows = createMarkerReader((entry) => entry.headers.some(({ key }) => key === TIMESTAMP_HEADER));
  let found: bigint | undefined;
  const visit = (entry: LogEntry): 'continue' | 'stop' => {
    const [row] = rows.visit(entry);
    found ??= row?.offset;
    return found === undefined ? 'continue' : 'stop';
  };
  const topic = context.plan.topic.name;
  const { silenceMs } = context.settings;
  await clients.log.read({ topic, partition, from, until: end, silenceMs }, visit, signal);
  return found;
}
