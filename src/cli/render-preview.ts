import type { Styles } from '../diagnostics/styles.ts';
import type { PreviewRow } from '../pipeline/preview.ts';

export interface Preview {
  readonly sink: string;
  readonly partitions: number;
  readonly rows: readonly PreviewRow[];
}

/** Widest bar, in characters. */
const BAR_WIDTH = 40;
/** Keys longer than this are cut. */
const KEY_WIDTH = 40;

/** One document, one line a row. */
export function renderPreviewJson({ sink, partitions, rows }: Preview): string {
  const head = `{"version":1,"sink":${JSON.stringify(sink)},"partitions":${partitions},"rows":[`;
  return `${head}${rows.map((row) => `\n${JSON.stringify(row)}`).join(',')}\n]}\n`;
}

/** A table of messages in their order, then how many go where. */
export function renderPreviewText(preview: Preview, styles: Styles): string {
  const table = renderTable(preview.rows, styles);
  return `${table}${table === '' ? '' : '\n'}${renderCounts(preview, styles)}`;
}

function renderTable(rows: readonly PreviewRow[], styles: Styles): string {
  if (rows.length === 0) return '';
  const valued = rows.some((row) => row.value !== undefined);
  const cells = rows.map(({ line, key, hash, partition, reason, value }) => [
    String(line),
    key === null ? '' : key.length > KEY_WIDTH ? `${key.slice(0, KEY_WIDTH - 1)}…` : key,
    ...(valued ? [value ?? ''] : []),
    hash,
    String(partition),
    reason ?? '',
  ]);
  const heads = ['line', 'key', ...(valued ? ['value'] : []), 'hash', 'partition', ''];
  const isText = heads.map((head) => head === 'key' || head === '');
  const widths = heads.map((head, column) =>
    cells.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), head.length),
  );
  const renderLine = (texts: readonly string[]) =>
    texts
      .map((text, column) => {
        const width = widths[column] ?? 0;
        return isText[column] === true ? text.padEnd(width) : text.padStart(width);
      })
      .join('  ')
      .trimEnd();
  return `${[styles.faint(renderLine(heads)), ...cells.map(renderLine)].join('\n')}\n`;
}

function renderCounts({ sink, partitions, rows }: Preview, styles: Styles): string {
  const counts = new Map<number, number>();
  for (const { partition } of rows) counts.set(partition, (counts.get(partition) ?? 0) + 1);
  const most = Math.max(1, ...counts.values());
  const width = String(most).length;
  const lines = [
    styles.strong(`${count(rows.length, 'message')} of ${sink} over ${count(partitions, 'partition')}`),
  ];
  for (const [partition, messages] of [...counts].sort(([left], [right]) => left - right)) {
    const bar = '█'.repeat(Math.max(1, Math.round((messages / most) * BAR_WIDTH)));
    const label = String(partition).padStart(String(partitions - 1).length);
    lines.push(`  ${styles.faint(label)}  ${String(messages).padStart(width)}  ${bar}`);
  }
  const empty = partitions - counts.size;
  if (empty > 0) lines.push(`  ${count(empty, 'partition')} without a message`);
  for (const [reason, text] of REASONS) {
    const hit = rows.filter((row) => row.reason === reason).length;
    if (hit > 0) lines.push(`  ${count(hit, 'message')} in partition 0 because ${text}`);
  }
  return `${lines.join('\n')}\n`;
}

const REASONS = [
  ['null', 'PARTITION BY was NULL'],
  ['error', 'PARTITION BY failed'],
  ['no key', 'there is no key'],
] as const;

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
