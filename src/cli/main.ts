#!/usr/bin/env node
// Older Node must get as far as the message: nothing newer is imported by name before it.
import nodeModule from 'node:module';

const OLDEST_NODE = [22, 15] as const;

function isOldNode(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}

async function main(): Promise<number> {
  if (isOldNode()) {
    process.stderr.write(
      `sinkc needs Node ${OLDEST_NODE.join('.')} or newer, and this is ${process.versions.node}\n`,
    );
    return 2;
  }
  // Nearly all the time of a short command goes into compiling: what was compiled is kept for the next one.
  nodeModule.enableCompileCache();
  const { createProcessIo } = await import('./io.ts');
  const { runCli } = await import('./run-cli.ts');
  // A reader that has seen enough (`sinkc plan ... | head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exitCode = 0;
  });
  return runCli(process.argv.slice(2), createProcessIo());
}

process.exitCode = await main();
