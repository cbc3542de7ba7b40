import type { Span } from '../source/span.ts';

/** What every node has. */
export interface NodeBase<K extends string> {
  readonly kind: K;
  readonly span: Span;
}

/** `orders`, `"Orders"` */
export interface Identifier extends NodeBase<'Identifier'> {
  /** Folded to lower case unless quoted. */
  readonly name: string;
  readonly quoted: boolean;
}

/** `materialize.public.orders`: one part or more. */
export interface ItemName extends NodeBase<'ItemName'> {
  readonly parts: readonly Identifier[];
}

/** A name, or `[u1 AS a.b]`. */
export type RawName = ItemName | IdName;

/** `[u1 AS database.schema.item VERSION 1]` */
export interface IdName extends NodeBase<'IdName'> {
  readonly id: string;
  readonly name: ItemName;
  readonly version?: string;
}

/** `IN CLUSTER c`, `IN CLUSTER [s1]` */
export interface ClusterReference extends NodeBase<'ClusterReference'> {
  readonly name: Identifier;
  /** True for the bracket form, whose word is an id. */
  readonly isId: boolean;
}

/** `relation.column`, the last part being the column. */
export interface ColumnName extends NodeBase<'ColumnName'> {
  readonly relation: RawName;
  readonly column: Identifier;
}
