import type { ColumnReference } from '../ast/expressions.ts';
import type { TypedExpression } from '../types/typed-expression.ts';
import { type ExpressionContext, placeOf } from './expression-context.ts';
import { columnDiagnostics, unknownColumn } from './expression-diagnostics.ts';

/** Only bare names are known. With ENVELOPE DEBEZIUM a column must also be in KEY. */
export function typeColumn(
  context: ExpressionContext,
  reference: ColumnReference,
): TypedExpression | undefined {
  const { columns, allowed } = context.scope;
  const place = placeOf(context, reference.span);
  const [first, ...rest] = reference.parts;
  const name = first?.name ?? '';
  if (rest.length > 0) {
    reportQualified(context, reference);
    return undefined;
  }
  const [index, ...others] = columns.flatMap((column, at) => (column.name === name ? [at] : []));
  const column = index === undefined ? undefined : columns[index];
  if (index === undefined || column === undefined) {
    context.report(unknownColumn(place, name, columns));
    return undefined;
  }
  if (others.length > 0) {
    context.report(columnDiagnostics.create('ambiguous-column', place, { name }));
    return undefined;
  }
  if (allowed !== undefined && !allowed.includes(index)) {
    const key = allowed.flatMap((at) => columns[at]?.name ?? []);
    context.report(columnDiagnostics.create('non-key-partition', place, { name, key }));
    return undefined;
  }
  return { kind: 'column', type: column.type, nullable: column.nullable, index, name };
}

/** `t.k`: where `k` is a column, leaving out the qualifier may be what was meant. */
function reportQualified(context: ExpressionContext, { parts, span }: ColumnReference): void {
  const name = parts.map((part) => part.name).join('.');
  const last = parts.at(-1);
  const place = placeOf(context, span);
  const meant = context.scope.columns.find((column) => column.name === last?.name);
  if (last === undefined || meant === undefined) {
    context.report(columnDiagnostics.create('unknown-column', place, { name, qualified: true }));
    return;
  }
  const edits = [{ span: { start: span.start, end: last.span.start }, text: '' }];
  const fix = { title: 'Leave the qualifier out', applicability: 'suggested' as const, edits };
  const parameters = { name, qualified: true, nearest: [meant.name] };
  context.report(columnDiagnostics.create('unknown-column', place, parameters, { fixes: [fix] }));
}
