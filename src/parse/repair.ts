import type { StatementInput } from '../../grammar/foundation.ts';
import type { SyntaxProblem } from '../../grammar/problems.ts';
import type { StatementResult } from '../../grammar/sink-grammar.ts';
import { isWord, keywordToken, spanOf, type Token, t } from '../../grammar/tokens.ts';
import type { Fix } from '../diagnostics/diagnostic.ts';
import { advise } from './advice.ts';
import { likelyWord } from './likely-words.ts';

/** A problem with what may help against it. */
export interface AdvisedProblem {
  readonly problem: SyntaxProblem;
  readonly fixes?: readonly Fix[];
}

export interface RepairedResult {
  readonly statement?: StatementResult['statement'];
  readonly problems: readonly AdvisedProblem[];
}

interface Repair {
  readonly tokens: readonly Token[];
  readonly advised: AdvisedProblem;
}

const MAX_REPAIRS = 16;
/** Statements of people are far shorter; the others are read once. */
const MAX_TOKENS = 20_000;

/**
 * Reads a statement; where a word was probably meant to be another one, reads it again with that one in its place. So
 * a misspelt keyword is one finding, and hides nothing behind it.
 */
export function readRepaired(
  input: StatementInput,
  read: (input: StatementInput) => StatementResult,
): RepairedResult {
  let result = read(input);
  if (result.problems.length === 0) return { ...result, problems: [] };
  let tokens = input.tokens;
  const kept: AdvisedProblem[] = [];
  if (tokens.length <= MAX_TOKENS) {
    for (let round = 0; round < MAX_REPAIRS; round++) {
      const next = firstRepair({ ...input, tokens }, result, read);
      if (next === undefined) break;
      kept.push(next.repair.advised);
      tokens = next.repair.tokens;
      result = next.result;
    }
  }
  const rest = advise(result.problems, { ...input, tokens });
  return { ...result, problems: [...kept, ...rest] };
}

function firstRepair(
  input: StatementInput,
  result: StatementResult,
  read: (input: StatementInput) => StatementResult,
): { readonly repair: Repair; readonly result: StatementResult } | undefined {
  for (const problem of result.problems) {
    const repair = repairOf(problem, input);
    if (repair === undefined) continue;
    const again = read({
      ...input,
      tokens: repair.tokens,
      end: { ...input.end, index: repair.tokens.length },
    });
    const from = problem.span.start;
    const isGone = again.problems.every(({ span }) => span.start !== from);
    const before = result.problems.filter(({ span }) => span.start < from).length;
    if (isGone && again.problems.filter(({ span }) => span.start < from).length <= before) {
      return { repair, result: again };
    }
  }
  return undefined;
}

const SINK_CLAUSES = ['KEY', 'HEADERS', 'FORMAT', 'ENVELOPE', 'WITH'];
const CONNECTION_WORDS = ['KAFKA', 'CONFLUENT', 'AWS', 'GCP', 'POSTGRES', 'MYSQL', 'SQL', 'SSH', 'ICEBERG'];

/** Keywords among what was expected. */
function expectedWords(expected: string): readonly string[] {
  if (expected === 'end of statement') return SINK_CLAUSES;
  if (expected.startsWith('a connection type')) return CONNECTION_WORDS;
  return expected.match(/\b[A-Z]{2,}\b/g) ?? [];
}

function repairOf(problem: SyntaxProblem, { tokens }: StatementInput): Repair | undefined {
  if (problem.slug !== 'expected-token') return undefined;
  const at = tokens.findIndex(({ startOffset }) => startOffset === problem.span.start);
  const token = tokens[at];
  if (token === undefined) return undefined;
  return misspeltWord(problem, tokens, token) ?? missingComma(problem, tokens, token);
}

type Expectation = Extract<SyntaxProblem, { slug: 'expected-token' }>;

function misspeltWord(problem: Expectation, tokens: readonly Token[], token: Token): Repair | undefined {
  if (!isWord(token) || token.image.startsWith('"')) return undefined;
  const word = likelyWord(token.value, expectedWords(problem.expected));
  const type = word === undefined ? undefined : keywordToken(word.toLowerCase());
  if (word === undefined || type === undefined || type === token.tokenType) return undefined;
  const meant = {
    ...token,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx ?? -1,
    value: word.toLowerCase(),
  };
  const fix: Fix = {
    title: `Write ${word}`,
    applicability: 'suggested',
    edits: [{ span: spanOf(token), text: word }],
  };
  const advised = { problem: { ...problem, hint: `Did you mean ${word}?` }, fixes: [fix] };
  return { tokens: tokens.map((other) => (other === token ? meant : other)), advised };
}

/** A comma in front of the word, if that makes sense of it. */
function missingComma(problem: Expectation, tokens: readonly Token[], token: Token): Repair | undefined {
  if (!problem.expected.startsWith('comma or ') || !isWord(token)) return undefined;
  const insertAt = (tokens[token.index - 1]?.endOffset ?? -1) + 1;
  const comma: Token = {
    ...token,
    tokenType: t.Comma,
    tokenTypeIdx: t.Comma.tokenTypeIdx ?? -1,
    image: ',',
    value: ',',
    startOffset: insertAt,
    endOffset: insertAt - 1,
  };
  const renumbered = tokens.toSpliced(token.index, 0, comma).map((other, index) => ({ ...other, index }));
  const { span, found } = problem;
  return {
    tokens: renumbered,
    advised: { problem: { slug: 'missing-comma', span, insertAt, found } },
  };
}
