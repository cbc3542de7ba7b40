import { SinkError } from '../diagnostics/sink-error.ts';
import type { RunContext } from './context.ts';
import type { AdminPort, TopicSetting, TopicSpec } from './ports.ts';

const VISIBLE_WITHIN_MS = 30_000;
const FIRST_LOOK_MS = 125;
const BROKER_DEFAULT = -1;

/** Retention is switched off by name: a broker whose default policy deletes would else lose progress. */
const PROGRESS_CONFIG = {
  'cleanup.policy': 'compact',
  'segment.bytes': '134217728',
  'retention.ms': '-1',
  'retention.bytes': '-1',
};

/** Creates the progress topic where it is missing, and refuses one that cannot keep progress. */
export async function ensureProgressTopic(
  context: RunContext,
  admin: AdminPort,
  signal: AbortSignal,
): Promise<void> {
  const { topic, replicationFactor = BROKER_DEFAULT } = context.plan.progress;
  const existing = (await admin.listTopics()).get(topic);
  if (existing === undefined) {
    const spec: TopicSpec = { name: topic, partitions: 1, replicationFactor, config: PROGRESS_CONFIG };
    const created = await createTopic(context, admin, spec, signal);
    if (created === 'created') return;
  }
  const partitions = existing ?? (await waitUntilVisible(context, admin, topic, BROKER_DEFAULT, signal));
  if (partitions !== 1) throw severalPartitions(topic, partitions);
  assertKeepsProgress(topic, await settingsIfAllowed(context, admin, topic));
}

/** Reading settings takes a permission that writing does not: without it the check is left out, and said so. */
async function settingsIfAllowed(
  context: RunContext,
  admin: AdminPort,
  topic: string,
): Promise<ReadonlyMap<string, TopicSetting> | undefined> {
  try {
    return await admin.topicSettings(topic);
  } catch (error) {
    if (!(error instanceof SinkError) || error.consequence !== 'fatal') throw error;
    const message = `could not check that progress topic "${topic}" keeps its records: ${error.message}`;
    context.warn('run/progress-unchecked', message);
    return undefined;
  }
}

function severalPartitions(topic: string, partitions: number): SinkError {
  return new SinkError(
    'run/progress-partitions',
    `progress topic "${topic}" has ${partitions} partitions and must have 1`,
    {
      hint:
        'Name another one with the option PROGRESS TOPIC of the connection, or, where no sink has progress in it, ' +
        `recreate it: kafka-topics --delete --topic ${topic}, then start the sink again.`,
    },
  );
}

/** Retention is in force when the policy has `delete` and a limit is set. */
function assertKeepsProgress(topic: string, settings: ReadonlyMap<string, TopicSetting> | undefined): void {
  if (settings === undefined) return;
  const policy = settings.get('cleanup.policy')?.value ?? 'delete';
  if (!policy.split(',').some((word) => word.trim() === 'delete')) return;
  for (const name of ['retention.ms', 'retention.bytes']) {
    const value = settings.get(name)?.value;
    if (value === undefined || value === '-1') continue;
    throw new SinkError(
      'run/progress-retention',
      `progress topic "${topic}" has retention in force: cleanup.policy is ${policy} and ${name} is ${value}`,
      {
        hint:
          'Progress that is deleted makes the sink send everything again. Switch retention off: kafka-configs ' +
          `--alter --entity-type topics --entity-name ${topic} ` +
          '--add-config cleanup.policy=compact,retention.ms=-1,retention.bytes=-1',
      },
    );
  }
}

/** Creates the data topic where it is missing; an existing one is taken as it is. */
export async function ensureDataTopic(
  context: RunContext,
  admin: AdminPort,
  signal: AbortSignal,
): Promise<'created' | 'exists'> {
  const { topic } = context.plan;
  if ((await admin.listTopics()).has(topic.name)) return 'exists';
  const { partitionCount, replicationFactor } = topic;
  const defaults =
    partitionCount !== undefined && replicationFactor !== undefined
      ? new Map<string, string>()
      : await admin.brokerSettings();
  const spec: TopicSpec = {
    name: topic.name,
    partitions: partitionCount ?? defaultOf(defaults, 'num.partitions'),
    replicationFactor: replicationFactor ?? defaultOf(defaults, 'default.replication.factor'),
    config: topic.config,
  };
  return createTopic(context, admin, spec, signal);
}

/** What the broker says, or -1, which leaves it to the broker. */
function defaultOf(settings: ReadonlyMap<string, string>, name: string): number {
  const value = settings.get(name);
  return value !== undefined && /^[1-9]\d*$/.test(value) ? Number(value) : BROKER_DEFAULT;
}

async function createTopic(
  context: RunContext,
  admin: AdminPort,
  spec: TopicSpec,
  signal: AbortSignal,
): Promise<'created' | 'exists'> {
  const outcome = await admin.createTopic(spec);
  if (outcome === 'exists') return outcome;
  const partitions = await waitUntilVisible(context, admin, spec.name, spec.partitions, signal);
  context.ports.report({ kind: 'topic-created', sink: context.sink, topic: spec.name, partitions });
  return outcome;
}

/** @param partitions  how many it must have to count as visible; -1 for any number */
async function waitUntilVisible(
  { ports: { clock } }: RunContext,
  admin: AdminPort,
  topic: string,
  partitions: number,
  signal: AbortSignal,
): Promise<number> {
  const since = clock.monotonicMs();
  for (let delay = FIRST_LOOK_MS; ; delay *= 2) {
    const found = (await admin.listTopics()).get(topic);
    if (found !== undefined && (partitions === BROKER_DEFAULT || found === partitions)) return found;
    if (clock.monotonicMs() - since >= VISIBLE_WITHIN_MS) {
      const seen = found === undefined ? 'is not listed' : `is listed with ${found} partitions`;
      throw new SinkError(
        'run/topic-not-visible',
        `topic "${topic}" was created and ${seen} after ${VISIBLE_WITHIN_MS / 1000} s`,
        { consequence: 'retriable' },
      );
    }
    await clock.sleep(delay, signal);
  }
}

/**
 * @throws {SinkError} `run/topic-missing`; nothing is created, since where there is progress there were rows
 */
export async function countPartitions(context: RunContext, admin: AdminPort): Promise<number> {
  const { name } = context.plan.topic;
  const partitions = (await admin.listTopics()).get(name);
  if (partitions === undefined) throw new SinkError('run/topic-missing', `topic "${name}" does not exist`);
  if (partitions === 0) {
    throw new SinkError('run/topic-without-partitions', `topic "${name}" is listed without partitions`, {
      consequence: 'retriable',
    });
  }
  return partitions;
}
