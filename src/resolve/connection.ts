import type { ConnectionOption, CreateConnectionStatement, RawName } from '../ast/nodes.ts';
import type { CatalogItem } from '../catalog/catalog-item.ts';
import type { ItemKind } from '../catalog/snapshot.ts';
import { nearestNames } from '../diagnostics/nearest.ts';
import { readBrokers } from './brokers.ts';
import { placeOf, type ResolveContext, silentContext } from './context.ts';
import { resolveDiagnostics } from './diagnostics.ts';
import { defaultProgressTopic, escapeIdentity, MAX_TOPIC_LENGTH } from './identity.ts';
import { lookUp, nearestItems, renameFixes, withArticle } from './names.ts';
import { CONNECTION_OPTIONS, KAFKA_CONNECTION_OPTIONS, type OptionRow } from './options.ts';
import { readOptions } from './read-options.ts';
import { checkRegistryConnection } from './registry-connection.ts';
import type { ConnectionFeature, KafkaConnection, ResolvedConnection, Sourced } from './resolved-sink.ts';
import { readSecurity } from './security.ts';

/** Checks a CREATE CONNECTION: its options, what they name, and what they say together. */
export function checkConnection(statement: CreateConnectionStatement, context: ResolveContext): void {
  const table = CONNECTION_OPTIONS[statement.type];
  if (table === undefined) return;
  checkOptionNames(statement, table, context);
  checkItems(statement.options.options, context);
  if (statement.type === 'KAFKA') readKafkaConnection(statement, context);
  else checkRegistryConnection(statement, context);
}

/** What a sink's connection is, read from its statement or from the snapshot without any report. */
export function resolveConnection(name: RawName, context: ResolveContext): ResolvedConnection {
  const { item, name: full, written, missing } = lookUp(name, context);
  const kafkaItem = item === undefined || isKafka(item) ? item : undefined;
  if (missing || kafkaItem !== item) reportUnusable(name, written, item, context);
  const id = kafkaItem?.id ?? escapeIdentity(full);
  const statement = kafkaItem?.connection;
  if (kafkaItem === undefined || statement === undefined) {
    return {
      name: full,
      id,
      ...(kafkaItem === undefined ? {} : { item: kafkaItem }),
      progressTopic: progressTopic(undefined, id, name, context),
    };
  }
  const silent = silentContext(context, kafkaItem.declaration?.file ?? '');
  const options = readOptions(statement.options, KAFKA_CONNECTION_OPTIONS, silent);
  const factor = options['PROGRESS TOPIC REPLICATION FACTOR']?.value;
  return {
    name: full,
    id,
    item: kafkaItem,
    progressTopic: progressTopic(options['PROGRESS TOPIC']?.value, id, name, context),
    ...(factor === undefined ? {} : { progressReplicationFactor: { value: factor, from: 'connection' } }),
    kafka: readKafkaConnection(statement, silent, kafkaItem.declaration === undefined),
  };
}

/** True for a connection whose type is Kafka, or not known. */
function isKafka(item: CatalogItem): boolean {
  return item.kind === 'connection' && (item.connection === undefined || item.connection.type === 'KAFKA');
}

function reportUnusable(
  name: RawName,
  written: string,
  item: CatalogItem | undefined,
  context: ResolveContext,
): void {
  const nearest = nearestItems(name, ['connection'], context).filter((candidate) => candidate !== written);
  const kind = item === undefined ? {} : { kind: describeConnection(item) };
  context.report(
    resolveDiagnostics.create(
      'unknown-connection',
      placeOf(context, name.span),
      { name: written, nearest, wanted: 'a Kafka connection', ...kind },
      { fixes: renameFixes(name, nearest) },
    ),
  );
}

/** `a table`, `a CONFLUENT SCHEMA REGISTRY connection` */
export function describeConnection(item: CatalogItem): string {
  const type = item.connection?.type;
  return withArticle(type === undefined ? item.kind : `${type} connection`);
}

function progressTopic(
  given: string | undefined,
  connectionId: string,
  name: RawName,
  context: ResolveContext,
): Sourced<string> {
  if (given !== undefined) return { value: given, from: 'connection' };
  const value = defaultProgressTopic(escapeIdentity(context.catalog.region), connectionId);
  if (value.length > MAX_TOPIC_LENGTH) {
    const parameters = { name: value, option: 'PROGRESS TOPIC' };
    context.report(resolveDiagnostics.create('identity-too-long', placeOf(context, name.span), parameters));
  }
  return { value, from: 'default' };
}

