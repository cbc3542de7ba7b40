import { EmbeddedActionsParser, EOF, type IToken, isRecognitionException, type TokenType } from 'chevrotain';
import type { Span } from '../src/source/span.ts';
import { type Brackets, matchBrackets } from './brackets.ts';
import { expectationMessages } from './expectations.ts';
import { createLazyLookahead } from './lazy-lookahead.ts';
import type { OptionFamily } from './options.ts';
import { GrammarFailure, type Replacement, StatementLeft, type SyntaxProblem } from './problems.ts';
import { describeToken, isWord, noToken, spanOf, type Token, t, vocabulary } from './tokens.ts';

const MAX_LOOKAHEAD = 1;

export interface GrammarOptions {
  /** Checks the grammar itself for mistakes; slow, for tests. */
  readonly validate?: boolean;
}

/** The tokens of one statement, and what else its reading needs. */
export interface StatementInput {
  readonly text: string;
  /** Numbered from 0 in `index`; without the semicolon. */
  readonly tokens: readonly Token[];
  /** What stands behind them: the semicolon, or the end of the text. */
  readonly end: Token;
  /** Which candidates look like a word, best first. */
  readonly nearest: (written: string, candidates: readonly string[]) => readonly string[];
}

const nothing: StatementInput = { text: '', tokens: [], end: noToken, nearest: () => [] };

export interface ListOptions<T> {
  /** What an element is called: `a Kafka sink option`. */
  readonly expected: string;
  /** Reads one element. */
  readonly item: () => T | undefined;
  /** Whether an element may start at the next token, so that only a comma is missing in front of it. */
  readonly startsItem?: () => boolean;
  /** Says what is wrong where neither a comma nor the end follows an element that started at a token. */
  readonly afterItem?: (first: Token) => SyntaxProblem | undefined;
  /** True where the list may hold nothing. */
  readonly mayBeEmpty?: boolean;
  /** True where a comma may stand before the end. */
  readonly mayEndInComma?: boolean;
}

/** What all grammar rules stand on: looking ahead, spans, reporting, and going on behind an error. */
export abstract class Foundation extends EmbeddedActionsParser {
  /** Levels of nested expressions around the next token. */
  protected depth = 0;
  protected problems: SyntaxProblem[] = [];
  protected source: StatementInput = nothing;
  private brackets: Brackets | undefined;
  private reportedEnd = false;
  /** Up to where text was complained about. */
  private reportedTo = -1;

  protected constructor({ validate = false }: GrammarOptions) {
    super(vocabulary, {
      maxLookahead: MAX_LOOKAHEAD,
      lookaheadStrategy: createLazyLookahead(MAX_LOOKAHEAD),
      recoveryEnabled: false,
      skipValidations: !validate,
      errorMessageProvider: expectationMessages,
    });
  }

  /** Starts over with another statement; nothing of the last one is kept. */
  protected prepare(source: StatementInput): void {
    this.depth = 0;
    this.problems = [];
    this.source = source;
    this.brackets = undefined;
    this.reportedEnd = false;
    this.reportedTo = -1;
    this.input = [...source.tokens];
  }

  /** The token `distance` ahead; 1 is the next one, 0 the last one consumed. */
  protected look(distance: number): Token {
    return this.known(this.LA(distance));
  }

  /** Gives the end of the statement its real place. */
  private known(token: IToken): Token {
    return token.tokenType === EOF ? this.source.end : (token as Token);
  }

  protected isNext(type: TokenType, distance = 1): boolean {
    return this.LA(distance).tokenType === type;
  }

  protected isAtEnd(): boolean {
    return this.isNext(EOF);
  }

  /** Where the next token starts. */
  protected begin(): number {
    return this.look(1).startOffset;
  }

