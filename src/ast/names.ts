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
