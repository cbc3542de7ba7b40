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
