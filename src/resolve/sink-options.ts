import type { CreateSinkStatement } from '../ast/nodes.ts';
import { nearestNames } from '../diagnostics/nearest.ts';
import { placeOf, type ResolveContext } from './context.ts';
import { resolveDiagnostics } from './diagnostics.ts';
import { replaceFixes } from './names.ts';
import { COMPRESSIONS, KAFKA_SINK_OPTIONS, SINK_OPTIONS } from './options.ts';
import { type GivenOption, type GivenOptions, readOptions } from './read-options.ts';
import type { ResolvedSink, Sourced } from './resolved-sink.ts';

const DEFAULT_REFRESH_MS = 30_000;
const MIN_REFRESH_MS = 1000;
const MAX_REFRESH_MS = 3_600_000;

type KafkaSinkOptions = GivenOptions<typeof KAFKA_SINK_OPTIONS>;

export type TopicOptions = Pick<
  ResolvedSink,
  'topic' | 'partitionCount' | 'replicationFactor' | 'topicConfig' | 'metadataRefreshMs' | 'compression'
> & {
  readonly transactionalIdPrefix?: string;
  readonly groupIdPrefix?: string;
};

/** Reads the options behind the connection, and what they say together. */
export function readTopicOptions(statement: CreateSinkStatement, context: ResolveContext): TopicOptions {
  const options = readOptions(statement.into.options, KAFKA_SINK_OPTIONS, context);
  checkTopic(options, statement, context);
  checkLegacyIds(options, context);
  checkPositive(options, 'TOPIC PARTITION COUNT', context);
  checkPositive(options, 'TOPIC REPLICATION FACTOR', context);
  const topic = sourced(options.TOPIC?.value);
  const partitionCount = sourced(options['TOPIC PARTITION COUNT']?.value);
  const replicationFactor = sourced(options['TOPIC REPLICATION FACTOR']?.value);
  const transactionalIdPrefix = options['TRANSACTIONAL ID PREFIX']?.value;
  const groupIdPrefix = options['PROGRESS GROUP ID PREFIX']?.value;
  return {
    topicConfig: options['TOPIC CONFIG']?.value ?? {},
    metadataRefreshMs: refreshInterval(options, context),
    compression: compression(options['COMPRESSION TYPE'], context),
    ...(topic === undefined ? {} : { topic }),
    ...(partitionCount === undefined ? {} : { partitionCount }),
    ...(replicationFactor === undefined ? {} : { replicationFactor }),
    ...(transactionalIdPrefix === undefined ? {} : { transactionalIdPrefix }),
    ...(groupIdPrefix === undefined ? {} : { groupIdPrefix }),
  };
}

function sourced<T>(value: T | undefined): Sourced<T> | undefined {
  return value === undefined ? undefined : { value, from: 'statement' };
}

function checkTopic(options: KafkaSinkOptions, { into }: CreateSinkStatement, context: ResolveContext): void {
  if (options.TOPIC !== undefined) return;
  context.report(resolveDiagnostics.create('missing-topic', placeOf(context, into.connection.span), {}));
}

/** Ids of old: `LEGACY IDS = false` says nothing, and says it to nobody's harm. */
function checkLegacyIds(options: KafkaSinkOptions, context: ResolveContext): void {
  const legacy = options['LEGACY IDS'];
  if (legacy?.value !== true) return;
  const place = placeOf(context, legacy.span);
  const reason = 'New sinks cannot have ids of the old form: they are not supported.';
  context.report(resolveDiagnostics.create('option-not-allowed', place, { option: 'LEGACY IDS', reason }));
  for (const second of ['TRANSACTIONAL ID PREFIX', 'PROGRESS GROUP ID PREFIX'] as const) {
    if (options[second] === undefined) continue;
    const parameters = { first: 'LEGACY IDS', second };
    const conflict = placeOf(context, options[second].nameSpan);
    context.report(resolveDiagnostics.create('option-conflict', conflict, parameters));
  }
}

function checkPositive(
  options: KafkaSinkOptions,
  option: 'TOPIC PARTITION COUNT' | 'TOPIC REPLICATION FACTOR',
  context: ResolveContext,
): void {
  const given = options[option];
  if (given?.value === undefined || given.value > 0) return;
  const reason = `expected a positive integer, found ${given.value}`;
  const parameters =
    given.value === -1
      ? { option, reason, hint: "Leave the option out for the broker's default." }
      : { option, reason };
  context.report(resolveDiagnostics.create('option-value', placeOf(context, given.valueSpan), parameters));
}

function refreshInterval(options: KafkaSinkOptions, context: ResolveContext): Sourced<number> {
  const option = 'TOPIC METADATA REFRESH INTERVAL';
  const given = options[option];
  if (given?.value === undefined) return { value: DEFAULT_REFRESH_MS, from: 'default' };
  const { value } = given;
  const reason =
    value > MAX_REFRESH_MS
      ? 'must be at most 1 hour'
      : value < MIN_REFRESH_MS
        ? 'must be at least 1 second'
        : undefined;
  if (reason !== undefined) {
    const place = placeOf(context, given.valueSpan);
    context.report(resolveDiagnostics.create('option-value', place, { option, reason }));
  }
  return { value, from: 'statement' };
}

function compression(
  given: GivenOption<string> | undefined,
  context: ResolveContext,
): ResolvedSink['compression'] {
  if (given?.value === undefined) return { value: 'lz4', from: 'default' };
  const written = given.value.toLowerCase();
  const value = COMPRESSIONS.find((name) => name === written);
  if (value !== undefined) return { value, from: 'statement' };
  const [nearest] = nearestNames(written, COMPRESSIONS, 1);
  const fixes = nearest === undefined ? [] : replaceFixes(given.valueSpan, `'${nearest}'`);
  const reason = `"${given.value}" is not one of ${COMPRESSIONS.join(', ')}`;
  const parameters = { option: 'COMPRESSION TYPE', reason };
  const place = placeOf(context, given.valueSpan);
  context.report(resolveDiagnostics.create('option-value', place, parameters, { fixes }));
  return { value: 'lz4', from: 'default' };
}

/** Reads `WITH (...)` behind a sink, of which Kafka sinks know one option. */
export function readSnapshotOption(
  { withOptions }: CreateSinkStatement,
  context: ResolveContext,
): Sourced<boolean> {
  const options = readOptions(withOptions, SINK_OPTIONS, context);
  for (const [name, reason] of Object.entries(NOT_FOR_KAFKA)) {
    const given = options[name as keyof typeof NOT_FOR_KAFKA];
    if (given === undefined) continue;
    const place = placeOf(context, given.span);
    context.report(resolveDiagnostics.create('option-not-allowed', place, { option: name, reason }));
  }
  const snapshot = options.SNAPSHOT?.value;
  return snapshot === undefined ? { value: true, from: 'default' } : { value: snapshot, from: 'statement' };
}

const NOT_FOR_KAFKA = {
  VERSION: 'The server counts versions itself; VERSION is not allowed in a statement.',
  'PARTITION STRATEGY': 'It is written by the server only.',
  'COMMIT INTERVAL': 'Kafka sinks commit at every frontier; only Iceberg sinks have an interval.',
} as const;
