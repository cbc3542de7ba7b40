import type { SqlType } from './sql-type.ts';

/**
 * An expression whose names are bound and whose types are known. Plain JSON-safe data, so that a plan can hold
 * it: functions, operators and casts are named by the key of their row in the tables of this folder.
 */
export type TypedExpression =
  | TypedColumn
  | TypedConstant
  | TypedCall
  | TypedCast
  | TypedCase
  | TypedVariadic
  | TypedLogic
  | TypedIsTest
  | TypedIsDistinctFrom
  | TypedConstructor
  | TypedField;

interface TypedBase<K extends string> {
  readonly kind: K;
  readonly type: SqlType;
  readonly nullable: boolean;
}

export interface TypedColumn extends TypedBase<'column'> {
  /** Position in the relation, from 0. */
  readonly index: number;
  readonly name: string;
}

export interface TypedConstant extends TypedBase<'constant'> {
  /** The value's text form in its type (`types/text-forms.ts`); null for NULL. */
  readonly text: string | null;
}

/** A function or an operator: every argument is evaluated, NULL and errors as the row of the table says. */
export interface TypedCall extends TypedBase<'call'> {
  /** Key of the row: `kafka_murmur2(text)`, `int4 + int4`. */
  readonly signature: string;
  readonly arguments: readonly TypedExpression[];
}

/** A conversion from the operand's type to `type`, by the row of the cast table for the two kinds. */
export interface TypedCast extends TypedBase<'cast'> {
  readonly operand: TypedExpression;
  /** True for `::` and `CAST`, whose `char(n)` and `varchar(n)` cut silently. */
  readonly explicit: boolean;
}

/** `CASE`: only the branch taken is evaluated. Conditions are bool; no `otherwise` means NULL. */
export interface TypedCase extends TypedBase<'case'> {
  readonly branches: readonly { readonly condition: TypedExpression; readonly result: TypedExpression }[];
  readonly otherwise?: TypedExpression;
}

/** Arguments are of the result's type already; `nullif` has two and an equality to call. */
export interface TypedVariadic extends TypedBase<'coalesce' | 'greatest' | 'least'> {
  readonly arguments: readonly TypedExpression[];
}

export interface TypedLogic extends TypedBase<'and' | 'or' | 'not'> {
  readonly arguments: readonly TypedExpression[];
}

export interface TypedIsTest extends TypedBase<'is'> {
  readonly operand: TypedExpression;
  readonly test: 'NULL' | 'TRUE' | 'FALSE' | 'UNKNOWN';
  readonly negated: boolean;
}

export interface TypedIsDistinctFrom extends TypedBase<'is distinct from'> {
  readonly left: TypedExpression;
  readonly right: TypedExpression;
  readonly negated: boolean;
  /** Key of the equality's row. */
  readonly equality: string;
}

/** `ARRAY[..]`, `LIST[..]`, `MAP[..]` (keys and values in turn), `ROW(..)` */
export interface TypedConstructor extends TypedBase<'array' | 'list' | 'map' | 'row'> {
  /** Of the element's type already. */
  readonly arguments: readonly TypedExpression[];
}

/** `(r).f` */
export interface TypedField extends TypedBase<'field'> {
  readonly operand: TypedExpression;
  /** Position in the record, from 0. */
  readonly index: number;
}
