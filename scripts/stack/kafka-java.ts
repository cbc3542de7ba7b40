import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { javaCommand, javaTools, runTool } from './java.ts';
import { type ClusterLayout, type NodeLayout, renderServerProperties } from './kafka-config.ts';
import { findFreePorts } from './ports.ts';
import { lastLines } from './run.ts';
import { createWarden, type Warden } from './warden.ts';

/** One broker that can be taken down and brought back. */
export interface BrokerProcess {
  /** Kafka's `node.id`, from 1. */
  readonly nodeId: number;
  /** `host:port` */
  readonly address: string;
  /** Of the process that runs now; `undefined` while none does. */
  readonly pid: number | undefined;
  /** Sends a signal. After `SIGKILL` and `SIGTERM` it waits until the process is gone. */
  kill(signal?: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void>;
  /** Kills the broker if it runs, starts it on its data and port, and waits until it serves. */
  restart(): Promise<void>;
}

export interface JavaCluster {
  readonly brokers: readonly BrokerProcess[];
  stop(): Promise<void>;
}

export interface JavaClusterOptions {
  readonly classpath: string;
  readonly brokers: number;
  readonly layout: Omit<ClusterLayout, 'nodes'>;
  readonly signal: AbortSignal | undefined;
}

const BROKER_FLAGS = [
  '-Xms128m',
  '-Xmx384m',
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-Djava.awt.headless=true',
  '-Dfile.encoding=UTF-8',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
  '-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS',
  '-Dorg.slf4j.simpleLogger.log.org.apache.kafka.common.config.AbstractConfig=warn',
  '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaConfig=warn',
] as const;

/** The broker logs it once it is unfenced and its listeners answer. */
const STARTED = 'Kafka Server started';

/** Far above what a start takes; a broker that hangs is better reported than waited for. */
const START_TIMEOUT_MS = 90_000;

const PORT_TAKEN = /Address already in use|Failed to bind/;

/** Starts brokers as Java processes on free loopback ports, their data in a temporary folder. */
export async function startJavaCluster(options: JavaClusterOptions): Promise<JavaCluster> {
  for (let attempt = 1; ; attempt++) {
    const warden = await createWarden('sinkc-kafka');
    try {
      return await startIn(warden, options);
    } catch (error) {
      await warden.end();
      // A port that was free when looked at can be gone when bound.
      if (attempt === 3 || !(error instanceof Error && PORT_TAKEN.test(error.message))) throw error;
    }
  }
}

async function startIn(warden: Warden, options: JavaClusterOptions): Promise<JavaCluster> {
  const nodes = await layOutNodes(warden.folder, options.brokers);
  const cluster: ClusterLayout = { ...options.layout, nodes };
  const clusterId = createClusterId();
  const brokers = await Promise.all(
    nodes.map(async (node) => {
      const file = join(warden.folder, `node-${node.id}.properties`);
      await writeFile(file, renderServerProperties(node, cluster));
      await formatStorage(file, clusterId, options);
      return createBroker(node, file, warden, options);
    }),
  );
  await Promise.all(brokers.map((broker) => broker.start(options.signal)));
  return { brokers, stop: () => warden.end() };
}

/** 16 bytes in base64, never starting with the dash that would make it an option. */
function createClusterId(): string {
  return Buffer.concat([Buffer.of(0), randomBytes(15)]).toString('base64url');
}

async function layOutNodes(folder: string, count: number): Promise<readonly NodeLayout[]> {
  const ports = await findFreePorts(2 * count);
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  return Promise.all(
    ids.map(async (id) => {
      const dataFolder = join(folder, `data-${id}`);
      await mkdir(dataFolder);
      return { id, clientPort: ports[id - 1] ?? 0, controllerPort: ports[count + id - 1] ?? 0, dataFolder };
    }),
  );
}

async function formatStorage(file: string, clusterId: string, options: JavaClusterOptions): Promise<void> {
  const args = ['format', '--cluster-id', clusterId, '--config', file];
  const { signal, classpath } = options;
  const tools = javaTools(classpath);
  const { code, stdout, stderr } = await runTool(tools, 'kafka.tools.StorageTool', args, { signal });
  if (code !== 0)
    throw new Error(`Kafka's storage could not be formatted:\n${lastLines(stdout + stderr, 15)}`);
}

interface StartableBroker extends BrokerProcess {
  start(signal?: AbortSignal): Promise<void>;
}

function createBroker(
  node: NodeLayout,
  propertiesFile: string,
  warden: Warden,
  options: JavaClusterOptions,
): StartableBroker {
  let child: ChildProcess | undefined;
  let starts = 0;
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const broker: StartableBroker = {
    nodeId: node.id,
    address: `127.0.0.1:${node.clientPort}`,
    get pid() {
      return isRunning() ? child?.pid : undefined;
    },
    async kill(signal = 'SIGKILL') {
      if (child === undefined || !isRunning()) return;
      const exited = new Promise<void>((resolve) => child?.once('exit', () => resolve()));
      child.kill(signal);
      if (signal === 'SIGKILL' || signal === 'SIGTERM') await exited;
    },
    async restart() {
      await broker.kill();
      await broker.start();
    },
    async start(signal) {
      starts += 1;
      const logFile = join(warden.folder, `node-${node.id}.start-${starts}.log`);
      child = await spawnBroker(propertiesFile, logFile, warden, options.classpath);
      await untilStarted(child, node.id, logFile, signal);
    },
  };
  return broker;
}

async function spawnBroker(
  propertiesFile: string,
  logFile: string,
  warden: Warden,
  classpath: string,
): Promise<ChildProcess> {
  // A file, not a pipe: a launcher that is busy must not hold up a broker that logs.
  const log = await open(logFile, 'a');
  // What the broker unpacks goes where its data goes: a killed one cleans up nothing.
  const scratch = `-Djava.io.tmpdir=${dirname(propertiesFile)}`;
  const args = [...BROKER_FLAGS, scratch, '-cp', classpath, 'kafka.Kafka', propertiesFile];
  const child = warden.spawn(javaCommand(), args, ['ignore', log.fd, log.fd]);
  child.on('error', () => undefined);
  await log.close();
  return child;
}

async function untilStarted(
  child: ChildProcess,
  nodeId: number,
  logFile: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    signal?.throwIfAborted();
    const ended = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
    const log = await readFile(logFile, 'utf8');
    if (log.includes(STARTED) && !ended) return;
    if (ended || Date.now() > deadline) {
      const how = ended ? `ended (${child.signalCode ?? `exit code ${child.exitCode}`})` : 'did not serve';
      throw new Error(`Kafka broker ${nodeId} ${how} while starting; its log ends:\n${lastLines(log, 20)}`);
    }
    await delay(25);
  }
}
