import { dirname, resolve } from 'node:path';
import type { Io } from '../../src/cli/io.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { PLAIN } from '../../src/diagnostics/styles.ts';

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface World {
  /** By path below `/project`. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Takes what the command writes, by path as given. */
  readonly written?: Map<string, string>;
  /** `/project` unless set. */
  readonly cwd?: string;
}

/** Runs a command line over files that exist only here. */
export async function sinkc(args: readonly string[], world: World = {}): Promise<CliRun> {
  let out = '';
  let err = '';
  const cwd = world.cwd ?? '/project';
  const files = new Map(
    Object.entries(world.files ?? {}).map(([path, text]) => [resolve('/project', path), text]),
  );
  const folders = new Set([...files.keys()].map((path) => dirname(path)));
  const read = (path: string): string => {
    if (path === '-') return world.stdin ?? '';
    const text = files.get(resolve(cwd, path));
    if (text === undefined) throw new UsageError(`could not read ${path}: no such file`);
    return text;
  };
  const io: Io = {
    cwd,
    env: (name) => world.env?.[name],
    readText: async (path) => read(path),
    readBytes: async function* (path) {
      yield new TextEncoder().encode(read(path));
    },
    writeText: async (path, text) => {
      world.written?.set(path, text);
    },
    exists: async (path) => files.has(resolve(cwd, path)) || folders.has(resolve(cwd, path)),
    fileKind: async (path) => {
      if (path === '-') return 'stream';
      if (files.has(resolve(cwd, path))) return 'file';
      return folders.has(resolve(cwd, path)) ? 'folder' : undefined;
    },
    write: (text) => {
      out += text;
    },
    writeError: (text) => {
      err += text;
    },
    outputStyles: PLAIN,
    errorStyles: PLAIN,
    errorColumns: undefined,
    stopSignal: () => new AbortController().signal,
  };
  const code = await runCli(args, io);
  return { code, out, err };
}
