import type { Script, Statement } from '../ast/nodes.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts';
import { checkConnection } from './connection.ts';
import type { ResolveContext } from './context.ts';
import { checkDeclaration, checkTable } from './declarations.ts';
import type { ResolvedSink } from './resolved-sink.ts';
import { resolveSink } from './sink.ts';

/**
 * Binds the names of a script's sinks and checks every statement of it. All that is wrong is reported, in the order
 * of the text. A name that is not in the catalog is an error only where the catalog is complete; otherwise what
 * depends on it is not checked.
 */
export function resolve(script: Script, catalog: Catalog): Outcome<readonly ResolvedSink[]> {
  const found: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => found.push(diagnostic);
  const context: ResolveContext = { catalog, file: script.source.name, report };
  const sinks = script.statements
    .map((statement) => resolveStatement(script, statement, context))
    .filter((sink) => sink !== undefined);
  return { value: sinks, diagnostics: inSourceOrder(found) };
}

function resolveStatement(
  script: Script,
  statement: Statement,
  context: ResolveContext,
): ResolvedSink | undefined {
  const item = checkDeclaration(script, statement, context);
  switch (statement.kind) {
    case 'CreateSink':
      return resolveSink(statement, item, context);
    case 'CreateConnection':
      checkConnection(statement, context);
      return undefined;
    case 'CreateTable':
      if (item !== undefined) checkTable(statement, item, context);
      return undefined;
    default:
      return undefined;
  }
}

function inSourceOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((left, right) => left.span.start - right.span.start);
}
