import { createLineIndex, type LineIndex } from '../source/line-index.ts';
import type { Span } from '../source/span.ts';
import type { Diagnostic } from './diagnostic.ts';
import { createSecretHider } from './secrets.ts';

export interface RenderJsonOptions {
  /** Text of a file by its name; without one lines and columns are left out. */
  readonly textOf?: (file: string) => string | undefined;
}

/** One document `{"version":1,"diagnostics":[...]}`; spans are offsets `[start, end]`, lines and columns from 1. */
export function renderJson(diagnostics: readonly Diagnostic[], options: RenderJsonOptions = {}): string {
  const { textOf = () => undefined } = options;
  const indexes = new Map<string, LineIndex | undefined>();
  const position = (file: string, span: Span) => {
    if (!indexes.has(file)) {
      const text = textOf(file);
      indexes.set(file, text === undefined ? undefined : createLineIndex(text));
    }
    const index = indexes.get(file);
    const offsets = { file, span: [span.start, span.end] };
    if (index === undefined) return offsets;
    return { ...offsets, start: index.positionAt(span.start), end: index.positionAt(span.end) };
  };
  const document = {
    version: 1,
    diagnostics: diagnostics
      .map(createSecretHider(textOf))
      .map(({ file, span, related, fixes, ...rest }) => ({
        ...rest,
        ...position(file, span),
        related: related.map(({ message, ...at }) => ({ message, ...position(at.file, at.span) })),
        fixes: fixes.map(({ title, applicability, edits }) => ({
          title,
          applicability,
          edits: edits.map(({ text, span: at }) => ({ text, span: [at.start, at.end] })),
        })),
      })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
