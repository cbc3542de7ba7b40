import { lex } from '../../grammar/lexer.ts';
import type { LexicalProblem, SyntaxProblem } from '../../grammar/problems.ts';
import { createGrammar, type Grammar } from '../../grammar/sink-grammar.ts';
import { endOfText, type Token, t } from '../../grammar/tokens.ts';
import type { Script, Statement } from '../ast/nodes.ts';
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts';
import { nearestNames } from '../diagnostics/nearest.ts';
import { createSourceText, type SourceText } from '../source/source-text.ts';
import { lexicalFinding, syntaxFinding } from './findings.ts';
import { type AdvisedProblem, readRepaired } from './repair.ts';
import { unreadStatement } from './unread-statement.ts';

/**
 * Reads a text of any number of statements.
 *
 * @param source  any text at all; statements the grammar does not know are kept as `OpaqueStatement`
 * @returns       always a script, and every error that does not merely follow from another, in text order
 */
export function parse(source: string | SourceText): Outcome<Script> {
  const { name, text } = createSourceText(source);
  const { tokens, comments, problems: lexical } = lex(text);
  const statements: Statement[] = [];
  const diagnostics: Diagnostic[] = lexical.map((problem) => lexicalFinding(name, problem));
  const mistakes = lexicalOffsets(lexical);
  for (const { slice, end } of splitStatements(tokens, text.length)) {
    const { statement, problems } = readStatement(text, slice, end);
    statements.push(statement);
    for (const { problem, fixes } of problems) {
      if (!followsFrom(mistakes, problem, slice)) diagnostics.push(syntaxFinding(name, problem, fixes));
    }
    if (statement.kind === 'OpaqueStatement' && problems.length === 0) {
      const unread = unreadStatement(name, slice);
      if (unread !== undefined) diagnostics.push(unread);
    }
  }
  diagnostics.sort((left, right) => left.span.start - right.span.start || left.span.end - right.span.end);
  const script: Script = {
    kind: 'Script',
    span: { start: 0, end: text.length },
    source: { name, text },
    statements,
    comments,
  };
  return { value: script, diagnostics };
}

/** One parser serves all calls: each begins by forgetting the statement before. */
const grammar = once(createGrammar);

function once(create: () => Grammar): () => Grammar {
  let made: Grammar | undefined;
  return () => {
    made ??= create();
    return made;
  };
}

interface StatementTokens {
  readonly slice: readonly Token[];
  /** The semicolon behind the tokens, or the end of the text. */
  readonly end: Token;
}

function splitStatements(tokens: readonly Token[], textLength: number): readonly StatementTokens[] {
  const statements: StatementTokens[] = [];
  let slice: Token[] = [];
  const finish = (end: Token) => {
    if (slice.length > 0) statements.push({ slice, end: { ...end, index: slice.length } });
    slice = [];
  };
  for (const token of tokens) {
    if (token.tokenType === t.Semicolon) {
      finish(token);
    } else {
      token.index = slice.length;
      slice.push(token);
    }
  }
  finish(endOfText(textLength));
  return statements;
}

function readStatement(
  text: string,
  tokens: readonly Token[],
  end: Token,
): { readonly statement: Statement; readonly problems: readonly AdvisedProblem[] } {
  const input = { text, tokens, end, nearest: nearestNames };
  const { statement, problems } = readRepaired(input, (read) => grammar().readStatement(read));
  if (statement !== undefined) return { statement, problems };
  const span = { start: tokens[0]?.startOffset ?? 0, end: (tokens.at(-1)?.endOffset ?? -1) + 1 };
  return { statement: { kind: 'OpaqueStatement', span, text: text.slice(span.start, span.end) }, problems };
}

interface LexicalOffsets {
  /** Where tokens or white space with something wrong in them end. */
  readonly ends: readonly number[];
  /** Where a token starts that was never closed and swallowed the rest of the text. */
  readonly openFrom: number;
}

const NEVER_CLOSED: ReadonlySet<LexicalProblem['slug']> = new Set([
  'unterminated-comment',
  'unterminated-string',
  'unterminated-dollar-string',
  'unterminated-name',
]);

function lexicalOffsets(problems: readonly LexicalProblem[]): LexicalOffsets {
  const open = problems.filter(({ slug }) => NEVER_CLOSED.has(slug)).map(({ span }) => span.start);
  return {
    ends: problems.map(({ span }) => span.end).sort((left, right) => left - right),
    openFrom: Math.min(Number.POSITIVE_INFINITY, ...open),
  };
}

/** True where a syntax problem merely shows what a lexical error did to the tokens around it. */
function followsFrom(mistakes: LexicalOffsets, problem: SyntaxProblem, tokens: readonly Token[]): boolean {
  const { start, end } = problem.span;
  if (start >= mistakes.openFrom) return true;
  const previous = tokens[countBelow(tokens.length, (at) => (tokens[at]?.startOffset ?? 0) < start) - 1];
  const from = previous?.startOffset ?? 0;
  const { ends } = mistakes;
  const next = ends[countBelow(ends.length, (at) => (ends[at] ?? 0) <= from)];
  return next !== undefined && next <= Math.max(start, end);
}

/** How many of so many sorted things satisfy a test that all further ones fail. */
function countBelow(count: number, satisfies: (at: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (satisfies(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
