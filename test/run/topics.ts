import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaClient } from '../../scripts/stack/kafka.ts';
import type { ConsumedRecord } from '../../scripts/stack/records.ts';
import type { AdminPort, PartitionWatermarks } from '../../src/pipeline/ports.ts';
import { driverFor, never } from '../drivers/kafka-helpers.ts';

/** One call of our admin on a cluster without authorization. */
export async function withAdmin<T>(kafka: KafkaClient, work: (admin: AdminPort) => Promise<T>): Promise<T> {
  const admin = driverFor(kafka).createAdmin();
  try {
    await admin.connect(never);
    return await work(admin);
  } finally {
    await admin.close();
  }
}

/** Topics whose names hold a project's name, with their numbers of partitions. */
export function topicsOf(kafka: KafkaClient, { name }: { readonly name: string }): Promise<object> {
  return withAdmin(kafka, async (admin) =>
    Object.fromEntries([...(await admin.listTopics())].filter(([topic]) => topic.includes(name))),
  );
}

/** Waits until the offsets of a topic's only partition are as they should be. */
export function waitForOffsets(
  kafka: KafkaClient,
  topic: string,
  holds: (marks: PartitionWatermarks) => boolean,
): Promise<void> {
  return withAdmin(kafka, async (admin) => {
    for (;;) {
      if ((await admin.listTopics()).has(topic)) {
        const [marks] = await admin.watermarks(topic);
        if (marks !== undefined && holds(marks)) return;
      }
      await sleep(20);
    }
  });
}

/** `{"id":1} {"id":1,"v":"a"} @10`: key, value and time of each record, by partition and offset. */
export function show(records: readonly ConsumedRecord[]): readonly string[] {
  return records.map(
    ({ key, value, headers }) => `${key} ${value} @${Object.fromEntries(headers)['materialize-timestamp']}`,
  );
}
