import { SinkError } from '../diagnostics/sink-error.ts';
import { seaHash } from '../hash/sea-hash.ts';
import type { SinkPlan } from '../plan/sink-plan.ts';
import type { RunContext } from './context.ts';
import type { AdminPort } from './ports.ts';
import type { SinkMark } from './progress-record.ts';

/**
 * The parts of a definition whose change readers of the topic would notice. What a part is made of is part of the
 * progress record's format: a change here refuses every running sink.
 */
const PARTS: Readonly<Record<string, (plan: SinkPlan) => unknown>> = {
  relation: ({ relation }) => [
    relation.name,
    relation.columns.map(({ name, type, nullable }) => [name, type, nullable]),
  ],
  KEY: ({ key, grouping }) => [key?.columns ?? null, grouping],
  ENVELOPE: ({ envelope }) => envelope,
  FORMAT: ({ key, value }) => [key?.format ?? null, value.format],
  HEADERS: ({ headers }) => headers?.column ?? null,
  'PARTITION BY': ({ partitioning }) =>
    partitioning.by === 'expression'
      ? [partitioning.by, partitioning.sql, partitioning.type]
      : [partitioning.by],
};

/** Checksum of each part, 16 hex digits. */
export function definitionParts(plan: SinkPlan): Readonly<Record<string, string>> {
  const parts: Record<string, string> = {};
  for (const [part, of] of Object.entries(PARTS)) {
    const text = new TextEncoder().encode(canonicalJson(of(plan)));
    parts[part] = seaHash(text).toString(16).padStart(16, '0');
  }
  return parts;
}

/** JSON with sorted members: the order in which a plan was built does not count. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

/**
 * Refuses a definition that is not the recorded one, by name; or, told to go on, says what changed.
 *
 * @returns  the parts that have changed, and may
 */
export function checkDefinition(context: RunContext, mark: SinkMark): readonly string[] {
  const { plan } = context;
  const changed: string[] = [];
  if (mark.topic !== plan.topic.name) {
    refuse(context, `the topic is "${plan.topic.name}" and was "${mark.topic}"`);
  }
  const now = definitionParts(plan);
  for (const [part, checksum] of Object.entries(mark.plan)) {
    if (now[part] === checksum || now[part] === undefined) continue;
    refuse(context, `${part} is not what it was when the sink committed last`);
    changed.push(part);
  }
  return changed;
}

/** Refuses a topic that is not the one the sink wrote to: fewer partitions, or without the latest row. */
export async function checkTopic(
  context: RunContext,
  admin: AdminPort,
  mark: SinkMark,
  partitions: number,
  signal: AbortSignal,
): Promise<void> {
  const { name } = context.plan.topic;
  if (mark.topic !== name) return;
  if (partitions < mark.partitions) {
    refuse(context, `topic "${name}" has ${partitions} partitions and had ${mark.partitions}`);
  }
  if (partitions > mark.partitions) {
    const message = `topic "${name}" has ${partitions} partitions and had ${mark.partitions}: keys may move`;
    context.warn('run/partitions-added', message);
  }
  const { last } = mark;
  if (last === undefined || (await holds(context, admin, last, signal))) return;
  refuse(
    context,
    `topic "${name}" ends before offset ${last.offset} of partition ${last.partition}, where the sink's latest ` +
      'row was: it was recreated or truncated',
  );
}

const LOOK_AGAIN_MS = 1000;

/**
 * Whether the partition reaches beyond an offset. A client that knows only the last stable offset waits for the
 * transactions of others, which may hold that back and end within their timeout.
 */
async function holds(
  context: RunContext,
  admin: AdminPort,
  last: { readonly partition: number; readonly offset: bigint },
  signal: AbortSignal,
): Promise<boolean> {
  const { clock } = context.ports;
  const since = clock.monotonicMs();
  for (let waited = false; ; waited = true) {
    const marks = await admin.watermarks(context.plan.topic.name);
    const found = marks.find(({ partition }) => partition === last.partition);
    if (found === undefined) return false;
    if (found.high !== undefined) return found.high > last.offset;
    if (found.stable > last.offset) return true;
    if (clock.monotonicMs() - since >= context.settings.transactionTimeoutMs) return false;
    if (!waited) {
      const message = `waits for open transactions in topic "${context.plan.topic.name}", or it was recreated`;
      context.warn('run/waits-for-topic', message);
    }
    await clock.sleep(LOOK_AGAIN_MS, signal);
  }
}

function refuse(context: RunContext, message: string): void {
  if (context.settings.acceptChanges) {
    context.warn('run/definition-changed', message);
    return;
  }
  throw new SinkError('run/definition-changed', message, {
    hint: 'Undo the change; or go on with what is there by accepting it (--accept-changes).',
  });
}
