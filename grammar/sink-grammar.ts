import type {
  CreateConnectionStatement,
  CreateSecretStatement,
  CreateSinkStatement,
  CreateTableStatement,
} from '../src/ast/nodes.ts';
import type { GrammarOptions, StatementInput } from './foundation.ts';
import { StatementLeft, type SyntaxProblem } from './problems.ts';
import { SinkRules } from './sinks.ts';
import { type Token, t } from './tokens.ts';

export type KnownStatement =
  | CreateSinkStatement
  | CreateConnectionStatement
  | CreateSecretStatement
  | CreateTableStatement;

export interface StatementResult {
  /** Absent where the statement is of another kind, or too broken to make sense of. */
  readonly statement?: KnownStatement;
  readonly problems: readonly SyntaxProblem[];
}

export interface Grammar {
  /** Reads one statement; whatever stands there, it returns. */
  readStatement(input: StatementInput): StatementResult;
}

type RuleName = 'createSink' | 'createConnection' | 'createSecret' | 'createTable';

/** The whole grammar. */
class SinkGrammar extends SinkRules implements Grammar {
  constructor(options: GrammarOptions) {
    super(options);
    this.performSelfAnalysis();
  }

  readStatement(input: StatementInput): StatementResult {
    const rule = ruleFor(input.tokens);
    if (rule === undefined) return { problems: [] };
    this.prepare(input);
    try {
      const statement = this.guarded<KnownStatement | undefined>(
        () => this[rule](),
        () => undefined,
      );
      // A rule called from outside swallows its own failure: it stands among the errors that Chevrotain kept.
      const last = this.errors.at(-1);
      if (statement === undefined && last !== undefined) this.report(this.problemOf(last));
      return { ...(statement === undefined ? {} : { statement }), problems: this.problems };
    } catch (error) {
      if (!(error instanceof StatementLeft)) throw error;
      const before = error.alone ? [] : this.problems;
      return { problems: error.problem === undefined ? before : [...before, error.problem] };
    }
  }
}

/** Which statement the first words begin; all others are kept as text. */
function ruleFor(tokens: readonly Token[]): RuleName | undefined {
  const [first, second, third] = tokens;
  if (first?.tokenType !== t.Create || second === undefined) return undefined;
  switch (second.tokenType) {
    case t.Sink:
      return 'createSink';
    case t.Connection:
      return 'createConnection';
    case t.Secret:
      return 'createSecret';
    case t.Table:
      return isFromSource(tokens) ? undefined : 'createTable';
    case t.Temp:
    case t.Temporary:
      return third?.tokenType === t.Table ? 'createTable' : undefined;
  }
  return undefined;
}

/** `CREATE TABLE ... FROM SOURCE` and `FROM WEBHOOK` have a grammar of their own. */
function isFromSource(tokens: readonly Token[]): boolean {
  return tokens.some((token, index) => {
    if (token.tokenType !== t.From) return false;
    const next = tokens[index + 1]?.tokenType;
    return next === t.Source || next === t.Webhook;
  });
}

/** Builds the parser; this takes some milliseconds, so one is made and used again. */
export function createGrammar(options: GrammarOptions = {}): Grammar {
  return new SinkGrammar(options);
}
