import type { Span } from '../source/span.ts';

export type Severity = 'error' | 'warning' | 'info';

/** A further place that explains a finding: the first definition, the other key. */
export interface RelatedPlace {
  readonly file: string;
  readonly span: Span;
  readonly message: string;
}

/** Replaces the text of `span`; an empty span inserts, an empty text removes. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

export interface Fix {
  readonly title: string;
  /** `safe` keeps the meaning and is applied by `--fix`; `suggested` only on request. */
  readonly applicability: 'safe' | 'suggested';
  readonly edits: readonly TextEdit[];
}

/** One finding about a statement. */
export interface Diagnostic {
  /** `phase/slug`, stable for ever. */
  readonly code: string;
  readonly severity: Severity;
  /** One clause: lower case, no full stop, no advice. */
  readonly message: string;
  readonly file: string;
  /** The smallest text that is wrong. */
  readonly span: Span;
  /** Full sentences: the facts behind the message. */
  readonly detail?: string;
  /** Full sentences: what to do. */
  readonly hint?: string;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
}

/** What a step returns: a value when one could be built, and all it has to say. */
export interface Outcome<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
