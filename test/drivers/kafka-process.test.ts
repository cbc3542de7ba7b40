import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeWithKafka } from '../support/kafka.ts';
import { createTopic } from './kafka-helpers.ts';

const DRIVER = fileURLToPath(new URL('../../src/drivers/kafka/driver.ts', import.meta.url));

interface Ended {
  readonly output: string;
  /** From the line `done` to the end of the process. */
  readonly lingeredMs: number;
}

/** Runs a script in a process of its own; `driver`, `brokers` and `signal` are there for it. */
function runScript(bootstrap: string, script: string): Promise<Ended> {
  const text = `
    import { createKafkaDriver } from ${JSON.stringify(DRIVER)};
    const brokers = ${JSON.stringify(bootstrap.split(','))};
    const options = { secrets: () => undefined, clientId: 'c', timeouts: { connectMs: 1000, sendMs: 20000 } };
    const driver = createKafkaDriver({ name: 'c', id: 'c', brokers }, options);
    const { signal } = new AbortController();
    ${script}
    console.log('done');
  `;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', text], { stdio: 'pipe' });
  let output = '';
  let doneAt = 0;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      output += piece;
      if (output.includes('done')) doneAt = performance.now();
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve({ output, lingeredMs: performance.now() - doneAt }));
  });
}

const producer = (id: string) =>
  `driver.createProducer({ transactionalId: '${id}', transactionTimeoutMs: 60000, compression: 'lz4' })`;

await describeWithKafka('4', 'a process with the Kafka driver', (kafka) => {
  it('prints nothing, and ends when everything is closed', async () => {
    const topic = await createTopic(kafka);
    const { output, lingeredMs } = await runScript(
      kafka.bootstrap,
      `
        const record = { topic: '${topic}', partition: 0, key: null, value: Buffer.from('x'), headers: [] };
        const one = ${producer(topic)};
        const admin = driver.createAdmin();
        const reader = driver.createLogReader({ groupId: 'g' });
        await Promise.all([one.connect(signal), admin.connect(signal), reader.connect(signal)]);
        await one.initTransactions();
        for (let n = 0; n < 3; n++) {
          await one.begin();
          await one.send([record]);
          await one.commit();
        }
        await admin.createTopic({ name: '${topic}', partitions: 1, replicationFactor: 1, config: {} });
        await reader.read({ topic: '${topic}', partition: 0, from: 0n, silenceMs: 5000 }, () => 'stop', signal);
        await Promise.all([one.close(), admin.close(), reader.close()]);
      `,
    );
    expect(output).toBe('done\n');
    expect(lingeredMs).toBeLessThan(700);
  });

  it('ends soon after a producer was dropped in the middle of its attempts', async () => {
    const topic = await createTopic(kafka);
    const { output, lingeredMs } = await runScript(
      kafka.bootstrap,
      `
        const record = { topic: '${topic}-missing', partition: 0, key: null, value: Buffer.from('x'), headers: [] };
        const one = ${producer(topic)};
        await one.connect(signal);
        await one.initTransactions();
        await one.begin();
        const sent = one.send([record]).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 300));
        await one.close();
        await sent;
        const two = driver.createProducer({ transactionalId: 't', transactionTimeoutMs: 6e4, compression: 'none' });
        await two.close();
        await two.close();
      `,
    );
    expect(output).toBe('done\n');
    expect(lingeredMs).toBeLessThan(1_500);
  });

  it('ends soon after nobody answered', async () => {
    const { output, lingeredMs } = await runScript(
      '127.0.0.1:1',
      `
        const admin = driver.createAdmin();
        await admin.connect(signal).catch((error) => console.log(error.code));
        await admin.close();
      `,
    );
    expect(output).toBe('run/kafka-connect\ndone\n');
    expect(lingeredMs).toBeLessThan(1_500);
  });
});
