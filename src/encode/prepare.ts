import type { SinkPlan } from '../plan/sink-plan.ts';
import type { Row } from '../types/value.ts';
import type { PreparedRow } from './compiled-sink.ts';
import { type JsonPurpose, type JsonValueWriter, tellsApart } from './json-values.ts';
import { createColumnWriters, createJsonWriter } from './json-writer.ts';

/** How rows are told apart, and which of their texts are those of messages. */
export interface RowPreparation {
  prepare(row: Row): PreparedRow;
  /** True where `group` is the JSON text of the key's columns as messages have it. */
  readonly groupIsMessage: boolean;
  /** True where `identity` is the JSON text of the row as messages have it. */
  readonly identityIsMessage: boolean;
}

/** JSON tells most rows apart; where it does not, what is compared is written more exactly than messages are. */
export function createPreparation({ relation, grouping, key }: SinkPlan): RowPreparation {
  const { columns } = relation;
  const writers = {
    message: createColumnWriters(columns, 'message'),
    identity: createColumnWriters(columns, 'identity'),
  };
  const identity = createText(columns, [...columns.keys()], writers);
  if (grouping.by === 'row') {
    return {
      prepare(row) {
        const text = identity.write(row);
        return { row, group: text, identity: text };
      },
      groupIsMessage: false,
      identityIsMessage: identity.isMessage,
    };
  }
  const group = createText(columns, grouping.columns, writers);
  return {
    prepare: (row) => ({ row, group: group.write(row), identity: identity.write(row) }),
    groupIsMessage: group.isMessage && key !== undefined && isSame(grouping.columns, key.columns),
    identityIsMessage: identity.isMessage,
  };
}

function createText(
  columns: SinkPlan['relation']['columns'],
  positions: readonly number[],
  writers: { readonly [P in JsonPurpose]: readonly JsonValueWriter[] },
): { readonly write: (row: Row) => string; readonly isMessage: boolean } {
  const isMessage = positions.every((position) => {
    const column = columns[position];
    return column !== undefined && tellsApart(column.type, column.nullable);
  });
  const write = createJsonWriter(columns, {
    positions,
    writers: writers[isMessage ? 'message' : 'identity'],
  });
  return { write, isMessage };
}

function isSame(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((position, index) => position === right[index]);
}
