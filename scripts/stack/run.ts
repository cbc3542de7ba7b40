import { spawn } from 'node:child_process';

/** What a finished program left. `code` is `null` when a signal ended it. */
export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

export interface RunOptions {
  /** Written to standard input, which is then closed. */
  readonly input?: string | undefined;
  /** After this time the program is killed and the promise rejects. Default 60,000. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Set on top of this process's own environment. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Called with every piece of standard output as it comes. */
  readonly onOutput?: ((text: string) => void) | undefined;
}

/**
 * Runs a program to its end and collects what it prints, as UTF-8.
 *
 * @throws when it cannot be started, runs out of time or is aborted; never for an exit code
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const { timeoutMs = 60_000, signal } = options;
  const env = { ...process.env, ...options.environment };
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'pipe', killSignal: 'SIGKILL', signal, env });
    let stdout = '';
    let stderr = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${command} did not finish within ${timeoutMs} ms\n${lastLines(stderr, 10)}`));
    }, timeoutMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      options.onOutput?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ stdout, stderr, code });
    });
    // A program that exits without reading its input closes the pipe; its exit code tells the story.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/** The last `count` lines of a log, without the empty end. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
