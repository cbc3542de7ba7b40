import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { findFreePorts } from './ports.ts';
import { lastLines, run } from './run.ts';

const COMPOSE_FILE = fileURLToPath(new URL('../../compose.yaml', import.meta.url));

/** A cold pull of the image over a slow line. */
const UP_TIMEOUT_MS = 15 * 60_000;

export interface DockerKafka {
  readonly bootstrap: string;
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
  const compose = (...args: string[]) =>
    run(
      'env',
      [`SINKC_KAFKA_PORT=${port}`, 'docker', 'compose', '-f', COMPOSE_FILE, '-p', project, ...args],
      {
        timeoutMs: UP_TIMEOUT_MS,
        signal,
      },
    );
  const stop = async () => {
    await run('docker', ['compose', '-f', COMPOSE_FILE, '-p', project, 'down', '--volumes'], {
      timeoutMs: 60_000,
    });
  };
  onProgress('starting Kafka 4 with Docker');
  try {
    const { code, stderr } = await compose('up', '--detach', '--wait', 'kafka');
    if (code !== 0) throw new Error(`Kafka could not be started with Docker:\n${lastLines(stderr, 15)}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { bootstrap: `127.0.0.1:${port}`, stop };
}
