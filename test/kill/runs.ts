import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Workload } from './workload.ts';

const CHILD = join(import.meta.dirname, 'child.ts');

export interface RunEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

export interface StartedRun {
  readonly child: ChildProcess;
  readonly ended: Promise<RunEnd>;
  /** Resolves when the process holds at its step; rejects when it ends instead. */
  held(): Promise<void>;
}

export interface RunOptions {
  /** `step:n`; see `child.ts`. */
  readonly killAt?: string;
  readonly holdAt?: string;
  /** Only this sink. */
  readonly sink?: string;
}

/** Starts a run of a workload as a process of its own. */
export function startRun(bootstrap: string, workload: Workload, options: RunOptions = {}): StartedRun {
  const { killAt = '', holdAt = '', sink } = options;
  const chosen = sink === undefined ? [] : ['--sink', sink];
  const args = [CHILD, 'run', '--from', `t=${workload.changesFile}`, ...chosen, workload.sqlFile];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      KAFKA_BROKER: bootstrap.split(',')[0],
      SINKC_COMMIT_INTERVAL_MS: '1',
      // Part of every transactional id: runs side by side must not fence each other.
      SINKC_REGION: workload.name,
      KILL_AT: killAt,
      HOLD_AT: holdAt,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = once(child, 'close').then(([code, signal]): RunEnd => ({ code, signal, output }));
  return {
    child,
    ended,
    held: () =>
      Promise.race([
        once(child, 'message').then(() => undefined),
        ended.then((end) =>
          Promise.reject(new Error(`ended instead of holding: ${end.code}\n${end.output}`)),
        ),
      ]),
  };
}

/** Runs to the end, and says what the process said where that fails. */
export async function runToEnd(
  bootstrap: string,
  workload: Workload,
  options: RunOptions = {},
): Promise<void> {
  const { code, signal, output } = await startRun(bootstrap, workload, options).ended;
  if (code !== 0) throw new Error(`the run ended with ${code ?? signal}:\n${output}`);
}
