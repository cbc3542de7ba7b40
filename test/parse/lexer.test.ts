import { describe, expect, it } from 'vitest';
import { KEYWORDS } from '../../grammar/keywords.ts';
import { lex } from '../../grammar/lexer.ts';
import { describeToken, type Token, t } from '../../grammar/tokens.ts';

function tokens(text: string): readonly string[] {
  return lex(text).tokens.map(describeToken);
}

function problems(text: string): readonly string[] {
  return lex(text).problems.map(({ slug, span }) => `${slug}@${span.start}`);
}

const values = (text: string) => lex(text).tokens.map(({ value }) => value);

describe('operators', () => {
  it.each([
    ['1+-2', ['number "1"', 'operator "+"', 'operator "-"', 'number "2"']],
    ['<=+', ['operator "<="', 'operator "+"']],
    ['->-1', ['operator "->"', 'operator "-"', 'number "1"']],
    ['=-1', ['equals sign', 'operator "-"', 'number "1"']],
    ['@-1', ['operator "@-"', 'number "1"']],
    ['~-1', ['operator "~-"', 'number "1"']],
    ['+-+-', ['operator "+"', 'operator "-"', 'operator "+"', 'operator "-"']],
    ['a:=b', ['identifier "a"', 'colon', 'equals sign', 'identifier "b"']],
    [':::', ['double colon', 'colon']],
    ['=>>', ['arrow', 'operator ">"']],
    ['<=>', ['operator "<=>"']],
    ['>=>', ['operator ">=>"']],
    ['==>', ['operator "==>"']],
    ['!= <> == ** =~', ['operator "<>"', 'operator "<>"', 'operator "=="', 'operator "**"', 'operator "=~"']],
    ['a+--x\n-b', ['identifier "a"', 'operator "+"', 'operator "-"', 'identifier "b"']],
    ['a+/* x */b', ['identifier "a"', 'operator "+"', 'identifier "b"']],
    ['*/', ['operator "*/"']],
    ['`?', ['operator "`?"']],
  ])('%s', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });
});

describe('numbers and parameters', () => {
  it.each([
    ['1e+05', ['1E05']],
    ['1E-5', ['1E-5']],
    ['1. .5', ['1.', '.5']],
    ['1..2', ['1.', '.2']],
    ['1a', ['1', 'a']],
    ['1e', ['1', 'e']],
    ['0x1F', ['0', 'x1f']],
    ['a.5', ['a', '.5']],
    ['$1a', ['1', 'a']],
    ['$0', ['0']],
    ['$18446744073709551615', ['18446744073709551615']],
  ])('%s', (text, expected) => {
    expect(values(text)).toEqual(expected);
    expect(problems(text)).toEqual([]);
  });

  it.each([
    ['1e+', ['missing-exponent@2']],
    ['1e-x', ['missing-exponent@2']],
    ['$18446744073709551616', ['parameter-number@0']],
  ])('%s is wrong', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });
});

describe('words', () => {
  it('knows 531 keywords, each once', () => {
    expect(new Set(KEYWORDS).size).toBe(531);
  });

  it.each(KEYWORDS)('%s is a keyword in any case, and a name in quotes', (word) => {
    const [bare, upper, quoted] = lex(`${word} ${word.toUpperCase()} "${word}"`).tokens as [
      Token,
      Token,
      Token,
    ];
    expect(describeToken(bare)).toBe(word.toUpperCase());
    expect(upper.tokenType).toBe(bare.tokenType);
    expect(quoted.tokenType).toBe(t.Identifier);
    expect(bare.value).toBe(word);
  });

  it.each([
    ['ÉCOLE', ['école']],
    ['İ', ['i̇']],
    ['a$b_1', ['a$b_1']],
    ['"A""b"', ['A"b']],
    ['"a\nb"', ['a\nb']],
    ["U&'a'", ['u', '&', 'a']],
    ["n'a'", ['n', 'a']],
    ['a\u00a0b', ['a\u00a0b']],
  ])('%s', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it('measures names in bytes, after folding', () => {
    expect(problems('a'.repeat(255))).toEqual([]);
    expect(problems('a'.repeat(256))).toEqual(['name-too-long@0']);
    expect(problems('é'.repeat(127))).toEqual([]);
    expect(problems(` "${'é'.repeat(128)}"`)).toEqual(['name-too-long@1']);
    expect(problems('😀'.repeat(63))).toEqual([]);
    expect(problems('😀'.repeat(64))).toEqual(['name-too-long@0']);
  });
});

describe('strings', () => {
  it.each([
    ["'it''s'", ["it's"]],
    ["'a\\nb'", ['a\\nb']],
    ["'a'\n'b'", ['ab']],
    ["'a' \r 'b'", ['ab']],
    ["'a' 'b'", ['a', 'b']],
    ["'a' -- c\n 'b'", ['a', 'b']],
    ["x'0f'\n'zz'", ['0fzz']],
    ["e'a\\tb'", ['a\tb']],
    ["E'\\b\\f\\n\\r\\t\\'\\\\\\q\\9'", ["\b\f\n\r\t'\\q9"]],
    ["e'\\u0041\\U0001F600'", ['A😀']],
    ["e'\\U+0000041'", ['A']],
    ["e'a'\n'\\tb'", ['a\tb']],
    ["$$a'b$$", ["a'b"]],
    ['$t g$a$$b$t g$', ['a$$b']],
  ])('%s', (text, expected) => {
    expect(values(text)).toEqual(expected);
    expect(problems(text)).toEqual([]);
  });

  it.each([
    ["'a", ['unterminated-string@0']],
    ["x'a", ['unterminated-string@1']],
    ["'a'\n'b", ['unterminated-string@4']],
    ["'\0'", ['null-character@0']],
    ["e'\\101'", ['octal-escape@2']],
    ["e'\\x41'", ['hexadecimal-escape@2']],
    ["e'\\u00'", ['unicode-escape@2']],
    ["e'\\ud800'", ['unicode-escape@2']],
    ["e'\\u0000'", ['null-character@2']],
    ['$a', ['unterminated-dollar-string@0']],
    ['$a$b', ['unterminated-dollar-string@0']],
    ['"a', ['unterminated-name@0']],
    ['"\0"', ['null-character@0']],
  ])('%j is wrong', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });
});

describe('between tokens', () => {
  it('nests block comments and ends line comments at LF only', () => {
    const { comments, problems: found } = lex('-- a\r b\n/* /* c */ */ x');
    expect(comments.map(({ text }) => text)).toEqual(['-- a\r b', '/* /* c */ */']);
    expect(found).toEqual([]);
  });

  it.each([
    ['a /* b /* c */', ['unterminated-comment@2']],
    ['a \u000b b', ['unexpected-character@2']],
    [
      '{ } \\ \0',
      [
        'unexpected-character@0',
        'unexpected-character@2',
        'unexpected-character@4',
        'unexpected-character@6',
      ],
    ],
  ])('%j is wrong', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('goes on behind an error', () => {
    expect(tokens('a { b')).toEqual(['identifier "a"', 'identifier "b"']);
  });
});
