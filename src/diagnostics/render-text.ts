import { createLineIndex, type LineIndex } from '../source/line-index.ts';
import type { Span } from '../source/span.ts';
import type { Diagnostic, RelatedPlace } from './diagnostic.ts';
import { createSecretHider, maskSecrets } from './secrets.ts';
import { PLAIN, type Styles } from './styles.ts';

export interface RenderTextOptions {
  /** Text of a file by its name; without one only offsets are known, and no source is shown. */
  readonly textOf?: (file: string) => string | undefined;
  readonly styles?: Styles;
}

/** Columns of source text that are shown of a line. */
const MAX_COLUMNS = 140;

/**
 * One block a finding, an empty line between two; literal secrets are starred out:
 *
 *     orders.sql:3:8: error resolve/unknown-column: column "ide" does not exist
 *       3 |   KEY (ide)
 *         |        ^^^
 *       hint: Did you mean "id"?
 */
export function renderText(diagnostics: readonly Diagnostic[], options: RenderTextOptions = {}): string {
  const { textOf = () => undefined, styles = PLAIN } = options;
  const indexes = new Map<string, LineIndex | undefined>();
  const indexOf = (file: string): LineIndex | undefined => {
    if (!indexes.has(file)) {
      const text = textOf(file);
      indexes.set(file, text === undefined ? undefined : createLineIndex(maskSecrets(text)));
    }
    return indexes.get(file);
  };
  const hide = createSecretHider(textOf);
  return diagnostics.map((diagnostic) => renderBlock(hide(diagnostic), indexOf, styles)).join('\n');
}

type IndexOf = (file: string) => LineIndex | undefined;

function renderBlock(diagnostic: Diagnostic, indexOf: IndexOf, styles: Styles): string {
  const { code, severity, message, file, span, detail, hint, related, fixes } = diagnostic;
  const index = indexOf(file);
  const head = `${place(file, span, index)}: ${styles[severity](`${severity} ${code}`)}: ${styles.strong(message)}`;
  const lines = [head];
  if (index !== undefined) lines.push(...excerpt(index, span, styles[severity], styles.faint));
  if (detail !== undefined) lines.push(`  ${detail}`);
  if (hint !== undefined) lines.push(`  hint: ${hint}`);
  for (const { title } of fixes) lines.push(`  fix: ${title}`);
  for (const further of related) lines.push(...renderRelated(further, indexOf, styles));
  return `${lines.join('\n')}\n`;
}

function renderRelated({ file, span, message }: RelatedPlace, indexOf: IndexOf, styles: Styles): string[] {
  const index = indexOf(file);
  const shown = index === undefined ? [] : excerpt(index, span, styles.faint, styles.faint);
  return [`  ${place(file, span, index)}: ${message}`, ...shown];
}

function place(file: string, span: Span, index: LineIndex | undefined): string {
  if (index === undefined) return `${file}@${span.start}`;
  const { line, column } = index.positionAt(span.start);
  return `${file}:${line}:${column}`;
}

/** The line a span begins in, with what is meant underlined; a long line is cut around it. */
function excerpt(
  index: LineIndex,
  span: Span,
  mark: (text: string) => string,
  faint: (text: string) => string,
): string[] {
  const { line, column } = index.positionAt(span.start);
  const text = index.lineText(line);
  const from = Math.max(0, Math.min(column - 1 - MAX_COLUMNS / 4, text.length - MAX_COLUMNS));
  const shown = text.slice(from, from + MAX_COLUMNS);
  const start = Math.min(column - 1 - from, shown.length);
  const end = Math.max(start + 1, Math.min(start + span.end - span.start, shown.length));
  const gutter = String(line);
  const indent = shown.slice(0, start).replaceAll(/[^\t]/gu, ' ');
  const carets = '^'.repeat(Math.max(1, [...shown.slice(start, end)].length));
  return [
    `  ${faint(`${gutter} |`)} ${shown}`,
    `  ${faint(`${' '.repeat(gutter.length)} |`)} ${indent}${mark(carets)}`,
  ];
}
