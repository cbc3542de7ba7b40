import type { EnvelopeClause, HeadersClause } from '../ast/nodes.ts';
import { showType } from '../types/show-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { placeOf, type ResolveContext } from './context.ts';
import { resolveDiagnostics } from './diagnostics.ts';
import { resolveColumn } from './key.ts';
import type { ResolvedColumn, ResolvedRelation } from './resolved-sink.ts';

/** Binds the column of HEADERS, which is a map of texts or of bytes. */
export function resolveHeaders(
  clause: HeadersClause,
  relation: ResolvedRelation,
  envelope: EnvelopeClause | undefined,
  context: ResolveContext,
): ResolvedColumn {
  if (envelope?.envelope === 'DEBEZIUM') {
    const related = [{ ...placeOf(context, envelope.span), message: 'the envelope stands here' }];
    const reason = 'HEADERS cannot be used with ENVELOPE DEBEZIUM';
    context.report(
      resolveDiagnostics.create('headers', placeOf(context, clause.span), { reason }, { related }),
    );
  }
  const column = resolveColumn(clause.column, relation, context);
  const type = column.index === undefined ? undefined : relation.item?.columns?.[column.index]?.type;
  if (type !== undefined && !isHeaderMap(type)) {
    const reason = `column "${column.name}" has type ${showType(type)}, HEADERS needs map[text => text] or map[text => bytea]`;
    context.report(resolveDiagnostics.create('headers', placeOf(context, column.span), { reason }));
  }
  return column;
}

function isHeaderMap(type: SqlType): boolean {
  return type.kind === 'map' && (type.value.kind === 'text' || type.value.kind === 'bytea');
}
