import type { CreateSinkStatement } from '../ast/nodes.ts';
import type { CatalogItem } from '../catalog/catalog-item.ts';
import type { Span } from '../source/span.ts';
import { resolveConnection } from './connection.ts';
import { placeOf, type ResolveContext } from './context.ts';
import { resolveDiagnostics } from './diagnostics.ts';
import { resolveFormats } from './formats.ts';
import { resolveHeaders } from './headers.ts';
import { escapeIdentity, sinkIdentity } from './identity.ts';
import { checkUpsertKey, chooseGrouping, resolveKey } from './key.ts';
import { resolvePartitionBy } from './partition-by.ts';
import { resolveRelation } from './relation.ts';
import type { ResolvedConnection, ResolvedSink, Sourced } from './resolved-sink.ts';
import { readSnapshotOption, readTopicOptions } from './sink-options.ts';

/**
 * Binds the names of a sink and reads its options, reporting all that is wrong with it.
 *
 * @param item  what the statement declares; absent for a sink without a name, or without effect
 */
export function resolveSink(
  statement: CreateSinkStatement,
  item: CatalogItem | undefined,
  context: ResolveContext,
): ResolvedSink | undefined {
  checkClauses(statement, context);
  const envelope = envelopeOf(statement);
  const relation = resolveRelation(statement.from, context);
  const connection = resolveConnection(statement.into.connection, context);
  const { transactionalIdPrefix, groupIdPrefix, ...options } = readTopicOptions(statement, context);
  const key =
    statement.key === undefined ? undefined : resolveKey(statement.key, relation, envelope, context);
  checkUpsertKey(statement, relation, context);
  const headers =
    statement.headers === undefined
      ? undefined
      : resolveHeaders(statement.headers, relation, statement.envelope, context);
  const partitionBy = resolvePartitionBy(statement, relation, key, context);
  const format = resolveFormats(statement, relation, key, context);
  const snapshot = readSnapshotOption(statement, context);
  if (item === undefined) return undefined;
  const id = idOf(item);
  checkIdentity(statement, item, context);
  checkProgressTopic(statement, options.topic?.value, connection, context);
  const grouping = chooseGrouping(key, relation);
  return {
    file: context.file,
    statement,
    name: item.name,
    id,
    relation,
    connection,
    ...options,
    ...identities({ transactionalIdPrefix, groupIdPrefix }, connection, id, context),
    snapshot,
    ...(envelope === undefined ? {} : { envelope }),
    ...(key === undefined ? {} : { key }),
    ...(headers === undefined ? {} : { headers }),
    ...(format === undefined ? {} : { format }),
    ...(partitionBy === undefined ? {} : { partitionBy }),
    ...(grouping === undefined ? {} : { grouping }),
  };
}

function idOf(item: CatalogItem): string {
  return item.id ?? escapeIdentity(item.name);
}

/** Names that differ can have one identity, after escaping or by an id that was given twice. */
function checkIdentity(statement: CreateSinkStatement, item: CatalogItem, context: ResolveContext): void {
  const id = idOf(item);
  for (const other of context.catalog.items.values()) {
    if (other.kind !== 'sink' || other.name === item.name || idOf(other) !== id) continue;
    const place = placeOf(context, headSpan(statement));
    context.report(resolveDiagnostics.create('duplicate-identity', place, { other: other.name, id }));
    return;
  }
}

function checkProgressTopic(
  { into }: CreateSinkStatement,
  topic: string | undefined,
  connection: ResolvedConnection,
  context: ResolveContext,
): void {
  if (topic === undefined || connection.progressTopic.value !== topic) return;
  const option = into.options?.options.find(({ name }) => name === 'TOPIC');
  const place = placeOf(context, option?.value?.span ?? into.span);
  context.report(resolveDiagnostics.create('progress-topic-as-topic', place, { topic }));
}

function envelopeOf({ envelope }: CreateSinkStatement): 'upsert' | 'debezium' | undefined {
  if (envelope === undefined) return undefined;
  return envelope.envelope === 'UPSERT' ? 'upsert' : 'debezium';
}

/** What a sink cannot do without. */
function checkClauses(statement: CreateSinkStatement, context: ResolveContext): void {
  const place = placeOf(context, headSpan(statement));
  if (statement.name === undefined) context.report(resolveDiagnostics.create('missing-name', place, {}));
  if (statement.format === undefined) {
    context.report(resolveDiagnostics.create('missing-clause', place, { clause: 'FORMAT' }));
  }
  if (statement.envelope === undefined) {
    context.report(resolveDiagnostics.create('missing-clause', place, { clause: 'ENVELOPE' }));
  }
}

/** Where something is missing: the sink's name, else the word `CREATE`. */
function headSpan({ name, span }: CreateSinkStatement): Span {
  return name?.span ?? { start: span.start, end: span.start + 'CREATE'.length };
}

function identities(
  prefixes: {
    readonly transactionalIdPrefix: string | undefined;
    readonly groupIdPrefix: string | undefined;
  },
  connection: ResolvedConnection,
  id: string,
  context: ResolveContext,
): Pick<ResolvedSink, 'transactionalId' | 'groupId'> {
  const base = sinkIdentity(escapeIdentity(context.catalog.region), connection.id, id);
  const identity = (prefix: string | undefined): Sourced<string> =>
    prefix === undefined ? { value: base, from: 'default' } : { value: prefix + base, from: 'statement' };
  return {
    transactionalId: identity(prefixes.transactionalIdPrefix),
    groupId: identity(prefixes.groupIdPrefix),
  };
}
