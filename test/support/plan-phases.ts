import { createCatalog } from '../../src/catalog/catalog.ts';
import type { CatalogSnapshot } from '../../src/catalog/snapshot.ts';
import { type Diagnostic, hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { parse } from '../../src/parse/parse.ts';
import { plan } from '../../src/plan/plan.ts';
import { renderPlan } from '../../src/plan/show-plan.ts';
import { resolve } from '../../src/resolve/resolve.ts';
import type { ResolvedSink } from '../../src/resolve/resolved-sink.ts';
import type { FixtureCase } from './fixtures.ts';

interface Resolved {
  readonly sinks: readonly ResolvedSink[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses and, where nothing is wrong so far, resolves against the case's `catalog` and its own statements. */
export function resolveCase({ sql, inputs, path }: FixtureCase): Resolved {
  const { value, diagnostics } = parse({ name: 'fixture.sql', text: sql });
  const ends = path.startsWith('fixtures/parse/') || hasErrors(diagnostics);
  if (value === undefined || ends) return { sinks: [], diagnostics };
  const { catalog } = inputs;
  const snapshot: CatalogSnapshot | undefined = catalog === undefined ? undefined : JSON.parse(catalog);
  const resolved = resolve(value, createCatalog([value], snapshot));
  return { sinks: resolved.value ?? [], diagnostics: [...diagnostics, ...resolved.diagnostics] };
}

/**
 * What the steps up to that of the fixture's folder find; each runs where the one before found no error. Statements
 * of `fixtures/parse` mean nothing, and those of other folders are seldom whole: plans are made in `fixtures/plan`.
 */
export function findingsOf(fixture: FixtureCase): readonly Diagnostic[] {
  const { sinks, diagnostics } = resolveCase(fixture);
  if (hasErrors(diagnostics) || !fixture.path.startsWith('fixtures/plan/')) return diagnostics;
  return [...diagnostics, ...sinks.flatMap((sink) => plan(sink).diagnostics)];
}

/** What `sinkc plan` prints. */
export function planText(fixture: FixtureCase): string {
  return resolveCase(fixture)
    .sinks.map((sink) => {
      const { value } = plan(sink);
      return value === undefined ? `no plan for ${sink.name}` : renderPlan(value, sink).trimEnd();
    })
    .join('\n\n');
}
