import type { RawName, Script, Statement } from '../ast/nodes.ts';
import { parse } from '../parse/parse.ts';
import type { Span } from '../source/span.ts';
import type { SqlType } from '../types/sql-type.ts';
import { resolveDataType } from '../types/type-names.ts';
import type { CatalogColumn, CatalogItem } from './catalog-item.ts';
import { declaredName } from './declared-name.ts';
import { declaredTable } from './declared-table.ts';
import { fullName, partsOf, splitName } from './item-name.ts';
import { readOpaqueItem } from './opaque-item.ts';
import type { CatalogSnapshot, ItemKind, SnapshotItem } from './snapshot.ts';
import { connectionStatement } from './snapshot-connection.ts';

export const DEFAULT_REGION = 'local';

/** What names mean, read-only: declared facts, nothing inferred. */
export interface Catalog {
  /** True: an item that is not here does not exist. */
  readonly complete: boolean;
  readonly region: string;
  /** By full name, in the order of the scripts, then of the snapshot. The first declaration of a name counts. */
  readonly items: ReadonlyMap<string, CatalogItem>;
}

/**
 * Collects what the scripts declare and what a snapshot knows. An item that both have keeps the statement's
 * columns, keys and options; its id, its numbers of rows and what the statement leaves open come from the snapshot.
 */
export function createCatalog(scripts: readonly Script[], snapshot?: CatalogSnapshot): Catalog {
  const items = new Map<string, CatalogItem>();
  for (const script of scripts) {
    for (const statement of script.statements) {
      const item = declaredItem(script, statement);
      if (item !== undefined && !items.has(item.name)) items.set(item.name, item);
    }
  }
  for (const known of snapshot?.items ?? []) {
    const item = snapshotItem(known);
    const declared = items.get(item.name);
    items.set(item.name, declared === undefined ? item : completed(declared, item));
  }
  return { complete: snapshot?.complete ?? false, region: snapshot?.region ?? DEFAULT_REGION, items };
}

/** The same catalog, taken for complete: a name that is not in it does not exist. */
export function completeCatalog(catalog: Catalog): Catalog {
  return { ...catalog, complete: true };
}

/** What a name means here: by id where it has one that is known, else by its name in three parts. */
export function findItem(catalog: Catalog, name: RawName): CatalogItem | undefined {
  if (name.kind === 'IdName') {
    const byId = [...catalog.items.values()].find((item) => item.id === name.id);
    if (byId !== undefined) return byId;
  }
  const full = fullName(partsOf(name));
  return full === undefined ? undefined : catalog.items.get(full);
}

/** What a statement declares, wherever it stands; undefined for statements that declare nothing with a name. */
export function declaredItem(script: Script, statement: Statement): CatalogItem | undefined {
  const head = declaredHead(statement);
  const name = head === undefined ? undefined : fullName(head.parts);
  if (head === undefined || name === undefined) return undefined;
  const declaration = { file: script.source.name, statement, span: head.span };
  const item = { name, kind: head.kind, declaration };
  if (statement.kind === 'CreateTable') return { ...item, ...declaredTable(statement) };
  return statement.kind === 'CreateConnection' ? { ...item, connection: statement } : item;
}

interface DeclaredHead {
  readonly kind: ItemKind;
  readonly parts: readonly string[];
  readonly span: Span;
}

function declaredHead(statement: Statement): DeclaredHead | undefined {
  if (statement.kind === 'OpaqueStatement') {
    const item = readOpaqueItem(statement.text);
    if (item === undefined) return undefined;
    const { start } = statement.span;
    return { kind: item.kind, parts: item.parts, span: { start: start + item.start, end: start + item.end } };
  }
  const declared = declaredName(statement);
  if (declared === undefined) return undefined;
  const { kind, name } = declared;
  return { kind, parts: partsOf(name), span: name.span };
}

function snapshotItem(item: SnapshotItem): CatalogItem {
  const name = fullName(splitName(item.name)) ?? item.name;
  const { kind, id, rows, rowBytes, comment, columns } = item;
  return {
    name,
    kind,
    ...(item.keys === undefined ? {} : { keys: item.keys }),
    ...(id === undefined ? {} : { id }),
    ...(rows === undefined ? {} : { rows }),
    ...(rowBytes === undefined ? {} : { rowBytes }),
    ...(comment === undefined ? {} : { comment }),
    ...(columns === undefined
      ? {}
      : { columns: columns.map(({ type, ...column }) => ({ ...column, ...readType(type) })) }),
    ...(kind === 'connection' && item.type !== undefined ? { connection: connectionStatement(item) } : {}),
  };
}

/** Reads a type as a column definition of it reads; no member for a text that is no type known here. */
function readType(text: string): { readonly type?: SqlType } {
  const { value } = parse(`CREATE TABLE t (c ${text})`);
  const [statement, ...further] = value?.statements ?? [];
  if (statement?.kind !== 'CreateTable' || further.length > 0 || statement.columns.length !== 1) return {};
  const [column] = statement.columns;
  const type = column === undefined || column.options.length > 0 ? undefined : resolveDataType(column.type);
  return type === undefined ? {} : { type };
}

function completed(declared: CatalogItem, known: CatalogItem): CatalogItem {
  if (declared.kind !== known.kind) return { ...declared, snapshotKind: known.kind };
  const columns = declared.columns?.map((column) => ({ ...statisticsOf(known, column.name), ...column }));
  return { ...known, ...declared, ...(columns === undefined ? {} : { columns }) };
}

function statisticsOf(item: CatalogItem, name: string): Pick<CatalogColumn, 'distinct' | 'comment'> {
  const column = item.columns?.find((candidate) => candidate.name === name);
  return {
    ...(column?.distinct === undefined ? {} : { distinct: column.distinct }),
    ...(column?.comment === undefined ? {} : { comment: column.comment }),
  };
}
