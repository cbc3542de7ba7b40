import { createReadStream } from 'node:fs';
import { access, readFile, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { styleText } from 'node:util';
import { PLAIN, type Styles } from '../diagnostics/styles.ts';
import { UsageError } from './usage-error.ts';

/** Everything outside of a command. Paths are relative to `cwd`; `-` is standard input. */
export interface Io {
  readonly cwd: string;
  env(name: string): string | undefined;
  /** @throws {UsageError} where there is no such file, or it is no UTF-8 */
  readText(path: string): Promise<string>;
  readBytes(path: string): AsyncIterable<Uint8Array>;
  /** @throws {UsageError} where the file cannot be written */
  writeText(path: string, text: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** `stream` can be read once: a pipe, a terminal, standard input. Undefined: there is nothing. */
  fileKind(path: string): Promise<FileKind | undefined>;
  /** Results. */
  write(text: string): void;
  /** Everything else. */
  writeError(text: string): void;
  readonly outputStyles: Styles;
  readonly errorStyles: Styles;
  /** Width of the terminal behind standard error; undefined where it is none. */
  readonly errorColumns: number | undefined;
  /** Aborts at the first SIGINT or SIGTERM; a second one ends the process as if nobody listened. */
  stopSignal(): AbortSignal;
}

export type FileKind = 'file' | 'folder' | 'stream';

export const STDIN = '-';

/** What messages call a file. */
export function displayName(path: string): string {
  return path === STDIN ? '<stdin>' : path;
}

export function createProcessIo(): Io {
  const cwd = process.cwd();
  return {
    cwd,
    // `process.env` inherits `constructor` and the like.
    env: (name) => (Object.hasOwn(process.env, name) ? process.env[name] : undefined),
    readText: async (path) => decode(path, await readAll(cwd, path)),
    readBytes: (path) => openBytes(cwd, path),
    writeText: (path, text) => writeAll(cwd, path, text),
    exists: (path) =>
      access(resolve(cwd, path)).then(
        () => true,
        () => false,
      ),
    fileKind: (path) => fileKind(cwd, path),
    write: (text) => process.stdout.write(text),
    writeError: (text) => process.stderr.write(text),
    outputStyles: stylesFor(process.stdout),
    errorStyles: stylesFor(process.stderr),
    errorColumns: process.stderr.isTTY ? process.stderr.columns : undefined,
    stopSignal,
  };
}

function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort(new Error(`stopped by ${name}`)));
  }
  return controller.signal;
}

async function fileKind(cwd: string, path: string): Promise<FileKind | undefined> {
  if (path === STDIN) return 'stream';
  try {
    const found = await stat(resolve(cwd, path));
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : 'stream';
  } catch {
    return undefined;
  }
}

async function readAll(cwd: string, path: string): Promise<Uint8Array> {
  if (path === STDIN) return Buffer.concat(await process.stdin.toArray());
  try {
    return await readFile(resolve(cwd, path));
  } catch (error) {
    throw unusable(path, error, 'read');
  }
}

/** A byte order mark is no part of the text. */
function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${displayName(path)} is not UTF-8`);
  }
}

async function* openBytes(cwd: string, path: string): AsyncIterable<Uint8Array> {
  try {
    yield* path === STDIN ? process.stdin : createReadStream(resolve(cwd, path));
  } catch (error) {
    throw unusable(path, error, 'read');
  }
}

async function writeAll(cwd: string, path: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(cwd, path), text);
  } catch (error) {
    throw unusable(path, error, 'write');
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
};

function unusable(path: string, error: unknown, use: 'read' | 'write'): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  return new UsageError(`could not ${use} ${displayName(path)}: ${REASONS[code] ?? code}`);
}

function stylesFor(stream: NodeJS.WriteStream): Styles {
  const { NO_COLOR } = process.env;
  if (!stream.isTTY || (NO_COLOR !== undefined && NO_COLOR !== '')) return PLAIN;
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    styleText(format, text, { validateStream: false });
  return {
    error: style('red'),
    warning: style('yellow'),
    info: style('cyan'),
    strong: style('bold'),
    faint: style('dim'),
  };
}
