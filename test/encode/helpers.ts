import { compileSink } from '../../src/encode/compile-sink.ts';
import type { EncodedMessage } from '../../src/encode/compiled-sink.ts';
import { partitionOf } from '../../src/encode/partition.ts';
import type { FormatPlan, PartitioningPlan, SinkPlan } from '../../src/plan/sink-plan.ts';
import type { Column, SqlType } from '../../src/types/sql-type.ts';
import type { Row } from '../../src/types/value.ts';

export function column(name: string, type: SqlType | SqlType['kind'], nullable = true): Column {
  return { name, type: typeof type === 'string' ? ({ kind: type } as SqlType) : type, nullable };
}

/** `t(k int4 not null, v text null)` of the worked examples. */
export const T = [column('k', 'int4', false), column('v', 'text')];

export interface SinkOptions {
  readonly columns?: readonly Column[];
  readonly envelope?: SinkPlan['envelope'];
  /** Positions; none by default. */
  readonly key?: readonly number[];
  readonly keyFormat?: FormatPlan['kind'];
  readonly valueFormat?: FormatPlan['kind'];
  readonly headers?: number;
  readonly grouping?: SinkPlan['grouping'];
  readonly partitioning?: PartitioningPlan;
}

export function planOf(options: SinkOptions): SinkPlan {
  const { columns = T, envelope = 'upsert', key, keyFormat = 'json', valueFormat = 'json' } = options;
  return {
    version: 1,
    sink: { name: 'materialize.public.s', id: 'u12', version: 0 },
    relation: { name: 'materialize.public.t', columns },
    connection: { name: 'materialize.public.c', id: 'u7', brokers: ['localhost:9092'] },
    topic: { name: 'data', config: {}, metadataRefreshMs: 30_000 },
    progress: { topic: 'progress', key: 'mz-sink-u12' },
    transactionalId: 'materialize-local-u7-u12',
    groupId: 'materialize-local-u7-u12',
    envelope,
    ...(key === undefined ? {} : { key: { columns: key, format: { kind: keyFormat } } }),
    value: { format: { kind: valueFormat } },
    ...(options.headers === undefined ? {} : { headers: { column: options.headers } }),
    grouping:
      options.grouping ?? (key === undefined ? { by: 'row', columns: [] } : { by: 'key', columns: key }),
    partitioning: options.partitioning ?? (key === undefined ? { by: 'no key' } : { by: 'key hash' }),
    compression: 'lz4',
    snapshot: true,
  };
}

export interface Pair {
  readonly before?: Row;
  readonly after?: Row;
  readonly time?: bigint;
}

/** The message of one pair, from a sink compiled for it. */
export function messageOf(options: SinkOptions, { before, after, time = 100n }: Pair): EncodedMessage {
  const sink = compileSink(planOf(options));
  return sink.encode(before && sink.prepare(before), after && sink.prepare(after), time);
}

export function textOf(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Key, value and partition of `partitions`, as the worked examples list them. */
export function shown(
  message: EncodedMessage,
  partitions = 4,
): readonly [string | null, string | null, number] {
  return [textOf(message.key), textOf(message.value), partitionOf(message, partitions)];
}

/** `name=value`; a header without a value is `name`. */
export function headersOf(message: EncodedMessage): readonly string[] {
  return message.headers.map(({ key, value }) => (value === null ? key : `${key}=${textOf(value)}`));
}
