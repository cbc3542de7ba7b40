import { spawn } from 'node:child_process';
import type { ToolCommand } from './java.ts';
import { type KafkaClient, type KafkaVersion, StackUnavailable } from './kafka.ts';
import type { ConsumedRecord, Isolation } from './records.ts';
import { lastLines } from './run.ts';

export interface ReadWithConsoleOptions {
  /** Default `committed`. */
  readonly isolation?: Isolation;
  /** How many records must come. The reader goes on after them, so that one too many is seen. */
  readonly expectedCount?: number;
  /** How long nothing may come before the topic counts as read to its end. Default 1,500. */
  readonly idleMs?: number;
  /** How long to wait for a next record while fewer than `expectedCount` came, and for the first. Default 15,000. */
  readonly patienceMs?: number;
  /** Further properties of Kafka's consumer, by their Kafka names. */
  readonly properties?: Readonly<Record<string, string>>;
}

// Control characters, which stand in no JSON text and in no name.
const NULL = '\x1a';
const HEADER_END = '\x1d';
const RECORD_END = '\x1e';
const FIELD_END = '\x1f';

const IDLE_MS = 1_500;
const PATIENCE_MS = 15_000;

/** Enough for the consumer to start, so that a topic is not taken for empty before it was read. */
const START_MS = 6_000;

const CONSOLE_CONSUMER = 'org.apache.kafka.tools.consumer.ConsoleConsumer';

/** The options were renamed; the old names print a warning in version 4 and the new ones fail in 3. */
const OPTION_NAMES = {
  '4': { formatter: '--formatter-property', consumer: '--command-property' },
  '3': { formatter: '--property', consumer: '--consumer-property' },
} as const satisfies Record<KafkaVersion, unknown>;

/**
 * Reads a topic from its start with Kafka's own console consumer.
 *
 * It cannot know where a topic ends, as the last offsets may be control records, so it waits for
 * silence; a topic that does not exist reads as empty. `openTopicReader` is exact and quicker.
 *
 * @returns  the records ordered by partition and offset; with fewer than `expectedCount` when no more came
 * @throws   when the consumer fails, with what it said
 */
export async function readWithConsole(
  kafka: KafkaClient,
  topic: string,
  options: ReadWithConsoleOptions = {},
): Promise<readonly ConsumedRecord[]> {
  if (kafka.tools === undefined)
    throw new StackUnavailable('there is no Java to read with', 'Install Java 17 or newer.');
  const args = [...kafka.tools.args, CONSOLE_CONSUMER, ...consumerArguments(kafka, topic, options)];
  const output = await readUntilSilent({ command: kafka.tools.command, args }, options);
  const records = output.split(`${RECORD_END}\n`).slice(0, -1).map(parseRecord);
  return records.sort((a, b) => a.partition - b.partition || Number(a.offset - b.offset));
}

function consumerArguments(kafka: KafkaClient, topic: string, options: ReadWithConsoleOptions): string[] {
  const { idleMs = IDLE_MS, patienceMs = PATIENCE_MS } = options;
  const names = OPTION_NAMES[kafka.version];
  const formatter = {
    'print.timestamp': 'true',
    'print.partition': 'true',
    'print.offset': 'true',
    'print.headers': 'true',
    'print.key': 'true',
    'key.separator': FIELD_END,
    'headers.separator': HEADER_END,
    'line.separator': `${RECORD_END}\n`,
    'null.literal': NULL,
  };
  const consumer = { 'allow.auto.create.topics': 'false', ...kafka.adminProperties, ...options.properties };
  return [
    ...['--bootstrap-server', kafka.bootstrap, '--topic', topic, '--from-beginning'],
    ...['--isolation-level', `read_${options.isolation ?? 'committed'}`],
    // Only so that it ends by itself should this process be killed.
    ...['--timeout-ms', String(Math.max(idleMs, patienceMs) + 10_000)],
    ...Object.entries(formatter).flatMap(([key, value]) => [names.formatter, `${key}=${value}`]),
    ...Object.entries(consumer).flatMap(([key, value]) => [names.consumer, `${key}=${value}`]),
  ];
}

function readUntilSilent({ command, args }: ToolCommand, options: ReadWithConsoleOptions): Promise<string> {
  const { expectedCount = 1, idleMs = IDLE_MS, patienceMs = PATIENCE_MS } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    let count = 0;
    let isSilent = false;
    const end = () => {
      isSilent = true;
      child.kill('SIGKILL');
    };
    let timer = setTimeout(end, expectedCount === 0 ? Math.max(idleMs, START_MS) : patienceMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (let at = text.indexOf(RECORD_END); at >= 0; at = text.indexOf(RECORD_END, at + 1)) count += 1;
      clearTimeout(timer);
      timer = setTimeout(end, count >= expectedCount ? idleMs : patienceMs);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', () => {
      clearTimeout(timer);
      if (isSilent) resolve(output);
      else reject(new Error(`Kafka's console consumer ended by itself:\n${lastLines(errors || output, 15)}`));
    });
  });
}

/** `CreateTime:1700000000000 | Partition:0 | Offset:5 | a:1, b:2 | key | value` with the separators above. */
function parseRecord(line: string): ConsumedRecord {
  const [timestamp = '', partition = '', offset = '', headers = '', key = '', value = ''] =
    line.split(FIELD_END);
  return {
    partition: Number(afterColon(partition)),
    offset: BigInt(afterColon(offset)),
    timestampMs: timestamp === 'NO_TIMESTAMP' ? -1 : Number(afterColon(timestamp)),
    key: nullable(key),
    value: nullable(value),
    headers: headers === 'NO_HEADERS' ? [] : headers.split(HEADER_END).map(parseHeader),
  };
}

function parseHeader(text: string): [string, string | null] {
  return [text.slice(0, text.indexOf(':')), nullable(afterColon(text))];
}

function afterColon(text: string): string {
  return text.slice(text.indexOf(':') + 1);
}

function nullable(text: string): string | null {
  return text === NULL ? null : text;
}
