import { loadReference } from '../support/oracle.ts';
import { type Comparison, compare } from './compare.ts';
import { DEVIATION_KINDS } from './deviations.ts';
import { createRandomCases } from './random-cases.ts';

/**
 * Compares so many generated statements, and as many with tokens changed, with the reference parser:
 * `npm run fuzz:parse -- 100000 7` takes the number of cases and the seed.
 */
const [, , count = '10000', seed = String(Date.now() % 1_000_000)] = process.argv;
const oracle = await loadReference();
const cases = createRandomCases(Number(seed));
console.log(`seed ${seed}`);

function outcomeOf(comparison: Comparison): string {
  const { outcome, disagreement } = comparison;
  if (disagreement === undefined) return outcome;
  const kind = DEVIATION_KINDS.find(({ covers }) => covers(comparison));
  if (disagreement === 'place' && kind !== undefined) return `elsewhere: ${kind.why}`;
  return `DIFFERENT ${disagreement}`;
}

for (const kind of ['generated', 'mutated'] as const) {
  const tally = new Map<string, number>();
  for (let at = 0; at < Number(count); at++) {
    const comparison = compare(oracle, cases[kind]());
    const outcome = outcomeOf(comparison);
    tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
    if (!outcome.startsWith('DIFFERENT')) continue;
    const { sql, ours, theirs, detail } = comparison;
    console.log(`${outcome} at ${theirs} (theirs), ${ours} (ours)\n  ${sql}\n  ${detail}`);
    process.exitCode = 1;
  }
  console.log(kind, Object.fromEntries(tally));
}
