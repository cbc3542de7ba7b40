import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/cli/version.ts';
import { sinkc } from './memory-io.ts';

/** Settings as printed, by name. */
function settings(out: string): Record<string, string> {
  return Object.fromEntries(
    out
      .trim()
      .split('\n')
      .map((line) => line.split(/ {2,}/) as [string, string]),
  );
}

describe('config', () => {
  it('prints the defaults', async () => {
    const { code, out, err } = await sinkc(['config']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(settings(out)).toEqual({
      region: 'local (default)',
      catalog: 'none (default)',
      commitIntervalMs: '1000 (default)',
      bufferBytes: '268435456 (default)',
      retryTimeoutMs: '120000 (default)',
      transactionTimeoutMs: '600000 (default)',
      acceptChanges: 'false (default)',
    });
  });

  it('lets flags win over the environment, and that over the file', async () => {
    const files = {
      'sinkc.json':
        '{ // comments and a trailing comma\n "region": "a", "commitIntervalMs": 1, "bufferBytes": 1, }',
    };
    const env = { SINKC_COMMIT_INTERVAL_MS: '2', SINKC_BUFFER_BYTES: '2', SINKC_ACCEPT_CHANGES: 'true' };
    const { out } = await sinkc(['config', '--buffer-bytes', '3'], { files, env });
    expect(settings(out)).toMatchObject({
      region: 'a (sinkc.json)',
      commitIntervalMs: '2 (SINKC_COMMIT_INTERVAL_MS)',
      bufferBytes: '3 (--buffer-bytes)',
      acceptChanges: 'true (SINKC_ACCEPT_CHANGES)',
    });
  });

  it('looks upwards to the root of the repository, and not beyond', async () => {
    const files = { 'sinkc.json': '{"region":"outer"}', 'repo/.git/HEAD': '', 'repo/sub/x.sql': '' };
    const cwd = '/project/repo/sub';
    expect(settings((await sinkc(['config'], { files, cwd })).out).region).toBe('local (default)');
    const inner = { ...files, 'repo/sinkc.json': '{"region":"inner"}' };
    expect(settings((await sinkc(['config'], { files: inner, cwd })).out).region).toBe(
      'inner (../sinkc.json)',
    );
  });

  it('looks from the folder of a file', async () => {
    const files = { 'repo/.git/HEAD': '', 'repo/sinkc.json': '{"region":"r"}' };
    const { out } = await sinkc(['config', 'repo/deep/x.sql'], { files });
    expect(settings(out).region).toBe('r (repo/sinkc.json)');
  });

  it('reads paths of the file from its folder, and finds the catalog beside it', async () => {
    const files = { '.git/HEAD': '', 'sinkc.json': '{"catalog":["c/a.json"]}', 'sub/x': '' };
    expect(settings((await sinkc(['config'], { files, cwd: '/project/sub' })).out).catalog).toBe(
      '../c/a.json (sinkc.json)'.replace('(sinkc', '(../sinkc'),
    );
    const beside = { '.git/HEAD': '', 'sinkc.json': '{}', 'sinkc.catalog.json': '{}' };
    expect(settings((await sinkc(['config'], { files: beside })).out).catalog).toBe(
      'sinkc.catalog.json (default)',
    );
  });

  it.each([
    ['{"regoin": "x"}', 'config/unknown-key', 'Did you mean "region"?'],
    ['{"commitIntervalMs": "soon"}', 'config/value', 'commitIntervalMs'],
    ['{"commitIntervalMs": 0}', 'config/value', 'commitIntervalMs'],
    ['{"transactionTimeoutMs": 999}', 'config/value', 'must be at least 1000 milliseconds'],
    ['{"catalog": ["a", 1]}', 'config/value', 'sinkc.json:1:19'],
    ['{"region": }', 'config/syntax', 'sinkc.json:1:12'],
    ['[]', 'config/syntax', 'object'],
  ])('refuses %s', async (text, code, named) => {
    const run = await sinkc(['config'], { files: { 'sinkc.json': text } });
    expect(run.code).toBe(2);
    expect(run.err).toContain(code);
    expect(run.err).toContain(named);
  });

  it.each([
    [['config', '--buffer-bytes', 'many'], {}, '--buffer-bytes'],
    [['config', '--transaction-timeout-ms', '1'], {}, 'must be at least 1000 milliseconds'],
    [['config'], { SINKC_ACCEPT_CHANGES: 'perhaps' }, 'SINKC_ACCEPT_CHANGES'],
  ])('refuses %j with %j', async (args, env, named) => {
    const run = await sinkc(args, { env });
    expect(run.code).toBe(2);
    expect(run.err).toContain(named);
  });
});

describe('the command line', () => {
  it('knows its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(VERSION).toBe(version);
    expect(await sinkc(['--version'])).toEqual({ code: 0, out: `${VERSION}\n`, err: '' });
  });

  it('helps on standard output', async () => {
    const { code, out, err } = await sinkc(['--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('plan');
  });
});
