import { expect, it } from 'vitest';
import { createGrammar } from '../../grammar/sink-grammar.ts';

it('is a grammar without mistakes: no ambiguous alternative, no rule named twice, no endless recursion', () => {
  expect(() => createGrammar({ validate: true })).not.toThrow();
});
