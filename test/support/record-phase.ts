import { createNdjsonDecoder } from '../../src/decode/ndjson.ts';
import { createClock } from '../../src/drivers/clock.ts';
import { createMemoryDriver } from '../../src/drivers/memory/broker.ts';
import { assemble } from '../../src/pipeline/assemble.ts';
import type {
  KafkaHeader,
  KafkaRecord,
  RowSource,
  SourceBatch,
  SourceEnd,
} from '../../src/pipeline/ports.ts';
import { plan } from '../../src/plan/plan.ts';
import type { Column } from '../../src/types/sql-type.ts';
import type { FixtureCase } from './fixtures.ts';
import { resolveCase } from './plan-phases.ts';

/**
 * What running the case's one sink on its `rows` commits, in the order it was sent, a line a record: partition, key,
 * value, headers. `null` is none, `''` an empty one.
 */
export async function recordsText(fixture: FixtureCase): Promise<string> {
  const [sink] = resolveCase(fixture).sinks;
  const planned = sink === undefined ? undefined : plan(sink).value;
  if (planned === undefined) throw new Error(`"${fixture.title}" has no sink that can be run`);
  const lines: string[] = [];
  const kafka = createMemoryDriver({
    onCommit: (records) => {
      for (const record of records) if (record.topic === planned.topic.name) lines.push(renderRecord(record));
    },
  });
  const source = createTextSource(fixture.inputs.rows ?? '', planned.relation.columns);
  const ports = { kafka, source, clock: createClock(), report: () => undefined };
  await assemble(planned, ports).run(new AbortController().signal);
  return lines.join('\n');
}

function createTextSource(text: string, columns: readonly Column[]): RowSource {
  return {
    name: 'rows',
    rewindable: true,
    open() {
      const decoder = createNdjsonDecoder(columns, { name: 'rows' });
      let end: SourceEnd | undefined;
      async function* read(): AsyncGenerator<SourceBatch> {
        yield decoder.push(new TextEncoder().encode(text));
        const rest = decoder.end({ interrupted: false });
        yield rest.batch;
        end = rest.end;
      }
      return {
        get asOf() {
          return decoder.asOf;
        },
        get end() {
          return end;
        },
        [Symbol.asyncIterator]: read,
      };
    },
  };
}

function renderRecord({ partition, key, value, headers }: KafkaRecord): string {
  return [String(partition), renderBytes(key), renderBytes(value), headers.map(renderHeader).join(' ')].join(
    '  ',
  );
}

function renderHeader({ key, value }: KafkaHeader): string {
  return `${key}=${renderBytes(value)}`;
}

function renderBytes(bytes: Uint8Array | null): string {
  if (bytes === null) return 'null';
  return bytes.length === 0 ? "''" : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
