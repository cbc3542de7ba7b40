import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface LockedPackage {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** `npm ci` of npm 11 refuses a lock that leaves out what a package wants on another machine. */
it('the lock file holds the builds of every platform, at the version asked for', () => {
  const text = readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8');
  const packages = Object.entries(JSON.parse(text).packages as Record<string, LockedPackage>);
  const locked = new Map(packages);
  const wanted = packages
    .filter(([path]) => path !== '')
    .flatMap(([path, { optionalDependencies = {} }]) =>
      Object.entries(optionalDependencies)
        .filter(([, version]) => /^\d/.test(version))
        .map(([name, version]) => ({ path, name, version })),
    );
  const wrong = wanted.filter(({ path, name, version }) => {
    const found = locked.get(`${path}/node_modules/${name}`) ?? locked.get(`node_modules/${name}`);
    return found?.version !== version;
  });
  expect(wanted.length).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});
