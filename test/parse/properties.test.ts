import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { lex } from '../../grammar/lexer.ts';
import { equalAst } from '../../src/ast/equal-ast.ts';
import { walk } from '../../src/ast/walk.ts';
import { print } from '../../src/format/print.ts';
import { parse } from '../../src/parse/parse.ts';
import { loadOracle, type Verdict } from '../support/oracle.ts';
import { ACCEPTED, CORPUS } from './corpus.ts';

const SOME_TOKENS =
  '( ) [ ] , . ; :: : => = == <> + - * / ~ || \'t\' x\'00\' 1 1.5 $1 a "B" "" NOT NULL IN AS FROM FORMAT KEY VALUE WITH TOPIC PARTITION BY MAP SECRET INTERVAL SELECT true AND OR IS BETWEEN LIKE ESCAPE CASE WHEN THEN ELSE END CAST ARRAY LIST ROW ANY DISTINCT OVER FILTER YEAR TO int text TIME ZONE USING SCHEMA CONNECTION REGISTRY DEFAULT CHECK PRIMARY UNIQUE { \\'.split(
    ' ',
  );

/** A statement of the corpus in which some tokens were left out, put in or exchanged. */
const disturbed: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...CORPUS),
    fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom(...SOME_TOKENS)), { minLength: 1, maxLength: 3 }),
  )
  .map(([sql, changes]) => {
    const tokens = lex(sql).tokens.map(({ image }) => image);
    for (const [place, kind, token] of changes) {
      const at = place % (tokens.length + 1);
      tokens.splice(at, kind === 1 ? 0 : kind === 2 ? 2 : 1, ...(kind === 0 ? [] : [token]));
    }
    return tokens.join(' ');
  });

const anyText = fc.oneof(
  disturbed,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.constantFrom(...SOME_TOKENS, 'CREATE', 'SINK'), { maxLength: 40 })
    .map((tokens) => tokens.join(' ')),
);

function checkSpans(text: string): void {
  const { value: script, diagnostics } = parse(text);
  for (const { span } of diagnostics) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.end).toBeLessThanOrEqual(text.length);
  }
  walk(script!, (node, parent) => {
    const { start, end } = node.span;
    expect(start).toBeLessThanOrEqual(end);
    expect(start).toBeGreaterThanOrEqual(parent?.span.start ?? 0);
    expect(end).toBeLessThanOrEqual(parent?.span.end ?? text.length);
    return undefined;
  });
}

describe('any text', () => {
  it('gives a script whose spans lie in the text, and children in their parents', () => {
    fc.assert(fc.property(anyText, checkSpans), { numRuns: 3000 });
  });

  it('reads alike whatever was read before', () => {
    fc.assert(
      fc.property(disturbed, disturbed, (first, second) => {
        const before = JSON.stringify(parse(second));
        parse(first);
        expect(JSON.stringify(parse(second))).toBe(before);
      }),
      { numRuns: 500 },
    );
  });

  it('complains in text order, and about one token once', () => {
    fc.assert(
      fc.property(disturbed, (text) => {
        const found = parse(text).diagnostics.filter(({ code }) => code === 'parse/expected-token');
        const starts = found.map(({ span }) => span.start);
        expect(starts).toEqual([...new Set(starts)].sort((left, right) => left - right));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the statements around a broken one', () => {
    fc.assert(
      fc.property(disturbed, (text) => {
        const broken = text.replaceAll(';', '');
        if (lex(broken).problems.length > 0) return;
        const around = parse(`CREATE SECRET a AS 'x'; ${broken}; CREATE SECRET b AS 'y'`);
        const statements = around.value!.statements;
        expect(statements[0]!.kind).toBe('CreateSecret');
        expect(statements.at(-1)!.kind).toBe('CreateSecret');
        expect(around.diagnostics.length).toBe(parse(broken).diagnostics.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('accepted statements', () => {
  it.each(ACCEPTED)('%s', (sql) => {
    const { value, diagnostics } = parse(sql);
    expect(diagnostics).toEqual([]);
    for (const statement of value!.statements) {
      const printed = print(statement);
      const again = parse(printed).value!.statements[0]!;
      expect(print(again)).toBe(printed);
      const isLossy = /DELIMITED BY ','|STRATEGY|'b' => x, 'a'/.test(sql);
      if (!isLossy) expect(equalAst(again, statement, { ignoreSpelling: true })).toBe(true);
    }
  });
});

describe('the reference parser', () => {
  let judge: (sql: string) => Verdict;

  beforeAll(async () => {
    judge = await loadOracle();
  });

  it('accepts and refuses the same texts', () => {
    fc.assert(
      fc.property(disturbed, (sql) => {
        const { value, diagnostics } = parse(sql);
        let isUnread =
          diagnostics.length === 0 && value!.statements.some(({ kind }) => kind === 'OpaqueStatement');
        walk(value!, ({ kind }) => {
          isUnread ||= kind === 'Subquery';
          return undefined;
        });
        // Statements and queries that are kept as text are not judged.
        if (isUnread || / FROM SOURCE /i.test(sql)) return;
        const { error } = judge(sql);
        expect(diagnostics.length > 0, error?.message ?? diagnostics[0]?.message).toBe(error !== null);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it('prints nothing that is refused', () => {
    for (const sql of ACCEPTED) {
      for (const statement of parse(sql).value!.statements) {
        if (statement.kind !== 'OpaqueStatement') expect(judge(print(statement)).error).toBeNull();
      }
    }
  });
});
