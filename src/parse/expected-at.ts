import { EmbeddedActionsParser, type Rule, Terminal, type TokenType } from 'chevrotain';
import { definitionFamilies } from '../../grammar/definition-families.ts';
import { KEYWORDS } from '../../grammar/keywords.ts';
import { lex } from '../../grammar/lexer.ts';
import { families, namesOf, type OptionFamily, type PhraseTree } from '../../grammar/options.ts';
import type { SyntaxProblem } from '../../grammar/problems.ts';
import { createGrammar, type Grammar } from '../../grammar/sink-grammar.ts';
import { endOfText, isKeyword, isWord, keywordToken, type Token, t } from '../../grammar/tokens.ts';
import type { Statement } from '../ast/nodes.ts';
import { walk } from '../ast/walk.ts';
import { createSourceText, type SourceText } from '../source/source-text.ts';
import { type PlainGrammar, plainGrammar, terminalsAfter } from './earley.ts';

/** Something that may stand at a place. */
export interface Expectation {
  /** - `keyword`  a word of the language, or several that belong together
   *  - `option`   the name of an option, or the rest of it
   *  - `sign`     punctuation or an operator
   *  - `name`     a name of the writer's choice; `text` says of what sort
   *  - `literal`  a value; `text` says of what sort */
  readonly kind: 'keyword' | 'option' | 'sign' | 'name' | 'literal';
  readonly text: string;
}

const SORTS: ReadonlyMap<TokenType, Expectation> = new Map<TokenType, Expectation>([
  [t.Word, { kind: 'name', text: 'name' }],
  [t.Identifier, { kind: 'name', text: 'name' }],
  [t.ExpressionWord, { kind: 'name', text: 'column or function' }],
  [t.TypeWord, { kind: 'name', text: 'type' }],
  [t.StringLiteral, { kind: 'literal', text: 'string' }],
  [t.HexLiteral, { kind: 'literal', text: 'hex string' }],
  [t.NumberLiteral, { kind: 'literal', text: 'number' }],
  [t.Parameter, { kind: 'literal', text: 'parameter' }],
  [t.AnyOperator, { kind: 'sign', text: 'operator' }],
]);

/** What rules read that look a word up in a table. */
const ANY_WORD: ReadonlySet<TokenType> = new Set([t.Word, t.AnyKeyword]);

/** Texts that stand for all tokens of a type where one is tried. */
const SAMPLES: readonly (readonly [TokenType, string])[] = [
  [t.Word, 'zq'],
  [t.Identifier, 'zq'],
  [t.ExpressionWord, 'zq'],
  [t.TypeWord, 'zq'],
  [t.StringLiteral, "'x'"],
  [t.HexLiteral, "x'00'"],
  [t.NumberLiteral, '1'],
  [t.Parameter, '$1'],
  [t.AnyOperator, '||'],
  [t.AnyKeyword, 'zq'],
  [t.LParen, '('],
  [t.RParen, ')'],
  [t.LBracket, '['],
  [t.RBracket, ']'],
  [t.Comma, ','],
  [t.Period, '.'],
  [t.Colon, ':'],
  [t.DoubleColon, '::'],
  [t.Arrow, '=>'],
  [t.Star, '*'],
  [t.Equals, '='],
  [t.Minus, '-'],
  [t.Plus, '+'],
  [t.Tilde, '~'],
];

const samples: ReadonlyMap<TokenType, string> = new Map(SAMPLES);

/**
 * What may stand at an offset, for completion; what stands behind it does not count. Where the offset is in a word or
 * at its end, the word does not count either: it is what is being written.
 *
 * @returns  options first, then keywords, then the rest, each in the order of the alphabet; nothing inside of comments
 *           and literals, and where the statement so far is not the beginning of a statement of the known kinds
 */
