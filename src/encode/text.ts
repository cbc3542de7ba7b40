import type { RecordType } from '../types/sql-type.ts';
import { formatText } from '../types/text-forms.ts';
import type { PreparedRow } from './compiled-sink.ts';
import type { FormatEncoder, SideColumns } from './format-encoder.ts';

/**
 * FORMAT TEXT: the text form of the only column; NULL is empty, but not a tombstone. Of two rows, each is written
 * as a record, one behind the other: `("a b")(c)`.
 */
export function createTextFormat({ columns, positions }: SideColumns): FormatEncoder {
  const [position = 0, ...others] = positions;
  const column = columns[position];
  if (column === undefined || others.length > 0) throw new Error('bug: FORMAT TEXT is of one column');
  const record: RecordType = { kind: 'record', fields: [column] };
  const recordText = (prepared: PreparedRow | undefined): string =>
    prepared === undefined ? '' : formatText(record, [prepared.row[position] ?? null]);
  return {
    row({ row }) {
      const value = row[position] ?? null;
      return value === null ? '' : formatText(column.type, value);
    },
    pair: (before, after) => recordText(before) + recordText(after),
    frameBytes: 0,
  };
}
