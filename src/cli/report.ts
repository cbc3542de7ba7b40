import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { renderJson } from '../diagnostics/render-json.ts';
import { renderText } from '../diagnostics/render-text.ts';
import type { Io } from './io.ts';

/** Writes findings to standard error, each once: files in the order they were given, findings in that of the text. */
export function reportDiagnostics(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
  format: 'text' | 'json',
  io: Io,
): void {
  const found = inOrder(withoutRepetitions(diagnostics));
  if (found.length === 0) return;
  const text =
    format === 'json' ? renderJson(found, { textOf }) : renderText(found, { textOf, styles: io.errorStyles });
  io.writeError(text);
}

/** Two sinks on one connection find the same in it. */
function withoutRepetitions(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { code, file, span, message } = diagnostic;
    const place = JSON.stringify([code, file, span.start, span.end, message]);
    if (!byPlace.has(place)) byPlace.set(place, diagnostic);
  }
  return [...byPlace.values()];
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ file }) => file))];
  return files.flatMap((file) =>
    diagnostics
      .filter((diagnostic) => diagnostic.file === file)
      .sort((left, right) => left.span.start - right.span.start),
  );
}