export function expectedAt(source: string | SourceText, offset: number): readonly Expectation[] {
  const written = createSourceText(source).text.slice(0, offset);
  const { tokens, comments, problems } = lex(written);
  const last = tokens.at(-1);
  const isInComment = comments.some(({ kind, span }) => span.end === offset && kind === 'LineComment');
  if (isInComment || problems.some(({ span }) => span.end === offset)) return [];
  const isInWord = last !== undefined && last.endOffset + 1 === offset && isWord(last);
  const before = tokens.slice(0, isInWord ? -1 : undefined);
  const statement = before.slice(before.findLastIndex(({ tokenType }) => tokenType === t.Semicolon) + 1);
  return createExpectations(statement);
}

function createExpectations(statement: readonly Token[]): readonly Expectation[] {
  const { plain, grammar } = reader();
  const found = new Map<string, Expectation>();
  const add = (expectation: Expectation) => found.set(`${expectation.kind} ${expectation.text}`, expectation);
  const addWords = (text: string) => add({ kind: 'keyword', text });
  for (const text of optionsAfter(grammar, statement)) add({ kind: 'option', text });
  const types = [...terminalsAfter(plain, statement)].sort(
    (left, right) => +(left === t.Word) - +(right === t.Word),
  );
  for (const type of types) {
    const sample = sampleOf(type);
    if (sample === undefined) continue;
    if (fits(grammar, statement, sample)) {
      if (!isKeywordType(type)) add(SORTS.get(type) ?? { kind: 'sign', text: sample });
      else if (isMeant(grammar, statement, sample)) addWords(sample);
    } else if (isKeywordType(type))
      for (const text of phrasesFrom(plain, grammar, statement, type)) addWords(text);
    else if (found.size === 0 && ANY_WORD.has(type))
      for (const text of wordsOfTables(grammar, statement)) addWords(text);
  }
  const order = ['option', 'keyword', 'name', 'literal', 'sign'];
  return [...found.values()].sort(
    (left, right) =>
      order.indexOf(left.kind) - order.indexOf(right.kind) || (left.text < right.text ? -1 : 1),
  );
}

function sampleOf(type: TokenType): string | undefined {
  return samples.get(type) ?? (isKeywordType(type) ? type.LABEL : undefined);
}

function isKeywordType(type: TokenType): boolean {
  return type.LABEL !== undefined && keywordToken(type.LABEL.toLowerCase()) === type;
}

/** Two keywords of which the first alone does not fit: `NOT ENFORCED`. */
function phrasesFrom(
  plain: PlainGrammar,
  grammar: Grammar,
  statement: readonly Token[],
  type: TokenType,
): readonly string[] {
  const [token] = lex(type.LABEL ?? '').tokens;
  if (token === undefined) return [];
  return [...terminalsAfter(plain, [...statement, token])]
    .filter(isKeywordType)
    .map((next) => `${type.LABEL} ${next.LABEL}`)
    .filter((phrase) => fits(grammar, statement, phrase) && isMeant(grammar, statement, phrase));
}

/** Where any word is read and looked up in a table, the words of the table. */
function wordsOfTables(grammar: Grammar, statement: readonly Token[]): readonly string[] {
  return KEYWORDS.map((word) => word.toUpperCase()).filter((word) => fits(grammar, statement, word));
}

/** Whether the parser takes tokens in this place; that something is missing behind them is no matter. */
function fits(grammar: Grammar, statement: readonly Token[], sample: string): boolean {
  const { problems, at, end } = tryWith(grammar, statement, sample);
  return !problems.some(({ span }) => span.start >= at && span.start < end);
}

/** Whether keywords that the parser takes are more than names, and begin no clause that is out of order. */
function isMeant(grammar: Grammar, statement: readonly Token[], words: string): boolean {
  const isName = ({ tree, at }: Trial) => tree !== undefined && isNameAt(tree, at);
  if (isName(tryWith(grammar, statement, words))) {
    return VALUES.some((value) => {
      const trial = tryWith(grammar, statement, `${words} ${value}`);
      return !isName(trial) && !trial.problems.some(({ span }) => span.start < trial.end);
    });
  }
  return !CLAUSE_ENDS.some((end) => {
    const { problems, at } = tryWith(grammar, statement, `${words} ${end}`);
    return problems.some(({ slug, span }) => span.start === at && ORDER_SLUGS.has(slug));
  });
}

