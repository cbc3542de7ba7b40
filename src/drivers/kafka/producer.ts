import type { CompressionTypes, Producer, Transaction } from 'kafkajs';
import { type Consequence, SinkError } from '../../diagnostics/sink-error.ts';
import type { KafkaRecord, ProducerOptions, ProducerPort, RecordPlace } from '../../pipeline/ports.ts';
import { provideCodec } from './codecs.ts';
import type { KafkaCall } from './errors.ts';
import { createLeaders, type Leaders } from './leaders.ts';
import { Sender } from './sender.ts';
import { Session, type SessionSettings } from './session.ts';

export interface ProducerSettings extends SessionSettings {
  /** Records to one partition after which `begin` asks for a new producer. */
  readonly renewAfterRecords: number;
}

/** The client counts to 2^31 - 1 and then goes on wrongly; half of it leaves room for one transaction. */
export const RENEW_AFTER_RECORDS = 2 ** 30;

/**
 * One kafkajs producer. What the client's state is worth after an error is unknown, so any rejection ends it:
 * its sockets are gone before the caller hears of it, and nothing of it reaches a broker later.
 */
export class KafkaProducer implements ProducerPort {
  readonly #session: Session;
  readonly #options: ProducerOptions;
  readonly #renewAfterRecords: number;
  readonly #leaders: Leaders = createLeaders();
  readonly #producer: Producer;
  #sender: Sender | undefined;
  #transaction: Transaction | undefined;
  /** When the broker's timeout began to run, in monotonic milliseconds. */
  #begunAt = 0;
  #sending: Promise<unknown> = Promise.resolve();

  constructor(settings: ProducerSettings, options: ProducerOptions) {
    this.#session = new Session(settings);
    this.#options = options;
    this.#renewAfterRecords = settings.renewAfterRecords;
    this.#producer = this.#session.kafka.producer({
      transactionalId: options.transactionalId,
      transactionTimeout: options.transactionTimeoutMs,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: this.#leaders.createPartitioner,
    });
  }

  async connect(signal: AbortSignal): Promise<void> {
    await this.#orDrop(async () => {
      const compression: CompressionTypes = provideCodec(this.#options.compression);
      await this.#session.connect(() => this.#producer.connect(), signal);
      this.#sender = new Sender(this.#session, this.#leaders, compression);
    });
  }

  /** The client does it with the first transaction; one without partitions ends without asking the broker. */
  initTransactions(): Promise<void> {
    return this.#run('init', 'take over the transactional id', async () => {
      await (await this.#producer.transaction()).abort();
    });
  }

  begin(): Promise<void> {
    return this.#run('begin', 'begin a transaction', async () => {
      const sent = this.#connected().mostRecords;
      if (sent >= this.#renewAfterRecords) throw renewalDue(sent);
      this.#transaction = await this.#producer.transaction();
      this.#begunAt = performance.now();
    });
  }

  send(records: readonly KafkaRecord[]): Promise<readonly RecordPlace[]> {
    // One after the other, whatever the caller does: a partition's records keep their order.
    const sent = this.#sending.then(() => this.#orDrop(() => this.#send(records)));
    this.#sending = sent.catch(() => undefined);
    return sent;
  }

  commit(): Promise<void> {
    return this.#end('commit', 'commit the transaction', (transaction) => transaction.commit());
  }

  abort(): Promise<void> {
    return this.#end('abort', 'abort the transaction', (transaction) => transaction.abort());
  }

  /** An open transaction is left to the next producer with the same id, or to its timeout. */
  close(): Promise<void> {
    return this.#session.close(() => this.#producer.disconnect());
  }

  async #send(records: readonly KafkaRecord[]): Promise<readonly RecordPlace[]> {
    if (records.length === 0) return [];
    return this.#connected().send(this.#open('send'), records);
  }

  #end(call: KafkaCall, action: string, end: (open: Transaction) => Promise<void>): Promise<void> {
    return this.#run(call, action, async () => {
      await this.#sending;
      await end(this.#open(call));
      this.#transaction = undefined;
    });
  }

  #run(call: KafkaCall, action: string, work: () => Promise<void>): Promise<void> {
    const named = `${action} "${this.#options.transactionalId}"`;
    const timeoutMs = this.#session.timeouts.transactionMs;
    return this.#orDrop(() => this.#session.run({ call, action: named, timeoutMs }, work));
  }

  async #orDrop<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#session.destroy();
      throw error instanceof SinkError ? this.#expired(error) : error;
    }
  }

  /** A broker ends a transaction that is too old by fencing its producer: nobody else has taken over. */
  #expired(error: SinkError): SinkError {
    const age = performance.now() - this.#begunAt;
    const { transactionTimeoutMs } = this.#options;
    if (error.consequence !== 'fenced' || this.#transaction === undefined) return error;
    if (age < transactionTimeoutMs) return error;
    const message = `the transaction was open for ${Math.round(age / 1_000)} s and was ended by the broker`;
    return new SinkError('run/transaction-expired', message, {
      consequence: 'abortable' satisfies Consequence,
      cause: error,
      hint: `It may be open for ${transactionTimeoutMs} ms; the broker's "transaction.max.timeout.ms" limits that.`,
    });
  }

  #connected(): Sender {
    if (this.#sender === undefined) throw new Error('bug: the producer is not connected');
    return this.#sender;
  }

  #open(call: KafkaCall): Transaction {
    if (this.#transaction === undefined) throw new Error(`bug: ${call} outside of a transaction`);
    return this.#transaction;
  }
}

/**
 * Not done behind the caller's back: taking over the id anew would fence a newer instance that has begun since,
 * and only reading the progress again shows what that one did.
 */
function renewalDue(records: number): SinkError {
  return new SinkError('run/producer-worn', `this producer has sent ${records} messages to one partition`, {
    consequence: 'retriable',
    hint: 'Nothing is wrong: the sink starts again with a new producer.',
  });
}
