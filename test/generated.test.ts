import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Scripts that write files which are kept: with `--check` they fail where a file is not what they would write. */
const GENERATORS = [
  'scripts/grammar-docs.ts',
  'scripts/ast-schema.ts',
  'scripts/build-sea-hash.ts',
  'scripts/config-schema.ts',
  'scripts/make-orders.ts',
  'scripts/messages.ts',
];

describe('what is generated', () => {
  it.each(GENERATORS)('is what %s writes', (script) => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, script), '--check'], {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
  });
});
