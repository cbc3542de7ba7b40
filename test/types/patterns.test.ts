import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SinkError } from '../../src/diagnostics/sink-error.ts';
import { functionsNamed, operatorsNamed } from '../../src/types/functions.ts';
import { foldCase } from '../../src/types/like-pattern.ts';

type Test = (text: string, pattern: string, escapeSign?: string) => boolean;

function operator(name: string): Test {
  const row = operatorsNamed(name).find(({ parameters }) => parameters[0] === 'text');
  return row?.bind?.([{ kind: 'text' }, { kind: 'text' }]) as unknown as Test;
}

const like = operator('~~');
const ilike = operator('~~*');
const matches = operator('~');
const matchesAnyCase = operator('~*');
const likeEscape = functionsNamed('like_escape')[0]?.apply as unknown as Test;

/** The code and message of what is thrown. */
function refusal(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof SinkError) return [error.code, error.message];
    throw error;
  }
  return ['nothing is refused'];
}

/** What may take a second on a slow machine, and would take years by going back. */
function isQuick(run: () => unknown): boolean {
  const start = performance.now();
  run();
  return performance.now() - start < 5000;
}

describe('LIKE', () => {
  it.each<readonly [string, string, boolean]>([
    ['', '', true],
    ['', '%', true],
    ['', '_', false],
    ['a', '', false],
    ['abc', 'abc', true],
    ['abc', 'ab', false],
    ['abc', 'a%', true],
    ['abc', '%c', true],
    ['abc', '%b%', true],
    ['abc', 'a_c', true],
    ['abc', '____', false],
    ['abc', '_%_', true],
    ['a', '_%_', false],
    ['aab', '%ab', true],
    ['abab', 'ab%ab', true],
    ['ab', 'ab%ab', false],
    ['aba', 'ab%ba', false],
    ['mississippi', '%iss%ip%i', true],
    ['mississippi', '%iss%iss%iss%', false],
    // Any character: a line feed, and one beyond 16 bits.
    ['a\nb\r\n', 'a_b%', true],
    ['\u{1f600}', '_', true],
    ['\u{1f600}', '__', false],
    ['x\u{1f600}y', 'x_y', true],
    ['x\u{1f600}y', '%_y', true],
    ['\u{1f600}\u{1f601}', '%\u{1f601}', true],
    ['\u{1f600}a', '%__', true],
    // Nothing of a regular expression means anything.
    ['a.c', 'a.c', true],
    ['abc', 'a.c', false],
    ['[a]+(b)|^$', '[a]+(b)|^$', true],
    ['a%', 'a\\%', true],
    ['ab', 'a\\%', false],
    ['a_', 'a\\_', true],
    ['a\\', 'a\\\\', true],
    ['ab', 'a\\b', true],
    ['A', 'a', false],
  ])('%j ~~ %j: %s', (text, pattern, expected) => {
    expect(like(text, pattern)).toBe(expected);
  });

  it('takes an escape character of its own, or none', () => {
    expect(likeEscape('a%b', 'a!%b', '!')).toBe(true);
    expect(likeEscape('axb', 'a!%b', '!')).toBe(false);
    expect(likeEscape('a\\x', 'a\\%', '')).toBe(true);
    expect(likeEscape('a%', 'a\u{1f600}%', '\u{1f600}')).toBe(true);
    expect(refusal(() => likeEscape('a', 'a!', '!'))).toEqual([
      'run/invalid-pattern',
      'pattern "a!" ends in its escape character',
    ]);
    expect(refusal(() => likeEscape('a', 'a', '!!'))[0]).toBe('run/invalid-pattern');
  });

  it.each<readonly [string, string, boolean]>([
    ['ABC', 'a%', true],
    ['ÄÖ', 'äö', true],
    ['ΣΑΣ', 'σας', true],
    ['\u212a', 'k', true],
    ['straße', 'STRASSE', false],
    ['ẞ', 'ß', true],
    ['İ', 'i', false],
    ['ı', 'I', false],
    ['x\u{10400}y', 'X\u{10428}Y', true],
  ])('%j ~~* %j: %s', (text, pattern, expected) => {
    expect(ilike(text, pattern)).toBe(expected);
  });

  it('agrees with a regular expression on any text', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', 'A', '%', '_', '\n', '\u{1f600}'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, text, (written, pattern) => {
        const source = pattern.replaceAll('%', '.*').replaceAll('_', '.');
        expect(like(written, pattern)).toBe(new RegExp(`^${source}$`, 'su').test(written));
        expect(ilike(written, pattern)).toBe(new RegExp(`^${source}$`, 'sui').test(written));
      }),
      { numRuns: 5000 },
    );
  });

  it('takes time that grows with the text and the pattern alone', () => {
    expect(isQuick(() => like('a'.repeat(100_000), `${'%a'.repeat(100)}%b`))).toBe(true);
    expect(isQuick(() => ilike('A'.repeat(100_000), `${'%_a'.repeat(100)}%b`))).toBe(true);
  });
});

