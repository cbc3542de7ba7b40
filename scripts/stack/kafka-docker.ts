import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { ToolCommand } from './java.ts';
import { findFreePorts } from './ports.ts';
import { lastLines, run } from './run.ts';

const COMPOSE_FILE = fileURLToPath(new URL('../../compose.yaml', import.meta.url));

const RUN_CLASS = '/opt/kafka/bin/kafka-run-class.sh';

/** A cold pull of the image over a slow line. */
const UP_TIMEOUT_MS = 15 * 60_000;

export interface DockerKafka {
  readonly bootstrap: string;
  /** Runs Kafka's tools inside the container. */
  readonly tools: ToolCommand;
  stop(): Promise<void>;
}

/** Whether Docker's engine answers; a client without an engine is no Docker. */
export async function isDockerUsable(): Promise<boolean> {
  try {
    const info = await run('docker', ['info', '--format', '{{.ServerVersion}}'], { timeoutMs: 10_000 });
    const compose = await run('docker', ['compose', 'version'], { timeoutMs: 10_000 });
    return info.code === 0 && info.stdout.trim() !== '' && compose.code === 0;
  } catch {
    return false;
  }
}

/** Starts the broker of `compose.yaml` as a project of its own, on a free port of 127.0.0.1. */
export async function startDockerKafka(
  onProgress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<DockerKafka> {
  const [port] = await findFreePorts(1);
  const project = `sinkc-${randomBytes(4).toString('hex')}`;
  const compose = ['compose', '-f', COMPOSE_FILE, '-p', project];
  const environment = { SINKC_KAFKA_PORT: String(port) };
  const stop = removeAtEnd(compose);
  onProgress('starting Kafka 4 with Docker');
  try {
    const up = [...compose, 'up', '--detach', '--wait', 'kafka'];
    const { code, stderr } = await run('docker', up, { timeoutMs: UP_TIMEOUT_MS, signal, environment });
    if (code !== 0) throw new Error(`Kafka could not be started with Docker:\n${lastLines(stderr, 15)}`);
  } catch (error) {
    await stop();
    throw error;
  }
  const tools = { command: 'docker', args: [...compose, 'exec', '-T', 'kafka', RUN_CLASS] };
  return { bootstrap: `127.0.0.1:${port}`, tools, stop };
}

/**
 * Removes a project when this process ends, however it ends, or before, when the returned function is
 * called: a shell waits for the end of its input.
 */
function removeAtEnd(compose: readonly string[]): () => Promise<void> {
  const script = 'cat >/dev/null; exec docker "$@" down --volumes --timeout 0';
  const guard = spawn('sh', ['-c', script, 'sh', ...compose], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => guard.once('close', () => resolve()));
  return async () => {
    guard.stdin.end();
    await ended;
  };
}
