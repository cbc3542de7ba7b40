import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from '../../src/parse/parse.ts';
import { loadOracle, type Verdict } from '../support/oracle.ts';
import { spellOut, VERDICT_CASES } from './verdict-cases.ts';

/** Cases in which ours differs, what it gives instead, and why. */
const DEVIATIONS: ReadonlyMap<number, { readonly at: number | undefined; readonly why: string }> = new Map([
  [17, { at: 55, why: 'the comma that is too much is blamed, not the parenthesis behind it' }],
  [41, { at: 63, why: 'the map key is blamed, not the token behind it' }],
  [50, { at: 55, why: 'the clause in the wrong place is blamed from its first word on' }],
  [86, { at: undefined, why: 'a later statement does not change how an earlier one is read' }],
]);

/** The byte at which the first error starts. */
function errorAt(sql: string): number | undefined {
  const [first] = parse(sql).diagnostics;
  return first === undefined ? undefined : Buffer.byteLength(sql.slice(0, first.span.start));
}

describe('verdicts', () => {
  it.each(VERDICT_CASES)('case %i: %s', (number, short, expected) => {
    const deviation = DEVIATIONS.get(number);
    expect(errorAt(spellOut(short))).toBe(deviation === undefined ? expected : deviation.at);
  });

  it('has no deviation that is none', () => {
    const same = VERDICT_CASES.filter(
      ([number, , expected]) => DEVIATIONS.get(number)?.at === expected && DEVIATIONS.has(number),
    );
    expect(same).toEqual([]);
  });
});

describe('the reference parser', () => {
  let judge: (sql: string) => Verdict;

  beforeAll(async () => {
    judge = await loadOracle();
  });

  it.each(VERDICT_CASES)('gives the same verdict in case %i', (_, short, expected) => {
    expect(judge(spellOut(short)).error?.offset).toBe(expected);
  });
});
