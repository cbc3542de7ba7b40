import { parseArgs } from 'node:util';
import { fetchKafka, type KafkaVersion, StackUnavailable, startKafka } from './kafka.ts';

const USAGE = `usage: npm run stack -- [--version 4|3] [--brokers 1|3] [--fetch]

Starts Kafka on this machine and keeps it until Ctrl-C. --fetch only downloads what a start with Java needs.
`;

const progress = (line: string) => process.stderr.write(`${line}\n`);

/** Exit codes as in the product: 0 clean, 2 wrong usage, 3 it could not be started. */
async function main(): Promise<number> {
  if (process.argv.includes('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  const options = readOptions();
  if (options === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    if (options.fetch) await fetchAll(options.version);
    else await serve(options.version ?? '4', options.brokers);
    return 0;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    progress(error.message);
    if (error instanceof StackUnavailable) progress(error.remedy);
    return 3;
  }
}

interface StackOptions {
  readonly version: KafkaVersion | undefined;
  readonly brokers: 1 | 3;
  readonly fetch: boolean;
}

function readOptions(): StackOptions | undefined {
  try {
    const { values } = parseArgs({
      options: {
        version: { type: 'string' },
        brokers: { type: 'string', default: '1' },
        fetch: { type: 'boolean', default: false },
      },
    });
    const { version, brokers, fetch } = values;
    if (version !== undefined && version !== '3' && version !== '4') return undefined;
    if (brokers !== '1' && brokers !== '3') return undefined;
    return { version, brokers: brokers === '1' ? 1 : 3, fetch };
  } catch {
    return undefined;
  }
}

async function fetchAll(version: KafkaVersion | undefined): Promise<void> {
  for (const each of version === undefined ? (['4', '3'] as const) : [version]) {
    const { folder } = await fetchKafka(each, progress);
    progress(`the jars of Kafka ${each} are in ${folder}`);
  }
}

async function serve(version: KafkaVersion, brokers: 1 | 3): Promise<void> {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort());
  const startedAt = performance.now();
  const stack = await startKafka({ version, brokers, onProgress: progress, signal: stopping.signal }).catch(
    (error: unknown) => {
      if (!stopping.signal.aborted) throw error;
    },
  );
  if (stack === undefined) return;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  progress(
    `Kafka is up after ${seconds} s (${stack.startedBy}). Ctrl-C stops it and removes its data. To use it:`,
  );
  const [first = stack.bootstrap] = stack.bootstrap.split(',');
  process.stdout.write(`export KAFKA_BROKERS=${stack.bootstrap} KAFKA_BROKER=${first}\n`);
  await untilAborted(stopping.signal);
  await stack.stop();
  progress('Kafka is stopped');
}

function untilAborted(signal: AbortSignal): Promise<void> {
  // An open handle, without which the process would end at once.
  const alive = setInterval(() => undefined, 60_000);
  return new Promise((resolve) => {
    const finish = () => {
      clearInterval(alive);
      resolve();
    };
    if (signal.aborted) finish();
    else signal.addEventListener('abort', finish, { once: true });
  });
}

process.exitCode = await main();
