import type { SinkPlan } from '../plan/sink-plan.ts';
import type { Row } from '../types/value.ts';
import type { PreparedRow } from './compiled-sink.ts';
import { createJsonBytesWriter } from './json-bytes.ts';
import { type JsonPurpose, tellsApart } from './json-values.ts';
import { createColumnWriters, createJsonWriter } from './json-writer.ts';

/** How rows are told apart, and which of their texts are those of messages. */
export interface RowPreparation {
  prepare(row: Row): PreparedRow;
  /** True where `group` is the JSON text of the key's columns as messages have it. */
  readonly groupIsMessage: boolean;
  /** True where `identity` is the JSON of the row as messages have it. */
  readonly identityIsMessage: boolean;
}

/** JSON tells most rows apart; where it does not, what is compared is written more exactly than messages are. */
export function createPreparation({ relation, grouping, key }: SinkPlan): RowPreparation {
  const { columns } = relation;
  const whole = [...columns.keys()];
  const parts = grouping.by === 'row' ? whole : grouping.columns;
  const purpose = { group: purposeOf(columns, parts), identity: purposeOf(columns, whole) };
  const writers = createColumnWriters(columns, purpose.group);
  const writeGroup = createJsonWriter(columns, { positions: parts, writers });
  const writeIdentity = createJsonBytesWriter(columns, whole, purpose.identity);
  return {
    prepare: (row) => ({ row, group: writeGroup(row), identity: writeIdentity(row) }),
    groupIsMessage: purpose.group === 'message' && key !== undefined && isSame(parts, key.columns),
    identityIsMessage: purpose.identity === 'message',
  };
}

function purposeOf(columns: SinkPlan['relation']['columns'], positions: readonly number[]): JsonPurpose {
  const isMessage = positions.every((position) => {
    const column = columns[position];
    return column !== undefined && tellsApart(column.type, column.nullable);
  });
  return isMessage ? 'message' : 'identity';
}

function isSame(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((position, index) => position === right[index]);
}
