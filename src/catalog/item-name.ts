import type { Identifier, ItemName, RawName } from '../ast/nodes.ts';

export const DEFAULT_DATABASE = 'materialize';
export const DEFAULT_SCHEMA = 'public';

/** Schemas of the system: they belong to no database, and nothing in them can be sunk. */
const SYSTEM_SCHEMAS: ReadonlySet<string> = new Set([
  'information_schema',
  'mz_catalog',
  'mz_catalog_unstable',
  'mz_internal',
  'mz_introspection',
  'mz_unsafe',
  'pg_catalog',
]);

/**
 * Completes a name to three parts and writes it as one text: `orders` is `materialize.public.orders`. Parts with a
 * dot or a quote in them stand in double quotes, so that no two names are written alike.
 *
 * @returns undefined for no parts, and for more than three
 */
export function fullName(parts: readonly string[]): string | undefined {
  const complete = completeName(parts);
  return complete === undefined ? undefined : writeName(complete);
}

function completeName(parts: readonly string[]): readonly string[] | undefined {
  const [first, second] = parts;
  if (first === undefined || parts.length > 3) return undefined;
  if (second === undefined) return [DEFAULT_DATABASE, DEFAULT_SCHEMA, first];
  if (parts.length === 3 || SYSTEM_SCHEMAS.has(first)) return parts;
  return [DEFAULT_DATABASE, ...parts];
}

/** `a.b`; a part with a dot or a quote in it stands in double quotes. */
export function writeName(parts: readonly string[]): string {
  return parts.map((part) => (/[."]/.test(part) ? `"${part.replaceAll('"', '""')}"` : part)).join('.');
}

/** The parts of a name as catalog files hold it: case is kept, double quotes only guard dots. */
export function splitName(text: string): readonly string[] {
  const parts: string[] = [];
  for (const match of text.matchAll(/(?:^|\.)(?:"((?:[^"]|"")*)"|([^.]*))/g)) {
    parts.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
  }
  return parts;
}

/** True for `mz_catalog.mz_tables` and `materialize.pg_catalog.x`. */
export function isSystemName(parts: readonly string[]): boolean {
  const schema = parts.at(-2);
  return schema !== undefined && SYSTEM_SCHEMAS.has(schema);
}

export function itemNameOf(name: RawName): ItemName {
  return name.kind === 'IdName' ? name.name : name;
}

export function partsOf(name: RawName): readonly string[] {
  return itemNameOf(name).parts.map((part: Identifier) => part.name);
}

/** A full name without the parts that go without saying: `orders` for `materialize.public.orders`. */
export function shortName(full: string): string {
  const [database, schema, ...rest] = splitName(full);
  const isDefault = database === DEFAULT_DATABASE && schema === DEFAULT_SCHEMA && rest.length > 0;
  return isDefault ? writeName(rest) : full;
}

/** As messages show a name: the parts as meant, joined by dots. */
export function writtenName(name: RawName): string {
  return writeName(partsOf(name));
}
