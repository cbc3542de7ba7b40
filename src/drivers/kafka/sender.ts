import type { CompressionTypes, RecordMetadata, Transaction } from 'kafkajs';
import { SinkError } from '../../diagnostics/sink-error.ts';
import type { KafkaRecord, RecordPlace } from '../../pipeline/ports.ts';
import { LeaderMoved, type Leaders, type SendGroup } from './leaders.ts';
import { type MarkedMessage, toMessage } from './messages.ts';
import { type Chunk, planRounds } from './send-plan.ts';
import type { Session } from './session.ts';

/** What a broker gets in one request at most, before compression; one chunk always goes. */
const MAX_REQUEST_BYTES = 8 * 1024 * 1024;

/** The client's sequence numbers end here. */
const MAX_SEQUENCE = 2 ** 31 - 1;

/** Sends records in a transaction, and knows how many went to each partition. */
export class Sender {
  readonly #session: Session;
  readonly #leaders: Leaders;
  readonly #compression: CompressionTypes;
  readonly #counts = new Map<string, number>();

  constructor(session: Session, leaders: Leaders, compression: CompressionTypes) {
    this.#session = session;
    this.#leaders = leaders;
    this.#compression = compression;
  }

  /** To the partition that got the most. */
  get mostRecords(): number {
    return Math.max(0, ...this.#counts.values());
  }

  async send(transaction: Transaction, records: readonly KafkaRecord[]): Promise<readonly RecordPlace[]> {
    assertPartitions(records);
    const places = new Map<string, RecordPlace>();
    for (const round of planRounds(records)) {
      this.#count(round);
      for (const place of await this.#sendRound(transaction, round)) places.set(nameOf(place), place);
    }
    return [...places.values()];
  }

  #sendRound(transaction: Transaction, round: readonly Chunk[]): Promise<readonly RecordPlace[]> {
    const topics = new Set(round.map(({ topic }) => `"${topic}"`));
    const action = `send to topic ${[...topics].join(', ')}`;
    const timeoutMs = this.#session.timeouts.sendMs;
    return this.#session.run({ call: 'send', action, timeoutMs }, async () => {
      const places: RecordPlace[] = [];
      const until = performance.now() + timeoutMs;
      let open = round;
      while (open.length > 0) {
        const moved: Chunk[] = [];
        await Promise.all(
          [...this.#groups(open)].map(async ({ group, chunks }) => {
            try {
              places.push(...(await this.#sendGroup(transaction, group, chunks)));
            } catch (error) {
              if (!isLeaderMoved(error) || performance.now() > until) throw error;
              moved.push(...chunks);
            }
          }),
        );
        open = moved;
      }
      return places;
    });
  }

  /** One group a leader and request. As long as a leader is not known, one a chunk. */
  *#groups(chunks: readonly Chunk[]): Generator<{ group: SendGroup; chunks: readonly Chunk[] }> {
    const byLeader = Map.groupBy(chunks, (chunk) => this.#leaders.leaderOf(chunk.topic, chunk.partition));
    for (const [leader, led] of byLeader) {
      const requests = leader === undefined ? led.map((chunk) => [chunk]) : requestsOf(led);
      for (const request of requests) yield { group: { leader, unknownPartitions: 0 }, chunks: request };
    }
  }

  async #sendGroup(
    transaction: Transaction,
    group: SendGroup,
    chunks: readonly Chunk[],
  ): Promise<readonly RecordPlace[]> {
    const answers = await transaction.sendBatch({
      acks: -1,
      timeout: this.#session.timeouts.requestMs,
      compression: this.#compression,
      topicMessages: [...Map.groupBy(chunks, ({ topic }) => topic)].map(([topic, ofTopic]) => ({
        topic,
        messages: ofTopic.flatMap(({ records }): MarkedMessage<SendGroup>[] =>
          records.map((record) => toMessage(record, group)),
        ),
      })),
    });
    return chunks.map((chunk) => placeOf(chunk, answers));
  }

  #count(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) {
      const name = nameOf(chunk);
      const count = (this.#counts.get(name) ?? 0) + chunk.records.length;
      if (count > MAX_SEQUENCE) throw tooManyRecords(chunk);
      this.#counts.set(name, count);
    }
  }
}

/** Without one the client would choose, and choose anew for a repeated request. */
function assertPartitions(records: readonly KafkaRecord[]): void {
  const wrong = records.find(({ partition }) => !Number.isInteger(partition) || partition < 0);
  if (wrong === undefined) return;
  throw new SinkError('run/no-partition', `a message to topic "${wrong.topic}" has no partition`);
}

function* requestsOf(chunks: readonly Chunk[]): Generator<readonly Chunk[]> {
  let request: Chunk[] = [];
  let bytes = 0;
  for (const chunk of chunks) {
    if (request.length > 0 && bytes + chunk.bytes > MAX_REQUEST_BYTES) {
      yield request;
      request = [];
      bytes = 0;
    }
    request.push(chunk);
    bytes += chunk.bytes;
  }
  if (request.length > 0) yield request;
}

/** The client succeeds also where a partition was left out, so each is looked for. */
function placeOf(chunk: Chunk, answers: readonly RecordMetadata[]): RecordPlace {
  const { topic, partition, records } = chunk;
  const found = answers.filter((each) => each.topicName === topic && each.partition === partition);
  const [answer] = found;
  if (found.length !== 1 || answer?.baseOffset === undefined) {
    const message = `partition ${partition} of topic "${topic}" was answered for ${found.length} times`;
    throw new SinkError('run/kafka-send', message, { consequence: 'abortable' });
  }
  return { topic, partition, offset: BigInt(answer.baseOffset) + BigInt(records.length) - 1n };
}

function isLeaderMoved(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (each instanceof LeaderMoved) return true;
  }
  return false;
}

function tooManyRecords({ topic, partition }: Chunk): SinkError {
  const message = `one producer cannot send more to partition ${partition} of topic "${topic}"`;
  return new SinkError('run/producer-worn', message, { consequence: 'abortable' });
}

function nameOf({ topic, partition }: { readonly topic: string; readonly partition: number }): string {
  return `${topic}/${partition}`;
}
