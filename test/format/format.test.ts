import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalAst } from '../../src/ast/equal-ast.ts';
import type { Script } from '../../src/ast/nodes.ts';
import { format } from '../../src/format/format.ts';
import { parse } from '../../src/parse/parse.ts';
import { type PlainToken, tokenize } from '../../src/parse/tokenize.ts';
import { ACCEPTED as CASES, CORPUS } from '../parse/corpus.ts';
import { loadFixtures } from '../support/fixtures.ts';

/** What the fixtures hold, one text a case. */
const FIXTURES = loadFixtures('fixtures').flatMap(({ cases }) => cases.map(({ sql }) => sql));

/** Statements without errors, of the tables and of the fixtures. */
const ACCEPTED: readonly string[] = [
  ...CASES,
  ...FIXTURES.filter((sql) => parse(sql).diagnostics.every(({ severity }) => severity !== 'error')),
];

const read = (sql: string): Script => parse(sql).value!;
const formatted = (sql: string, width?: number): string =>
  format(read(sql), width === undefined ? {} : { width });

const WIDTHS = [1, 40, 100, 1000];

function plainTokens(sql: string): readonly string[] {
  return tokenize(sql)
    .filter(({ kind }) => kind !== 'comment')
    .map(({ kind, text }) => (kind === 'keyword' ? `${kind} ${text.toLowerCase()}` : `${kind} ${text}`));
}

function comments(sql: string): readonly string[] {
  return tokenize(sql)
    .filter(({ kind }) => kind === 'comment')
    .map(({ text }) => (text.startsWith('--') ? text.trimEnd() : text));
}

/** What must hold of any text and its formatted one. */
function check(sql: string, width: number): void {
  const tree = read(sql);
  const text = format(tree, { width });
  expect(plainTokens(text)).toEqual(plainTokens(sql));
  expect(comments(text)).toEqual(comments(sql));
  const again = read(text);
  expect(again.statements.length).toBe(tree.statements.length);
  tree.statements.forEach((statement, index) => {
    expect(equalAst(again.statements[index]!, statement), text).toBe(true);
  });
  expect(format(again, { width })).toBe(text);
}

const FILLERS = [
  '-- note\n',
  ' -- note\n',
  '\n-- note\n',
  '/* note */',
  '\n/* note */\n',
  '\n /* note */ ',
  ' /* two\n  lines */ ',
  '\n/* two\n  lines */\n',
  '\n\n--note\t \n\n',
  '\t',
  '\n\n\n',
  '\r\n',
];

/** Puts one filler into some gaps, each with a number of its own. */
function fill(tokens: readonly PlainToken[], choose: (gap: number) => string): string {
  const words = tokens.filter(({ kind }) => kind !== 'comment').map(({ text }) => text);
  const filled = words.map((word, gap) => `${choose(gap).replace('note', `note ${gap}`)} ${word}`);
  return filled.join(' ') + choose(words.length);
}

describe('format', () => {
  it.each([...new Set([...CORPUS, ...FIXTURES])])('keeps %s', (sql) => {
    for (const width of WIDTHS) check(sql, width);
  });

  it('keeps a comment in any gap, alone', () => {
    for (const sql of ACCEPTED) {
      const tokens = tokenize(sql);
      if (isKept(sql)) continue;
      for (let gap = 0; gap <= tokens.length; gap++) {
        const filler = FILLERS[gap % FILLERS.length]!;
        check(
          fill(tokens, (at) => (at === gap ? filler : '')),
          WIDTHS[gap % WIDTHS.length]!,
        );
      }
    }
  }, 60_000);

  it('keeps comments in many gaps', () => {
    const statement = fc.constantFrom(...ACCEPTED.filter((sql) => !isKept(sql)));
    const choices = fc.array(fc.constantFrom('', '', ...FILLERS), { minLength: 1, maxLength: 40 });
    const width = fc.constantFrom(...WIDTHS);
    const property = fc.property(statement, statement, choices, width, (first, second, fillers, at) => {
      const tokens = tokenize(`${first} ; ${second} ;`);
      check(
        fill(tokens, (gap) => fillers[gap % fillers.length]!),
        at,
      );
    });
    fc.assert(property, { numRuns: 300 });
  }, 60_000);

  it('makes the same of a text however it is laid out', () => {
    for (const sql of ACCEPTED.filter((text) => !isKept(text) && comments(text).length === 0)) {
      const spread = fill(tokenize(sql), () => '\n\t');
      expect(formatted(spread)).toBe(formatted(sql));
    }
  });

  it('loses no character of any text', () => {
    const strip = (text: string) => text.replace(/\s/g, '').toLowerCase();
    const scraps = fc.constantFrom(
      '(',
      ')',
      '[',
      ',',
      ';',
      "'",
      '--x\n',
      '/*',
      '*/',
      'SELECT',
      'CREATE SINK',
      '{',
      '.',
      '$a$',
    );
    const text = fc.array(fc.oneof(scraps, fc.string({ unit: 'grapheme' })), { maxLength: 12 });
    const sorted = (sql: string) => [...strip(sql)].sort().join('');
    fc.assert(
      fc.property(text, (parts) => {
        const sql = parts.join(' ');
        expect(sorted(formatted(sql, 20))).toBe(sorted(sql));
      }),
      { numRuns: 500 },
    );
  });

  it('takes the line end that the text has most of', () => {
    expect(formatted("CREATE SECRET s AS 'x';\r\n\r\n-- why\r\nCREATE SECRET t AS 'y';\n")).toBe(
      "CREATE SECRET s AS 'x';\r\n\r\n-- why\r\nCREATE SECRET t AS 'y';\r\n",
    );
  });

  it('replaces tabs between tokens only', () => {
    expect(formatted("CREATE\tSECRET\ts\tAS\t'a\tb' /*\t*/")).toBe("CREATE SECRET s AS 'a\tb' /*\t*/\n");
  });

  it('keeps at most one empty line between statements, and puts none there', () => {
    expect(
      formatted("\n\ncreate secret a as 'x';create secret b as 'y';\n\n\n\ncreate secret c as 'z'"),
    ).toBe("CREATE SECRET a AS 'x';\nCREATE SECRET b AS 'y';\n\nCREATE SECRET c AS 'z'\n");
  });

  it('gives nothing for nothing', () => {
    expect([formatted(''), formatted(' \n\t\n')]).toEqual(['', '']);
  });

  it('leaves a text alone in which a character begins no token', () => {
    const text = 'create sink   s\n from {{ ref("v") }}';
    expect(formatted(text)).toBe(text);
  });

  it('leaves the example as it is', () => {
    const text = readFileSync('examples/orders/sinks.sql', 'utf8');
    expect(formatted(text)).toBe(text);
  });
});

/** Statements with parts that are kept as they were written: what stands in them is nobody's to lay out. */
function isKept(sql: string): boolean {
  return JSON.stringify(parse(sql).value!.statements).includes('"text":"') && /select|values|show/i.test(sql);
}
