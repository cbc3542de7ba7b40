import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Rank of each folder; a half step stands for a "then" in the table of CONTRIBUTING.md. */
const RANKS: Readonly<Record<string, number>> = {
  'src/source': 0,
  'src/hash': 0,
  'src/diagnostics': 1,
  'src/ast': 1,
  grammar: 1.5,
  'src/types': 2,
  'src/parse': 3,
  'src/format': 3.25,
  'src/evaluate': 3,
  'src/catalog': 3.5,
  'src/resolve': 4,
  'src/plan': 5,
  'src/lint': 5,
  'src/encode': 6,
  'src/decode': 6,
  'src/check': 6,
  'src/pipeline': 7,
  'src/drivers': 8,
  'src/cli': 9,
  src: 9,
};

/** Folders that may use Node's own modules, timers and globals. */
const EDGE = ['src/drivers', 'src/cli'];

const EDGE_ONLY = [
  { what: 'a node: module', pattern: /from 'node:|import\('node:/ },
  { what: 'process', pattern: /(?<![.\w])process\.(?!on\b.*=)/ },
  { what: 'Buffer', pattern: /(?<![.\w'"`])Buffer[.(]/ },
  { what: 'fetch', pattern: /(?<![.\w])fetch\(/ },
  { what: 'a timer', pattern: /(?<![.\w])(setTimeout|setInterval|setImmediate)\(/ },
  { what: 'Date.now', pattern: /Date\.now\(|new Date\(\)/ },
  { what: 'Math.random', pattern: /Math\.random\(/ },
];

/** `grammar/` is read by `parse/`, and its keyword table also by `format/`. */
function mayReadGrammar(folder: string, target: string): boolean {
  if (folder === 'grammar' || folder === 'src/parse') return true;
  return folder === 'src/format' && target.endsWith('grammar/keywords.ts');
}

const root = resolve(import.meta.dirname, '..');

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function folderOf(file: string): string {
  const parts = dirname(file).split('/');
  return parts[0] === 'src' && parts.length > 1 ? `src/${parts[1]}` : (parts[0] ?? '');
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

interface Import {
  readonly specifier: string;
  readonly target: string;
}

function importsOf(file: string, text: string): readonly Import[] {
  const found: Import[] = [];
  for (const match of text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
    const specifier = match[1] ?? '';
    found.push({ specifier, target: relative(root, resolve(root, dirname(file), specifier)) });
  }
  return found;
}

const files = [...sourceFiles('src'), ...sourceFiles('grammar')].map((file) => {
  const text = withoutComments(readFileSync(join(root, file), 'utf8'));
  return { file, folder: folderOf(file), text, imports: importsOf(file, text) };
});

describe('architecture', () => {
  it('finds the sources', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(files.map(({ folder }) => folder).filter((folder) => RANKS[folder] === undefined)).toEqual([]);
  });

  it('imports only from the own folder or a lower rank', () => {
    const wrong = files.flatMap(({ file, folder, imports }) =>
      imports
        .filter(({ specifier }) => specifier.startsWith('.'))
        .filter(({ target }) => {
          const targetFolder = folderOf(target);
          if (targetFolder === folder || folder === 'src') return false;
          if (targetFolder === 'grammar') return !mayReadGrammar(folder, target);
          return (RANKS[targetFolder] ?? 99) >= (RANKS[folder] ?? -1);
        })
        .map(({ target }) => `${file} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('names files in relative imports, never folders', () => {
    const wrong = files.flatMap(({ file, imports }) =>
      imports
        .filter(({ specifier }) => specifier.startsWith('.') && !/\.(ts|json)$/.test(specifier))
        .map(({ specifier }) => `${file} -> ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each(EDGE_ONLY)('keeps $what at the edge', ({ pattern }) => {
    const wrong = files
      .filter(({ folder }) => !EDGE.includes(folder))
      .filter(({ text }) => pattern.test(text))
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  it('keeps Chevrotain inside grammar and parse', () => {
    const wrong = files
      .filter(({ folder }) => folder !== 'grammar' && folder !== 'src/parse')
      .filter(({ imports }) => imports.some(({ specifier }) => specifier === 'chevrotain'))
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  it('loads a Kafka client in its driver only', () => {
    const wrong = files
      .filter(({ file }) => !file.startsWith('src/drivers/kafka/'))
      .filter(({ imports }) => imports.some(({ specifier }) => /^(kafkajs|lz4-napi)/.test(specifier)))
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  it('has no default exports and no cycles', () => {
    expect(files.filter(({ text }) => /export default/.test(text)).map(({ file }) => file)).toEqual([]);
    expect(findCycle()).toBeUndefined();
  });
});

/** The first import cycle as a list of files; type-only imports do not load anything and do not count. */
function findCycle(): readonly string[] | undefined {
  const graph = new Map(
    files.map(({ file, text }) => {
      const runtime = text.replace(/(import|export) type [\s\S]*?from\s*'[^']+'/g, '');
      return [file, importsOf(file, runtime).map(({ target }) => target)] as const;
    }),
  );
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const target of graph.get(file) ?? []) {
      const cycle = graph.has(target) ? visit(target, [...path, file]) : undefined;
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
