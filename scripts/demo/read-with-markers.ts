import { createKafkaDriver } from '../../src/drivers/kafka/driver.ts';
import { createMarkerReader } from '../../src/pipeline/marker-reader.ts';
import type { LogEntry } from '../../src/pipeline/ports.ts';
import type { ConsumedRecord } from '../stack/records.ts';

/** Reads committed records where Kafka's own consumer cannot be had: records count once their marker commits them. */
export async function readWithMarkers(bootstrap: string, topic: string): Promise<readonly ConsumedRecord[]> {
  const connection = { name: 'demo', id: 'demo', brokers: bootstrap.split(',') };
  const driver = createKafkaDriver(connection, { secrets: () => undefined, clientId: 'demo' });
  const { signal } = new AbortController();
  const admin = driver.createAdmin();
  const log = driver.createLogReader({ groupId: 'demo' });
  try {
    await admin.connect(signal);
    await log.connect(signal);
    const records: ConsumedRecord[] = [];
    for (const { partition, low, stable } of await admin.watermarks(topic)) {
      if (stable <= low) continue;
      const markers = createMarkerReader(() => true);
      const request = { topic, partition, from: low, silenceMs: 10_000 };
      await log.read(
        request,
        (entry) => {
          for (const committed of markers.visit(entry)) records.push(describe(partition, committed));
          return entry.offset + 1n >= stable ? 'stop' : 'continue';
        },
        signal,
      );
    }
    return records;
  } finally {
    await log.close();
    await admin.close();
  }
}

function describe(partition: number, { offset, key, value, headers }: LogEntry): ConsumedRecord {
  const text = (bytes: Uint8Array | null) => (bytes === null ? null : new TextDecoder().decode(bytes));
  return {
    partition,
    offset,
    timestampMs: 0,
    key: text(key),
    value: text(value),
    headers: headers.map((header) => [header.key, text(header.value)]),
  };
}
