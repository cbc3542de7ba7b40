import type { Catalog } from '../catalog/catalog.ts';
import type { Place } from '../diagnostics/define.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../source/span.ts';

/** What every check of one statement is given. */
export interface ResolveContext {
  readonly catalog: Catalog;
  /** Name of the source the statement stands in. */
  readonly file: string;
  readonly report: (diagnostic: Diagnostic) => void;
}

export function placeOf(context: ResolveContext, span: Span): Place {
  return { file: context.file, span };
}

/** The same context for a statement of another file, whose findings are reported there. */
export function silentContext(context: ResolveContext, file: string): ResolveContext {
  return { ...context, file, report: () => {} };
}
