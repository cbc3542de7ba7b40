/**
 * How tightly operators bind; a higher level binds tighter. A right operand ends at the first operator whose level is
 * not above that of the operator in front of it. So all are left-associative, and a construct that closes itself on
 * the right (`a IS NULL`, `a IN (1)`) may be the left operand of a tighter one.
 */
export const LEVELS = {
  or: 1,
  and: 2,
  not: 3,
  is: 4,
  comparison: 5,
  like: 6,
  other: 7,
  plus: 8,
  times: 9,
  atTimeZone: 10,
  sign: 11,
  postfix: 12,
} as const;

const OPERATOR_LEVELS: ReadonlyMap<string, number> = new Map([
  ...['=', '<>', '<', '<=', '>', '>='].map((operator) => [operator, LEVELS.comparison] as const),
  ...['+', '-'].map((operator) => [operator, LEVELS.plus] as const),
  ...['*', '/', '%'].map((operator) => [operator, LEVELS.times] as const),
]);

/** The level of an infix operator written as a symbol. */
export function levelOf(operator: string): number {
  return OPERATOR_LEVELS.get(operator) ?? LEVELS.other;
}
