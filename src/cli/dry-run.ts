import { createMemoryDriver } from '../drivers/memory/broker.ts';
import type { KafkaDriver, KafkaRecord } from '../pipeline/ports.ts';
import type { SinkPlan } from '../plan/sink-plan.ts';

const TIME_HEADER = 'materialize-timestamp';

/**
 * A broker in this process that keeps no rows: what the sink commits is handed on, a line a record, in the order
 * it was sent. Records of the progress topic are not.
 */
export function createDryRunDriver({ sink, topic }: SinkPlan, write: (line: string) => void): KafkaDriver {
  return createMemoryDriver({
    keeps: (name) => name !== topic.name,
    onCommit: (records) => {
      for (const record of records) {
        if (record.topic === topic.name) write(`${renderDryRecord(sink.name, record)}\n`);
      }
    },
  });
}

/**
 * `{"sink":..,"topic":..,"partition":..,"time":..,"key":..,"value":..,"headers":{..}}`: the time is a number with
 * all its digits, a tombstone's value is null, bytes that are not UTF-8 are `\x` and hex.
 */
function renderDryRecord(sink: string, { topic, partition, key, value, headers }: KafkaRecord): string {
  const shown = Object.fromEntries(headers.map((header) => [header.key, showBytes(header.value)]));
  const head = JSON.stringify({ sink, topic, partition }).slice(0, -1);
  const rest = JSON.stringify({ key: showBytes(key), value: showBytes(value), headers: shown }).slice(1);
  return `${head},"time":${shown[TIME_HEADER] ?? 'null'},${rest}`;
}

function showBytes(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return `\\x${Buffer.from(bytes).toString('hex')}`;
  }
}
