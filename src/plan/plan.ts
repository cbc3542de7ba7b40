import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts';
import { progressKey } from '../resolve/identity.ts';
import type { ResolvedSink } from '../resolve/resolved-sink.ts';
import { planConnection } from './connection.ts';
import { type PlanContext, placeIn, reportUnresolved } from './context.ts';
import { planDiagnostics } from './diagnostics.ts';
import { planFormats } from './formats.ts';
import { planPartitioning } from './partitioning.ts';
import type { Compression, ProgressPlan, RelationPlan, SinkPlan, TopicPlan } from './sink-plan.ts';

/** What is run today; the others are codecs of the dialect that are still to come. */
const RUNNABLE: readonly Compression[] = ['none', 'gzip', 'lz4', 'zstd'];

/** Turns a resolved sink into plain data that says all a run needs; what cannot be run is refused by name. */
export function plan(sink: ResolvedSink): Outcome<SinkPlan> {
  const diagnostics: Diagnostic[] = [];
  const context: PlanContext = { sink, report: (diagnostic) => diagnostics.push(diagnostic) };
  const relation = planRelation(context);
  const connection = planConnection(context);
  const formats = planFormats(context);
  const compression = planCompression(context);
  const partitioning = planPartitioning(context);
  const { topic, envelope, grouping } = sink;
  reportGaps(context);
  if (
    hasErrors(diagnostics) ||
    relation === undefined ||
    connection === undefined ||
    formats === undefined ||
    partitioning === undefined ||
    topic === undefined ||
    envelope === undefined ||
    grouping === undefined
  ) {
    return { diagnostics };
  }
  const value: SinkPlan = {
    version: 1,
    sink: { name: sink.name, id: sink.id, version: 0 },
    relation,
    connection,
    topic: planTopic(sink, topic.value),
    progress: planProgress(sink),
    transactionalId: sink.transactionalId.value,
    groupId: sink.groupId.value,
    envelope,
    ...formats,
    ...(sink.headers?.index === undefined ? {} : { headers: { column: sink.headers.index } }),
    grouping,
    partitioning,
    compression,
    snapshot: sink.snapshot.value,
  };
  return { value, diagnostics };
}

/** What resolving must have found; where it has not, it has said why. */
function reportGaps(context: PlanContext): void {
  const { topic, envelope, grouping, headers, relation } = context.sink;
  const known = relation.columns !== undefined;
  if (topic === undefined) reportUnresolved('topic', context);
  if (envelope === undefined) reportUnresolved('envelope', context);
  if (known && grouping === undefined) reportUnresolved('key', context);
  if (known && headers !== undefined && headers.index === undefined) reportUnresolved('headers', context);
}

function planRelation({ sink, report }: PlanContext): RelationPlan | undefined {
  const { relation, statement } = sink;
  const { name, columns, item } = relation;
  if (columns !== undefined) return { name, columns };
  const place = placeIn(sink, statement.from.span);
  const untyped = item?.columns?.find(({ type }) => type === undefined);
  if (untyped === undefined) report(planDiagnostics.create('unknown-columns', place, { name }));
  else report(planDiagnostics.create('unknown-type', place, { column: untyped.name, relation: name }));
  return undefined;
}

function planTopic(sink: ResolvedSink, name: string): TopicPlan {
  const { partitionCount, replicationFactor } = sink;
  return {
    name,
    ...(partitionCount === undefined ? {} : { partitionCount: partitionCount.value }),
    ...(replicationFactor === undefined ? {} : { replicationFactor: replicationFactor.value }),
    config: sink.topicConfig,
    metadataRefreshMs: sink.metadataRefreshMs.value,
  };
}

function planProgress({ connection, id }: ResolvedSink): ProgressPlan {
  const { progressTopic, progressReplicationFactor } = connection;
  return {
    topic: progressTopic.value,
    ...(progressReplicationFactor === undefined
      ? {}
      : { replicationFactor: progressReplicationFactor.value }),
    key: progressKey(id),
  };
}

function planCompression({ sink, report }: PlanContext): Compression {
  const compression = sink.compression.value;
  if (!RUNNABLE.includes(compression)) {
    const { into } = sink.statement;
    const option = into.options?.options.find(({ name }) => name === 'COMPRESSION TYPE');
    const place = placeIn(sink, option?.value?.span ?? into.span);
    report(planDiagnostics.create('unsupported-compression', place, { compression }));
  }
  return compression;
}
