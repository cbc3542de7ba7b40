import type { Span } from '../src/source/span.ts';

export type LexicalSlug =
  | 'unterminated-comment'
  | 'unterminated-string'
  | 'unterminated-dollar-string'
  | 'unterminated-name'
  | 'null-character'
  | 'unexpected-character'
  | 'name-too-long'
  | 'octal-escape'
  | 'hexadecimal-escape'
  | 'unicode-escape'
  | 'missing-exponent'
  | 'parameter-number';

/** What is wrong with the characters of a token. */
export interface LexicalProblem {
  readonly slug: LexicalSlug;
  readonly span: Span;
  /** The characters in question. */
  readonly text: string;
}

/** A place of the statement that a finding points back to. */
export interface Replacement {
  readonly span: Span;
  readonly text: string;
}

/** What is wrong with a statement, as data: words and fixes are made of it elsewhere. */
export type SyntaxProblem =
  | {
      readonly slug: 'expected-token';
      readonly span: Span;
      readonly expected: string;
      readonly found: string;
      readonly hint?: string;
    }
  | { readonly slug: 'trailing-comma'; readonly span: Span }
  | { readonly slug: 'missing-comma'; readonly span: Span; readonly insertAt: number; readonly found: string }
  | {
      readonly slug: 'unknown-option';
      readonly span: Span;
      /** The words that were taken for the option's name. */
      readonly written: string;
      readonly quoted: boolean;
      /** What the list of options is called: `Kafka sink option`. */
      readonly family: string;
      /** Best first. */
      readonly nearest: readonly string[];
    }
  | {
      readonly slug: 'clause-order';
      readonly span: Span;
      readonly clause: string;
      readonly before: string;
      readonly move: readonly Replacement[];
    }
  | { readonly slug: 'duplicate-clause'; readonly span: Span; readonly clause: string; readonly first: Span }
  | { readonly slug: 'removed-syntax'; readonly span: Span; readonly form: string; readonly instead: string }
  | { readonly slug: 'other-dialect'; readonly span: Span; readonly product: string; readonly sign: string }
  | { readonly slug: 'unusable-name'; readonly span: Span; readonly name: string }
  | { readonly slug: 'unqualified-column'; readonly span: Span; readonly column: string }
  | {
      readonly slug: 'number-range';
      readonly span: Span;
      readonly written: string;
      readonly what: string;
      readonly range: string;
    }
  | { readonly slug: 'interval-range'; readonly span: Span; readonly from: string; readonly to: string }
  | { readonly slug: 'broker-pattern'; readonly span: Span; readonly pattern: string }
  | { readonly slug: 'delimiter-length'; readonly span: Span; readonly delimiter: string }
  | { readonly slug: 'too-deep'; readonly span: Span; readonly limit: number; readonly what: string };

/** Thrown inside the grammar where a statement stops making sense; caught where parsing can go on. */
export class GrammarFailure extends Error {
  override readonly name: string = 'GrammarFailure';
  readonly problem: SyntaxProblem;

  constructor(problem: SyntaxProblem) {
    super(problem.slug);
    this.problem = problem;
  }
}

/**
 * Leaves a statement at once: it is of another dialect, nested too deeply, or of a form that is kept as text.
 * What was found in it before does not count where `alone` is set.
 */
export class StatementLeft extends Error {
  override readonly name: string = 'StatementLeft';
  readonly problem: SyntaxProblem | undefined;
  readonly alone: boolean;

  constructor(problem: SyntaxProblem | undefined, alone: boolean) {
    super(problem?.slug ?? 'opaque');
    this.problem = problem;
    this.alone = alone;
  }
}
