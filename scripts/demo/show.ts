import { styleText } from 'node:util';
import type { ConsumedRecord } from '../stack/records.ts';
import { timestampOf } from './proof.ts';

const BAR_WIDTH = 40;

/** A headline of the demo. */
export function renderStep(text: string): string {
  return styleText('bold', `\n== ${text}`);
}

/** The first rows of a topic: partition, key, value, time. */
export function renderRecords(topic: string, records: readonly ConsumedRecord[], limit: number): string {
  const chosen = chooseRecords(records, limit);
  const rows = chosen.map((record) => [
    topic,
    String(record.partition),
    record.key ?? '-',
    shorten(record.value ?? 'null (tombstone)', 78),
    timestampOf(record) ?? '-',
  ]);
  return renderTable(['topic', 'part.', 'key', 'value', 'materialize-timestamp'], rows);
}

/** A tombstone and a non-ASCII name tell more than three rows alike. */
function chooseRecords(records: readonly ConsumedRecord[], limit: number): readonly ConsumedRecord[] {
  const tombstone = records.find(({ value }) => value === null || value.endsWith('"after":null}'));
  const foreign = records.find(({ value }) => /[^\p{ASCII}]/u.test(value ?? ''));
  const chosen = new Set([tombstone, foreign, ...records.slice(0, limit)].filter((one) => one !== undefined));
  return [...chosen].slice(0, limit);
}

/** How many records each partition holds. */
export function renderPartitions(records: readonly ConsumedRecord[], partitions: number): string {
  const counts = new Array<number>(partitions).fill(0);
  for (const { partition } of records) counts[partition] = (counts[partition] ?? 0) + 1;
  const most = Math.max(1, ...counts);
  return counts
    .map((count, partition) => {
      const bar = '█'.repeat(Math.round((count / most) * BAR_WIDTH));
      return `  ${String(partition).padStart(3)} ${String(count).padStart(6)} ${bar}`;
    })
    .join('\n');
}

export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  const line = (row: readonly string[]): string =>
    `  ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell))).join('  ')}`.trimEnd();
  return [styleText('dim', line(head)), ...rows.map(line)].join('\n');
}

/** Columns on a terminal, well enough for a table: wide characters take two. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(character)
      ? 2
      : 1;
  return width;
}

/** @param limit  columns on a terminal */
function shorten(text: string, limit: number): string {
  if (displayWidth(text) <= limit) return text;
  let kept = '';
  for (const character of text) {
    if (displayWidth(kept + character) > limit - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
