import { afterAll, describe, expect, it } from 'vitest';
import { type ExpectedBlock, loadFixtures, updateFixtures } from './support/fixtures.ts';
import { phases } from './support/phases.ts';

const isUpdate = process.env.UPDATE_FIXTURES === '1';

describe.each(loadFixtures('fixtures'))('$path', ({ path, cases }) => {
  const given = new Map<ExpectedBlock, string>();

  describe.each(cases)('$title', (fixture) => {
    it('expects something', () => {
      expect(fixture.expected.length).toBeGreaterThan(0);
    });

    for (const block of fixture.expected) {
      it(block.phase, async () => {
        const renderer = phases[block.phase];
        if (renderer === undefined) throw new Error(`nothing renders a block "${block.phase}"`);
        const text = await renderer(fixture);
        if (isUpdate) given.set(block, text);
        else expect(text).toBe(block.text);
      });
    }
  });

  afterAll(() => {
    if (given.size > 0) updateFixtures(path, given);
  });
});
