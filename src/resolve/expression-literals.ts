import type { IntervalLiteral, NumberLiteral } from '../ast/literals.ts';
import { formatInterval, type IntervalRange, parseInterval } from '../types/interval.ts';
import { parseNumeric } from '../types/numeric.ts';
import { INTEGER_RANGES } from '../types/scalar-text.ts';
import type { TypedExpression } from '../types/typed-expression.ts';
import { attempt, constant, type ExpressionContext, placeOf } from './expression-context.ts';
import { typeDiagnostics } from './type-diagnostics.ts';

/** Whole numbers are the smallest of int4, int8 and numeric that holds them; all others are numeric. */
export function typeNumber(
  context: ExpressionContext,
  { text, span }: NumberLiteral,
): TypedExpression | undefined {
  if (/^-?\d+$/.test(text)) {
    const value = BigInt(text);
    for (const kind of ['int4', 'int8'] as const) {
      const { least, greatest } = INTEGER_RANGES[kind];
      if (value >= least && value <= greatest) return constant({ kind }, String(value));
    }
  }
  const number = attempt(() => parseNumeric(text));
  if ('value' in number) return constant({ kind: 'numeric' }, number.value);
  context.report(typeDiagnostics.create('invalid-literal', placeOf(context, span), number));
  return undefined;
}

export function typeInterval(
  context: ExpressionContext,
  literal: IntervalLiteral,
): TypedExpression | undefined {
  const { from, to, precision } = literal;
  // A single unit leaves out what is below it.
  const last = to ?? from;
  const range: IntervalRange = {
    ...(to === undefined || from === undefined ? {} : { from }),
    ...(last === undefined ? {} : { to: last }),
    ...(precision === undefined ? {} : { precision: Number(precision) }),
  };
  const interval = attempt(() => parseInterval(literal.value, range));
  if ('value' in interval) return constant({ kind: 'interval' }, formatInterval(interval.value));
  context.report(typeDiagnostics.create('invalid-literal', placeOf(context, literal.span), interval));
  return undefined;
}
