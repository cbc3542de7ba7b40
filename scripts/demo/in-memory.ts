import { readFileSync } from 'node:fs';
import { createCatalog } from '../../src/catalog/catalog.ts';
import { createClock } from '../../src/drivers/clock.ts';
import { createFileSource } from '../../src/drivers/file-source.ts';
import { createMemoryDriver, type MemoryDriver } from '../../src/drivers/memory/broker.ts';
import { parse } from '../../src/parse/parse.ts';
import { assemble } from '../../src/pipeline/assemble.ts';
import type { ProtocolStep } from '../../src/pipeline/ports.ts';
import { plan } from '../../src/plan/plan.ts';
import type { SinkPlan } from '../../src/plan/sink-plan.ts';
import { resolve } from '../../src/resolve/resolve.ts';
import { substituteVariables } from '../../src/resolve/variables.ts';
import type { ConsumedRecord } from '../stack/records.ts';
import { CHANGES_FILE, SINKS_FILE } from './topics.ts';

/** The example on a broker in this process. */
export interface InMemoryDemo {
  /** Runs every sink; with a step, each stops there the third time, as if killed. */
  run(stopAt?: ProtocolStep): Promise<void>;
  readCommitted(topic: string): Promise<readonly ConsumedRecord[]>;
  topics(): Promise<ReadonlyMap<string, number>>;
}

export function createInMemoryDemo(): InMemoryDemo {
  const driver = createMemoryDriver();
  const plans = planExample();
  return {
    async run(stopAt) {
      for (const sinkPlan of plans) await runSink(driver, sinkPlan, stopAt);
    },
    readCommitted: async (topic) => driver.readCommitted(topic).map(describe),
    topics: async () => new Map(plans.map(({ topic }) => [topic.name, topic.partitionCount ?? 1])),
  };
}

function planExample(): readonly SinkPlan[] {
  const parsed = parse({ name: SINKS_FILE, text: readFileSync(SINKS_FILE, 'utf8') });
  if (parsed.value === undefined) throw new Error('the example does not parse');
  const script = substituteVariables(parsed.value, () => 'memory:9092').value ?? parsed.value;
  const { value: sinks = [] } = resolve(script, createCatalog([script]));
  return sinks.flatMap((sink) => plan(sink).value ?? []);
}

async function runSink(
  driver: MemoryDriver,
  sinkPlan: SinkPlan,
  stopAt: ProtocolStep | undefined,
): Promise<void> {
  const stopped = new Error('stopped');
  let visits = 0;
  const pipeline = assemble(
    sinkPlan,
    {
      kafka: driver,
      source: createFileSource(CHANGES_FILE, sinkPlan.relation.columns),
      clock: createClock(),
      report: () => undefined,
      onStep(step) {
        if (step === stopAt && ++visits === 3) throw stopped;
      },
    },
    { commitIntervalMs: 1 },
  );
  try {
    await pipeline.run(new AbortController().signal);
  } catch (error) {
    if (error !== stopped) throw error;
  }
}

function describe(record: ReturnType<MemoryDriver['readCommitted']>[number]): ConsumedRecord {
  const text = (bytes: Uint8Array | null) => (bytes === null ? null : new TextDecoder().decode(bytes));
  return {
    partition: record.partition,
    offset: record.offset,
    timestampMs: 0,
    key: text(record.key),
    value: text(record.value),
    headers: record.headers.map(({ key, value }) => [key, text(value)]),
  };
}
