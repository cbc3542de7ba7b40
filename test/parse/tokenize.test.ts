import { expect, it } from 'vitest';
import { tokenize } from '../../src/parse/tokenize.ts';

it('gives tokens and comments as written', () => {
  const text = "TOPIC = 'a' -- why\n, \"B\" x'0f' 1e+5 $1 ->> name";
  expect(tokenize(text).map(({ kind, text: written }) => `${kind} ${written}`)).toEqual([
    'keyword TOPIC',
    'operator =',
    "string 'a'",
    'comment -- why',
    'punctuation ,',
    'identifier "B"',
    "hex string x'0f'",
    'number 1e+5',
    'parameter $1',
    'operator ->>',
    'keyword name',
  ]);
  for (const { span, text: written } of tokenize(text))
    expect(text.slice(span.start, span.end)).toBe(written);
});
