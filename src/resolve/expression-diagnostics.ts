import { defineDiagnostics, type Place } from '../diagnostics/define.ts';
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import { nearestNames } from '../diagnostics/nearest.ts';
import type { Column } from '../types/sql-type.ts';

/** What is wrong with a column reference, and with the shape of PARTITION BY. */
export const columnDiagnostics = defineDiagnostics('resolve', {
  'unknown-column': {
    severity: 'error',
    title: 'A column is named that the relation does not have.',
    message: ({ name, relation }: UnknownColumn) =>
      `column "${name}" does not exist${relation === undefined ? '' : ` in "${relation}"`}`,
    detail: ({ qualified }: UnknownColumn) =>
      qualified === true ? 'Columns have no qualifier here: only their bare names are known.' : undefined,
    hint: ({ nearest }: UnknownColumn) =>
      nearest === undefined || nearest.length === 0
        ? undefined
        : `Did you mean ${nearest.map((name) => `"${name}"`).join(' or ')}?`,
  },
  'ambiguous-column': {
    severity: 'error',
    title: 'A column is named that the relation has more than once.',
    message: ({ name }: { readonly name: string }) => `column reference "${name}" is ambiguous`,
    detail: () => 'The relation has more than one column of that name.',
    hint: () => 'Rename one of them in the view the sink reads.',
  },
  'non-key-partition': {
    severity: 'error',
    title: 'PARTITION BY with ENVELOPE DEBEZIUM uses a column outside of KEY.',
    message: ({ name }: NonKeyPartition) =>
      `column "${name}" cannot be used in PARTITION BY: it is not in KEY`,
    detail: ({ key }: NonKeyPartition) =>
      key.length === 0
        ? 'With ENVELOPE DEBEZIUM only key columns may be used, and the sink has no KEY.'
        : `With ENVELOPE DEBEZIUM only key columns may be used: ${key.map((column) => `"${column}"`).join(', ')}.`,
    hint: () => 'Use key columns only, or write ENVELOPE UPSERT.',
  },
  'partition-shape': {
    severity: 'error',
    title: 'PARTITION BY holds something that is not computed from one row.',
    message: ({ what, construct }: { readonly what: string; readonly construct: string }) =>
      `${what} cannot be used in ${construct}`,
    detail: () => 'The expression is evaluated for one row at a time.',
  },
});

export interface UnknownColumn {
  /** As written, with its dots. */
  readonly name: string;
  /** The relation looked into, as written. */
  readonly relation?: string;
  readonly nearest?: readonly string[];
  /** True where a qualified name was written and none can be known. */
  readonly qualified?: boolean;
}

interface NonKeyPartition {
  readonly name: string;
  /** The columns of KEY. */
  readonly key: readonly string[];
}

/** Reports a column that does not exist, with the names most like it and an edit for the best of them. */
export function unknownColumn(
  place: Place,
  name: string,
  columns: readonly Column[],
  relation?: string,
): Diagnostic {
  const nearest = nearestNames(
    name,
    columns.map((column) => column.name),
  );
  const fixes = nearest.slice(0, 1).map((best): Fix => renameFix(place, best));
  const named = relation === undefined ? { name, nearest } : { name, nearest, relation };
  return columnDiagnostics.create('unknown-column', place, named, { fixes });
}

function renameFix(place: Place, name: string): Fix {
  const text = /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
  return {
    title: `Replace it by ${text}`,
    applicability: 'suggested',
    edits: [{ span: place.span, text }],
  };
}