/** Reads a Kafka connection; a connection of the snapshot has no places to point at. */
function readKafkaConnection(
  statement: CreateConnectionStatement,
  context: ResolveContext,
  fromSnapshot = false,
): KafkaConnection {
  const options = readOptions(statement.options, KAFKA_CONNECTION_OPTIONS, context);
  const factor = options['PROGRESS TOPIC REPLICATION FACTOR'];
  if (factor?.value !== undefined && factor.value <= 0) {
    const option = 'PROGRESS TOPIC REPLICATION FACTOR';
    const reason = `expected a positive integer, found ${factor.value}`;
    context.report(
      resolveDiagnostics.create('option-value', placeOf(context, factor.valueSpan), { option, reason }),
    );
  }
  const brokers = readBrokers(statement, context);
  const security = readSecurity(options, statement, context);
  const features = [...topLevelFeatures(statement), ...brokers.features];
  const beyondUs = features.map(
    ({ name, span }): ConnectionFeature =>
      fromSnapshot ? { name } : { name, place: placeOf(context, span) },
  );
  return { brokers: brokers.addresses, ...security, beyondUs };
}

function topLevelFeatures(statement: CreateConnectionStatement) {
  return statement.options.options
    .filter(({ name }) => ['SSH TUNNEL', 'AWS PRIVATELINK', 'AWS CONNECTION'].includes(name))
    .map(({ name, span }) => ({ name, span }));
}

function checkOptionNames(
  statement: CreateConnectionStatement,
  table: Readonly<Record<string, OptionRow>>,
  context: ResolveContext,
): void {
  for (const { name, nameSpan } of statement.options.options) {
    if (table[name] !== undefined) continue;
    const nearest = nearestNames(name, Object.keys(table), 1)[0];
    const permitted = Object.keys(table);
    const parameters = { option: name, type: statement.type, nearest, permitted };
    context.report(resolveDiagnostics.create('connection-option', placeOf(context, nameSpan), parameters));
  }
}

/** Secrets, tunnels and links must exist, and be what they are used as. */
function checkItems(options: readonly ConnectionOption[], context: ResolveContext): void {
  for (const option of options) {
    if (option.value?.kind === 'SecretReference') checkItem(option.value.name, 'secret', context);
    if (option.item !== undefined)
      checkItem(option.item, 'connection', context, CONNECTION_TYPES[option.name]);
    const links = [option.privateLink, ...(option.brokers ?? []).map((broker) => broker.privateLink)];
    for (const link of links)
      if (link !== undefined) checkItem(link.connection, 'connection', context, 'AWS PRIVATELINK');
    for (const { sshTunnel } of option.brokers ?? []) {
      if (sshTunnel !== undefined) checkItem(sshTunnel, 'connection', context, 'SSH TUNNEL');
    }
  }
}

/** The type of the connection that an option names. */
const CONNECTION_TYPES: Readonly<Record<string, string>> = {
  'SSH TUNNEL': 'SSH TUNNEL',
  'AWS CONNECTION': 'AWS',
  'GCP CONNECTION': 'GCP',
};

function checkItem(name: RawName, kind: ItemKind, context: ResolveContext, type?: string): void {
  const { item, written, missing } = lookUp(name, context);
  const place = placeOf(context, name.span);
  const actual = item?.connection?.type;
  if (missing) {
    const nearest = nearestItems(name, [kind], context);
    const fixes = renameFixes(name, nearest);
    context.report(
      resolveDiagnostics.create('unknown-item', place, { kind, name: written, nearest }, { fixes }),
    );
  } else if (
    item !== undefined &&
    (item.kind !== kind || (type !== undefined && actual !== undefined && actual !== type))
  ) {
    const parameters = {
      name: written,
      nearest: [],
      kind: describeConnection(item),
      wanted: withArticle(type === undefined ? kind : `${type} ${kind}`),
    };
    context.report(resolveDiagnostics.create('unknown-connection', place, parameters));
  }
}
