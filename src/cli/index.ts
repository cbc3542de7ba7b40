import { configCommand } from './config-command.ts';
import type { Command } from './define-command.ts';
import { formatCommand } from './format.ts';
import { parseCommand } from './parse.ts';
import { planCommand } from './plan.ts';
import { runCommand } from './run.ts';

/** The commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  parseCommand,
  formatCommand,
  planCommand,
  runCommand,
  configCommand,
];
