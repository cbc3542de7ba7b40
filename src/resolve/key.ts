import type { CreateSinkStatement, Identifier, KeyClause } from '../ast/nodes.ts';
import { shortName } from '../catalog/item-name.ts';
import type { Place } from '../diagnostics/define.ts';
import type { Fix } from '../diagnostics/diagnostic.ts';
import { nearestNames } from '../diagnostics/nearest.ts';
import { printName } from '../format/print-names.ts';
import type { Span } from '../source/span.ts';
import { placeOf, type ResolveContext } from './context.ts';
import { resolveDiagnostics } from './diagnostics.ts';
import { columnDiagnostics } from './expression-diagnostics.ts';
import { replaceFixes } from './names.ts';
import type { ResolvedColumn, ResolvedGrouping, ResolvedKey, ResolvedRelation } from './resolved-sink.ts';

/** Binds the columns of KEY and, for ENVELOPE UPSERT, proves that the key is unique. */
export function resolveKey(
  clause: KeyClause,
  relation: ResolvedRelation,
  envelope: 'upsert' | 'debezium' | undefined,
  context: ResolveContext,
): ResolvedKey {
  const names = withoutDuplicates(clause, context);
  const columns = names.map((name) => resolveColumn(name, relation, context));
  const enforced = clause.notEnforced === undefined;
  const proven = isProven(columns, relation.keys);
  if (proven === false && enforced && envelope === 'upsert') {
    reportUnproven(columns, clauseColumnsSpan(clause), relation, context);
  }
  return { columns, enforced, ...(proven === undefined ? {} : { proven }) };
}

function withoutDuplicates(clause: KeyClause, context: ResolveContext): readonly Identifier[] {
  const seen = new Map<string, Identifier>();
  for (const [index, column] of clause.columns.entries()) {
    const first = seen.get(column.name);
    if (first === undefined) {
      seen.set(column.name, column);
      continue;
    }
    const before = clause.columns[index - 1] ?? first;
    const edits = [{ span: { start: before.span.end, end: column.span.end }, text: '' }];
    const fix: Fix = { title: 'Leave the repetition out', applicability: 'safe', edits };
    const related = [{ ...placeOf(context, first.span), message: 'it stands here first' }];
    context.report(
      resolveDiagnostics.create(
        'duplicate-key-column',
        placeOf(context, column.span),
        { name: column.name },
        { related, fixes: [fix] },
      ),
    );
  }
  return [...seen.values()];
}

/** Binds one column by its bare name; where the relation's columns are not known, only the name is kept. */
export function resolveColumn(
  { name, span }: Identifier,
  relation: ResolvedRelation,
  context: ResolveContext,
): ResolvedColumn {
  const columns = relation.item?.columns;
  if (columns === undefined) return { name, span };
  const index = columns.findIndex((column) => column.name === name);
  const place = placeOf(context, span);
  if (index < 0) {
    reportUnknownColumn(place, name, relation, context);
    return { name, span };
  }
  if (columns.findLastIndex((column) => column.name === name) !== index) {
    context.report(columnDiagnostics.create('ambiguous-column', place, { name }));
    return { name, span };
  }
  return { name, span, index };
}

export function reportUnknownColumn(
  place: Place,
  name: string,
  relation: ResolvedRelation,
  context: ResolveContext,
): void {
  const candidates = (relation.item?.columns ?? []).map((column) => column.name);
  const nearest = nearestNames(name, candidates);
  const fixes = nearest.slice(0, 1).flatMap((best) => replaceFixes(place.span, printName(best)));
  const parameters = { name, relation: shortName(relation.name), nearest };
  context.report(columnDiagnostics.create('unknown-column', place, parameters, { fixes }));
}

/** A key is proven where some known key lies inside; the empty key lies inside every one. */
function isProven(
  columns: readonly ResolvedColumn[],
  keys: readonly (readonly number[])[] | undefined,
): boolean | undefined {
  const positions = new Set(columns.map(({ index }) => index));
  if (keys === undefined || positions.has(undefined)) return undefined;
  return keys.some((key) => key.every((position) => positions.has(position)));
}

function reportUnproven(
  columns: readonly ResolvedColumn[],
  span: Span,
  relation: ResolvedRelation,
  context: ResolveContext,
): void {
  const nameAt = (position: number): string => relation.item?.columns?.[position]?.name ?? '?';
  const parameters = {
    columns: columns.map(({ name }) => name),
    relation: relation.name,
    keys: (relation.keys ?? []).map((key) => key.map(nameAt)),
  };
  context.report(resolveDiagnostics.create('unproven-key', placeOf(context, span), parameters));
}

/** The columns between the parentheses. */
function clauseColumnsSpan(clause: KeyClause): Span {
  const [first] = clause.columns;
  const last = clause.columns.at(-1);
  if (first === undefined || last === undefined) return clause.span;
  return { start: first.span.start, end: last.span.end };
}

/** ENVELOPE UPSERT replaces messages by their key, so there must be one. */
export function checkUpsertKey(
  statement: CreateSinkStatement,
  relation: ResolvedRelation,
  context: ResolveContext,
): void {
  const { envelope, key, into } = statement;
  if (envelope?.envelope !== 'UPSERT' || key !== undefined) return;
  const known = relation.item?.keys?.find((columns) => columns.length > 0);
  const fixes: Fix[] = [];
  if (known !== undefined) {
    const text = ` KEY (${known.map(printName).join(', ')})`;
    const edits = [{ span: { start: into.span.end, end: into.span.end }, text }];
    fixes.push({ title: `Add${text}`, applicability: 'suggested', edits });
  }
  const place = placeOf(context, envelope.span);
  context.report(resolveDiagnostics.create('upsert-without-key', place, {}, { fixes }));
}

/** What pairs retractions with insertions: the key, else the first known unique key, else the whole row. */
export function chooseGrouping(
  key: ResolvedKey | undefined,
  relation: ResolvedRelation,
): ResolvedGrouping | undefined {
  if (key !== undefined) {
    const columns = key.columns.map(({ index }) => index).filter((index) => index !== undefined);
    return columns.length === key.columns.length ? { by: 'key', columns } : undefined;
  }
  if (relation.keys === undefined) return undefined;
  const [first] = relation.keys;
  return first === undefined ? { by: 'row', columns: [] } : { by: 'unique key', columns: first };
}
