import { CommanderError, InvalidArgumentError, Option, Command as Program } from 'commander';
import { SinkError } from '../diagnostics/sink-error.ts';
import { collect } from './collect.ts';
import type { Command, CommandInput, OptionSpec } from './define-command.ts';
import { ExitCode } from './exit-code.ts';
import { flagOf } from './flag-of.ts';
import { loadCommands } from './index.ts';
import type { Io } from './io.ts';
import type { SettingFlags, SettingName } from './settings.ts';
import { UsageError } from './usage-error.ts';
import { VERSION } from './version.ts';

/** Runs the command line `sinkc ...args`; never throws. */
export async function runCli(
  args: readonly string[],
  io: Io,
  commands?: readonly Command[],
): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.ok;
  const program = await createProgram(commands ?? (await loadCommands(args[0])), io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return renderFailure(error, io);
  }
}

function renderFailure(error: unknown, io: Io): ExitCode {
  // Commander has printed its message, or the help, itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
  if (error instanceof UsageError) {
    io.writeError(`${io.errorStyles.error('error')}: ${error.message}\n`);
    if (error.hint !== undefined) io.writeError(`  hint: ${error.hint}\n`);
    return ExitCode.usage;
  }
  io.writeError(`${renderUnexpected(error, io)}\n`);
  return ExitCode.failed;
}

/** What running says of itself is for people; anything else is a bug, and its stack is for us. */
function renderUnexpected(error: unknown, io: Io): string {
  if (error instanceof SinkError) {
    const head = `${io.errorStyles.error(`error ${error.code}`)}: ${error.message}`;
    return error.hint === undefined ? head : `${head}\n  hint: ${error.hint}`;
  }
  return `${io.errorStyles.error('error')}: ${error instanceof Error ? error.stack : String(error)}`;
}

type SettingOption = (name: SettingName) => Option;

async function createProgram(
  commands: readonly Command[],
  io: Io,
  done: (code: ExitCode) => void,
): Promise<Program> {
  const program = new Program('sinkc')
    .description('Compiles and runs CREATE SINK ... INTO KAFKA.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.write(text), writeErr: (text) => io.writeError(text) })
    .showHelpAfterError('(sinkc --help tells more)');
  // Settings bring their schemas with them, which commands without any do not need.
  const settings = commands.some((command) => command.settings.length > 0)
    ? await import('./setting-option.ts')
    : undefined;
  for (const command of commands) addCommand(program, command, io, done, settings?.settingOption);
  return program;
}

function addCommand(
  program: Program,
  command: Command,
  io: Io,
  done: (code: ExitCode) => void,
  settingOption: SettingOption | undefined,
): void {
  const added = program
    .command(`${command.name} ${command.arguments}`.trim())
    .description(command.summary)
    .showHelpAfterError(`(sinkc ${command.name} --help tells more)`);
  for (const [name, spec] of Object.entries(command.options)) added.addOption(commanderOption(name, spec));
  if (settingOption !== undefined) {
    for (const name of command.settings) added.addOption(settingOption(name));
  }
  added.action(async (...parameters: readonly unknown[]) => {
    const given = added.opts<Record<string, unknown>>();
    const names = Object.keys(command.options);
    const input = {
      files: command.arguments === '' ? [] : asFiles(parameters[0]),
      options: Object.fromEntries(
        names.map((name) => [name, optionValue(command.options[name], given[name])]),
      ),
      flags: Object.fromEntries(
        command.settings.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]),
      ) as SettingFlags,
    };
    done(await command.run(input as unknown as CommandInput<never>, io));
  });
}

function asFiles(argument: unknown): readonly string[] {
  if (argument === undefined) return [];
  return Array.isArray(argument) ? argument.map(String) : [String(argument)];
}

function optionValue(spec: OptionSpec | undefined, given: unknown): unknown {
  if (spec?.type === 'flag') return given === true;
  return spec?.type === 'texts' ? (given ?? []) : given;
}

function commanderOption(name: string, spec: OptionSpec): Option {
  const flag = flagOf(name);
  switch (spec.type) {
    case 'flag':
      return new Option(flag, spec.summary);
    case 'text':
      return new Option(`${flag} <${spec.placeholder}>`, spec.summary);
    case 'texts':
      return new Option(`${flag} <${spec.placeholder}>`, spec.summary).argParser(collect);
    case 'integer':
      return new Option(`${flag} <${spec.placeholder}>`, spec.summary).argParser(integerParser(spec));
    case 'choice':
      return new Option(`${flag} <${spec.of.join('|')}>`, spec.summary)
        .choices(spec.of)
        .default(spec.default);
  }
}

function integerParser({
  minimum,
  maximum = Number.MAX_SAFE_INTEGER,
}: OptionSpec & { readonly type: 'integer' }): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isSafeInteger(number) && number >= minimum && number <= maximum) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${minimum} to ${maximum}.`);
  };
}
