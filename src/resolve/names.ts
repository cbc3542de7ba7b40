import type { RawName } from '../ast/nodes.ts';
import { findItem } from '../catalog/catalog.ts';
import type { CatalogItem } from '../catalog/catalog-item.ts';
import { fullName, itemNameOf, partsOf, splitName, writtenName } from '../catalog/item-name.ts';
import type { ItemKind } from '../catalog/snapshot.ts';
import type { Fix } from '../diagnostics/diagnostic.ts';
import { nearestNames } from '../diagnostics/nearest.ts';
import { printName } from '../format/print-names.ts';
import type { Span } from '../source/span.ts';
import { placeOf, type ResolveContext } from './context.ts';
import { resolveDiagnostics } from './diagnostics.ts';

/** What a reference means. */
export interface Reference {
  /** As messages show it. */
  readonly written: string;
  /** In three parts where it can have them, else as written. */
  readonly name: string;
  /** Absent: not in the catalog. */
  readonly item?: CatalogItem;
  /** True: not in the catalog, and the catalog would have it. Not yet reported. */
  readonly missing: boolean;
}

/** Looks a name up; a name of more than three parts is reported. */
export function lookUp(name: RawName, context: ResolveContext): Reference {
  const written = writtenName(name);
  const full = fullName(partsOf(name));
  if (full === undefined) {
    const place = placeOf(context, itemNameOf(name).span);
    context.report(resolveDiagnostics.create('name-too-long', place, { name: written }));
    return { written, name: written, missing: false };
  }
  const item = findItem(context.catalog, name);
  if (item !== undefined) return { written, name: item.name, item, missing: false };
  return { written, name: full, missing: context.catalog.complete };
}

/** The names of some kinds most like one that was not found, as short as they were written. */
export function nearestItems(
  name: RawName,
  kinds: readonly ItemKind[],
  context: ResolveContext,
): readonly string[] {
  const candidates = [...context.catalog.items.values()].filter(({ kind }) => kinds.includes(kind));
  const count = partsOf(name).length;
  return nearestNames(
    writtenName(name),
    candidates.map((item) => splitName(item.name).slice(-count).join('.')),
  );
}

/** Writes another name in the place of one that was not found. */
export function renameFixes(name: RawName, nearest: readonly string[]): readonly Fix[] {
  const [best] = nearest;
  if (best === undefined || name.kind === 'IdName') return [];
  return replaceFixes(name.span, splitName(best).map(printName).join('.'));
}

/** One edit that a person has to agree to. */
export function replaceFixes(span: Span, text: string): readonly Fix[] {
  return [{ title: `Replace it by ${text}`, applicability: 'suggested', edits: [{ span, text }] }];
}

/** `a table`, `an index` */
export function withArticle(kind: string): string {
  return `${/^[aeiou]/i.test(kind) ? 'an' : 'a'} ${kind}`;
}
