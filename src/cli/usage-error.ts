/** What was asked for cannot be done: the command ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** What to do about it: full sentences. */
  readonly hint?: string;

  constructor(message: string, hint?: string) {
    super(message);
    if (hint !== undefined) this.hint = hint;
  }
}
