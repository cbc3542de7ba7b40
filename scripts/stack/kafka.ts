import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Jars, resolveJars } from './jars.ts';
import { javaTools, missingJava, runTool, type ToolCommand } from './java.ts';
import { type Authorization, clientProperties, type SaslPlain } from './kafka-config.ts';
import { isDockerUsable, startDockerKafka } from './kafka-docker.ts';
import { type BrokerProcess, startJavaCluster } from './kafka-java.ts';
import type { Finished } from './run.ts';
import { StackUnavailable } from './unavailable.ts';

export type { BrokerProcess } from './kafka-java.ts';
export { StackUnavailable } from './unavailable.ts';

const REMEDY =
  'Install Java 17 or newer and Maven, or start Docker, or set KAFKA_BROKERS to the address of a Kafka cluster.';

/** A line of Kafka releases; each is pinned in its pom. */
export type KafkaVersion = '4' | '3';

/** What to start. A plain cluster is one broker of version 4 with none of the other options. */
export interface StartKafkaOptions {
  /** Default `'4'`. */
  readonly version?: KafkaVersion;
  /** Default 1. Three brokers keep three copies, of which two must be in sync. */
  readonly brokers?: 1 | 3;
  /** Default `false`, so that a topic nobody created is an error. */
  readonly autoCreateTopics?: boolean;
  /** Broker settings by their Kafka names; they win over ours. */
  readonly config?: Readonly<Record<string, string | number | boolean>>;
  /** SASL/PLAIN users, everything denied that no ACL allows. */
  readonly authorization?: Authorization;
  /** A cluster of its own even where `KAFKA_BROKERS` or Docker would do: its brokers can be killed. */
  readonly dedicated?: boolean;
  readonly onProgress?: (line: string) => void;
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal;
}

/** What a test needs of a running cluster, wherever that came from. */
export interface KafkaClient {
  /** `host:port`, several separated by commas. */
  readonly bootstrap: string;
  readonly version: KafkaVersion;
  /** For `java -cp`: broker, client and tools. Absent without Java. */
  readonly javaClasspath: string | undefined;
  /** What runs Kafka's own tools: Java, or Docker's container. Absent without either. */
  readonly tools: ToolCommand | undefined;
  /** Properties with which a Java client logs in as `admin`; empty without authorization. */
  readonly adminProperties: Readonly<Record<string, string>>;
  /** The same for kafkajs: `new Kafka({ sasl, ... })`. */
  readonly adminSasl: SaslPlain | undefined;
  /** Runs one of Kafka's own tools, such as `org.apache.kafka.tools.TopicCommand`, to its end. */
  runTool(mainClass: string, args: readonly string[], options?: ToolOptions): Promise<Finished>;
}

export interface ToolOptions {
  /** Written to the tool's standard input. */
  readonly input?: string;
  /** After this time the tool is killed and the promise rejects. Default 60,000. */
  readonly timeoutMs?: number;
}

