import type { MemberShape, Node } from '../../src/ast/node-table.ts';
import { nodeTable } from '../../src/ast/node-table.ts';
import type { Diagnostic, Outcome } from '../../src/diagnostics/diagnostic.ts';
import { format } from '../../src/format/format.ts';
import { print } from '../../src/format/print.ts';
import { parse } from '../../src/parse/parse.ts';
import { createLineIndex } from '../../src/source/line-index.ts';
import type { FixtureCase } from './fixtures.ts';
import { findingsOf, planText } from './plan-phases.ts';
import { recordsText } from './record-phase.ts';

/** What one phase gives for a case, as the fixture's block has it. */
export type Renderer = (fixture: FixtureCase) => string | Promise<string>;

/**
 * The phases a fixture may expect, one row each.
 */
export const phases: Readonly<Record<string, Renderer>> = {
  ast: ({ sql }) =>
    statementsOf(sql)
      .map((node) => renderNode(node, ''))
      .join('\n'),
  canonical: ({ sql }) =>
    statementsOf(sql)
      .map((statement) => `${print(statement)};`)
      .join('\n'),
  format: ({ sql }) => {
    const { value } = parse(sql);
    return value === undefined ? '' : format(value).trimEnd();
  },
  diagnostics: (fixture) => renderDiagnostics(fixture.sql, { diagnostics: findingsOf(fixture) }),
  plan: planText,
  records: recordsText,
};

function statementsOf(sql: string) {
  return parse(sql).value?.statements ?? [];
}

/** `1:69-1:81 warning lint/no-unenforced-key`, and the message below it, indented. */
export function renderDiagnostics(sql: string, { diagnostics }: Outcome<unknown>): string {
  const lines = createLineIndex(sql);
  const place = (offset: number) => {
    const { line, column } = lines.positionAt(offset);
    return `${line}:${column}`;
  };
  return diagnostics
    .map(({ span, severity, code, message, hint, fixes }: Diagnostic) => {
      const found = [`${place(span.start)}-${place(span.end)} ${severity} ${code}`, `  ${message}`];
      if (hint !== undefined) found.push(`  hint: ${hint}`);
      for (const fix of fixes) found.push(`  ${fix.applicability} fix: ${fix.title}`);
      return found.join('\n');
    })
    .join('\n');
}

/** A node a line, its plain members behind it, its children below it. */
function renderNode(node: Node, indent: string): string {
  const plain: string[] = [];
  const below: string[] = [];
  collect(node, nodeTable[node.kind], indent, plain, below);
  return [`${indent}${[node.kind, ...plain].join(' ')}`, ...below].join('\n');
}

function collect(
  holder: object,
  shape: Readonly<Record<string, MemberShape>>,
  indent: string,
  plain: string[],
  below: string[],
): void {
  for (const [name, member] of Object.entries(shape)) {
    const value = (holder as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) continue;
    if (member === 'value' || member === 'spelling') plain.push(`${name}=${JSON.stringify(value)}`);
    else if (member === 'node') below.push(renderNode(value as Node, `${indent}  `));
    else if (member === 'nodes') {
      for (const child of value as readonly Node[]) below.push(renderNode(child, `${indent}  `));
    } else if (typeof member === 'object') collect(value as object, member, indent, plain, below);
  }
}
