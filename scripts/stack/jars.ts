import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { lastLines, run } from './run.ts';
import { StackUnavailable } from './unavailable.ts';

const COPY_JARS = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/** A cold download of some 55 MB over a slow line. */
const DOWNLOAD_TIMEOUT_MS = 15 * 60_000;

export interface Jars {
  readonly folder: string;
  /** For `java -cp`. */
  readonly classpath: string;
}

/** Where downloads are kept between runs, outside the repository. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.SINKC_CACHE) return environment.SINKC_CACHE;
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'sinkc');
}

/**
 * The jars that a pom asks for, from the cache or else from Maven.
 *
 * A folder of the cache is named after the pom's content and appears complete or not at all: jars are
 * collected beside it and the folder is renamed at the end, so that an interrupted download is done again
 * and two processes cannot harm each other.
 *
 * @throws {StackUnavailable} when they are not cached and Maven is missing or fails
 */
export async function resolveJars(
  pomFile: string,
  onProgress: (line: string) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Jars> {
  const pom = await readFile(pomFile);
  const name = basename(pomFile).replace(/^pom-|\.xml$/g, '');
  const folder = join(
    cacheFolder(),
    `${name}-${createHash('sha256').update(pom).digest('hex').slice(0, 12)}`,
  );
  if (!(await exists(folder))) {
    onProgress(`fetching the jars of ${name} with Maven, once`);
    await download(pomFile, folder, signal);
  }
  return { folder, classpath: join(folder, '*') };
}

async function download(pomFile: string, folder: string, signal: AbortSignal | undefined): Promise<void> {
  await removeAbandoned(dirname(folder), basename(folder));
  const partial = `${folder}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    await runMaven(pomFile, partial, signal);
    await rename(partial, folder);
  } catch (error) {
    // Another process was faster: a rename onto a folder that is not empty is refused.
    if (!(await exists(folder))) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function runMaven(pomFile: string, target: string, signal: AbortSignal | undefined): Promise<void> {
  const remedy =
    'Install Maven 3.8 or newer, or run `npm run stack -- --fetch` where Maven reaches its repository.';
  const args = [
    '-B',
    '-q',
    '-f',
    pomFile,
    COPY_JARS,
    `-DoutputDirectory=${target}`,
    '-DincludeScope=runtime',
  ];
  const finished = await run('mvn', args, { timeoutMs: DOWNLOAD_TIMEOUT_MS, signal }).catch(
    (cause: unknown) => {
      if (signal?.aborted) throw cause;
      throw new StackUnavailable('the jars are not cached and Maven could not be run', remedy, { cause });
    },
  );
  if (finished.code !== 0) {
    const said = lastLines(finished.stdout + finished.stderr, 8);
    throw new StackUnavailable(`the jars are not cached and Maven could not fetch them:\n${said}`, remedy);
  }
}

/** Removes what processes that no longer live left half done. */
async function removeAbandoned(cache: string, name: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  for (const entry of await readdir(cache)) {
    if (!entry.startsWith(`${name}.partial-`)) continue;
    if (isAlive(Number(entry.slice(entry.lastIndexOf('-') + 1)))) continue;
    await rm(join(cache, entry), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