export interface KafkaStack extends KafkaClient {
  readonly startedBy: 'KAFKA_BROKERS' | 'docker' | 'java';
  /** Empty unless started by Java. */
  readonly brokerProcesses: readonly BrokerProcess[];
  /** Ends what was started and removes its data. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts Kafka, or finds it: `KAFKA_BROKERS` if set, else Docker where its engine answers, else Java.
 * The first two serve a plain cluster only. Nothing that is started outlives this process.
 *
 * @throws {StackUnavailable} when none of the three is there
 */
export async function startKafka(options: StartKafkaOptions = {}): Promise<KafkaStack> {
  const { onProgress = () => undefined } = options;
  if (isPlain(options)) {
    const given = process.env.KAFKA_BROKERS;
    if (given) return useGivenBrokers(given);
    if (await isDockerUsable()) {
      const stack = await startWithDocker(onProgress, options.signal).catch((error: Error) => error);
      if (!(stack instanceof Error)) return stack;
      options.signal?.throwIfAborted();
      onProgress(`${stack.message}\ntrying Java instead`);
    }
  }
  return startWithJava(options, onProgress);
}

/**
 * A handle on a cluster that somebody else started and will stop.
 *
 * @param found  the fields of a `KafkaClient` that can be sent to another process
 */
export async function attachKafka(
  found: Pick<KafkaClient, 'bootstrap' | 'version' | 'adminSasl' | 'tools'>,
): Promise<KafkaClient> {
  const jars = await fetchKafka(found.version).catch(noJars);
  return createClient(found, jars);
}

/**
 * The jars of a version, downloaded into the cache unless they are there.
 *
 * @throws {StackUnavailable} when they cannot be had, or there is no Java to run them
 */
export async function fetchKafka(
  version: KafkaVersion,
  onProgress?: (line: string) => void,
  signal?: AbortSignal,
): Promise<Jars> {
  const missing = await missingJava();
  if (missing !== undefined) throw new StackUnavailable(`Kafka cannot be started: ${missing}`, REMEDY);
  const pomFile = fileURLToPath(new URL(`pom-kafka${version}.xml`, import.meta.url));
  return resolveJars(pomFile, onProgress, signal);
}

function isPlain(options: StartKafkaOptions): boolean {
  return (
    (options.version ?? '4') === '4' &&
    (options.brokers ?? 1) === 1 &&
    !options.autoCreateTopics &&
    !options.dedicated &&
    options.authorization === undefined &&
    Object.keys(options.config ?? {}).length === 0
  );
}

function noJars(error: unknown): undefined {
  if (!(error instanceof StackUnavailable)) throw error;
}

async function useGivenBrokers(bootstrap: string): Promise<KafkaStack> {
  const addresses = bootstrap.split(',').map((address) => address.trim());
  await Promise.any(addresses.map(tryAddress)).catch((cause: unknown) => {
    throw new Error(
      `KAFKA_BROKERS is set, but nothing answers at "${bootstrap}" (host:port, several separated by commas)`,
      { cause },
    );
  });
  const client = await attachKafka({ bootstrap, version: '4', adminSasl: undefined, tools: undefined });
  return { ...client, startedBy: 'KAFKA_BROKERS', brokerProcesses: [], stop: async () => undefined };
}

function tryAddress(address: string): Promise<void> {
  const colon = address.lastIndexOf(':');
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: address.slice(0, colon),
      port: Number(address.slice(colon + 1)),
      timeout: 5_000,
    });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(new Error(`${address} did not answer within 5,000 ms`)));
    socket.once('error', reject);
  });
}

async function startWithDocker(
  onProgress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<KafkaStack> {
  const { bootstrap, tools, stop } = await startDockerKafka(onProgress, signal);
  const client = await attachKafka({ bootstrap, version: '4', adminSasl: undefined, tools });
  return { ...client, startedBy: 'docker', brokerProcesses: [], stop };
}

async function startWithJava(
  options: StartKafkaOptions,
  onProgress: (line: string) => void,
): Promise<KafkaStack> {
  const { version = '4', brokers = 1, authorization, signal } = options;
  const jars = await fetchKafka(version, onProgress, signal);
  const passwords = authorization && { admin: randomBytes(12).toString('hex'), ...authorization.users };
  const layout = {
    autoCreateTopics: options.autoCreateTopics ?? false,
    overrides: options.config ?? {},
    passwords,
  };
  const count = brokers === 1 ? 'one broker' : `${brokers} brokers`;
  onProgress(`starting Kafka ${version} with Java, ${count}`);
  const cluster = await startJavaCluster({ classpath: jars.classpath, brokers, layout, signal });
  const bootstrap = cluster.brokers.map((broker) => broker.address).join(',');
  const adminSasl = passwords && adminLogin(passwords.admin);
  const client = createClient({ bootstrap, version, adminSasl, tools: undefined }, jars);
  return { ...client, startedBy: 'java', brokerProcesses: cluster.brokers, stop: cluster.stop };
}

function adminLogin(password: string): SaslPlain {
  return { mechanism: 'plain', username: 'admin', password };
}

/** Java's tools are taken where there are both, as they start quicker. */
function createClient(
  found: Pick<KafkaClient, 'bootstrap' | 'version' | 'adminSasl' | 'tools'>,
  jars: Jars | undefined,
): KafkaClient {
  const tools = jars === undefined ? found.tools : javaTools(jars.classpath);
  return {
    bootstrap: found.bootstrap,
    version: found.version,
    javaClasspath: jars?.classpath,
    tools,
    adminProperties: clientProperties(found.adminSasl),
    adminSasl: found.adminSasl,
    async runTool(mainClass, args, options) {
      if (tools === undefined)
        throw new StackUnavailable("Kafka's tools cannot be run: there is no Java", REMEDY);
      return runTool(tools, mainClass, args, options);
    },
  };
}
