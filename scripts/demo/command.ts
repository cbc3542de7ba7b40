import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CHANGES_FILE, SINKS_FILE } from './topics.ts';

const COMMAND = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

export interface RunningCommand {
  /** Resolves when the process is gone. */
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: string | null;
    readonly output: string;
  }>;
  kill(): void;
}

/** Starts `sinkc run` on the example; what it says is handed on line by line. */
export function startRun(
  bootstrap: string,
  environment: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): RunningCommand {
  const child = spawn(process.execPath, [COMMAND, 'run', '--from', `orders=${CHANGES_FILE}`, SINKS_FILE], {
    env: { ...process.env, KAFKA_BROKER: bootstrap.split(',')[0], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      output += `${line}\n`;
      onLine(line);
    });
  }
  const ended = new Promise<Awaited<RunningCommand['ended']>>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, output }));
  });
  return { ended, kill: () => child.kill('SIGKILL') };
}
