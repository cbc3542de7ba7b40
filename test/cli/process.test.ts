import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

function run(args: readonly string[], input = '', env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

const WRONG = 'CREATE SINK s FROM t INTO KAFKA CONNECTION k FORMAT JSON ENVELOPE UPSERT';

describe('the schemas', () => {
  it('are what the script makes', () => {
    const script = join(import.meta.dirname, '..', '..', 'scripts', 'config-schema.ts');
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('the process', () => {
  it('keeps results and findings apart, and says how it ended', () => {
    const { status, stdout, stderr } = run(['plan', '-'], WRONG);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('<stdin>:1:20: error resolve/unknown-relation');
  });

  it('writes no colours where nobody sees them', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escapes are what is looked for
    expect(run(['plan', '-'], WRONG).stderr).not.toMatch(/\u001b/);
  });

  it('strips a byte order mark', () => {
    expect(run(['plan', '-'], `\uFEFF${WRONG}`).stderr).toContain('<stdin>:1:20:');
  });

  it('ends with 2 for wrong usage, and with 0 for help', () => {
    expect(run(['plan', '/nowhere/x.sql'])).toMatchObject({ status: 2, stdout: '' });
    expect(run(['plan', import.meta.dirname]).stderr).toContain('it is a folder');
    expect(run(['--help'])).toMatchObject({ status: 0, stderr: '' });
  });
});
