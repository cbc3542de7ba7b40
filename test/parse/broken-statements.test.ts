import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from '../../src/parse/parse.ts';
import { loadOracle, type Verdict } from '../support/oracle.ts';
import { BROKEN_STATEMENTS } from './broken-statements.ts';

describe('broken statements', () => {
  let judge: (sql: string) => Verdict;

  beforeAll(async () => {
    judge = await loadOracle();
  });

  it('are at least 60', () => {
    expect(BROKEN_STATEMENTS.length).toBeGreaterThanOrEqual(60);
  });

  it.each(BROKEN_STATEMENTS)('$sql', ({ sql, findings }) => {
    const { diagnostics } = parse(sql);
    expect(diagnostics.map(({ code, span }) => [code, sql.slice(span.start, span.end)])).toEqual(
      findings.map(([code, at]) => [code, at]),
    );
    for (const [index, [, , words]] of findings.entries()) {
      const { message, hint } = diagnostics[index]!;
      expect(`${message} ${hint}`).toContain(words);
    }
    expect(judge(sql).error).not.toBeNull();
  });
});

describe('statements of other kinds', () => {
  it.each([
    'SELECT 1',
    'CREATE ROLE r',
    'CREATE INDEX i ON v (a)',
    'CREATE STREAM s',
    'CREATE COLLECTION c',
    'RECREATE TABLE t (a int)',
    'CREATE "snik" x',
  ])('%s is kept without a word', (sql) => {
    expect(parse(sql).diagnostics).toEqual([]);
  });
});
