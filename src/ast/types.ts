import type { IdName, ItemName, NodeBase } from './names.ts';

export type DataType = NamedType | ListType | ArrayType | MapType;

/** `numeric(10, 2)`, `double precision`, `"Custom"` */
export interface NamedType extends NodeBase<'NamedType'> {
  /** Canonical: `double precision` has the name `float8`, `int` has `int4`. */
  readonly name: ItemName;
  /** The whole of `[u1 AS a.b]`, whose name is `name`. */
  readonly idName?: IdName;
  /** True where a keyword or several made the name; a quoted `"int"` is another type than `int`. */
  readonly builtIn: boolean;
  /** Digits with an optional sign, as written. */
  readonly modifiers: readonly string[];
}

/** `int4 list` */
export interface ListType extends NodeBase<'ListType'> {
  readonly element: DataType;
}

/** `int4[]` */
export interface ArrayType extends NodeBase<'ArrayType'> {
  readonly element: DataType;
}

/** `map[text => int4]` */
export interface MapType extends NodeBase<'MapType'> {
  readonly key: DataType;
  readonly value: DataType;
}
