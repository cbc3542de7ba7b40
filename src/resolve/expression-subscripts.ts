import type { Subscript, SubscriptIndex } from '../ast/expressions.ts';
import { canCast } from '../types/casts.ts';
import { functionSignature, operatorSignature } from '../types/function-row.ts';
import { functionsNamed, operatorsNamed } from '../types/functions.ts';
import { resolveOverload } from '../types/overload.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { TypedExpression } from '../types/typed-expression.ts';
import {
  asTyped,
  cast,
  coerce,
  coerceLiteral,
  type ExpressionContext,
  placeOf,
  type Typed,
  typeOf,
} from './expression-context.ts';
import { typeDiagnostics } from './type-diagnostics.ts';

const INT8: SqlType = { kind: 'int8' };

/** `arr[1]`, `li[1][2]`, `j['a'][0]` */
export function typeSubscript(context: ExpressionContext, subscript: Subscript): TypedExpression | undefined {
  const operand = context.type(subscript.operand);
  let current = operand === undefined ? undefined : asTyped(operand);
  for (const index of subscript.indexes) {
    const typed = index.start === undefined ? undefined : context.type(index.start);
    if (index.end !== undefined) context.type(index.end);
    if (current !== undefined) current = element(context, current, index, typed);
  }
  return current;
}

function element(
  context: ExpressionContext,
  operand: TypedExpression,
  { span, slice }: SubscriptIndex,
  index: Typed | undefined,
): TypedExpression | undefined {
  const { type } = operand;
  const subscripts = type.kind === 'array' || type.kind === 'list';
  if (slice || (!subscripts && type.kind !== 'jsonb')) {
    context.report(typeDiagnostics.create('no-subscript', placeOf(context, span), { type, slice }));
    return undefined;
  }
  if (index === undefined) return undefined;
  if (type.kind === 'jsonb') return member(context, operand, index, span);
  const position = asPosition(index);
  if (position === undefined) {
    const from = typeOf(index) ?? INT8;
    context.report(typeDiagnostics.create('no-cast', placeOf(context, span), { from, to: INT8 }));
    return undefined;
  }
  const [row] = functionsNamed(`${type.kind}_subscript`);
  if (row === undefined || !('element' in type)) throw new Error(`bug: no subscript of ${type.kind}`);
  const signature = functionSignature(row);
  return { kind: 'call', type: type.element, nullable: true, signature, arguments: [operand, position] };
}

function asPosition(index: Typed): TypedExpression | undefined {
  if (index.kind === 'untyped') return coerceLiteral(index, INT8);
  return canCast(index.type, INT8, 'explicit') ? cast(index, INT8, true) : undefined;
}

/** As `->` finds it. */
function member(
  context: ExpressionContext,
  operand: TypedExpression,
  index: Typed,
  span: SubscriptIndex['span'],
): TypedExpression | undefined {
  const overload = resolveOverload(operatorsNamed('->'), [operand.type, typeOf(index)]);
  const key = typeof overload === 'string' ? undefined : overload.parameters[1];
  if (typeof overload === 'string' || key === undefined) {
    context.report(
      typeDiagnostics.create('no-subscript', placeOf(context, span), { type: operand.type, slice: false }),
    );
    return undefined;
  }
  const signature = operatorSignature(overload.row);
  return {
    kind: 'call',
    type: overload.result,
    nullable: true,
    signature,
    arguments: [operand, coerce(index, key)],
  };
}
