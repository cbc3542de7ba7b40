import type { TokenType } from 'chevrotain';
import type { Statement } from '../src/ast/nodes.ts';
import { ChangeRules, spellsObject } from './changes.ts';
import type { GrammarOptions, StatementInput } from './foundation.ts';
import { StatementLeft, type SyntaxProblem } from './problems.ts';
import { type Token, t } from './tokens.ts';

export interface StatementResult {
  /** Absent where the statement is of another kind, or too broken to make sense of. */
  readonly statement?: Statement;
  readonly problems: readonly SyntaxProblem[];
}

export interface Grammar {
  /** Reads one statement; whatever stands there, it returns. */
  readStatement(input: StatementInput): StatementResult;
}

type RuleName =
  | 'createSink'
  | 'createConnection'
  | 'createSecret'
  | 'createTable'
  | 'createTableFromSource'
  | 'createSource'
  | 'createView'
  | 'createMaterializedView'
  | 'createType'
  | 'createCluster'
  | 'createMetricSink'
  | 'comment'
  | 'validateConnection'
  | 'alterSecret'
  | 'alterSink'
  | 'alterConnection'
  | 'drop'
  | 'showStatement'
  | 'explainSchema';

/** The whole grammar. */
class SinkGrammar extends ChangeRules implements Grammar {
  constructor(options: GrammarOptions) {
    super(options);
    this.performSelfAnalysis();
  }

  readStatement(input: StatementInput): StatementResult {
    this.prepare(input);
    const misplaced = misplacedObject(input.tokens);
    if (misplaced !== undefined) {
      const { expected, token } = misplaced;
      return {
        problems: [this.expectation(expected, token, token.tokenType === t.Sink ? SINK_HINT : undefined)],
      };
    }
    const rule = ruleFor(input.tokens);
    if (rule === undefined) return { problems: [] };
    try {
      const statement = this.guarded<Statement | undefined>(
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
  const [first, second, third] = tokens.map(({ tokenType }) => tokenType);
  switch (first) {
    case t.Create:
      return creationRule(tokens);
    case t.Comment:
      return second === t.On ? 'comment' : undefined;
    case t.Validate:
      return 'validateConnection';
    case t.Alter:
      return second === undefined ? undefined : ALTERATIONS.get(second);
    case t.Drop:
      return spellsObject(tokens, 1, 'drop') ? 'drop' : undefined;
    case t.Show:
      return isShowRead(tokens) ? 'showStatement' : undefined;
    case t.Explain:
      return (second === t.Key || second === t.Value) && third === t.Schema ? 'explainSchema' : undefined;
  }
  return undefined;
}

const ALTERATIONS: ReadonlyMap<TokenType, RuleName> = new Map<TokenType, RuleName>([
  [t.Secret, 'alterSecret'],
  [t.Sink, 'alterSink'],
  [t.Connection, 'alterConnection'],
]);

const CREATIONS: ReadonlyMap<TokenType, RuleName> = new Map<TokenType, RuleName>([
  [t.Sink, 'createSink'],
  [t.Connection, 'createConnection'],
  [t.Secret, 'createSecret'],
  [t.Type, 'createType'],
  [t.View, 'createView'],
]);

function creationRule(tokens: readonly Token[]): RuleName | undefined {
  const at = behindModifiers(tokens);
  const [word, next] = tokens.slice(at).map(({ tokenType }) => tokenType);
  if (word === undefined) return undefined;
  switch (word) {
    case t.View:
      return 'createView';
    case t.Replacement:
    case t.Materialized:
      return tokens[at + (word === t.Replacement ? 2 : 1)]?.tokenType === t.View
        ? 'createMaterializedView'
        : undefined;
    case t.Table:
      return tableRule(tokens, at);
    case t.Source:
      return origin(tokens) === 'webhook' ? undefined : 'createSource';
    case t.Cluster:
      return next === t.Replica ? undefined : 'createCluster';
    case t.Metric:
      return next === t.Sink ? 'createMetricSink' : undefined;
  }
  return at === 1 ? CREATIONS.get(word) : undefined;
}

/** The index behind CREATE, OR REPLACE and TEMPORARY. */
function behindModifiers(tokens: readonly Token[]): number {
  let at = 1;
  if (tokens[at]?.tokenType === t.Or && tokens[at + 1]?.tokenType === t.Replace) at += 2;
  if (tokens[at]?.tokenType === t.Temp || tokens[at]?.tokenType === t.Temporary) at++;
  return at;
}

function tableRule(tokens: readonly Token[], at: number): RuleName | undefined {
  const from = origin(tokens);
  if (from === 'webhook') return undefined;
  return from === 'source' && at === 1 ? 'createTableFromSource' : 'createTable';
}

function isShowRead(tokens: readonly Token[]): boolean {
  const second = tokens[1]?.tokenType;
  if (second === t.Sinks) return true;
  const at = second === t.Redacted ? 2 : 1;
  return tokens[at]?.tokenType === t.Create && spellsObject(tokens, at + 1, 'show');
}

const SINK_HINT =
  'A sink cannot be replaced and is never temporary. ALTER SINK ... SET FROM changes what it reads.';

/** Objects that can neither be replaced nor be temporary. */
const PLAIN_OBJECTS: ReadonlySet<TokenType> = new Set([
  t.Sink,
  t.Source,
  t.Connection,
  t.Secret,
  t.Cluster,
  t.Type,
  t.Metric,
]);

/** `CREATE OR REPLACE SINK` and `CREATE TEMPORARY SINK` begin statements of other kinds. */
function misplacedObject(
  tokens: readonly Token[],
): { readonly token: Token; readonly expected: string } | undefined {
  const [first, second] = tokens;
  if (first?.tokenType !== t.Create || second === undefined) return undefined;
  const at = behindModifiers(tokens);
  const token = tokens[at];
  if (at === 1 || token === undefined) return undefined;
  const replaces = second.tokenType === t.Or;
  const isTemporary = at !== 3;
  if (isTemporary && token.tokenType === t.Table && !replaces) {
    const isTable = origin(tokens) !== 'source';
    return isTable
      ? undefined
      : { token: second, expected: 'TABLE, as a table from a source is never temporary' };
  }
  const isWrong =
    PLAIN_OBJECTS.has(token.tokenType) ||
    (isTemporary && token.tokenType === t.Materialized) ||
    (replaces && token.tokenType === t.Table);
  if (!isWrong) return undefined;
  if (!isTemporary) return { token, expected: 'VIEW or MATERIALIZED VIEW' };
  return { token, expected: replaces ? 'VIEW' : 'TABLE or VIEW' };
}

/** What the first FROM SOURCE or FROM WEBHOOK names: tables and sources have a grammar of their own for each. */
function origin(tokens: readonly Token[]): 'source' | 'webhook' | undefined {
  for (const [index, { tokenType }] of tokens.entries()) {
    if (tokenType !== t.From) continue;
    const next = tokens[index + 1]?.tokenType;
    if (next === t.Source) return 'source';
    if (next === t.Webhook) return 'webhook';
  }
  return undefined;
}

/** Builds the parser; this takes some milliseconds, so one is made and used again. */
export function createGrammar(options: GrammarOptions = {}): Grammar {
  return new SinkGrammar(options);
}