it('folds characters as V8 compares them', () => {
  const cased = Array.from({ length: 0x110000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
    .filter((character) => /\p{Cased}|\p{Changes_When_Casefolded}/u.test(character));
  const classes = Map.groupBy(cased, foldCase);
  const all = cased.join('');
  for (const members of classes.values()) {
    const [first = ''] = members;
    expect(all.match(new RegExp(first, 'giu'))).toEqual(members);
  }
});

describe('regular expressions', () => {
  it.each<readonly [string, string, boolean]>([
    ['abc', '', true],
    ['abc', '^a.c$', true],
    ['xabcx', 'b+', true],
    ['xx', '^(a|b)*$', false],
    ['abab', '^(?:ab){2}$', true],
    ['ababab', '^(?:ab){1,2}$', false],
    ['ab', '^(?<name>a)b?$', true],
    ['a\nb', 'a.b|x', false],
    ['a\nb', 'a[^x]b|x', true],
    ['\u{1f600}', '^(.)$', true],
    ['\u{1f600}', '^(\\ud83d\\ude00)$', true],
    ['\u{1f600}', '^(\\u{1f600}|x)$', true],
    ['a]b', '^(a[\\]x]b)$', true],
    ['one two', '(\\btwo\\b)', true],
    ['onetwo', '(\\btwo\\b)', false],
    ['a*b', '(a\\*b)', true],
    ['é', '(\\p{Ll})', true],
    ['\t', '(\\x09|\\cA)', true],
    ['', '^(a*)*$', true],
    ['', '^()*$', true],
  ])('%j ~ %j: %s', (text, pattern, expected) => {
    expect(matches(text, pattern)).toBe(expected);
  });

  it('ignores the case of ~*', () => {
    expect(matchesAnyCase('ÄB', '(äb)+')).toBe(true);
    expect(matchesAnyCase('ÄB', '[ä]')).toBe(true);
    expect(matches('ÄB', '(äb)+')).toBe(false);
  });

  it('match what V8 matches', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '\\w',
      '\\W',
      '\\b',
      '\\B',
      '^',
      '$',
      '\u{1f600}',
      'A',
    );
    const quantifier = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,}', '{0,2}', '*?', '+?', '{0}');
    const { pattern } = fc.letrec<{ pattern: string; group: string }>((tie) => ({
      pattern: fc
        .array(fc.tuple(fc.oneof({ withCrossShrink: true }, atom, atom, tie('group')), quantifier), {
          maxLength: 4,
        })
        .map((parts) => parts.map(([part, sign]) => part + sign).join('')),
      group: fc
        .tuple(fc.constantFrom('(', '(?:', '(?<n>'), fc.array(tie('pattern'), { minLength: 1, maxLength: 3 }))
        .map(([open, choices]) => `${open}${choices.join('|')})`),
    }));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' ', '\n', '\u{1f600}'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (source, drawn) => {
        // V8 also looks for a place in the middle of a surrogate pair, where \B holds; ours are between characters.
        const written = source.includes('\\B') ? drawn.replaceAll('\u{1f600}', '-') : drawn;
        for (const [flags, run] of [
          ['u', matches],
          ['iu', matchesAnyCase],
        ] as const) {
          let expression: RegExp;
          try {
            expression = new RegExp(source, flags);
          } catch {
            expect(refusal(() => run(written, source))[0]).toBe('run/invalid-pattern');
            continue;
          }
          expect(run(written, source)).toBe(expression.test(written));
        }
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['(a+)+$', `${'a'.repeat(5000)}b`],
    ['^(a|a)*$', `${'a'.repeat(5000)}b`],
    ['(a*)*(a*)*c', 'a'.repeat(5000)],
    ['(.*)(.*)(.*)(.*)(.*)x', 'a'.repeat(5000)],
    [`${'a?'.repeat(500)}${'a'.repeat(500)}`, 'a'.repeat(499)],
    [`${'(a|a)'.repeat(500)}b`, 'a'.repeat(5000)],
    ['a*b', 'a'.repeat(300_000)],
  ])('pattern %# takes no time without bound', (pattern, text) => {
    expect(isQuick(() => expect(matches(text, pattern)).toBe(false))).toBe(true);
  });

  it.each([
    ['(a)\\1', 'it refers back to a group'],
    ['(?<x>a)\\k<x>', 'it refers back to a group'],
    ['(?=a)', 'it looks ahead, looks behind or changes its flags'],
    ['(?<!a)b', 'it looks ahead, looks behind or changes its flags'],
    ['(?:a{1000}){1000}', 'it has more than 10000 parts, repeated ones counted each'],
    ['((((){1000}){1000}){1000}){1000}', 'it has more than 10000 parts, repeated ones counted each'],
    ['a{1,2147483647}', 'it has more than 10000 parts, repeated ones counted each'],
    [`${'('.repeat(300)}${')'.repeat(300)}`, 'it has more than 250 levels'],
  ])('refuses pattern %#', (pattern, why) => {
    const [code, message] = refusal(() => matches('a', pattern));
    expect(code).toBe('run/invalid-pattern');
    expect(message).toContain(`cannot be used: ${why}`);
  });

  it.each(['(', 'a)', '[', '*', 'a**', '{2}', '\\', '(?<a>x)(?<a>y)', '('.repeat(100_000)])(
    'refuses broken pattern %#',
    (pattern) => {
      expect(refusal(() => matches('a', pattern))[0]).toBe('run/invalid-pattern');
    },
  );
});
