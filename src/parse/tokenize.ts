import { lex } from '../../grammar/lexer.ts';
import { isKeyword, spanOf, type Token, t } from '../../grammar/tokens.ts';
import { createSourceText, type SourceText } from '../source/source-text.ts';
import type { Span } from '../source/span.ts';

export type PlainTokenKind =
  | 'keyword'
  | 'identifier'
  | 'string'
  | 'hex string'
  | 'number'
  | 'parameter'
  | 'operator'
  | 'punctuation'
  | 'comment';

/** A token as tools see it: `text` is as written. */
export interface PlainToken {
  readonly kind: PlainTokenKind;
  readonly text: string;
  readonly span: Span;
}

const KINDS: ReadonlyMap<Token['tokenType'], PlainTokenKind> = new Map<Token['tokenType'], PlainTokenKind>([
  [t.Identifier, 'identifier'],
  [t.StringLiteral, 'string'],
  [t.HexLiteral, 'hex string'],
  [t.NumberLiteral, 'number'],
  [t.Parameter, 'parameter'],
  [t.Minus, 'operator'],
  [t.Plus, 'operator'],
  [t.Tilde, 'operator'],
  [t.Star, 'operator'],
  [t.Equals, 'operator'],
  [t.OtherOperator, 'operator'],
]);

/** Tokens and comments of a text in their order. What no token starts with is left out; `parse` says what is wrong. */
export function tokenize(source: string | SourceText): readonly PlainToken[] {
  const { tokens, comments } = lex(createSourceText(source).text);
  const plain = tokens.map((token): PlainToken => {
    const kind = KINDS.get(token.tokenType) ?? (isKeyword(token) ? 'keyword' : 'punctuation');
    return { kind, text: token.image, span: spanOf(token) };
  });
  const noted = comments.map(({ text, span }): PlainToken => ({ kind: 'comment', text, span }));
  return [...plain, ...noted].sort((left, right) => left.span.start - right.span.start);
}
