import type { Command } from './define-command.ts';

/** The commands, in the order of the help; each is loaded only when it is called, as some bring much with them. */
const LOADERS: Readonly<Record<string, () => Promise<Command>>> = {
  parse: async () => (await import('./parse.ts')).parseCommand,
  format: async () => (await import('./format.ts')).formatCommand,
  plan: async () => (await import('./plan.ts')).planCommand,
  run: async () => (await import('./run.ts')).runCommand,
  config: async () => (await import('./config-command.ts')).configCommand,
};

/** The command of a name; all of them where there is none of that name, for the help to list. */
export async function loadCommands(name: string | undefined): Promise<readonly Command[]> {
  const load = Object.hasOwn(LOADERS, name ?? '') ? LOADERS[name ?? ''] : undefined;
  const loaders = load === undefined ? Object.values(LOADERS) : [load];
  return Promise.all(loaders.map((each) => each()));
}
