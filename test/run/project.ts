import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { uniqueName } from '../support/kafka.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

const root = mkdtempSync(join(tmpdir(), 'sinkc-run-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

export interface Ended {
  /** null where a signal ended the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** Resolves once standard error holds the text; rejects where the process ends without. */
  says(text: string): Promise<void>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** All of standard input; nothing unless given. */
  readonly input?: string;
}

/** A folder in which the real command runs. Ids, and topics that have no name, are its own. */
export interface Project {
  /** For topics: no other project has it. */
  readonly name: string;
  /** `SINKC_REGION` makes it part of the default names. */
  readonly progressTopic: string;
  write(file: string, text: string): void;
  /** `sinkc ...args`, with standard input left open. */
  start(args: readonly string[], options?: Pick<RunOptions, 'env'>): Running;
  /** `sinkc ...args`, to its end. */
  run(args: readonly string[], options?: RunOptions): Promise<Ended>;
}

/** @param broker  what `${KAFKA_BROKER}` stands for: the first of several addresses */
export function createProject(broker: string, files: (name: string) => Record<string, string>): Project {
  const name = uniqueName('run');
  const folder = join(root, name);
  mkdirSync(folder);
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  for (const [file, text] of Object.entries(files(name))) write(file, text);
  const start: Project['start'] = (args, { env } = {}) =>
    watch(
      spawn(process.execPath, [MAIN, ...args], {
        cwd: folder,
        env: {
          ...withoutSettings(process.env),
          KAFKA_BROKER: broker.split(',')[0],
          SINKC_REGION: name,
          // What should be fatal and is not shall not be retried for minutes.
          SINKC_RETRY_TIMEOUT_MS: '5000',
          // However slow the machine is, the end of the input ends a transaction, not a timer.
          SINKC_COMMIT_INTERVAL_MS: '60000',
          ...env,
        },
      }),
    );
  return {
    name,
    progressTopic: `_materialize-progress-${name}-materialize.public.k`,
    write,
    start,
    run(args, { input = '', ...options } = {}) {
      const { child, ended } = start(args, options);
      child.stdin.end(input);
      return ended;
    },
  };
}

/** The connection of a project whose progress topic and ids have the default names. */
export const CONNECTION = `CREATE CONNECTION k TO KAFKA (BROKER '\${KAFKA_BROKER}', SECURITY PROTOCOL PLAINTEXT);\n`;

/** Row changes and frontiers, a line each. */
export function lines(...objects: readonly unknown[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('');
}

/** `sinks.sql:2:7` for the first place where a text stands. */
export function placeOf(file: string, text: string, part: string): string {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  return `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('SINKC_')));
}

function watch(child: ChildProcessWithoutNullStreams): Running {
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  // A command that ends before it has read its input closes the pipe.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...output }));
  });
  return {
    child,
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (output.stderr.includes(text)) resolve();
        };
        child.stderr.on('data', look);
        look();
        void ended.then(({ code, stderr }) =>
          reject(new Error(`ended with ${code}, not saying "${text}":\n${stderr}`)),
        );
      }),
  };
}
