import { expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { loadProject } from '../../src/cli/load-project.ts';

it('takes more findings of one file than a call takes arguments', async () => {
  const io: Pick<Io, 'cwd' | 'env' | 'exists' | 'readText'> = {
    cwd: '/',
    env: () => undefined,
    exists: async () => false,
    readText: async () => '{'.repeat(200_000),
  };
  const { diagnostics } = await loadProject(['a.sql'], {}, io as Io);
  expect(diagnostics.length).toBeGreaterThan(150_000);
});
