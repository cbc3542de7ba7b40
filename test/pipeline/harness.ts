import {
  createMemoryDriver,
  type MemoryDriver,
  type MemoryDriverOptions,
} from '../../src/drivers/memory/broker.ts';
import {
  createMemorySource,
  type MemoryBatch,
  type MemorySourceOptions,
} from '../../src/drivers/memory/source.ts';
import { assemble, type RunSummary } from '../../src/pipeline/assemble.ts';
import type { ProtocolStep, RowSource, RunEvent } from '../../src/pipeline/ports.ts';
import type { PipelineSettings } from '../../src/pipeline/settings.ts';
import type { SinkPlan } from '../../src/plan/sink-plan.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { COLUMNS, createPlan, DATA_TOPIC, PROGRESS_TOPIC } from './plans.ts';

export interface Scene {
  readonly kafka: MemoryDriver;
  readonly clock: FakeClock;
  readonly events: RunEvent[];
}

export interface SceneOptions extends Omit<MemoryDriverOptions, 'monotonicMs'> {
  /** True by default: time passes whenever nothing else happens. */
  readonly jumps?: boolean;
}

export function createScene({ jumps = true, ...options }: SceneOptions = {}): Scene {
  const clock = createFakeClock({ jumps });
  return { clock, events: [], kafka: createMemoryDriver({ ...options, monotonicMs: clock.monotonicMs }) };
}

export interface RunOptions {
  readonly plan?: SinkPlan;
  readonly source?: RowSource;
  readonly batches?: readonly MemoryBatch[];
  readonly sourceOptions?: MemorySourceOptions;
  readonly settings?: Partial<PipelineSettings>;
  readonly onStep?: (step: ProtocolStep) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

export function run({ kafka, clock, events }: Scene, options: RunOptions = {}): Promise<RunSummary> {
  const { plan = createPlan(), batches = [], sourceOptions, settings, onStep } = options;
  const ports = {
    kafka,
    clock,
    source: options.source ?? createMemorySource(COLUMNS, batches, sourceOptions),
    report: (event: RunEvent) => void events.push(event),
    ...(onStep === undefined ? {} : { onStep }),
  };
  return assemble(plan, ports, settings).run(options.signal ?? new AbortController().signal);
}

/** What a run rejects with. */
export async function failureOf(
  running: Promise<unknown>,
): Promise<{ code: string; consequence: string; message: string }> {
  try {
    await running;
  } catch (error) {
    return error as { code: string; consequence: string; message: string };
  }
  throw new Error('the run did not fail');
}

export const textOf = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : new TextDecoder().decode(bytes);

/** Committed rows: `partition key value @time`, in the order of partitions and offsets. */
export function rows({ kafka }: Scene, topic = DATA_TOPIC): readonly string[] {
  return kafka.readCommitted(topic).map(({ partition, key, value, headers }) => {
    const time = textOf(headers[0]?.value ?? null);
    return `${partition} ${textOf(key)} ${textOf(value)} @${time}`;
  });
}

/** Values of the committed progress records of one sink. */
export function progress({ kafka }: Scene, id = 'u12'): readonly string[] {
  return kafka
    .readCommitted(PROGRESS_TOPIC)
    .filter(({ key }) => textOf(key) === `mz-sink-${id}`)
    .map(({ value }) => textOf(value) ?? 'null');
}

/** Their frontiers. */
export function frontiers(scene: Scene, id = 'u12'): readonly string[] {
  return progress(scene, id).map((value) => /"frontier":(\[\d*\])/.exec(value)?.[1] ?? value);
}

export function warnings({ events }: Scene): readonly string[] {
  return events.flatMap((event) => (event.kind === 'warning' ? [event.code] : []));
}

/** Commits a progress record of someone else's making. */
export async function writeProgress(scene: Scene, value: string, key = 'mz-sink-u12'): Promise<void> {
  if (scene.kafka.topicConfig(PROGRESS_TOPIC) === undefined) {
    scene.kafka.createTopic(PROGRESS_TOPIC, 1, { 'cleanup.policy': 'compact' });
  }
  await writeRecord(scene, PROGRESS_TOPIC, { key, value, headers: [] });
}

export async function writeRecord(
  { kafka }: Scene,
  topic: string,
  record: { readonly key: string; readonly value: string; readonly headers: readonly string[] },
  end: 'commit' | 'abort' = 'commit',
): Promise<void> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const producer = kafka.createProducer({
    transactionalId: `other-${record.key}`,
    transactionTimeoutMs: 60_000,
    compression: 'none',
  });
  await producer.initTransactions();
  await producer.begin();
  const headers = record.headers.map((key) => ({ key, value: bytes('1') }));
  await producer.send([{ topic, partition: 0, key: bytes(record.key), value: bytes(record.value), headers }]);
  await producer[end]();
}

/** A source that gives what a test pushes, when it pushes it. */
export function createPushSource(options: MemorySourceOptions = {}) {
  const pushed: MemoryBatch[] = [];
  let isOver = false;
  let wake = () => {};
  async function* read(): AsyncGenerator<MemoryBatch> {
    for (let at = 0; ; at++) {
      while (at >= pushed.length) {
        if (isOver) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      yield pushed[at]!;
    }
  }
  return {
    source: createMemorySource(COLUMNS, read, options),
    push(batch: MemoryBatch) {
      pushed.push(batch);
      wake();
    },
    end() {
      isOver = true;
      wake();
    },
  };
}

export const insert = (time: number, k: number, v: string) => ({ time, row: { k, v } });
export const remove = (time: number, k: number, v: string) => ({ time, diff: -1, row: { k, v } });
