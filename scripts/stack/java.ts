import { join } from 'node:path';
import { type Finished, type RunOptions, run } from './run.ts';

/** Kafka 4 brokers need it. */
const OLDEST_JAVA = 17;

/** Small and quick to start rather than fast in the long run; quiet unless something is wrong. */
const TOOL_FLAGS = [
  '-Xms32m',
  '-Xmx256m',
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-Dfile.encoding=UTF-8',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=error',
] as const;

/** The `java` of `JAVA_HOME` where that is set, else the one on the path. */
export function javaCommand(): string {
  const home = process.env.JAVA_HOME;
  return home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
}

/** Why Java cannot be used here, or `undefined` when it can. */
export async function missingJava(): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await run(javaCommand(), ['-version'], { timeoutMs: 20_000 });
    const major = Number(/version "(\d+)/.exec(stdout + stderr)?.[1] ?? '0');
    return major >= OLDEST_JAVA ? undefined : `Java ${major} is older than ${OLDEST_JAVA}`;
  } catch {
    return 'there is no Java';
  }
}

/** A command line that wants a Java class, or a single source file, and its arguments at its end. */
export interface ToolCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** Java with the given jars. */
export function javaTools(classpath: string): ToolCommand {
  return { command: javaCommand(), args: [...TOOL_FLAGS, '-cp', classpath] };
}

/** Runs a class of the jars, or a single source file ending in `.java`, to its end. */
export function runTool(
  tools: ToolCommand,
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  return run(tools.command, [...tools.args, program, ...args], options);
}
