import { canCast } from './casts.ts';
import { withoutModifiers } from './same-type.ts';
import type { SqlType } from './sql-type.ts';
import { categoryOf, isPreferred, NEAR_TYPES } from './type-category.ts';

/** Two types that have none in common. */
export interface NoCommonType {
  readonly left: SqlType;
  readonly right: SqlType;
  /** Position of the member of type `right`. */
  readonly at: number;
}

interface Member {
  readonly type: SqlType;
  /** Its position among all members. */
  readonly at: number;
}

/**
 * The type that all members of CASE, COALESCE, GREATEST, LEAST or ARRAY take, without modifiers.
 *
 * @param members  nothing for NULL and for literals in quotes, which take whatever the others are, or text
 */
export function commonType(members: readonly (SqlType | undefined)[]): SqlType | NoCommonType {
  const typed = members.flatMap((type, at): readonly Member[] => (type === undefined ? [] : [{ type, at }]));
  const signed = typed.some(
    ({ type }) => type.kind === 'int2' || type.kind === 'int4' || type.kind === 'int8',
  );
  const [first, ...rest] = typed;
  if (first === undefined) return { kind: 'text' };
  let candidate = signed ? signedType(first.type) : first.type;
  for (const { type, at } of rest) {
    if (categoryOf(type) !== categoryOf(first.type)) return { left: first.type, right: type, at };
    const next = signed ? signedType(type) : type;
    const widens = canCast(candidate, next, 'implicit') && !canCast(next, candidate, 'implicit');
    if (!isPreferred(candidate) && widens) candidate = next;
  }
  const common = withoutModifiers(candidate);
  const misfit = typed.find(({ type }) => !canCast(type, common, 'implicit'));
  return misfit === undefined ? common : { left: candidate, right: misfit.type, at: misfit.at };
}

function signedType(type: SqlType): SqlType {
  const kind = NEAR_TYPES[type.kind];
  return kind === undefined ? type : { kind };
}
