import type { Script, Statement } from '../ast/nodes.ts';
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts';
import type { Span } from '../source/span.ts';
import { resolveDiagnostics } from './diagnostics.ts';

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** True for a text whose value is known only where variables are. */
export function holdsVariable(text: string): boolean {
  return text.search(VARIABLE) >= 0;
}

/**
 * Puts the values of variables into the string literals of CREATE CONNECTION and CREATE SECRET; every other
 * statement stays as it is. Spans stay those of the text.
 *
 * @param lookup  the value of a variable; undefined: it is not set, which is an error
 */
export function substituteVariables(
  script: Script,
  lookup: (name: string) => string | undefined,
): Outcome<Script> {
  const diagnostics: Diagnostic[] = [];
  const substitute = (text: string, span: Span): string =>
    text.replaceAll(VARIABLE, (whole, name: string) => {
      const value = lookup(name);
      if (value !== undefined) return value;
      const place = { file: script.source.name, span: spanWithin(script, span, whole) };
      diagnostics.push(resolveDiagnostics.create('unset-variable', place, { name }));
      return whole;
    });
  const statements = script.statements.map((statement) =>
    statement.kind === 'CreateConnection' || statement.kind === 'CreateSecret'
      ? (rewrite(statement, substitute) as Statement)
      : statement,
  );
  return { value: { ...script, statements }, diagnostics };
}

/** Where in a literal a variable stands; the whole literal where it is written with escapes. */
function spanWithin(script: Script, span: Span, variable: string): Span {
  const at = script.source.text.slice(span.start, span.end).indexOf(variable);
  return at < 0 ? span : { start: span.start + at, end: span.start + at + variable.length };
}

/** Copies a tree, with every string literal and broker address rewritten. */
function rewrite(node: unknown, substitute: (text: string, span: Span) => string): unknown {
  if (Array.isArray(node)) return node.map((element) => rewrite(element, substitute));
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([name, member]) => [name, rewrite(member, substitute)]),
  );
  if (isLiteral(node)) return { ...copy, value: substitute(node.value, node.span) };
  if (isBroker(node)) return { ...copy, address: substitute(node.address, node.addressSpan) };
  return copy;
}

function isLiteral(node: object): node is { readonly value: string; readonly span: Span } {
  return 'kind' in node && node.kind === 'StringLiteral';
}

function isBroker(node: object): node is { readonly address: string; readonly addressSpan: Span } {
  return 'kind' in node && node.kind === 'BrokerEntry';
}
