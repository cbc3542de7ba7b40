export { type EqualAstOptions, equalAst } from './ast/equal-ast.ts';
export { type Node, type NodeKind, type NodeOf, nodeTable } from './ast/node-table.ts';
export type * from './ast/nodes.ts';
export { childrenOf, walk } from './ast/walk.ts';
