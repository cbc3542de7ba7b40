import { PLAIN, type Styles } from '../diagnostics/styles.ts';
import type { Origin, ResolvedSink, Sourced } from '../resolve/resolved-sink.ts';
import { displayType, showType } from '../types/show-type.ts';
import type { Column } from '../types/sql-type.ts';
import type { ConnectionPlan, SinkPlan, TextOrSecret } from './sink-plan.ts';

/** A label, what stands behind it, and where that comes from. */
interface Row {
  readonly label: string;
  readonly value: string;
  readonly from?: Origin | 'broker';
}

/**
 * The plan for people: what happens to a row, and where each setting comes from.
 *
 * @param resolved  the sink the plan was made of; without it, origins are not shown
 */
export function renderPlan(plan: SinkPlan, resolved?: ResolvedSink, styles: Styles = PLAIN): string {
  const sections = [
    placeRows(plan, resolved),
    topicRows(plan, resolved),
    messageRows(plan),
    partitionRows(plan),
    progressRows(plan, resolved),
  ];
  const width = Math.max(...sections.flat().map(({ label }) => label.length));
  const lines = sections.map((rows) => rows.map((row) => renderRow(row, width, styles)).join('\n'));
  return `${styles.strong(`sink ${plan.sink.name}`)}\n${lines.join('\n\n')}\n`;
}

function renderRow({ label, value, from }: Row, width: number, styles: Styles): string {
  const origin = from === undefined ? '' : styles.faint(` (${from})`);
  return `  ${styles.faint(label.padEnd(width))}  ${value}${origin}`;
}

function row<T>(label: string, value: string, source?: Sourced<T>): Row {
  return source === undefined ? { label, value } : { label, value, from: source.from };
}

function placeRows({ relation, connection }: SinkPlan, resolved?: ResolvedSink): readonly Row[] {
  const kind = resolved?.relation.item?.kind;
  return [
    { label: 'reads', value: kind === undefined ? relation.name : `${kind} ${relation.name}` },
    { label: 'connection', value: connection.name },
    ...connection.brokers.map((broker, index) => ({ label: index === 0 ? 'brokers' : '', value: broker })),
    row('security', showSecurity(connection), resolved?.connection.kafka?.securityProtocol),
  ];
}

function showSecurity({ tls, sasl }: ConnectionPlan): string {
  const parts: string[] = [];
  if (tls !== undefined) {
    parts.push('TLS');
    if (tls.certificateAuthority !== undefined) parts.push(`authority ${showText(tls.certificateAuthority)}`);
    if (tls.certificate !== undefined) parts.push(`certificate ${showText(tls.certificate)}`);
  }
  if (sasl !== undefined) {
    parts.push(`${sasl.mechanism}, user ${showText(sasl.username)}, password ${showText(sasl.password)}`);
  }
  return parts.length === 0 ? 'none: plain text' : parts.join(', ');
}

/** Certificates are texts of many lines, and user names are nobody's business here. */
function showText(text: TextOrSecret): string {
  return text.kind === 'secret' ? `secret ${text.name}` : 'in the statement';
}

const BROKER_DEFAULT = "the broker's default";

function topicRows({ topic, compression }: SinkPlan, resolved?: ResolvedSink): readonly Row[] {
  const config = Object.entries(topic.config);
  return [
    row('topic', topic.name, resolved?.topic),
    countRow('partitions', topic.partitionCount, resolved?.partitionCount),
    countRow('replicas', topic.replicationFactor, resolved?.replicationFactor),
    ...config.map(([key, value], index): Row => {
      const label = index === 0 ? 'topic config' : '';
      return { label, value: `${key} = ${value}`, ...(resolved === undefined ? {} : { from: 'statement' }) };
    }),
    ...(config.length === 0 ? [{ label: 'topic config', value: BROKER_DEFAULT }] : []),
    row('refresh', `every ${showMilliseconds(topic.metadataRefreshMs)}`, resolved?.metadataRefreshMs),
    row('compression', compression, resolved?.compression),
  ];
}

function countRow(label: string, count: number | undefined, source?: Sourced<number>): Row {
  return count === undefined ? { label, value: BROKER_DEFAULT } : row(label, String(count), source);
}

function showMilliseconds(milliseconds: number): string {
  if (milliseconds % 60_000 === 0) return `${milliseconds / 60_000} min`;
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}

function messageRows({
  relation,
  key,
  value,
  envelope,
  headers,
  grouping,
  snapshot,
}: SinkPlan): readonly Row[] {
  const { columns } = relation;
  const at = (positions: readonly number[]) =>
    positions.map((position) => columns[position]).filter((column) => column !== undefined);
  const names = (positions: readonly number[]) =>
    at(positions)
      .map(({ name }) => name)
      .join(', ');
  return [
    ...(key === undefined
      ? [{ label: 'key', value: 'none' }]
      : [{ label: 'key', value: key.format.kind.toUpperCase() }, ...columnRows(at(key.columns))]),
    { label: 'value', value: `${value.format.kind.toUpperCase()}, ${showEnvelope(envelope)}` },
    ...columnRows(columns),
    ...(headers === undefined ? [] : [{ label: 'headers', value: names([headers.column]) }]),
    { label: 'pairing', value: showGrouping(grouping, names(grouping.columns)) },
    { label: 'snapshot', value: snapshot ? 'rows that are there at the start are sent' : 'left out' },
  ];
}

function columnRows(columns: readonly Column[]): readonly Row[] {
  const width = Math.max(0, ...columns.map(({ name }) => name.length));
  return columns.map(({ name, type, nullable }) => ({
    label: '',
    value: `  ${name.padEnd(width)}  ${displayType(type)}${nullable ? '' : ' NOT NULL'}`,
  }));
}

function showEnvelope(envelope: SinkPlan['envelope']): string {
  return envelope === 'upsert'
    ? 'upsert: the row, or nothing where it was deleted'
    : 'debezium: the row before and after';
}

function showGrouping({ by, columns }: SinkPlan['grouping'], names: string): string {
  if (by === 'row') return 'none: an update is a delete and an insert';
  const what = columns.length === 0 ? 'the relation has one row at most' : `by the ${by} (${names})`;
  return `${what}: an update is one message`;
}

function partitionRows({ partitioning }: SinkPlan): readonly Row[] {
  switch (partitioning.by) {
    case 'key hash':
      return [{ label: 'partition', value: 'seahash of the encoded key, modulo the number of partitions' }];
    case 'no key':
      return [{ label: 'partition', value: '0: messages have no key' }];
    default: {
      const { sql, type, expression } = partitioning;
      return [
        { label: 'partition', value: `${sql}, modulo the number of partitions` },
        { label: '', value: `type ${showType(type)}, read as uint8` },
        { label: 'on NULL', value: expression.nullable ? 'partition 0' : 'cannot be NULL' },
        { label: 'on an error', value: 'partition 0: negative, out of range, or any other' },
      ];
    }
  }
}

function progressRows(plan: SinkPlan, resolved?: ResolvedSink): readonly Row[] {
  const { progress } = plan;
  return [
    row('transactional id', plan.transactionalId, resolved?.transactionalId),
    row('group id', plan.groupId, resolved?.groupId),
    row('progress topic', progress.topic, resolved?.connection.progressTopic),
    { label: 'progress key', value: progress.key },
    countRow('progress replicas', progress.replicationFactor, resolved?.connection.progressReplicationFactor),
  ];
}
