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

/** `arr[1][2]`, `li[1][2]`, `j['a'][0]`: an array takes all positions at once, one for each dimension. */
export function typeSubscript(context: ExpressionContext, subscript: Subscript): TypedExpression | undefined {
  const operand = context.type(subscript.operand);
  const indexes = subscript.indexes.map((index) => {
    if (index.end !== undefined) context.type(index.end);
    return { index, typed: index.start === undefined ? undefined : context.type(index.start) };
  });
  let current = operand === undefined ? undefined : asTyped(operand);
  if (current?.type.kind === 'array') return elements(context, current, indexes);
  for (const index of indexes) {
    if (current !== undefined) current = elements(context, current, [index]);
  }
  return current;
}

interface TypedIndex {
  readonly index: SubscriptIndex;
  /** Absent where it was reported, or left out of a slice. */
  readonly typed: Typed | undefined;
}

function elements(
  context: ExpressionContext,
  operand: TypedExpression,
  indexes: readonly TypedIndex[],
): TypedExpression | undefined {
  const { type } = operand;
  const isSequence = type.kind === 'array' || type.kind === 'list';
  const wrong = indexes.find(({ index }) => index.slice || (!isSequence && type.kind !== 'jsonb'));
  if (wrong !== undefined) {
    const { span, slice } = wrong.index;
    context.report(typeDiagnostics.create('no-subscript', placeOf(context, span), { type, slice }));
    return undefined;
  }
  const [first] = indexes;
  if (type.kind === 'jsonb' && first !== undefined) return member(context, operand, first);
  const positions = indexes.map((index) => position(context, index));
  const [row] = functionsNamed(`${type.kind}_subscript`);
  if (row === undefined || !isSequence) throw new Error(`bug: no subscript of ${type.kind}`);
  if (!positions.every((one) => one !== undefined)) return undefined;
  const signature = functionSignature(row);
  return { kind: 'call', type: type.element, nullable: true, signature, arguments: [operand, ...positions] };
}

function position(context: ExpressionContext, { index, typed }: TypedIndex): TypedExpression | undefined {
  if (typed === undefined) return undefined;
  const found = asPosition(typed);
  if (found === undefined) {
    const parameters = { from: typeOf(typed) ?? INT8, to: INT8 };
    context.report(typeDiagnostics.create('no-cast', placeOf(context, index.span), parameters));
  }
  return found;
}

function asPosition(index: Typed): TypedExpression | undefined {
  if (index.kind === 'untyped') return coerceLiteral(index, INT8);
  return canCast(index.type, INT8, 'explicit') ? cast(index, INT8, true) : undefined;
}

/** As `->` finds it. */
function member(
  context: ExpressionContext,
  operand: TypedExpression,
  { index: { span }, typed: index }: TypedIndex,
): TypedExpression | undefined {
  if (index === undefined) return undefined;
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
