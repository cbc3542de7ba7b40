import { fullName, splitName } from './item-name.ts';

/** What a catalog holds, as plain data: the content of `sinkc.catalog.json`. */
export interface CatalogSnapshot {
  readonly version: 1;
  /** True: an item that is not here does not exist. */
  readonly complete?: boolean;
  /** The first part of every default identity; `local` where nothing says otherwise. */
  readonly region?: string;
  readonly items: readonly SnapshotItem[];
}

export interface SnapshotItem {
  /** Up to three parts, case as meant; a part with a dot in it stands in double quotes. */
  readonly name: string;
  readonly kind: ItemKind;
  /** What identities are built from, `u3`. */
  readonly id?: string;
  readonly columns?: readonly SnapshotColumn[];
  /** Sets of columns that no two rows share; an empty set means one row at most. Absent: not known. */
  readonly keys?: readonly (readonly string[])[];
  readonly rows?: number;
  readonly rowBytes?: number;
  readonly comment?: string;
  /** Of a connection: `kafka`, `confluent schema registry`, ... */
  readonly type?: string;
  /** Of a connection: its options by name. */
  readonly options?: Readonly<Record<string, SnapshotOption>>;
}

export interface SnapshotColumn {
  readonly name: string;
  /** As in a column definition: `int8`, `numeric(10, 2)`, `map[text => text]`. */
  readonly type: string;
  readonly nullable: boolean;
  /** How many values differ. */
  readonly distinct?: number;
  readonly comment?: string;
}

/** A text, a number, a boolean, several texts (`BROKERS`), or the name of a secret. */
export type SnapshotOption = string | number | boolean | readonly string[] | { readonly secret: string };

export const ITEM_KINDS = [
  'table',
  'source',
  'materialized view',
  'view',
  'index',
  'sink',
  'metric sink',
  'connection',
  'secret',
  'type',
  'function',
] as const;

export type ItemKind = (typeof ITEM_KINDS)[number];

/**
 * One snapshot for several files. Later files add items and complete those of the same name member by member; one
 * complete file makes the whole complete.
 */
export function mergeSnapshots(snapshots: readonly CatalogSnapshot[]): CatalogSnapshot {
  const items = new Map<string, SnapshotItem>();
  for (const item of snapshots.flatMap((snapshot) => snapshot.items)) {
    const name = fullName(splitName(item.name)) ?? item.name;
    items.set(name, { ...items.get(name), ...item, name });
  }
  const region = snapshots.findLast((snapshot) => snapshot.region !== undefined)?.region;
  return {
    version: 1,
    complete: snapshots.some((snapshot) => snapshot.complete === true),
    ...(region === undefined ? {} : { region }),
    items: [...items.values()],
  };
}
