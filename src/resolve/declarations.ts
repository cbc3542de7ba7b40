import type { CreateTableStatement, DataType, Identifier, Script, Statement } from '../ast/nodes.ts';
import { declaredItem } from '../catalog/catalog.ts';
import type { CatalogItem } from '../catalog/catalog-item.ts';
import { declaredName } from '../catalog/declared-name.ts';
import { fullName, splitName, writtenName } from '../catalog/item-name.ts';
import type { RelatedPlace } from '../diagnostics/diagnostic.ts';
import { nearestNames } from '../diagnostics/nearest.ts';
import { readDataType, TYPE_NAMES } from '../types/type-names.ts';
import { placeOf, type ResolveContext } from './context.ts';
import { resolveDiagnostics } from './diagnostics.ts';
import { reportUnknownColumn } from './key.ts';
import { typeDiagnostics } from './type-diagnostics.ts';

/**
 * Checks that a statement's name is its own. With IF NOT EXISTS a taken name is no error, but the statement does
 * nothing.
 *
 * @returns the item declared; absent for statements that declare none, or have no effect
 */
export function checkDeclaration(
  script: Script,
  statement: Statement,
  context: ResolveContext,
): CatalogItem | undefined {
  const item = declaredItem(script, statement);
  if (item === undefined) {
    checkNameLength(statement, context);
    return undefined;
  }
  const owner = context.catalog.items.get(item.name);
  const kind = owner === undefined ? undefined : clashOf(owner, item, statement);
  // A statement that is not read further may hold whatever makes it right.
  if (kind === undefined || statement.kind === 'OpaqueStatement' || isReplacing(statement)) {
    return owner ?? item;
  }
  const slug =
    'ifNotExists' in statement && statement.ifNotExists !== undefined ? 'item-exists' : 'duplicate-item';
  const place = placeOf(context, item.declaration?.span ?? statement.span);
  const related = firstPlace(owner, statement);
  context.report(resolveDiagnostics.create(slug, place, { name: item.name, kind }, { related }));
  return undefined;
}

function isReplacing(statement: Statement): boolean {
  return 'orReplace' in statement && statement.orReplace !== undefined;
}

function checkNameLength(statement: Statement, context: ResolveContext): void {
  const name = declaredName(statement)?.name;
  if (name === undefined || name.parts.length <= 3) return;
  const place = placeOf(context, name.span);
  context.report(resolveDiagnostics.create('name-too-long', place, { name: writtenName(name) }));
}

/** The kind of the item that has the name already; undefined where it is the statement's own. */
function clashOf(owner: CatalogItem, item: CatalogItem, statement: Statement): string | undefined {
  if (owner.declaration?.statement === statement) return owner.snapshotKind;
  // The snapshot is of a cluster where the statement may have been run.
  if (owner.declaration === undefined && owner.kind === item.kind) return undefined;
  return owner.kind;
}

function firstPlace(owner: CatalogItem | undefined, statement: Statement): readonly RelatedPlace[] {
  const declaration = owner?.declaration;
  if (declaration === undefined || declaration.statement === statement) return [];
  return [{ file: declaration.file, span: declaration.span, message: 'it is declared here' }];
}

/** Columns of a table are named once, and constraints name columns of the table. */
export function checkTable(
  statement: CreateTableStatement,
  item: CatalogItem,
  context: ResolveContext,
): void {
  const seen = new Map<string, Identifier>();
  for (const { name } of statement.columns) {
    const first = seen.get(name.name);
    seen.set(name.name, first ?? name);
    if (first === undefined) continue;
    const related = [{ ...placeOf(context, first.span), message: 'it is defined here first' }];
    const place = placeOf(context, name.span);
    context.report(resolveDiagnostics.create('duplicate-column', place, { name: name.name }, { related }));
  }
  for (const { type } of statement.columns) checkColumnType(type, context);
  for (const column of statement.constraints.flatMap(({ columns }) => columns)) {
    if (seen.has(column.name)) continue;
    reportUnknownColumn(placeOf(context, column.span), column.name, { name: item.name, item }, context);
  }
}

/** A type that exists and cannot be used here is no error of the table. */
function checkColumnType(dataType: DataType, context: ResolveContext): void {
  const type = readDataType(dataType);
  if (!('problem' in type)) return;
  const place = placeOf(context, type.span);
  if (type.problem === 'modifier') {
    context.report(typeDiagnostics.create('type-modifier', place, { reason: type.reason ?? type.name }));
  } else if (type.problem === 'unknown' && context.catalog.complete && !isCustomType(type.name, context)) {
    const nearest = nearestNames(type.name, TYPE_NAMES);
    context.report(typeDiagnostics.create('unknown-type', place, { name: type.name, nearest }));
  }
}

function isCustomType(name: string, context: ResolveContext): boolean {
  const full = fullName(splitName(name));
  return full !== undefined && context.catalog.items.get(full)?.kind === 'type';
}
