#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Nearly all the time of a short command goes into compiling: what was compiled is kept for the next one.
enableCompileCache();
const { createProcessIo } = await import('./io.ts');
const { runCli } = await import('./run-cli.ts');

// A reader that has seen enough (`sinkc plan ... | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exitCode = 0;
});

process.exitCode = await runCli(process.argv.slice(2), createProcessIo());
