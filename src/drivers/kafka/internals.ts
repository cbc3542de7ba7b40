import { createRequire } from 'node:module';
import type { Kafka } from 'kafkajs';

/**
 * The parts of kafkajs 2.2.4 that its types do not show, and six repairs of them. Nothing else in the driver
 * reaches into the client. Its last release is from 2023; with another one `repairClient` fails loudly.
 */

/** A connection to one broker, as the client keeps it. */
export interface ClientBroker {
  readonly nodeId: number | string;
  readonly connectionPool: {
    send(exchange: Exchange<unknown>): Promise<unknown>;
  };
  metadata(topics: readonly string[]): Promise<ClusterMetadata>;
  listOffsets(request: {
    readonly isolationLevel: number;
    readonly topics: readonly {
      readonly topic: string;
      readonly partitions: readonly { readonly partition: number; readonly timestamp: number }[];
    }[];
  }): Promise<{
    readonly responses: readonly {
      readonly topic: string;
      readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
    }[];
  }>;
}

export interface PartitionMetadata {
  readonly partitionErrorCode: number;
  readonly partitionId: number;
  readonly leader: number;
}

export interface ClusterMetadata {
  readonly topicMetadata: readonly {
    readonly topicErrorCode: number;
    readonly topic: string;
    readonly partitionMetadata: readonly PartitionMetadata[];
  }[];
}

/** The client's view of the brokers. A factory of partition assigners is given it: a documented way in. */
export interface ClientCluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addTargetTopic(topic: string): Promise<void>;
  refreshMetadata(): Promise<void>;
  refreshMetadataIfNecessary(): Promise<void>;
  findBroker(node: { readonly nodeId: number | string }): Promise<ClientBroker>;
  findControllerBroker(): Promise<ClientBroker>;
  findTopicPartitionMetadata(topic: string): readonly PartitionMetadata[];
}

/** A request of our own making and how its answer is read. */
export interface Exchange<T> {
  readonly request: {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly apiName: string;
    /** The client looks at both: `buf` must be a Buffer, `buffer` is what is sent. */
    encode(): Promise<{ readonly buf: Buffer; readonly buffer: Buffer }>;
  };
  readonly response: {
    decode(bytes: Buffer): Promise<T>;
    parse(data: T): Promise<T>;
  };
  readonly requestTimeout?: number;
}

/** Stands for a header without a value, which the client cannot write: it takes its length first. */
export const NULL_HEADER_VALUE: Buffer = Buffer.alloc(0);

const requireClient = createRequire(import.meta.url);

/** The client's table of codecs, by their number in a batch. */
export function clientCodecs(): Record<number, () => unknown> {
  return requireClient('kafkajs').CompressionCodecs;
}

const retryOptions: unique symbol = Symbol('sinkc: how this client retries');

interface Marked {
  [retryOptions]?: RetryLimits;
}

/** How the client repeats a request. */
export interface RetryLimits {
  readonly initialRetryTime: number;
  readonly maxRetryTime: number;
  readonly retries: number;
}

/** The client's transactions read how to retry from a place that nothing fills; see `repairClient`. */
export function setTransactionRetries(kafka: Kafka, limits: RetryLimits): void {
  (kafka.logger() as Marked)[retryOptions] = limits;
}

/**
 * 1. Its queue of requests sets a timer in the past after each answer, which Node reports to the user: without
 *    a waiting request there is nothing to check.
 * 2. A header without a value fails in its encoder. `NULL_HEADER_VALUE` is as long as an empty one, and is
 *    written as none.
 * 3. The list of all topics fails for good when one of them, whoever owns it, has a partition without a leader.
 * 4. Where no broker can answer, it forgets why: a missing permission looks like a missing coordinator.
 * 5. Waiting for an older transaction to end takes its built-in 300 ms, 600 ms, ... whatever the settings say.
 * 6. What a broker says of a topic that it does not create, it reads and drops: which setting is wrong.
 */
