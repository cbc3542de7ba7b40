/**
 * Rows per second from bytes to messages with their partitions, without a broker: decode, group, encode, hash,
 * partition. The reference does less on the same lines: `JSON.parse`, then `JSON.stringify`.
 *
 *     node bench/rows.ts [--rows 100000] [--partitions 12] [--rounds 7]
 */
import { createChangeChecksum } from '../src/decode/checksum.ts';
import { createNdjsonDecoder } from '../src/decode/ndjson.ts';
import { compileSink } from '../src/encode/compile-sink.ts';
import { partitionOf } from '../src/encode/partition.ts';
import { seaHash } from '../src/hash/sea-hash.ts';
import { type PreparedChange, pairChanges } from '../src/pipeline/grouping.ts';
import type { Column } from '../src/types/sql-type.ts';
import { type Bench, type Contender, runBenches } from './harness.ts';
import { COLUMNS, makeLines, planOf, TIMED_COLUMNS } from './row-lines.ts';

const CHUNK_BYTES = 65_536;

/** Lines are made by the process that reads them, before it is measured. */
type Input = () => Uint8Array;

function parseAndStringify(makeInput: Input): Contender {
  return {
    name: 'JSON.parse + JSON.stringify',
    create: () => {
      const input = makeInput();
      return () => {
        let length = 0;
        for (const line of linesOf(input)) length += JSON.stringify(JSON.parse(line)).length;
        return length;
      };
    },
  };
}

/** What one would write first: the same messages, but `int8` above 2^53 is rounded and nothing is checked. */
function naivePath(makeInput: Input, partitions: number): Contender {
  return {
    name: 'the same by JSON.parse, inexact',
    create: () => {
      const input = makeInput();
      const encoder = new TextEncoder();
      return () => {
        let sum = 0;
        let time = 0;
        let groups = new Map<string, { before?: object; after?: object }>();
        const finish = (): void => {
          for (const [keyText, { after }] of groups) {
            const key = encoder.encode(keyText);
            const value = after === undefined ? undefined : encoder.encode(JSON.stringify(after));
            sum += Number(seaHash(key) % BigInt(partitions)) + (value?.length ?? 0);
          }
          groups = new Map();
        };
        for (const line of linesOf(input)) {
          const change = JSON.parse(line);
          if (change.time > time) finish();
          time = change.time;
          const key = JSON.stringify({ id: change.row.id });
          const pair = groups.get(key) ?? {};
          groups.set(key, change.diff > 0 ? { ...pair, after: change.row } : { ...pair, before: change.row });
        }
        finish();
        return sum;
      };
    },
  };
}

function decodeOnly(makeInput: Input, columns: readonly Column[]): Contender {
  return {
    name: 'sinkc, decoding alone',
    create: () => {
      const input = makeInput();
      return () => {
        const decoder = createNdjsonDecoder(columns, { name: 'rows.ndjson' });
        let count = 0;
        for (const chunk of chunksOf(input)) count += decoder.push(chunk).changes.length;
        return count;
      };
    },
  };
}

interface PathOptions {
  readonly partitions: number;
  /** As a run does it, for the progress record. */
  readonly checksum: boolean;
}

function wholePath(makeInput: Input, columns: readonly Column[], options: PathOptions): Contender {
  return {
    name: `sinkc, bytes to messages${options.checksum ? ', checksum' : ''}`,
    create: () => {
      const input = makeInput();
      return () => {
        const decoder = createNdjsonDecoder(columns, { name: 'rows.ndjson' });
        const sink = compileSink(planOf(columns));
        const checksum = createChangeChecksum();
        let sum = 0;
        let time = 0n;
        let pending: PreparedChange[] = [];
        const finish = (): void => {
          for (const { before, after } of pairChanges(pending, () => {})) {
            const message = sink.encode(before, after, time);
            sum += partitionOf(message, options.partitions) + (message.value?.length ?? 0);
          }
          pending = [];
        };
        for (const chunk of chunksOf(input)) {
          for (const change of decoder.push(chunk).changes) {
            if (change.time > time) finish();
            time = change.time;
            const row = sink.prepare(change.row);
            if (options.checksum) checksum.add(change, row.identity);
            pending.push({ row, diff: change.diff, line: change.line });
          }
        }
        finish();
        return `${sum} ${checksum.hex()}`;
      };
    },
  };
}

function* linesOf(input: Uint8Array): Generator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for (const chunk of chunksOf(input)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

function* chunksOf(input: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < input.length; at += CHUNK_BYTES) yield input.subarray(at, at + CHUNK_BYTES);
}

/** On average. */
function bytesOf(columns: readonly Column[], text: string): number {
  const sample = 1000;
  return Math.round(makeLines(sample, columns, text).length / sample);
}

const SHAPES = [
  { title: 'six columns, ASCII', columns: COLUMNS, text: 'Customer Number' },
  { title: 'six columns, beyond Latin-1', columns: COLUMNS, text: 'Дарья Попова' },
  { title: 'with a timestamptz', columns: TIMED_COLUMNS, text: 'Customer Number' },
];

runBenches({
  sizes: { rows: 100_000, partitions: 12 },
  benches: ({ rows = 0, partitions = 1 }): readonly Bench[] =>
    SHAPES.map(({ title, columns, text }) => {
      const input = () => makeLines(rows, columns, text);
      return {
        title: `${rows} rows, ${title}, ${bytesOf(columns, text)} bytes a line`,
        units: rows,
        unitName: 'rows',
        contenders: [
          parseAndStringify(input),
          naivePath(input, partitions),
          decodeOnly(input, columns),
          wholePath(input, columns, { partitions, checksum: false }),
          wholePath(input, columns, { partitions, checksum: true }),
        ],
      };
    }),
});
