import { createMarkerReader } from '../../src/pipeline/marker-reader.ts';
import type { AdminPort, KafkaDriver, LogEntry } from '../../src/pipeline/ports.ts';
import type { ConsumedRecord } from '../stack/records.ts';

/** Reads committed records where Kafka's own consumer cannot be had: records count once a marker commits them. */
export async function readWithMarkers(
  driver: KafkaDriver,
  admin: AdminPort,
  topic: string,
): Promise<readonly ConsumedRecord[]> {
  const { signal } = new AbortController();
  const log = driver.createLogReader({ groupId: 'demo' });
  try {
    await log.connect(signal);
    const records: ConsumedRecord[] = [];
    for (const { partition, low, stable } of await admin.watermarks(topic)) {
      if (stable <= low) continue;
      const markers = createMarkerReader(() => true);
      const visit = (entry: LogEntry): 'continue' => {
        for (const committed of markers.visit(entry)) records.push(describe(partition, committed));
        return 'continue';
      };
      await log.read({ topic, partition, from: low, until: stable, silenceMs: 10_000 }, visit, signal);
    }
    return records;
  } finally {
    await log.close();
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
