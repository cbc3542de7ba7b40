import { createNdjsonDecoder } from '../decode/ndjson.ts';
import { compileSink } from '../encode/compile-sink.ts';
import type { CompiledSink, EncodedMessage, PartitionReason } from '../encode/compiled-sink.ts';
import { partitionOf } from '../encode/partition.ts';
import type { SinkPlan } from '../plan/sink-plan.ts';
import { showType } from '../types/show-type.ts';
import { createChangeBuffer, type TimeChanges } from './buffer.ts';
import { assertCountFits } from './expansion.ts';
import { type PreparedChange, pairChanges } from './grouping.ts';
import type { Frontier, SourceBatch } from './ports.ts';

/** One message as it would be sent. */
export interface PreviewRow {
  /** Of the row the value comes from: the new one, else the old one. */
  readonly line: number;
  /** Text for JSON and TEXT keys, else `\x` and hex; null without a key. */
  readonly key: string | null;
  /** What is taken modulo the number of partitions, as a decimal number; 0 where there is a reason. */
  readonly hash: string;
  readonly partition: number;
  /** Why the message goes to partition 0. */
  readonly reason: PartitionReason | null;
  /** What PARTITION BY gave, before the cast to uint8; only with PARTITION BY. */
  readonly value?: string | null;
  /** Of `value`. */
  readonly type?: string;
}

export interface PreviewOptions {
  readonly partitions: number;
  /** What messages call the input. */
  readonly name: string;
}

/** All rows are held at once, and printed as one text. */
const MAX_ROWS = 1_000_000;

/**
 * Says for each row where its message would go: by time, within a time in the order of the first row of each key.
 *
 * Nothing is left out for not being final: a preview takes its whole input for final. A sink without snapshot sends
 * nothing of the time its input begins with, and so the preview says nothing of it.
 *
 * @param input  row changes as JSON lines, in pieces of any size
 * @throws {SinkError} `run/too-many-messages` for more than 1,000,000; and where a line does not fit
 */
export async function previewRows(
  plan: SinkPlan,
  input: AsyncIterable<Uint8Array>,
  { name, partitions }: PreviewOptions,
): Promise<readonly PreviewRow[]> {
  const decoder = createNdjsonDecoder(plan.relation.columns, { name });
  const compiled = compileSink(plan);
  const render = createRenderer(plan, partitions);
  const buffer = createChangeBuffer(Number.POSITIVE_INFINITY);
  const rows: PreviewRow[] = [];

  const take = ({ changes, frontier }: SourceBatch, upTo: Frontier | undefined = frontier): void => {
    for (const change of changes) buffer.add(change, change.time);
    if (upTo === undefined) return;
    for (let next = buffer.take(upTo); next !== undefined; next = buffer.take(upTo)) {
      if (!plan.snapshot && next.time <= (decoder.asOf ?? 0n)) continue;
      const prepared = prepare(compiled, next);
      const bound = `a preview shows (${MAX_ROWS})`;
      assertCountFits({ time: next.time, changes: prepared, input: name }, MAX_ROWS - rows.length, bound);
      for (const { after, before, line } of pairChanges(prepared, () => undefined)) {
        rows.push(render(line, compiled.encode(before, after, next.time)));
      }
    }
  };

  for await (const chunk of input) take(decoder.push(chunk));
  take(decoder.end({ interrupted: false }).batch, 'finished');
  return rows;
}

function prepare({ prepare: rowOf }: CompiledSink, { changes }: TimeChanges): readonly PreparedChange[] {
  return changes.map(({ diff, line, row }) => ({ row: rowOf(row), diff, line }));
}

function createRenderer(
  { key, partitioning }: SinkPlan,
  partitions: number,
): (line: number, message: EncodedMessage) => PreviewRow {
  const isText = key?.format.kind === 'json' || key?.format.kind === 'text';
  const decoder = new TextDecoder();
  const type = partitioning.by === 'expression' ? showType(partitioning.type) : undefined;
  return (line, message) => ({
    line,
    key: message.key === null ? null : isText ? decoder.decode(message.key) : renderHex(message.key),
    hash: ((BigInt(message.hashHigh) << 32n) | BigInt(message.hashLow)).toString(),
    partition: partitionOf(message, partitions),
    reason: message.reason,
    ...(type === undefined ? {} : { value: message.partitionValue ?? null, type }),
  });
}

function renderHex(bytes: Uint8Array): string {
  return `\\x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
