import type { TestProject } from 'vitest/node';
import { createStackServer } from './stack-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where test processes ask for parts of the stack; see `kafka.ts` beside this file. */
    stackServer: string;
  }
}

const print = (line: string) => process.stderr.write(`${line}\n`);

/** Starts nothing by itself: a part of the stack starts when the first test asks for it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await createStackServer(print);
  project.provide('stackServer', server.url);
  return async () => {
    for (const [reason, names] of await server.close()) {
      print(`\nLEFT OUT: ${names.length} group(s) of tests, as no stack can be had here.\n${reason}`);
      for (const name of names) print(`  not run: ${name}`);
    }
  };
}
