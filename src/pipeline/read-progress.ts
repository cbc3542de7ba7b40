import { SinkError } from '../diagnostics/sink-error.ts';
import type { Clients } from './clients.ts';
import type { RunContext } from './context.ts';
import { reaches, renderFrontier } from './frontier.ts';
import { createMarkerReader } from './marker-reader.ts';
import type { LogEntry, PartitionWatermarks } from './ports.ts';
import { type ProgressRecord, parseProgress } from './progress-record.ts';

/** Where a read may stop: nothing of ours can lie behind. */
interface ReadEnd {
  readonly until?: bigint;
  isEnd(entry: LogEntry): boolean;
}

/** What the progress topic says of this sink. */
export interface ProgressReading {
  /** The record in force: the last one under this sink's key that is committed; absent only where there is none. */
  readonly record?: ProgressRecord;
  /** Without a marker, and so of a producer that was not fenced: its outcome decides which record is in force. */
  readonly undecided?: { readonly offset: bigint; readonly transactionalId: string | undefined };
}

/**
 * To be called after fencing, when every transaction of ours has its marker; other sinks' open transactions neither
 * hide our record nor delay it.
 */
export async function readProgress(
  context: RunContext,
  clients: Clients,
  signal: AbortSignal,
): Promise<ProgressReading> {
  const { progress } = context.plan;
  const [marks] = await clients.admin.watermarks(progress.topic);
  if (marks === undefined) {
    throw new SinkError('run/topic-missing', `topic "${progress.topic}" does not exist`);
  }
  const end = await endOfRead(context, clients, marks);
  if (end === undefined) return {};

  const key = new TextEncoder().encode(progress.key);
  const records = createMarkerReader((entry) => entry.value !== null && sameBytes(entry.key, key));
  const found = createLatest(progress.topic);
  const request = {
    topic: progress.topic,
    partition: 0,
    from: marks.low,
    ...(end.until === undefined ? {} : { until: end.until }),
    silenceMs: context.settings.silenceMs,
  };
  const visit = (entry: LogEntry): 'continue' | 'stop' => {
    for (const record of records.visit(entry)) found.take(record);
    return end.isEnd(entry) ? 'stop' : 'continue';
  };
  await clients.log.read(request, visit, signal);
  const record = found.record();
  const [undecided] = records.undecided();
  return {
    ...(record === undefined ? {} : { record }),
    ...(undecided === undefined
      ? {}
      : { undecided: { offset: undecided.offset, transactionalId: writerOf(undecided) } }),
  };
}

/** Undefined where the record does not say, or cannot be read: it may be aborted, and count for nothing. */
function writerOf({ value }: LogEntry): string | undefined {
  try {
    return value === null ? undefined : parseProgress(value).sink?.transactionalId;
  } catch {
    return undefined;
  }
}

/** Keeps the committed record with the largest offset. */
function createLatest(topic: string) {
  let latest: { readonly offset: bigint; readonly record: ProgressRecord } | undefined;
  return {
    record: () => latest?.record,
    take({ offset, value }: LogEntry): void {
      if (value === null || (latest !== undefined && offset < latest.offset)) return;
      const record = parseProgress(value);
      if (latest !== undefined && !reaches(record.frontier, latest.record.frontier)) {
        const [from, to] = [latest.record.frontier, record.frontier].map(renderFrontier);
        throw new SinkError(
          'run/progress-went-back',
          `the progress in topic "${topic}" goes back from ${from} to ${to} at offset ${offset}`,
          {
            hint:
              'Two instances of this sink have run at once under different transactional ids, and what lies between ' +
              'may be in the data topic twice. Stop every instance; then let one start anew, with a new TOPIC and a ' +
              'new PROGRESS TOPIC.',
          },
        );
      }
      latest = { offset, record };
    },
  };
}

/** Undefined where the topic is empty. */
async function endOfRead(
  context: RunContext,
  clients: Clients,
  marks: PartitionWatermarks,
): Promise<ReadEnd | undefined> {
  const { high } = marks;
  if (high === undefined) return endAtStartRecord(context, clients);
  return high <= marks.low ? undefined : { until: high, isEnd: () => false };
}

/**
 * For clients that cannot ask for the high watermark: a record of this start, committed, and its marker are the
 * end. Whatever our former transactions left lies before it.
 */
async function endAtStartRecord(context: RunContext, { producer }: Clients): Promise<ReadEnd> {
  const { plan } = context;
  const key = new TextEncoder().encode(`sinkc-start-${plan.sink.id}`);
  const value = new TextEncoder().encode('{}');
  await producer.begin();
  const [place] = await producer.send([
    { topic: plan.progress.topic, partition: 0, key, value, headers: [] },
  ]);
  await producer.commit();
  if (place === undefined) throw new Error('bug: a record was sent and has no place');
  let producerId: bigint | undefined;
  const isEnd = (entry: LogEntry): boolean => {
    if (entry.offset === place.offset && sameBytes(entry.key, key)) producerId = entry.producerId;
    if (entry.marker === 'commit' && entry.producerId === producerId) return true;
    if (entry.marker === undefined || entry.producerId !== producerId) return false;
    throw new SinkError('run/start-aborted', `the transaction of this start was aborted`, {
      consequence: 'retriable',
    });
  };
  return { isEnd };
}

export function noMarker(topic: string, offset: bigint): SinkError {
  return new SinkError(
    'run/progress-undecided',
    `the progress record at offset ${offset} of topic "${topic}" is neither committed nor aborted`,
    {
      consequence: 'retriable',
      hint: 'A sink with another transactional id may be writing under the same key.',
    },
  );
}

function sameBytes(left: Uint8Array | null, right: Uint8Array): boolean {
  if (left === null || left.length !== right.length) return false;
  return left.every((byte, index) => byte === right[index]);
}
