import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import type { SettingFlags, SettingName } from './settings.ts';

/** An option of a command; its key in the table, in camel case, gives the flag: `maxWarnings` is `--max-warnings`. */
export type OptionSpec =
  | { readonly type: 'flag'; readonly summary: string }
  | { readonly type: 'text'; readonly placeholder: string; readonly summary: string }
  | { readonly type: 'texts'; readonly placeholder: string; readonly summary: string }
  | {
      readonly type: 'integer';
      readonly placeholder: string;
      readonly minimum: number;
      readonly maximum?: number;
      readonly summary: string;
    }
  | {
      readonly type: 'choice';
      readonly of: readonly string[];
      readonly default: string;
      readonly summary: string;
    };

export type OptionTable = Readonly<Record<string, OptionSpec>>;

type OptionValue<S> = S extends { readonly type: 'choice'; readonly of: readonly (infer C)[] }
  ? C
  : S extends { readonly type: 'flag' }
    ? boolean
    : S extends { readonly type: 'integer' }
      ? number | undefined
      : S extends { readonly type: 'texts' }
        ? readonly string[]
        : string | undefined;

export type OptionValues<O extends OptionTable> = { readonly [N in keyof O]: OptionValue<O[N]> };

export interface CommandInput<O extends OptionTable> {
  /** The arguments, in order. */
  readonly files: readonly string[];
  readonly options: OptionValues<O>;
  /** Settings given as flags, as text. */
  readonly flags: SettingFlags;
}

export interface CommandDefinition<O extends OptionTable> {
  readonly name: string;
  readonly summary: string;
  /** As usage shows them: `<file...>` wants one or more, `[file]` at most one. */
  readonly arguments: '<file...>' | '[file...]' | '[file]' | '';
  readonly options: O;
  /** Settings that the command obeys, each also a flag of it. */
  readonly settings: readonly SettingName[];
  run(input: CommandInput<O>, io: Io): Promise<ExitCode>;
}

/** A command whose table of options is nobody's business any more. */
export type Command = Omit<CommandDefinition<OptionTable>, 'run'> & {
  run(input: CommandInput<never>, io: Io): Promise<ExitCode>;
};

export function defineCommand<const O extends OptionTable>(definition: CommandDefinition<O>): Command {
  return definition as unknown as Command;
}
