import { describe, expect, it } from 'vitest';
import { walk } from '../../src/ast/walk.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { print } from '../../src/format/print.ts';
import { parse } from '../../src/parse/parse.ts';

const SINK = 'CREATE SINK s FROM v INTO KAFKA CONNECTION k';
const expression = (text: string) => `${SINK} (PARTITION BY ${text})`;
const codes = (sql: string) => parse(sql).diagnostics.map(({ code }) => code);

describe('nesting', () => {
  it.each([
    ['parentheses', (depth: number) => `${'('.repeat(depth)}a${')'.repeat(depth)}`, 127],
    ['NOT', (depth: number) => `${'NOT '.repeat(depth)}a`, 127],
    ['signs', (depth: number) => `${'- '.repeat(depth)}a`, 127],
    ['calls', (depth: number) => `${'f('.repeat(depth)}a${')'.repeat(depth)}`, 127],
    ['CASE', (depth: number) => `${'CASE WHEN '.repeat(depth)}a${' THEN 1 END'.repeat(depth)}`, 127],
    ['ROW', (depth: number) => `${'ROW('.repeat(depth)}a${')'.repeat(depth)}`, 127],
    ['lists of lists', (depth: number) => `a::int4${' list'.repeat(depth)}`, 128],
    [
      'arrays of lists',
      (depth: number) => `a::int4${' list[]'.repeat(depth / 2)}${' list'.repeat(depth % 2)}`,
      128,
    ],
    [
      'lists in maps',
      (depth: number) => `a::${'map[text=>'.repeat(64)}int4${' list'.repeat(depth - 64)}${']'.repeat(64)}`,
      128,
    ],
    ['right operands in parentheses', (depth: number) => `${'a = ('.repeat(depth)}a${')'.repeat(depth)}`, 63],
  ])('of %s ends at the limit of the language', (_, build, limit) => {
    expect(codes(expression(build(limit)))).toEqual([]);
    expect(codes(expression(build(limit + 1)))).toEqual(['parse/too-deep']);
  });

  it('of option values ends at 256', () => {
    const nested = (depth: number) => `${SINK} (TOPIC ${'('.repeat(depth)}${')'.repeat(depth)})`;
    expect(codes(nested(256))).toEqual([]);
    expect(codes(nested(257))).toEqual(['parse/too-deep']);
  });

  it('is reported where it goes too far', () => {
    const sql = expression('('.repeat(500));
    const [{ span }] = parse(sql).diagnostics as readonly [Diagnostic];
    expect(sql[span.start]).toBe('(');
    expect(span.start).toBeGreaterThan(sql.indexOf('(((') + 100);
  });

  it('leaves the statement, not the ones behind it', () => {
    const { value, diagnostics } = parse(`${expression('('.repeat(500))}; CREATE SECRET s AS 'x'`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['parse/too-deep']);
    expect(value!.statements.map(({ kind }) => kind)).toEqual(['OpaqueStatement', 'CreateSecret']);
  });
});

describe('chains', () => {
  it('have at most 1024 operators', () => {
    expect(codes(expression(`a${' + a'.repeat(1024)}`))).toEqual([]);
    expect(codes(expression(`a${' + a'.repeat(1025)}`))).toEqual(['parse/too-deep']);
    expect(codes(expression(`a${' AND b = c'.repeat(1024)}`))).toEqual([]);
  });

  it('of the longest kind can be walked and printed', () => {
    const [statement] = parse(expression(`(a${' + a'.repeat(200)})${' || a'.repeat(1000)}`)).value!
      .statements;
    expect(print(statement!)).toContain('|| a || a');
    let count = 0;
    walk(statement!, () => {
      count++;
      return undefined;
    });
    expect(count).toBeGreaterThan(2400);
  });

  it('cannot be piled up beyond what recursion bears', () => {
    const pile = Array.from({ length: 4 }).reduce((inner: string) => `(${inner}${' + a'.repeat(1000)})`, 'a');
    expect(codes(expression(pile))).toEqual(['parse/too-deep']);
  });
});

describe('data types', () => {
  const columnType = (type: string) => `CREATE TABLE t (c ${type}, d int4)`;

  it('have no more levels than can be read and printed', () => {
    const deepest = columnType(`int4${' list'.repeat(128)}`);
    expect(codes(deepest)).toEqual([]);
    const [statement] = parse(deepest).value!.statements;
    expect(print(statement!)).toContain('list list');
    for (const levels of [129, 20_000]) {
      expect(codes(columnType(`int4${' list'.repeat(levels)}`))).toEqual(['parse/too-deep']);
      expect(codes(columnType(`int4${' list[]'.repeat(levels)}`))).toEqual(['parse/too-deep']);
    }
  });

  it('count the levels of each type alone, and dimensions not at all', () => {
    const lists = ' list'.repeat(100);
    expect(codes(columnType(`map[text => int4${lists}], e int4${lists}`))).toEqual([]);
    expect(codes(expression(`a::int4${lists} = b::int4${lists}`))).toEqual([]);
    expect(codes(columnType(`int4${'[]'.repeat(20_000)}`))).toEqual([]);
  });
});

describe('large texts', () => {
  it.each([
    ['one identifier', 'a'.repeat(1_000_000)],
    ['parentheses', '('.repeat(1_000_000)],
    ['parentheses in an expression', expression('('.repeat(1_000_000))],
    ['NOT', expression('NOT '.repeat(250_000))],
    ['lists in values', `${SINK} (TOPIC ${'['.repeat(1_000_000)}`],
    ['map types', expression('map['.repeat(250_000))],
    ['lists of lists', expression(`a::int4${' list'.repeat(250_000)}`)],
    ['lists of lists in a column', `CREATE TABLE t (c int4${' list'.repeat(250_000)})`],
    ['arrays of arrays in a column', `CREATE TABLE t (c int4${'[]'.repeat(250_000)})`],
    ['subqueries', expression('(SELECT '.repeat(120_000))],
    ['operator signs', `${'+'.repeat(1_000_000)}*`],
    ['commas', `${SINK} (${','.repeat(1_000_000)}`],
    ['misspelt options', `${SINK} (${"TOPPIC 't',".repeat(20_000)}`],
    ['half statements', 'CREATE SINK;'.repeat(20_000)],
    ['wrong characters', 'CREATE SINK { ; '.repeat(20_000)],
    ['brackets that cross', `${SINK} (${'(['.repeat(200_000)}${')]'.repeat(200_000)}`],
    ['square brackets', '['.repeat(1_000_000)],
    ['quotes', "'".repeat(1_000_001)],
    ['dollar signs', '$$'.repeat(500_001)],
    ['starts of comments', '/*'.repeat(500_000)],
    ['half names', 'CREATE SNIK;'.repeat(50_000)],
    ['whole statements', "CREATE SECRET s AS 'x';".repeat(100_000)],
    ['semicolons', ';'.repeat(1_000_000)],
  ])('%s are read in bounded time', (_, text) => {
    const start = performance.now();
    expect(parse(text).value).toBeDefined();
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