export function repairClient(): void {
  const queue = prototypeOf('network/requestQueue', 'scheduleCheckPendingRequests');
  if (queue[repaired] === true) return;
  repairQueue(queue);
  repairEncoder(prototypeOf('protocol/encoder', 'writeVarIntBytes'));
  repairMetadata(prototypeOf('broker', 'metadata'));
  repairReasons(prototypeOf('cluster/brokerPool', 'withBroker'));
  for (const version of [1, 2, 3]) repairRefusals(version);
  Object.defineProperty(prototypeOf('cluster', 'findControllerBroker'), 'retry', {
    get(this: { readonly rootLogger?: Marked }) {
      return this.rootLogger?.[retryOptions];
    },
  });
  queue[repaired] = true;
}

const repaired: unique symbol = Symbol('sinkc: repaired');

type Method = (this: Record<string, unknown>, ...given: readonly unknown[]) => unknown;

interface Prototype {
  [repaired]?: boolean;
  [method: string]: Method;
}

function prototypeOf(file: string, method: string): Prototype {
  const found: unknown = requireClient(`kafkajs/src/${file}`)?.prototype?.[method];
  if (typeof found !== 'function') throw new Error(`bug: this is not kafkajs 2.2.4: no ${file} ${method}`);
  return requireClient(`kafkajs/src/${file}`).prototype;
}

function methodOf(prototype: Prototype, name: string): Method {
  const method = prototype[name];
  if (method === undefined) throw new Error(`bug: this is not kafkajs 2.2.4: no ${name}`);
  return method;
}

function repairQueue(prototype: Prototype): void {
  const schedule = methodOf(prototype, 'scheduleCheckPendingRequests');
  prototype.scheduleCheckPendingRequests = function (...given) {
    if ((this.pending as readonly unknown[]).length > 0) schedule.call(this, ...given);
  };
}

function repairEncoder(prototype: Prototype): void {
  const write = methodOf(prototype, 'writeVarIntBytes');
  prototype.writeVarIntBytes = function (value) {
    return write.call(this, value === NULL_HEADER_VALUE ? null : value);
  };
}

const METADATA = 3;

function repairMetadata(prototype: Prototype): void {
  const ask = methodOf(prototype, 'metadata');
  const { Metadata: versions } = requireClient('kafkajs/src/protocol/requests').requests;
  prototype.metadata = async function (topics) {
    if (Array.isArray(topics) && topics.length > 0) return ask.call(this, topics);
    const lookup = this.lookupRequest as (
      key: number,
      known: unknown,
    ) => (o: object) => Exchange<ClusterMetadata>;
    const { request, response } = lookup(METADATA, versions)({ topics: [], allowAutoTopicCreation: false });
    const { connectionPool } = this as unknown as ClientBroker;
    return connectionPool.send({
      request,
      response: { decode: (bytes) => response.decode(bytes), parse: async (data) => withoutBroken(data) },
    } as Exchange<unknown>);
  };
}

function repairReasons(prototype: Prototype): void {
  const ask = methodOf(prototype, 'withBroker');
  prototype.withBroker = async function (given) {
    let reason: unknown;
    const work = given as (node: unknown) => Promise<unknown>;
    const answer = await ask.call(this, async (node: unknown) => {
      try {
        return await work(node);
      } catch (error) {
        reason = error;
        throw error;
      }
    });
    if (answer === null && reason !== undefined) throw reason;
    return answer;
  };
}

function withoutBroken(data: unknown): ClusterMetadata {
  const metadata = data as ClusterMetadata;
  return { ...metadata, topicMetadata: metadata.topicMetadata.filter((topic) => topic.topicErrorCode === 0) };
}

interface CreatedTopics {
  readonly topicErrors: readonly { readonly topic: string; readonly errorMessage: string | null }[];
}

function repairRefusals(version: number): void {
  const response = requireClient(`kafkajs/src/protocol/requests/createTopics/v${version}/response`);
  const parse = response.parse as (data: CreatedTopics) => Promise<unknown>;
  response.parse = async (data: CreatedTopics) => {
    try {
      return await parse(data);
    } catch (error) {
      const { errors = [] } = error as { errors?: readonly { readonly topic: string; message: string }[] };
      for (const each of errors) {
        const said = data.topicErrors.find(({ topic }) => topic === each.topic)?.errorMessage;
        each.message = said || each.message;
      }
      throw error;
    }
  };
}
