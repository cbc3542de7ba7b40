#!/usr/bin/env node
import { createProcessIo } from './io.ts';
import { runCli } from './run-cli.ts';

// A reader that has seen enough (`sinkc plan ... | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exitCode = 0;
});

process.exitCode = await runCli(process.argv.slice(2), createProcessIo());
