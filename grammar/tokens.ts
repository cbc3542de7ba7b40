import { createToken, EOF, type IToken, Lexer, type TokenType } from 'chevrotain';
import type { Span } from '../src/source/span.ts';
import {
  EXPRESSION_STARTERS,
  KEYWORDS,
  type Keyword,
  RESERVED_AS_COLUMN_ALIAS,
  RESERVED_AS_TABLE_ALIAS,
  RESERVED_EVERYWHERE,
} from './keywords.ts';

/** A token of the text. Offsets only: lines and columns are found when a message is printed. */
export interface Token extends IToken {
  /** What the token means: the folded name, the content of a string, the number as the language keeps it. */
  readonly value: string;
  readonly endOffset: number;
  /** Place in the statement's list of tokens. */
  index: number;
}

function category(name: string, ...parents: TokenType[]): TokenType {
  return createToken({ name, pattern: Lexer.NA, categories: parents });
}

function symbol(name: string, label: string, ...categories: TokenType[]): TokenType {
  return createToken({ name, label, pattern: Lexer.NA, categories: [AnyToken, ...categories] });
}

const AnyToken = category('AnyToken');
/** Any keyword, or a name. */
const Word = createToken({
  name: 'Word',
  label: 'identifier',
  pattern: Lexer.NA,
});
const AnyKeyword = createToken({ name: 'AnyKeyword', label: 'keyword', pattern: Lexer.NA });
/** A word that may start a column reference or a function call. */
const ExpressionWord = createToken({ name: 'ExpressionWord', label: 'identifier', pattern: Lexer.NA });
/** A word that may start a type's name. */
const TypeWord = createToken({ name: 'TypeWord', label: 'a data type name', pattern: Lexer.NA });
/** Operators that have no token of their own: all but `*` and `=`. */
const AnyOperator = createToken({ name: 'AnyOperator', label: 'operator', pattern: Lexer.NA });

const notAColumn = new Set<Keyword>([...RESERVED_EVERYWHERE, ...EXPRESSION_STARTERS]);
const notAType = new Set<Keyword>([
  ...RESERVED_EVERYWHERE,
  ...RESERVED_AS_TABLE_ALIAS,
  ...RESERVED_AS_COLUMN_ALIAS,
  ...EXPRESSION_STARTERS,
  'map',
]);

function capitalize<S extends string>(word: S): Capitalize<S> {
  return (word.charAt(0).toUpperCase() + word.slice(1)) as Capitalize<S>;
}

type KeywordTokens = { readonly [K in Keyword as Capitalize<K>]: TokenType };

const keywordTokens = Object.fromEntries(
  KEYWORDS.map((word) => {
    const categories = [AnyToken, Word, AnyKeyword];
    if (!notAColumn.has(word)) categories.push(ExpressionWord);
    if (!notAType.has(word)) categories.push(TypeWord);
    const name = capitalize(word);
    const type = createToken({ name, label: word.toUpperCase(), pattern: Lexer.NA });
    // Given to `createToken`, each would have all words of its categories listed anew. The parser lists them once.
    type.CATEGORIES = categories;
    return [name, type];
  }),
) as unknown as KeywordTokens;

/** Every token type; keywords by their capitalised word: `t.Enforced`. */
export const t = {
  ...keywordTokens,
  AnyToken,
  Word,
  AnyKeyword,
  ExpressionWord,
  TypeWord,
  AnyOperator,
  Identifier: symbol('Identifier', 'identifier', Word, ExpressionWord, TypeWord),
  StringLiteral: symbol('StringLiteral', 'a string'),
  HexLiteral: symbol('HexLiteral', 'a hex string'),
  NumberLiteral: symbol('NumberLiteral', 'a number'),
  Parameter: symbol('Parameter', 'a parameter'),
  LParen: symbol('LParen', 'left parenthesis'),
  RParen: symbol('RParen', 'right parenthesis'),
  LBracket: symbol('LBracket', 'left square bracket'),
  RBracket: symbol('RBracket', 'right square bracket'),
  Comma: symbol('Comma', 'comma'),
  Semicolon: symbol('Semicolon', 'semicolon'),
  Period: symbol('Period', 'dot'),
  Colon: symbol('Colon', 'colon'),
  DoubleColon: symbol('DoubleColon', 'double colon'),
  Arrow: symbol('Arrow', 'arrow'),
  Star: symbol('Star', 'star'),
  Equals: symbol('Equals', 'equals sign'),
  Minus: symbol('Minus', 'operator "-"', AnyOperator),
  Plus: symbol('Plus', 'operator "+"', AnyOperator),
  Tilde: symbol('Tilde', 'operator "~"', AnyOperator),
  OtherOperator: symbol('OtherOperator', 'operator', AnyOperator),
} as const;

/** What the parser is told to know. */
export const vocabulary: TokenType[] = Object.values(t);

const keywordByWord: ReadonlyMap<string, TokenType> = new Map(
  KEYWORDS.map((word) => [word as string, keywordTokens[capitalize(word)]]),
);

/** The token type of a lower-case word, if it is a keyword. */
export function keywordToken(word: string): TokenType | undefined {
  return keywordByWord.get(word);
}

export function isKeyword(token: Token): boolean {
  return keywordByWord.get(token.value) === token.tokenType;
}

/** True for a keyword and for a name, quoted or not. */
export function isWord(token: Token): boolean {
  return token.tokenType === t.Identifier || isKeyword(token);
}

export function spanOf(token: Token): Span {
  return { start: token.startOffset, end: token.endOffset + 1 };
}

/** Nothing, where a token is needed: before the text, or while the grammar is recorded. */
export const noToken: Token = {
  tokenType: t.AnyToken,
  tokenTypeIdx: -1,
  image: '',
  value: '',
  startOffset: 0,
  endOffset: -1,
  index: -1,
};

/** The end of a text as a token, at its real place. */
export function endOfText(textLength: number): Token {
  return {
    ...noToken,
    tokenType: EOF,
    tokenTypeIdx: EOF.tokenTypeIdx ?? -1,
    startOffset: textLength,
    endOffset: textLength - 1,
  };
}

const showsValue = new Map<TokenType, string>([
  [t.Identifier, 'identifier'],
  [t.StringLiteral, 'string literal'],
  [t.HexLiteral, 'hex string literal'],
  [t.NumberLiteral, 'number'],
]);

/** How messages name a token: `KAFKA`, `identifier "x"`, `left parenthesis`. */
export function describeToken(token: Token): string {
  const { tokenType, value } = token;
  if (tokenType === EOF) return 'the end of the text';
  const kind = showsValue.get(tokenType);
  if (kind !== undefined) return `${kind} "${shorten(value).replaceAll('"', '\\"')}"`;
  if (tokenType === t.Parameter) return `parameter "$${value}"`;
  if (tokenType === t.OtherOperator) return `operator "${shorten(value)}"`;
  return tokenType.LABEL ?? tokenType.name;
}

const SHOWN_LENGTH = 60;

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= SHOWN_LENGTH ? line : `${line.slice(0, SHOWN_LENGTH)}...`;
}
