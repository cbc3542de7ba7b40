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
    this.prepare(input);
    const misplaced = misplacedSink(input.tokens);
    if (misplaced !== undefined) {
      const hint =
        'A sink cannot be replaced and is never temporary. ALTER SINK ... SET FROM changes what it reads.';
      return { problems: [this.expectation(misplaced.expected, misplaced.token, hint)] };
    }
    const rule = ruleFor(input.tokens);
    if (rule === undefined) return { problems: [] };
    try {
      const statement = this.guarded<KnownStatement | undefined>(
        () => this[rule](),
        () => undefined,
      );
      // A rule called from outside swallows its own failure: it stands among the errors that Chevrotain kept.
      const last = this.errors.at(-1);
      const isSwallowed = last !== undefined && last.name !== 'NotAllInputParsedException';
      if (statement === undefined && isSwallowed) this.report(this.problemOf(last));
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

/** `CREATE OR REPLACE SINK` and `CREATE TEMPORARY SINK` begin statements of other kinds. */
function misplacedSink(
  tokens: readonly Token[],
): { readonly token: Token; readonly expected: string } | undefined {
  const [first, second, third, fourth] = tokens;
  if (first?.tokenType !== t.Create || second === undefined) return undefined;
  if (second.tokenType === t.Or && third?.tokenType === t.Replace && fourth?.tokenType === t.Sink) {
    return { token: fourth, expected: 'VIEW or MATERIALIZED VIEW' };
  }
  const isTemporary = second.tokenType === t.Temp || second.tokenType === t.Temporary;
  return isTemporary && third?.tokenType === t.Sink ? { token: third, expected: 'TABLE or VIEW' } : undefined;
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