/** What a keyword may have behind it that is otherwise a name: `SECRET p`, `INTERVAL '1'`. */
const VALUES = ['zq', "'1'", "['a' => 'b']"];

const ORDER_SLUGS: ReadonlySet<string> = new Set(['clause-order', 'duplicate-clause']);

/** Ends of clauses: that a clause stands in the wrong place is found once it is whole. */
const CLAUSE_ENDS = ['zq', '(zq)', '(VERSION)', 'JSON', 'UPSERT'];

/** Whether what starts at an offset is a name, and not one of a type or of a call with a syntax of its own. */
function isNameAt(tree: Statement, at: number): boolean {
  const kinds = new Set<string>();
  walk(tree, ({ kind, span }) => {
    if (span.start === at) kinds.add(kind);
    return undefined;
  });
  return kinds.has('Identifier') && !kinds.has('NamedType') && !kinds.has('FunctionCall');
}

interface Trial {
  readonly tree: Statement | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** Where the sample stands. */
  readonly at: number;
  readonly end: number;
}

function tryWith(grammar: Grammar, statement: readonly Token[], sample: string): Trial {
  const at = (statement.at(-1)?.endOffset ?? -1) + 2;
  const end = at + sample.length;
  const added = lex(sample).tokens.map((token) => ({
    ...token,
    startOffset: token.startOffset + at,
    endOffset: token.endOffset + at,
  }));
  const tokens = [...statement, ...added].map((token, index) => ({ ...token, index }));
  const input = { text: '', tokens, end: { ...endOfText(end + 1), index: tokens.length }, nearest: () => [] };
  const { statement: tree, problems } = grammar.readStatement(input);
  return { tree, problems, at, end };
}

/** The names of options that may stand here, or what is missing of one that was begun. */
function optionsAfter(grammar: Grammar, statement: readonly Token[]): readonly string[] {
  const found: string[] = [];
  for (let begun = 0; begun < MAX_OPTION_WORDS && begun <= statement.length; begun++) {
    const words = statement.slice(statement.length - begun);
    if (!words.every((word) => isKeyword(word) || word.tokenType === t.NumberLiteral)) break;
    const family = familyAt(grammar, statement.slice(0, statement.length - begun));
    const place = words.reduce<PhraseTree | undefined>(
      (tree, { value }) => tree?.words.get(value.toUpperCase()),
      family,
    );
    if (place === undefined) continue;
    const whole = begun === 0 ? '' : `${words.map(({ value }) => value.toUpperCase()).join(' ')} `;
    for (const name of namesOf(place)) if (name !== whole.trimEnd()) found.push(name.slice(whole.length));
  }
  return found;
}

const MAX_OPTION_WORDS = 6;

const FAMILIES: readonly OptionFamily[] = [...Object.values(families), ...Object.values(definitionFamilies)];

/** The options of the list in which the next word would be the name of one. */
function familyAt(grammar: Grammar, statement: readonly Token[]): PhraseTree | undefined {
  const { problems, at } = tryWith(grammar, statement, 'zq');
  for (const problem of problems) {
    if (problem.slug !== 'unknown-option' || problem.span.start !== at) continue;
    return FAMILIES.find(({ label }) => label === problem.family)?.names;
  }
  return undefined;
}

function startsWithCreate({ definition: [first] }: Rule): boolean {
  return first instanceof Terminal && first.terminalType === t.Create;
}

/** A parser of its own and its grammar in plain productions, made when first asked for. */
const reader = once(() => {
  const grammar = createGrammar();
  if (!(grammar instanceof EmbeddedActionsParser)) throw new Error('bug: the grammar is no parser');
  return { grammar: grammar as Grammar, plain: plainGrammar(grammar.getGAstProductions(), startsWithCreate) };
});

function once<T>(create: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= create();
    return made;
  };
}
