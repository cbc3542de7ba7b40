import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A block that says what a case must give, and where its text stands in the file. */
export interface ExpectedBlock {
  readonly phase: string;
  /** Without the line end before the closing fence. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What stands below one `##`. */
export interface FixtureCase {
  readonly title: string;
  readonly path: string;
  readonly sql: string;
  /** Blocks that are further input, by name: `catalog`, `rows`. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly expected: readonly ExpectedBlock[];
}

export interface FixtureFile {
  readonly path: string;
  readonly cases: readonly FixtureCase[];
}

/** Blocks that are given, not expected. */
const INPUTS: ReadonlySet<string> = new Set(['catalog', 'rows']);

const FENCE = /^(`{3,})([a-z]+)\n([\s\S]*?)^\1$/gm;

/** Every Markdown file below a folder, with its cases. */
export function loadFixtures(folder: string): readonly FixtureFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative('.', join(entry.parentPath, entry.name)))
    .sort()
    .map((path) => ({ path, cases: readCases(path, readFileSync(path, 'utf8')) }));
}

function readCases(path: string, text: string): readonly FixtureCase[] {
  const headings = [...text.matchAll(/^## (.*)$/gm)];
  return headings.map((heading, index) => {
    const end = headings[index + 1]?.index ?? text.length;
    return readCase(path, heading[1] ?? '', text.slice(0, end), heading.index);
  });
}

function readCase(path: string, title: string, text: string, from: number): FixtureCase {
  const fence = new RegExp(FENCE);
  fence.lastIndex = from;
  const inputs: Record<string, string> = {};
  const expected: ExpectedBlock[] = [];
  let sql: string | undefined;
  for (let match = fence.exec(text); match !== null; match = fence.exec(text)) {
    const [, fenceSign = '', phase = '', body = ''] = match;
    const start = match.index + fenceSign.length + phase.length + 1;
    if (phase === 'sql' && sql === undefined) sql = body.replace(/\n$/, '');
    else if (INPUTS.has(phase)) inputs[phase] = body;
    else expected.push({ phase, text: body.replace(/\n$/, ''), start, end: start + body.length });
  }
  if (sql === undefined) throw new Error(`${path}: the case "${title}" has no statement`);
  return { title, path, sql, inputs, expected };
}

/** Puts what was given in the place of what was expected; adds no block and removes none. */
export function updateFixtures(path: string, given: ReadonlyMap<ExpectedBlock, string>): void {
  let text = readFileSync(path, 'utf8');
  const blocks = [...given].sort(([left], [right]) => right.start - left.start);
  for (const [{ start, end }, replacement] of blocks) {
    const body = replacement === '' ? '' : `${replacement}\n`;
    text = text.slice(0, start) + body + text.slice(end);
  }
  writeFileSync(path, text);
}
