import { setTimeout as sleep } from 'node:timers/promises';
import { type ISocketFactory, Kafka, PartitionAssigners } from 'kafkajs';
import type { SinkError } from '../../diagnostics/sink-error.ts';
import type { ConnectionConfig } from './connection.ts';
import { type KafkaCall, toSinkError } from './errors.ts';
import { type ClientCluster, repairClient, setTransactionRetries } from './internals.ts';
import { CLIENT_LOG_LEVEL, createLogCreator, type KafkaLog } from './logging.ts';
import { createPatience, type Patience } from './patience.ts';
import { createSockets, type Sockets } from './sockets.ts';

/** How long to wait for what, in milliseconds. */
export interface KafkaTimeouts {
  /** For the first broker that answers. */
  readonly connectMs: number;
  /** For the answer to one request. */
  readonly requestMs: number;
  /** For `send`, all its attempts together. */
  readonly sendMs: number;
  /** For `initTransactions`, which waits for an older transaction to end, and for `commit` and `abort`. */
  readonly transactionMs: number;
  /** For each call of the admin port. */
  readonly adminMs: number;
}

export const DEFAULT_TIMEOUTS: KafkaTimeouts = {
  connectMs: 10_000,
  requestMs: 30_000,
  sendMs: 60_000,
  transactionMs: 60_000,
  adminMs: 30_000,
};

export interface SessionSettings {
  readonly connection: ConnectionConfig;
  /** As people write them. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly log?: KafkaLog | undefined;
  readonly timeouts: KafkaTimeouts;
  readonly socketFactory?: ISocketFactory | undefined;
}

export interface Call {
  readonly call: KafkaCall;
  /** What is tried, after "could not". */
  readonly action: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Whether passing errors are waited out here; producers leave that to the client. */
  readonly repeat?: boolean;
}

/** How long an attempt under way may go on once no other may begin. */
const GRACE_MS = 1_000;

const RETRIES = { initialRetryTime: 30, maxRetryTime: 1_000 };

/** One kafkajs client with its sockets. Calls end in time; once closed, nothing of it is left. */
export class Session {
  readonly kafka: Kafka;
  readonly timeouts: KafkaTimeouts;
  readonly #brokers: readonly string[];
  readonly #patience: Patience = createPatience();
  readonly #sockets: Sockets;

  constructor(settings: SessionSettings) {
    repairClient();
    this.timeouts = settings.timeouts;
    this.#brokers = settings.brokers;
    this.#sockets = createSockets(settings.socketFactory);
    const retry = { ...RETRIES, retries: this.#patience.retries };
    this.kafka = new Kafka({
      ...settings.connection,
      clientId: settings.clientId,
      connectionTimeout: Math.max(1_000, settings.timeouts.connectMs / 2),
      requestTimeout: settings.timeouts.requestMs,
      retry,
      socketFactory: this.#sockets.factory,
      logLevel: CLIENT_LOG_LEVEL,
      logCreator: createLogCreator(settings.log, () => this.#sockets.closed),
    });
    setTransactionRetries(this.kafka, retry);
  }

  get closed(): boolean {
    return this.#sockets.closed;
  }

  /** Rejects with a `SinkError`, or with the signal's reason. */
  async run<T>(call: Call, work: () => Promise<T>): Promise<T> {
    call.signal?.throwIfAborted();
    if (this.closed) throw this.sort(new Error('the client is closed'), call);
    const disallow = this.#patience.allow(call.timeoutMs);
    const limit = createLimit(call.timeoutMs + GRACE_MS, call.signal);
    try {
      return await Promise.race([call.repeat ? this.#repeat(call, work) : work(), limit.promise]);
    } catch (error) {
      call.signal?.throwIfAborted();
      throw this.sort(error, call);
    } finally {
      limit.clear();
      disallow();
    }
  }

  sort(error: unknown, { call, action }: Pick<Call, 'call' | 'action'>): SinkError {
    return toSinkError(error, { call, action, brokers: this.#brokers });
  }

  /** The client's view of the brokers, for what it offers no call of its own. It reads uncommitted. */
  openCluster(groupId: string): ClientCluster {
    let found: ClientCluster | undefined;
    this.kafka.consumer({
      groupId,
      readUncommitted: true,
      allowAutoTopicCreation: false,
      maxInFlightRequests: 1,
      partitionAssigners: [
        (given) => {
          found = given.cluster as unknown as ClientCluster;
          return PartitionAssigners.roundRobin(given);
        },
      ],
    });
    if (found === undefined) throw new Error('bug: this is not kafkajs 2.2.4: assigners are made late');
    return found;
  }

  connect(open: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const action = `reach Kafka at ${this.#brokers.join(', ')}`;
    return this.run({ call: 'connect', action, timeoutMs: this.timeouts.connectMs, signal }, open);
  }

  /** Lets `leave` say goodbye for a moment, then ends everything. Never rejects. */
  async close(leave: () => Promise<unknown>): Promise<void> {
    if (this.closed) return;
    this.#patience.end();
    const limit = createLimit(GRACE_MS);
    await Promise.race([leave(), limit.promise]).catch(() => undefined);
    limit.clear();
    this.destroy();
  }

  /** From here on nothing is sent: neither a copy of a batch nor a goodbye. */
  destroy(): void {
    this.#patience.end();
    this.#sockets.destroy();
  }

  async #repeat<T>(call: Call, work: () => Promise<T>): Promise<T> {
    const until = performance.now() + call.timeoutMs;
    for (let pauseMs = RETRIES.initialRetryTime; ; pauseMs = Math.min(2 * pauseMs, RETRIES.maxRetryTime)) {
      try {
        return await work();
      } catch (error) {
        const { consequence } = this.sort(error, call);
        const isOver = this.closed || call.signal?.aborted || performance.now() + pauseMs > until;
        if (isOver || consequence !== 'retriable') throw error;
      }
      await sleep(pauseMs, undefined, call.signal && { signal: call.signal });
    }
  }
}

interface Limit {
  /** Only ever rejects. */
  readonly promise: Promise<never>;
  clear(): void;
}

function createLimit(ms: number, signal?: AbortSignal): Limit {
  let clear = () => {};
  const promise = new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal?.reason);
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    signal?.addEventListener('abort', onAbort, { once: true });
    clear = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
  });
  return { promise, clear };
}
