import type { BinaryOperation, Expression, Like, UnaryOperation } from '../ast/expressions.ts';
import type { Span } from '../source/span.ts';
import { functionSignature, operatorSignature, showTypes } from '../types/function-row.ts';
import { functionsNamed, operatorsNamed } from '../types/functions.ts';
import { type Overload, resolveOverload } from '../types/overload.ts';
import type { TypedCall, TypedExpression } from '../types/typed-expression.ts';
import {
  BOOL,
  cast,
  coerce,
  coerceLiteral,
  type ExpressionContext,
  placeOf,
  type Typed,
  typeAll,
  typeOf,
} from './expression-context.ts';
import { typeDiagnostics } from './type-diagnostics.ts';

/** The call of a row, its arguments cast to what the row takes. */
export function buildCall(
  { row, parameters, result }: Overload,
  typed: readonly Typed[],
  signature: string,
): TypedCall {
  const parts = typed.map((one, at) => {
    const type = parameters[at];
    if (type === undefined) throw new Error(`bug: ${signature} has no parameter ${at}`);
    // `||` writes whatever stands beside a text.
    const explicit = row.parameters[at] === 'as text' && one.kind !== 'untyped';
    return explicit ? cast(one, type, true) : coerce(one, type);
  });
  const nullable =
    row.nulls !== undefined && row.nulls !== 'propagated'
      ? row.name !== 'concat'
      : parts.some((part) => part.nullable);
  return { kind: 'call', type: result, nullable, signature, arguments: parts };
}

/** Calls an operator; reports where none fits. @param span  where a failure is shown */
export function callOperator(
  context: ExpressionContext,
  symbol: string,
  span: Span,
  typed: readonly Typed[],
): TypedExpression | undefined {
  const place = placeOf(context, span);
  const rows = operatorsNamed(symbol);
  if (rows.length === 0) {
    context.report(typeDiagnostics.create('unknown-operator', place, { name: symbol }));
    return undefined;
  }
  const overload = resolveOverload(rows, typed.map(typeOf));
  if (typeof overload !== 'string') return buildCall(overload, typed, operatorSignature(overload.row));
  const types = showTypes(typed.map(typeOf));
  if (overload === 'ambiguous') {
    context.report(typeDiagnostics.create('ambiguous-operator', place, { name: symbol, types }));
  } else {
    context.report(
      typeDiagnostics.create('no-overload', place, { name: symbol, types, known: [], operator: true }),
    );
  }
  return undefined;
}

export function typeUnary(
  context: ExpressionContext,
  operation: UnaryOperation,
): TypedExpression | undefined {
  const typed = context.type(operation.operand);
  if (typed === undefined) return undefined;
  if (operation.operator === '+' && typed.kind === 'untyped') return coerceLiteral(typed, { kind: 'float8' });
  if (operation.operator !== 'NOT') {
    return callOperator(context, operation.operator, operation.operatorSpan, [typed]);
  }
  const operand = booleanOperand(context, 'NOT', typed, operation.operand);
  return operand === undefined
    ? undefined
    : { kind: 'not', type: BOOL, nullable: operand.nullable, arguments: [operand] };
}

export function typeBinary(
  context: ExpressionContext,
  operation: BinaryOperation,
): TypedExpression | undefined {
  const { operator, operatorSpan, quantifier } = operation;
  const left = context.type(operation.left);
  const right = context.type(operation.right);
  if (quantifier !== undefined) {
    if (operation.right.kind === 'Subquery') return undefined;
    const what = `${operator} ${quantifier} (..)`;
    context.report(
      typeDiagnostics.create('unsupported-expression', placeOf(context, operatorSpan), { what }),
    );
    return undefined;
  }
  if (left === undefined || right === undefined) return undefined;
  if (operator === 'AND' || operator === 'OR') {
    const parts = [
      booleanOperand(context, operator, left, operation.left),
      booleanOperand(context, operator, right, operation.right),
    ].filter((part) => part !== undefined);
    if (parts.length < 2) return undefined;
    const nullable = parts.some((part) => part.nullable);
    return { kind: operator === 'AND' ? 'and' : 'or', type: BOOL, nullable, arguments: parts };
  }
  const schema = operation.operatorSchema?.parts.map((part) => part.name).join('.');
  if (schema !== undefined && schema !== 'pg_catalog') {
    const name = `${schema}.${operator}`;
    context.report(typeDiagnostics.create('unknown-operator', placeOf(context, operatorSpan), { name }));
    return undefined;
  }
  return callOperator(context, operator, operatorSpan, [left, right]);
}

function booleanOperand(
  context: ExpressionContext,
  operator: string,
  typed: Typed,
  { span }: Expression,
): TypedExpression | undefined {
  if (typed.kind === 'untyped' || typed.type.kind === 'bool') return coerce(typed, BOOL);
  const parameters = { construct: `an operand of ${operator}`, type: typed.type };
  context.report(typeDiagnostics.create('not-boolean', placeOf(context, span), parameters));
  return undefined;
}

export function typeLike(context: ExpressionContext, like: Like): TypedExpression | undefined {
  const written = like.escape === undefined ? [] : [like.escape];
  const typed = typeAll(context, [like.operand, like.pattern, ...written]);
  if (typed === undefined) return undefined;
  const sign = `~~${like.caseInsensitive ? '*' : ''}`;
  if (like.escape === undefined)
    return callOperator(context, like.negated ? `!${sign}` : sign, like.span, typed);
  const overload = resolveOverload(
    functionsNamed(like.caseInsensitive ? 'ilike_escape' : 'like_escape'),
    typed.map(typeOf),
  );
  if (typeof overload === 'string') {
    const types = showTypes(typed.map(typeOf));
    const parameters = { name: 'LIKE .. ESCAPE', types, known: [], operator: true };
    context.report(typeDiagnostics.create('no-overload', placeOf(context, like.span), parameters));
    return undefined;
  }
  const call = buildCall(overload, typed, functionSignature(overload.row));
  return like.negated ? { kind: 'not', type: BOOL, nullable: call.nullable, arguments: [call] } : call;
}
