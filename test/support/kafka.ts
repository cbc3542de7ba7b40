import { randomBytes } from 'node:crypto';
import { get } from 'node:http';
import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import {
  attachKafka,
  type KafkaClient,
  type KafkaStack,
  type KafkaVersion,
  type StartKafkaOptions,
  startKafka,
} from '../../scripts/stack/kafka.ts';
import type { StackAnswer } from './stack-server.ts';

/**
 * Tests on the Kafka that all test files share. Topics stay, so give yours a `uniqueName`.
 *
 *     await describeWithKafka('4', 'progress topic', (kafka) => {
 *       it('is compacted', async () => { ... kafka.bootstrap ... });
 *     });
 *
 * Where no Kafka can be had the tests are left out and the end of the run says so; under
 * `SINKC_REQUIRE_STACK=1` the file fails.
 */
export async function describeWithKafka(
  version: KafkaVersion,
  name: string,
  body: (kafka: KafkaClient) => void,
): Promise<void> {
  const answer = await ask(`/kafka/${version}`, name);
  if (answer.kind === 'absent') return leaveOut(name, answer);
  if (answer.found === undefined) throw new Error('bug: a cluster was asked for, jars were found');
  const kafka = await attachKafka(answer.found);
  describe(name, () => body(kafka));
}

/**
 * Tests on a Kafka of their own, whose brokers they may configure and kill. It starts before the first of
 * them and stops after the last; `kafka()` is for use inside tests and hooks.
 */
export async function describeWithOwnKafka(
  name: string,
  options: StartKafkaOptions,
  body: (kafka: () => KafkaStack) => void,
): Promise<void> {
  const answer = await ask(`/jars/${options.version ?? '4'}`, name);
  if (answer.kind === 'absent') return leaveOut(name, answer);
  describe(name, () => {
    let stack: KafkaStack | undefined;
    beforeAll(async () => {
      stack = await startKafka({ ...options, dedicated: true });
    });
    afterAll(async () => {
      await stack?.stop();
    });
    body(() => {
      if (stack === undefined) throw new Error('bug: kafka() is for tests and hooks');
      return stack;
    });
  });
}

/** `orders-3f2a9c1b`: a name for a topic, a group or a transactional id that no other test has. */
export function uniqueName(start: string): string {
  return `${start}-${randomBytes(4).toString('hex')}`;
}

type Absent = Extract<StackAnswer, { kind: 'absent' }>;

function leaveOut(name: string, { reason, remedy }: Absent): void {
  if (process.env.SINKC_REQUIRE_STACK === '1')
    throw new Error(`SINKC_REQUIRE_STACK=1, but ${reason}\n${remedy}`);
  describe.skip(name, () => {
    it(`left out: ${reason}`, () => undefined);
  });
}

async function ask(part: string, name: string): Promise<Exclude<StackAnswer, { kind: 'failed' }>> {
  const url = `${inject('stackServer')}${part}?for=${encodeURIComponent(name)}`;
  const answer = await new Promise<StackAnswer>((resolve, reject) => {
    // Not fetch: it gives up after five minutes, which a first download may take.
    get(url, async (response) => resolve(JSON.parse((await response.toArray()).join('')))).on(
      'error',
      reject,
    );
  });
  if (answer.kind === 'failed') throw new Error(answer.message);
  return answer;
}
