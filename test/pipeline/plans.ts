import type { SinkPlan } from '../../src/plan/sink-plan.ts';
import type { Column } from '../../src/types/sql-type.ts';

export const DATA_TOPIC = 'orders';
export const PROGRESS_TOPIC = '_materialize-progress-local-u1';

/** `t(k int4 not null, v text null)` */
export const COLUMNS: readonly Column[] = [
  { name: 'k', type: { kind: 'int4' }, nullable: false },
  { name: 'v', type: { kind: 'text' }, nullable: true },
];

/** An upsert sink over `t` with KEY (k), JSON, four partitions. */
export function createPlan(changes: Partial<SinkPlan> = {}, id = 'u12'): SinkPlan {
  return {
    version: 1,
    sink: { name: `materialize.public.${id}`, id, version: 0 },
    relation: { name: 'materialize.public.t', columns: COLUMNS },
    connection: { name: 'materialize.public.kafka', id: 'u1', brokers: ['localhost:9092'] },
    topic: {
      name: DATA_TOPIC,
      partitionCount: 4,
      replicationFactor: 1,
      config: {},
      metadataRefreshMs: 30_000,
    },
    progress: { topic: PROGRESS_TOPIC, key: `mz-sink-${id}` },
    transactionalId: `materialize-local-u1-${id}`,
    groupId: `materialize-local-u1-${id}`,
    envelope: 'upsert',
    key: { columns: [0], format: { kind: 'json' } },
    value: { format: { kind: 'json' } },
    grouping: { by: 'key', columns: [0] },
    partitioning: { by: 'key hash' },
    compression: 'lz4',
    snapshot: true,
    ...changes,
  };
}
