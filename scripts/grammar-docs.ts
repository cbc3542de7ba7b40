import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionFamilies } from '../grammar/definition-families.ts';
import { CONNECTION_TYPES, families, namesOf } from '../grammar/options.ts';
import { type GrammarRule, type Part, readRules } from './grammar/productions.ts';
import { renderDiagram } from './grammar/railroad.ts';

// Writes docs/grammar.md and docs/grammar.html, made of the rules that the parser runs on. With --check it only says
// whether they are as they should be.

const WIDTH = 100;
const rules = readRules();
const named = new Set(rules.map(({ name }) => name));

const INTRO = `What the parser reads, made of the rules it runs on by \`npm run docs:grammar\`. Words in capitals are
keywords, in any case. \`[x]\` may be left out, \`{x}\` stands any number of times, \`(a | b)\` is a choice, and
\`list(x)\` is one or more with commas between them. A \`word\` is a keyword or a name. Rules that read a name of several
words look it up in a table, such as those at the end. Some rules accept more here than the parser does, which looks
further ahead or checks an order; its messages say so.`;

function ebnf(part: Part, isInner = false): string {
  switch (part.kind) {
    case 'terminal':
      return part.text;
    case 'rule':
      return part.name;
    case 'sequence':
      return part.parts
        .map((each) => ebnf(each, true))
        .filter((text) => text !== '')
        .join(' ');
    case 'choice': {
      const text = part.parts.map((each) => ebnf(each)).join(' | ');
      return isInner ? `( ${text} )` : text;
    }
    case 'optional':
      return part.part.kind === 'repeated' && part.part.separator === undefined
        ? `{ ${ebnf(part.part.part)} }`
        : `[ ${ebnf(part.part)} ]`;
    case 'repeated': {
      const text = ebnf(part.part);
      if (part.separator === undefined) return `${ebnf(part.part, true)} { ${text} }`;
      return ebnf(part.separator) === "','" ? `list(${text})` : `${text} { ${ebnf(part.separator)} ${text} }`;
    }
  }
}

function production({ name, part }: GrammarRule): string {
  const known = (each: Part): Part => {
    if (each.kind === 'rule') return named.has(each.name) ? each : { kind: 'sequence', parts: [] };
    if (each.kind === 'sequence' || each.kind === 'choice') return { ...each, parts: each.parts.map(known) };
    return each.kind === 'optional' || each.kind === 'repeated' ? { ...each, part: known(each.part) } : each;
  };
  const lines: string[] = [];
  let line = `${name} =`;
  for (const word of ebnf(known(part)).split(/(?<![[({]) (?![\])}])/)) {
    if (line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = '   ';
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\n');
}

const tables = [
  { label: 'a connection type', names: CONNECTION_TYPES as readonly string[] },
  ...Object.values({ ...families, ...definitionFamilies }).map(({ label, names }) => ({
    label,
    names: namesOf(names),
  })),
];

const markdown = `# Grammar

${INTRO} [The same as diagrams](grammar.html).

\`\`\`text
${rules.map(production).join('\n')}
\`\`\`

## Tables of names

${tables.map(({ label, names }) => `- **${label}**: ${names.map((name) => `\`${name}\``).join(', ')}`).join('\n')}
`;

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#222;background:#fff}
h2{font:600 1rem ui-monospace,monospace;margin:1.5rem 0 .25rem}div{overflow-x:auto}
svg path{fill:none;stroke:#555;stroke-width:1.5}svg rect{fill:#f2f6fc;stroke:#456;stroke-width:1.2}
svg a rect{fill:#fdf6e3}svg text{font:13px ui-monospace,monospace;text-anchor:middle;fill:#222}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#1b1b1b}svg path{stroke:#aaa}svg text{fill:#eee}
svg rect{fill:#24364d;stroke:#9ab}svg a rect{fill:#4a3f20}}`;

const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Grammar of sinkc</title>
<style>
${STYLE}
</style>
<h1>Grammar</h1>
<p>${INTRO.split('Words in capitals')[0]
  ?.replace(/`([^`]+)`/g, '<code>$1</code>')
  .trim()} Round boxes are words, square
ones lead to other rules.</p>
${rules.map(({ name, part }) => `<h2 id="${name}">${name}</h2>\n<div>${renderDiagram(part)}</div>`).join('\n')}
</html>
`;

for (const [name, text] of [
  ['grammar.md', markdown],
  ['grammar.html', html],
] as const) {
  const path = join(import.meta.dirname, '..', 'docs', name);
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (current(path) !== text) {
    console.error(`docs/${name} is not what scripts/grammar-docs.ts makes; run npm run docs:grammar`);
    process.exitCode = 1;
  }
}

function current(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
