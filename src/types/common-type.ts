import { canCast } from './casts.ts';
import { withoutModifiers } from './same-type.ts';
import type { SqlType } from './sql-type.ts';
import { categoryOf, isPreferred, NEAR_TYPES } from './type-category.ts';

/** Two types that have none in common. */
export interface NoCommonType {
  readonly left: SqlType;
  readonly right: SqlType;
}

/**
 * The type that all members of CASE, COALESCE, GREATEST, LEAST or ARRAY take, without modifiers.
 *
 * @param members  nothing for NULL and for literals in quotes, which take whatever the others are, or text
 */
export function commonType(members: readonly (SqlType | undefined)[]): SqlType | NoCommonType {
  const typed = members.filter((member) => member !== undefined);
  const signed = typed.some(({ kind }) => kind === 'int2' || kind === 'int4' || kind === 'int8');
  const [first, ...rest] = signed ? typed.map(signedType) : typed;
  if (first === undefined) return { kind: 'text' };
  let candidate = first;
  for (const next of rest) {
    if (categoryOf(next) !== categoryOf(first)) return { left: first, right: next };
    const widens = canCast(candidate, next, 'implicit') && !canCast(next, candidate, 'implicit');
    if (!isPreferred(candidate) && widens) candidate = next;
  }
  const common = withoutModifiers(candidate);
  const misfit = typed.find((member) => !canCast(member, common, 'implicit'));
  return misfit === undefined ? common : { left: candidate, right: misfit };
}

function signedType(type: SqlType): SqlType {
  const kind = NEAR_TYPES[type.kind];
  return kind === undefined ? type : { kind };
}
