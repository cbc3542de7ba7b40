import { expect, it } from 'vitest';
import { createProcessIo } from '../../src/cli/io.ts';

it('knows no variable that nobody set, whatever every object has', () => {
  const { env } = createProcessIo();
  expect(env('PATH')).toBe(process.env.PATH);
  for (const name of ['constructor', 'toString', '__proto__']) expect(env(name)).toBeUndefined();
});
