import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { parse } from '../src/parse/parse.ts';
import { BROKEN_STATEMENTS } from '../test/parse/broken-statements.ts';
import { loadOracle } from '../test/support/oracle.ts';

// Writes docs/messages.md: what is said about broken statements, beside what the official parser says. With --check
// it only says whether the page is as it should be.

const path = join(import.meta.dirname, '..', 'docs', 'messages.md');
const judge = await loadOracle();

function finding({ code, span, message, hint, fixes }: Diagnostic): string {
  const fixed = fixes.map(({ title, applicability }) => `  - ${applicability} fix: ${title}\n`).join('');
  return `- ${span.start}: \`${code}\` ${message}\n${hint === undefined ? '' : `  - hint: ${hint}\n`}${fixed}`;
}

const cases = BROKEN_STATEMENTS.map(({ sql }, index) => {
  const { error } = judge(sql);
  const theirs = error === null ? 'accepted' : `${error.offset}: ${error.message}`;
  const ours = parse(sql).diagnostics.map(finding).join('');
  return `## ${index + 1}\n\n\`\`\`sql\n${sql}\n\`\`\`\n\nThe official parser:\n\n- ${theirs}\n\nHere:\n\n${ours}`;
});

const text = `# Messages

What \`sinkc\` says about ${cases.length} broken statements, beside the official parser, which stops at the first error. Numbers
count characters from the start of the statement. Made by \`node scripts/messages.ts\` from
\`test/parse/broken-statements.ts\`.

${cases.join('\n')}`;

if (!process.argv.includes('--check')) {
  writeFileSync(path, text);
} else if (current() !== text) {
  console.error('docs/messages.md is not what scripts/messages.ts makes; run that script');
  process.exitCode = 1;
}

function current(): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
