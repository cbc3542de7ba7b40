import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', 'examples', 'orders');

export const SINKS_FILE = join(folder, 'sinks.sql');
export const CHANGES_FILE = join(folder, 'orders.ndjson');

/** The topics of the example, each with the sink that writes it. */
export const TOPICS = [
  { sink: 'orders_latest', topic: 'orders.latest' },
  { sink: 'orders_by_household', topic: 'orders.by-household' },
  { sink: 'orders_changes', topic: 'orders.changes' },
] as const;

export const PROGRESS_TOPIC = 'orders.progress';