  /** From an offset to the end of the last token consumed. */
  protected spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.look(0).endOffset + 1) };
  }

  /** Reads something that may be missing; unlike OPTION, `isThere` alone decides. Once in a rule. */
  protected optionally<T>(isThere: () => boolean, read: () => T): T | undefined {
    if (this.RECORDING_PHASE) return this.OPTION9(read);
    return isThere() ? read() : undefined;
  }

  /**
   * Reads one of several things; unlike OR, `key` decides and not the next token. `none` is no alternative: it fails.
   * Once in a rule.
   */
  protected choose<K extends string, T>(key: K, readers: Readonly<Record<K, () => T>>): T {
    if (this.RECORDING_PHASE) {
      const alternatives = Object.entries<() => T>(readers).flatMap(([name, ALT]) =>
        name === 'none' ? [] : [{ ALT }],
      );
      return this.OR9({ DEF: alternatives, IGNORE_AMBIGUITIES: true });
    }
    return readers[key]();
  }

  protected expectation(expected: string, token: Token = this.look(1), hint?: string): SyntaxProblem {
    return {
      slug: 'expected-token',
      span: spanOf(token),
      expected,
      found: describeToken(token),
      ...(hint === undefined ? {} : { hint }),
    };
  }

  /** Gives up the part being read. */
  protected fail(expected: string, token?: Token, hint?: string): never {
    throw new GrammarFailure(this.expectation(expected, token, hint));
  }

  protected report(problem: SyntaxProblem): void {
    if (this.RECORDING_PHASE) return;
    if (problem.slug === 'expected-token') {
      // What is missing at the end, or expected at a token already complained about, follows from another error.
      if (this.reportedEnd || problem.span.start < this.reportedTo) return;
      this.reportedEnd = problem.span.start >= this.source.end.startOffset;
    }
    this.reportedTo = Math.max(this.reportedTo, problem.span.end);
    this.problems.push(problem);
  }

  /** Reads a part; where it fails, reports why and goes on where `resume` leads. */
  protected guarded<T>(read: () => T, resume: () => void): T | undefined {
    if (this.RECORDING_PHASE) return read();
    const depth = this.depth;
    try {
      return read();
    } catch (error) {
      this.depth = depth;
      this.report(this.problemOf(error));
      resume();
      return undefined;
    }
  }

  /** What a failure says; an error that is not about the text is thrown on. */
  protected problemOf(error: unknown): SyntaxProblem {
    if (error instanceof GrammarFailure) return error.problem;
    if (error instanceof Error && isRecognitionException(error)) {
      const { message, token } = error as Error & { readonly token: IToken };
      return this.expectation(message, this.known(token));
    }
    throw error;
  }

  /** Leaves the statement with one finding; `alone` drops what was found before. */
  protected leave(problem: SyntaxProblem | undefined, alone = false): never {
    throw new StatementLeft(problem, alone);
  }

  private get pairs(): Brackets {
    this.brackets ??= matchBrackets(this.source.tokens);
    return this.brackets;
  }

  /** The token that closes the bracket at an index, if any. */
  protected closeOf(open: number): number | undefined {
    const close = this.pairs.partner[open];
    return close === undefined || close < 0 ? undefined : close;
  }

  /** The innermost closed bracket around a token; -1 where there is none. */
  protected parentOf(index: number): number {
    return this.pairs.parent[index] ?? -1;
  }

  protected skip(): void {
    this.CONSUME(t.AnyToken);
  }

  protected skipTo(index: number): void {
    while (!this.isAtEnd() && this.look(1).index < index) this.skip();
  }

  /** Skips up to a token that satisfies the test, the end of the statement at the latest. */
  protected skipUntil(stops: (token: Token) => boolean): void {
    while (!this.isAtEnd() && !stops(this.look(1))) this.skip();
  }

  /** Whether a clause of the statement starts at a token of its top level; see the statement's own rules. */
  protected abstract startsClause(token: Token): boolean;

  /**
   * list := "(" item ("," item)* ")"
   *
   * An element that is broken costs only itself: reading goes on at the next comma of the same list. A list that
   * is never closed ends where a clause starts.
   */
  protected list<T>(open: Token, options: ListOptions<T>): readonly T[] {
    const { item } = options;
    if (this.RECORDING_PHASE) {
      this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: item });
      return [];
    }
    const items: T[] = [];
    const isSeparator = this.separatorTest(open);
    if (this.endsList(open)) {
      if (options.mayBeEmpty !== true) this.report(this.expectation(options.expected));
      return items;
    }
    for (;;) {
      const first = this.look(1);
      const before = this.problems.length;
      if (this.isNext(t.Comma)) {
        this.skipCommas(options);
        if (this.endsList(open)) return items;
      }
      const read = this.guarded(item, () => this.skipUntil(isSeparator));
      if (read !== undefined) items.push(read);
      if (this.separate(first, options, isSeparator, before) === 'end') return items;
      if (this.endsList(open)) {
        if (options.mayEndInComma !== true) this.reportTrailingComma(options);
        return items;
      }
    }
  }

  /** Leaves out commas with nothing in front of them. */
  private skipCommas<T>(options: ListOptions<T>): void {
    this.report(this.expectation(options.expected));
    while (this.isNext(t.Comma)) this.skip();
  }

  /** Reads what stands between two elements; says whether another one follows. */
  private separate<T>(
    first: Token,
    options: ListOptions<T>,
    isSeparator: (token: Token) => boolean,
    problemsBefore: number,
  ): 'next' | 'end' {
    if (this.isNext(t.Comma)) {
      this.skip();
      return 'next';
    }
    const token = this.look(1);
    if (this.isAtEnd() || isSeparator(token)) return 'end';
    if (this.problems.length === problemsBefore && options.startsItem?.() === true) {
      const insertAt = this.look(0).endOffset + 1;
      this.report({ slug: 'missing-comma', span: spanOf(token), insertAt, found: describeToken(token) });
      return 'next';
    }
    this.report(options.afterItem?.(first) ?? this.expectation('comma or right parenthesis'));
    this.skipUntil(isSeparator);
    if (!this.isNext(t.Comma)) return 'end';
    this.skip();
    return 'next';
  }

  private reportTrailingComma<T>(options: ListOptions<T>): void {
    if (this.isAtEnd()) this.report(this.expectation(options.expected));
    else this.report({ slug: 'trailing-comma', span: spanOf(this.look(0)) });
  }

  private endsList(open: Token): boolean {
    if (this.isAtEnd() || this.isNext(t.RParen) || this.isNext(t.RBracket)) return true;
    return this.closeOf(open.index) === undefined && this.startsClause(this.look(1));
  }

  /** Tells the commas and the end of the list that opens at a token from those of lists inside it. */
  private separatorTest(open: Token): (token: Token) => boolean {
    return (token) => {
      const close = this.closeOf(open.index);
      if (close !== undefined) {
        if (token.index >= close) return true;
        return token.tokenType === t.Comma && this.parentOf(token.index) === open.index;
      }
      if (this.parentOf(token.index) !== this.parentOf(open.index)) return false;
      return token.tokenType === t.Comma || token.tokenType === t.RParen || this.startsClause(token);
    };
  }

  /** Closes a list; a missing parenthesis is reported and taken for written. */
  protected closeList(open: Token, close: TokenType): void {
    if (this.RECORDING_PHASE) {
      this.CONSUME(close);
      return;
    }
    if (this.isNext(close)) {
      this.skip();
      return;
    }
    this.report(this.expectation(close.LABEL ?? close.name));
    const partner = this.closeOf(open.index);
    if (partner !== undefined) this.skipTo(partner + 1);
  }

  /**
   * A keyword of a fixed sequence. Where it is missing it is reported and taken for written; where one other token
   * stands before it, that one is left out.
   */
  protected keyword(type: TokenType): void {
    if (this.RECORDING_PHASE || this.isNext(type)) {
      this.CONSUME(type);
      return;
    }
    this.report(this.expectation(type.LABEL ?? type.name));
    if (this.isNext(type, 2)) {
      this.skip();
      this.skip();
    }
  }

  /** A second `keyword` in one rule. */
  protected keyword2(type: TokenType): void {
    if (this.RECORDING_PHASE) this.CONSUME2(type);
    else this.keyword(type);
  }

  /**
   * The words of a misspelt option and the best guess at what was meant.
   *
   * @param throughIndex  the token that the guess must account for; words behind it may belong to the name as well
   */
  protected unknownOption(
    family: OptionFamily,
    candidates: readonly string[],
    first: Token,
    throughIndex: number,
  ): SyntaxProblem | undefined {
    if (!isWord(first)) return undefined;
    const { tokens, nearest } = this.source;
    let best: { readonly end: Token; readonly gap: number; readonly nearest: readonly string[] } | undefined;
    const words: string[] = [];
    for (const token of tokens.slice(first.index, first.index + MAX_OPTION_WORDS)) {
      const isNumber = token.index > first.index && token.tokenType === t.NumberLiteral;
      if (!isWord(token) && !isNumber) break;
      words.push(token.value);
      if (token.index < throughIndex) continue;
      const names = nearest(words.join(' '), candidates);
      const gap = Math.abs(words.join(' ').length - (names[0]?.length ?? 0));
      if (names.length > 0 && (best === undefined || gap < best.gap))
        best = { end: token, gap, nearest: names };
    }
    const end = best?.end ?? first;
    return {
      slug: 'unknown-option',
      span: { start: first.startOffset, end: end.endOffset + 1 },
      written: tokens
        .slice(first.index, end.index + 1)
        .map(({ image, value }) => (image.startsWith('"') ? value : image))
        .join(' '),
      quoted: first.image.startsWith('"'),
      family: family.label,
      nearest: best?.nearest ?? [],
    };
  }

  protected moved(from: Span, to: number): readonly Replacement[] {
    const { text } = this.source;
    const before = text.slice(0, from.start);
    const gap = before.length - before.trimEnd().length;
    return [
      { span: { start: to, end: to }, text: `${text.slice(from.start, from.end)} ` },
      { span: { start: from.start - gap, end: from.end }, text: '' },
    ];
  }
}

const MAX_OPTION_WORDS = 6;
