/** What a command tells the shell. */
export const ExitCode = {
  ok: 0,
  /** Statements with errors, or findings that are not let pass. */
  problems: 1,
  /** Wrong usage; also: no file matched. */
  usage: 2,
  /** The run failed. */
  failed: 3,
  /** A newer instance took over. */
  fenced: 4,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
