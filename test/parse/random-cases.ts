import { CORPUS } from './corpus.ts';
import { Generator } from './generate.ts';
import { mutate } from './mutate.ts';
import { createRandom } from './random.ts';
import { STATEMENTS } from './statements.ts';

/** Texts without end: derived from the grammar, and those or the tables' with tokens changed. */
export interface RandomCases {
  generated(): string;
  mutated(): string;
}

const FOREIGN = "( ) [ ] , . = NULL AS FROM WITH a 1 't' :: * NOT SELECT VALUES KEY FORMAT IN".split(' ');

export function createRandomCases(seed: number): RandomCases {
  const random = createRandom(seed);
  const generator = new Generator(random);
  // Several statements in one text influence each other there, as the table of deviations says.
  const known = [...CORPUS, ...STATEMENTS].filter((sql) => !sql.includes(';'));
  return {
    generated: () => generator.statement(),
    mutated: () => {
      const sql = random.next() < 0.6 ? random.pick(known) : generator.statement();
      return mutate(sql, random, FOREIGN);
    },
  };
}
