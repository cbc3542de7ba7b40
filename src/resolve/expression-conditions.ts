import type {
  Between,
  Case,
  ConditionalCall,
  Expression,
  InList,
  IsDistinctFrom,
  IsTest,
} from '../ast/expressions.ts';
import type { Span } from '../source/span.ts';
import { commonType } from '../types/common-type.ts';
import { withoutModifiers } from '../types/same-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { TypedExpression } from '../types/typed-expression.ts';
import { callOperator } from './expression-calls.ts';
import {
  BOOL,
  coerce,
  constant,
  type ExpressionContext,
  placeOf,
  TEXT,
  type Typed,
  typeAll,
  typeOf,
} from './expression-context.ts';
import { typeDiagnostics } from './type-diagnostics.ts';

/** A condition as bool. @param construct  what asks for it, for the message */
export function condition(
  context: ExpressionContext,
  typed: Typed,
  span: Span,
  construct: string,
): TypedExpression | undefined {
  if (typed.kind === 'untyped' || typed.type.kind === 'bool') return coerce(typed, BOOL);
  context.report(
    typeDiagnostics.create('not-boolean', placeOf(context, span), { construct, type: typed.type }),
  );
  return undefined;
}

export function logic(kind: 'and' | 'or' | 'not', parts: readonly TypedExpression[]): TypedExpression {
  return { kind, type: BOOL, nullable: parts.some(({ nullable }) => nullable), arguments: parts };
}

/** Casts all to the type they have in common. */
export function unify(
  context: ExpressionContext,
  construct: string,
  members: readonly Typed[],
  expressions: readonly Expression[],
): { readonly type: SqlType; readonly members: readonly TypedExpression[] } | undefined {
  const type = commonType(members.map(typeOf));
  if (!('left' in type)) return { type, members: members.map((member) => coerce(member, type)) };
  const place = placeOf(context, expressions[type.at]?.span ?? { start: 0, end: 0 });
  const { left, right } = type;
  context.report(typeDiagnostics.create('no-common-type', place, { construct, left, right }));
  return undefined;
}

export function typeConditional(
  context: ExpressionContext,
  call: ConditionalCall,
): TypedExpression | undefined {
  const typed = typeAll(context, call.arguments);
  if (typed === undefined) return undefined;
  if (call.name === 'nullif') return typeNullIf(context, call, typed);
  const unified = unify(context, call.name, typed, call.arguments);
  if (unified === undefined) return undefined;
  const nullable = unified.members.every((member) => member.nullable);
  return { kind: call.name, type: unified.type, nullable, arguments: unified.members };
}

/** `NULLIF(a, b)` is NULL where `a = b`, else `a`. */
function typeNullIf(
  context: ExpressionContext,
  call: ConditionalCall,
  [left, right]: readonly Typed[],
): TypedExpression | undefined {
  if (left === undefined || right === undefined) return undefined;
  const equal = callOperator(context, '=', call.span, [left, right]);
  if (equal === undefined) return undefined;
  const type = left.kind === 'untyped' ? TEXT : withoutModifiers(left.type);
  return {
    kind: 'case',
    type,
    nullable: true,
    branches: [{ condition: equal, result: constant(type, null) }],
    otherwise: coerce(left, type),
  };
}

export function typeIsTest(context: ExpressionContext, test: IsTest): TypedExpression | undefined {
  const typed = context.type(test.operand);
  if (typed === undefined) return undefined;
  const operand =
    test.test === 'NULL'
      ? coerce(typed, typeOf(typed) ?? TEXT)
      : condition(context, typed, test.operand.span, `the operand of IS ${test.test}`);
  if (operand === undefined) return undefined;
  return { kind: 'is', type: BOOL, nullable: false, operand, test: test.test, negated: test.negated };
}

/** Needs the operator `<>`, which lists do not have. */
export function typeIsDistinctFrom(
  context: ExpressionContext,
  test: IsDistinctFrom,
): TypedExpression | undefined {
  const typed = typeAll(context, [test.left, test.right]);
  if (typed === undefined) return undefined;
  const different = callOperator(context, '<>', test.span, typed);
  if (different?.kind !== 'call') return undefined;
  const [left, right] = different.arguments;
  if (left === undefined || right === undefined) return undefined;
  const equality = different.signature.replace('<>', '=');
  return {
    kind: 'is distinct from',
    type: BOOL,
    nullable: false,
    left,
    right,
    negated: test.negated,
    equality,
  };
}

/** `a IN (b, c)` is `a = b OR a = c`. */
export function typeInList(context: ExpressionContext, list: InList): TypedExpression | undefined {
  const operand = context.type(list.operand);
  const elements = list.elements.map((element) => ({ element, typed: context.type(element) }));
  if (operand === undefined) return undefined;
  const equalities = elements.map(({ element, typed }) =>
    typed === undefined ? undefined : callOperator(context, '=', element.span, [operand, typed]),
  );
  if (!equalities.every((equality) => equality !== undefined)) return undefined;
  const any = logic('or', equalities);
  return list.negated ? logic('not', [any]) : any;
}

/** `a BETWEEN b AND c` is `a >= b AND a <= c`. */
export function typeBetween(context: ExpressionContext, between: Between): TypedExpression | undefined {
  const typed = typeAll(context, [between.operand, between.low, between.high]);
  const [operand, low, high] = typed ?? [];
  if (operand === undefined || low === undefined || high === undefined) return undefined;
  const above = callOperator(context, '>=', between.low.span, [operand, low]);
  const below = callOperator(context, '<=', between.high.span, [operand, high]);
  if (above === undefined || below === undefined) return undefined;
  const within = logic('and', [above, below]);
  return between.negated ? logic('not', [within]) : within;
}

export function typeCase(context: ExpressionContext, expression: Case): TypedExpression | undefined {
  const { branches, otherwise } = expression;
  const operand = expression.operand === undefined ? undefined : context.type(expression.operand);
  const failed = expression.operand !== undefined && operand === undefined;
  const conditions = branches.map(({ condition: written }) => {
    const typed = context.type(written);
    if (typed === undefined || failed) return undefined;
    if (operand === undefined) return condition(context, typed, written.span, 'the condition of WHEN');
    return callOperator(context, '=', written.span, [operand, typed]);
  });
  const results = [
    ...branches.map((branch) => branch.result),
    ...(otherwise === undefined ? [] : [otherwise]),
  ];
  const typed = typeAll(context, results);
  const unified = typed === undefined ? undefined : unify(context, 'CASE', typed, results);
  if (unified === undefined || !conditions.every((one) => one !== undefined)) return undefined;
  const last = otherwise === undefined ? undefined : unified.members.at(-1);
  return {
    kind: 'case',
    type: unified.type,
    nullable: last === undefined || unified.members.some((member) => member.nullable),
    branches: conditions.flatMap((one, at) => {
      const result = unified.members[at];
      return result === undefined ? [] : [{ condition: one, result }];
    }),
    ...(last === undefined ? {} : { otherwise: last }),
  };
}
