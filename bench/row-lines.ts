import type { SinkPlan } from '../src/plan/sink-plan.ts';
import type { Column, SqlType } from '../src/types/sql-type.ts';

/** The relation that rows are measured with: what a small order has. */
export const COLUMNS: readonly Column[] = [
  column('id', 'int8', false),
  column('customer', 'text'),
  column('status', 'text'),
  column('quantity', 'int4'),
  column('total', { kind: 'numeric', scale: 2 }),
  column('note', 'text'),
];

/** The same with what databases add. */
export const TIMED_COLUMNS: readonly Column[] = [...COLUMNS, column('updated_at', 'timestamptz')];

function column(name: string, type: SqlType | SqlType['kind'], nullable = true): Column {
  return { name, type: typeof type === 'string' ? ({ kind: type } as SqlType) : type, nullable };
}

const STATUSES = ['new', 'paid', 'packed', 'shipped', 'delivered'];
const FIRST_TIME = 1_720_032_185_312;
/** Rows that share a time. */
const PER_TIME = 50;

/** Lines of changes: nine inserts, then an update as two lines, and so on. */
export function makeLines(rows: number, columns: readonly Column[], text: string): Uint8Array {
  const timed = columns.length > COLUMNS.length;
  const lines: string[] = [];
  for (let index = 0; index < rows; index++) {
    const time = FIRST_TIME + Math.floor(index / PER_TIME);
    const retracted = index % 11 === 9;
    const id = 4_000_000_000_000 + (index % 11 === 10 ? index - 1 : index);
    const row = {
      id,
      customer: `${text} ${id % 9973}`,
      status: STATUSES[(id + (retracted ? 0 : 1)) % STATUSES.length],
      quantity: (index * 7) % 100,
      total: `${(index * 37) % 5000}.${10 + (index % 89)}`,
      note: index % 3 === 0 ? null : 'leave it at the door, the bell is broken',
      ...(timed ? { updated_at: new Date(time).toISOString() } : {}),
    };
    lines.push(JSON.stringify({ time, diff: retracted ? -1 : 1, row }));
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

/** ENVELOPE UPSERT, FORMAT JSON, KEY (id). */
export function planOf(columns: readonly Column[]): SinkPlan {
  return {
    version: 1,
    sink: { name: 'materialize.public.orders_sink', id: 'u12', version: 0 },
    relation: { name: 'materialize.public.orders', columns },
    connection: { name: 'materialize.public.kafka', id: 'u7', brokers: ['localhost:9092'] },
    topic: { name: 'orders', config: {}, metadataRefreshMs: 30_000 },
    progress: { topic: 'progress', key: 'mz-sink-u12' },
    transactionalId: 'materialize-local-u7-u12',
    groupId: 'materialize-local-u7-u12',
    envelope: 'upsert',
    key: { columns: [0], format: { kind: 'json' } },
    value: { format: { kind: 'json' } },
    grouping: { by: 'key', columns: [0] },
    partitioning: { by: 'key hash' },
    compression: 'lz4',
    snapshot: true,
  };
}
