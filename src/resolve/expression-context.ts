import type { Expression } from '../ast/expressions.ts';
import type { Place } from '../diagnostics/define.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { SinkError } from '../diagnostics/sink-error.ts';
import type { Span } from '../source/span.ts';
import { canCast, castContext } from '../types/casts.ts';
import type { ArgumentType } from '../types/overload.ts';
import { sameType } from '../types/same-type.ts';
import type { Column, SqlType } from '../types/sql-type.ts';
import type { TypedConstant, TypedExpression } from '../types/typed-expression.ts';

/** What names in an expression mean. */
export interface ExpressionScope {
  readonly file: string;
  readonly columns: readonly Column[];
  /** Positions of the columns that may be used; all of them if absent. */
  readonly allowed?: readonly number[];
  readonly construct: 'PARTITION BY';
}

/** What the checks of one expression share. */
export interface ExpressionContext {
  readonly scope: ExpressionScope;
  readonly report: (diagnostic: Diagnostic) => void;
  /** Types a part; nothing where something in it was reported. */
  readonly type: (expression: Expression) => Typed | undefined;
}

/** A literal in quotes or NULL takes the type that is wanted of it. */
export interface UntypedLiteral {
  readonly kind: 'untyped';
  readonly text: string | null;
}

export type Typed = TypedExpression | UntypedLiteral;

export const TEXT: SqlType = { kind: 'text' };
export const BOOL: SqlType = { kind: 'bool' };

export function placeOf(context: ExpressionContext, span: Span): Place {
  return { file: context.scope.file, span };
}

export function typeOf(typed: Typed): ArgumentType {
  return typed.kind === 'untyped' ? undefined : typed.type;
}

/** Types each part, so that each is reported; nothing where one was. */
export function typeAll(
  context: ExpressionContext,
  expressions: readonly Expression[],
): readonly Typed[] | undefined {
  const typed = expressions.map((expression) => context.type(expression));
  return typed.every((one) => one !== undefined) ? typed : undefined;
}

export function constant(type: SqlType, text: string | null): TypedConstant {
  return { kind: 'constant', type, nullable: text === null, text };
}

export function cast(operand: TypedExpression, type: SqlType, explicit: boolean): TypedExpression {
  const changes = !sameType(operand.type, type) || castContext(operand.type, type) !== 'implicit';
  return changes ? { kind: 'cast', type, nullable: operand.nullable, operand, explicit } : operand;
}

/** A literal whose text is no value of the type fails when it is evaluated, not before. */
export function coerceLiteral({ text }: UntypedLiteral, type: SqlType): TypedExpression {
  if (text === null || type.kind === 'text') return constant(type, text);
  return cast(constant(TEXT, text), type, true);
}

/** Casts to a type that was found to fit; nothing but literals may need more than an implicit cast. */
export function coerce(typed: Typed, type: SqlType): TypedExpression {
  return typed.kind === 'untyped' ? coerceLiteral(typed, type) : cast(typed, type, false);
}

/** True where a value may stand for one of the type without a cast being written. */
export function fits(typed: Typed, type: SqlType): boolean {
  if (typed.kind !== 'untyped') return canCast(typed.type, type, 'implicit');
  return typed.text === null || canCast(TEXT, type, 'explicit');
}

/** A literal that nothing asked anything of is text. */
export function asTyped(typed: Typed): TypedExpression {
  return coerce(typed, typed.kind === 'untyped' ? TEXT : typed.type);
}

/** @returns what `read` gives, or the message of the error it ends with */
export function attempt<T>(read: () => T): { readonly value: T } | { readonly reason: string } {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof SinkError) return { reason: error.message };
    throw error;
  }
}
