import type { Place } from '../diagnostics/define.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ResolvedSink } from '../resolve/resolved-sink.ts';
import type { Span } from '../source/span.ts';
import { planDiagnostics } from './diagnostics.ts';

/** What a part of planning is given. */
export interface PlanContext {
  readonly sink: ResolvedSink;
  readonly report: (diagnostic: Diagnostic) => void;
}

export function placeIn(sink: ResolvedSink, span: Span): Place {
  return { file: sink.file, span };
}

/** Resolving could not tell, and has said why. */
export function reportUnresolved(missing: string, { sink, report }: PlanContext): void {
  const span = sink.statement.name?.span ?? sink.statement.span;
  report(planDiagnostics.create('unresolved', placeIn(sink, span), { missing }));
}
