import { onTestFinished } from 'vitest';
import type { KafkaClient } from '../../scripts/stack/kafka.ts';
import { createKafkaDriver, type KafkaDriverOptions } from '../../src/drivers/kafka/driver.ts';
import type {
  KafkaDriver,
  KafkaRecord,
  LogEntry,
  ProducerOptions,
  ProducerPort,
} from '../../src/pipeline/ports.ts';
import { uniqueName } from '../support/kafka.ts';

export const never: AbortSignal = new AbortController().signal;

export function driverFor(kafka: KafkaClient, options: Partial<KafkaDriverOptions> = {}): KafkaDriver {
  const brokers = kafka.bootstrap.split(',');
  return createKafkaDriver(
    { name: 'materialize.public.kafka', id: 'kafka', brokers },
    { secrets: () => undefined, clientId: 'sinkc-test', ...options },
  );
}

export async function createTopic(
  kafka: KafkaClient,
  partitions = 1,
  config: Readonly<Record<string, string>> = {},
  replicationFactor = -1,
): Promise<string> {
  const name = uniqueName('driver');
  const admin = driverFor(kafka).createAdmin();
  await admin.connect(never);
  await admin.createTopic({ name, partitions, replicationFactor, config });
  await admin.close();
  return name;
}

/** Connected and initialised; closed with the test. */
export async function openProducer(
  driver: KafkaDriver,
  options: Partial<ProducerOptions> = {},
): Promise<ProducerPort> {
  const producer = driver.createProducer({
    transactionalId: uniqueName('transactions'),
    transactionTimeoutMs: 60_000,
    compression: 'none',
    ...options,
  });
  onTestFinished(() => producer.close());
  await producer.connect(never);
  await producer.initTransactions();
  return producer;
}

export function record(topic: string, value: string | null, partition = 0): KafkaRecord {
  const bytes = value === null ? null : new TextEncoder().encode(value);
  return { topic, partition, key: null, value: bytes, headers: [] };
}

/** All of a partition as it stands in the log. */
export async function readLog(driver: KafkaDriver, topic: string, partition = 0): Promise<LogEntry[]> {
  const admin = driver.createAdmin();
  const reader = driver.createLogReader({ groupId: uniqueName('group') });
  try {
    await Promise.all([admin.connect(never), reader.connect(never)]);
    const watermarks = (await admin.watermarks(topic))[partition];
    const entries: LogEntry[] = [];
    const end = watermarks?.high ?? 0n;
    if (watermarks === undefined || end === watermarks.low) return entries;
    const request = { topic, partition, from: watermarks.low, silenceMs: 5_000 };
    await reader.read(
      request,
      (entry) => {
        entries.push(entry);
        return entry.offset + 1n >= end ? 'stop' : 'continue';
      },
      never,
    );
    return entries;
  } finally {
    await Promise.all([admin.close(), reader.close()]);
  }
}
