import type { RawName } from '../ast/nodes.ts';
import type { CatalogItem } from '../catalog/catalog-item.ts';
import { isSystemName, partsOf, writtenName } from '../catalog/item-name.ts';
import type { ItemKind } from '../catalog/snapshot.ts';
import type { Column } from '../types/sql-type.ts';
import { placeOf, type ResolveContext } from './context.ts';
import { resolveDiagnostics } from './diagnostics.ts';
import { lookUp, nearestItems, renameFixes } from './names.ts';
import type { ResolvedRelation } from './resolved-sink.ts';

const SINKABLE: readonly ItemKind[] = ['table', 'source', 'materialized view'];

/** What FROM names: it must exist, and be something whose changes can be sent. */
export function resolveRelation(name: RawName, context: ResolveContext): ResolvedRelation {
  if (isSystemName(partsOf(name))) {
    const written = writtenName(name);
    reportKind(name, written, 'system object', context);
    return { name: written };
  }
  const { item, name: full, written, missing } = lookUp(name, context);
  if (missing) {
    const nearest = nearestItems(name, SINKABLE, context);
    const fixes = renameFixes(name, nearest);
    const place = placeOf(context, name.span);
    context.report(
      resolveDiagnostics.create('unknown-relation', place, { name: written, nearest }, { fixes }),
    );
  }
  if (item !== undefined && !SINKABLE.includes(item.kind)) reportKind(name, written, item.kind, context);
  return item === undefined ? { name: full } : describeRelation(full, item, context);
}

function reportKind(name: RawName, written: string, kind: string, context: ResolveContext): void {
  const place = placeOf(context, name.span);
  context.report(resolveDiagnostics.create('not-sinkable', place, { name: written, kind }));
}

function describeRelation(name: string, item: CatalogItem, context: ResolveContext): ResolvedRelation {
  const columns = knownColumns(item);
  const keys = knownKeys(item, context.catalog.complete);
  return {
    name,
    item,
    ...(columns === undefined ? {} : { columns }),
    ...(keys === undefined ? {} : { keys }),
  };
}

function knownColumns(item: CatalogItem): readonly Column[] | undefined {
  const columns: Column[] = [];
  for (const { name, type, nullable } of item.columns ?? []) {
    if (type === undefined) return undefined;
    columns.push({ name, type, nullable });
  }
  return item.columns === undefined ? undefined : columns;
}

/** In a complete catalog a relation whose keys are not said has none. */
function knownKeys(item: CatalogItem, complete: boolean): readonly (readonly number[])[] | undefined {
  if (item.columns === undefined || (item.keys === undefined && !complete)) return undefined;
  const names = item.columns.map((column) => column.name);
  return (item.keys ?? [])
    .map((key) => key.map((column) => names.indexOf(column)))
    .filter((key) => !key.includes(-1));
}
