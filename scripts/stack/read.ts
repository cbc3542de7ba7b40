/**
 * Prints what is committed in a topic of the cluster at `KAFKA_BROKERS`, as Kafka's own console consumer reads it:
 *
 *     npm run stack:read -- orders.latest
 */
import { readWithConsole } from './console-consumer.ts';
import { StackUnavailable, startKafka } from './kafka.ts';

const [topic] = process.argv.slice(2);

async function main(): Promise<number> {
  if (topic === undefined || !process.env.KAFKA_BROKERS) {
    process.stderr.write('usage: KAFKA_BROKERS=host:port npm run stack:read -- TOPIC\n');
    return 2;
  }
  try {
    const stack = await startKafka();
    for (const record of await readWithConsole(stack, topic)) {
      const { partition, offset, key, value, headers } = record;
      const shown = headers.map(([name, content]) => `${name}=${content}`).join(' ');
      process.stdout.write(`${partition}\t${offset}\t${key}\t${value}\t${shown}\n`);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof StackUnavailable)) throw error;
    process.stderr.write(`${error.message}\n${error.remedy}\n`);
    return 3;
  }
}

process.exitCode = await main();
