export { type EqualAstOptions, equalAst } from './ast/equal-ast.ts';
export { type MemberShape, type Node, type NodeKind, type NodeOf, nodeTable } from './ast/node-table.ts';
export type * from './ast/nodes.ts';
export { childrenOf, type Visit, walk } from './ast/walk.ts';
export { type Expectation, expectedAt } from './parse/expected-at.ts';
export { nodeAt } from './parse/node-at.ts';
export { type PlainToken, type PlainTokenKind, tokenize } from './parse/tokenize.ts';
