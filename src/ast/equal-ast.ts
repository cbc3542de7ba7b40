import { type MemberShape, type Node, nodeTable } from './node-table.ts';

export interface EqualAstOptions {
  /**
   * Takes for equal what only differs in how it was written: quotes that a name did not need, `CAST` for `::`,
   * parentheses around an expression.
   */
  readonly ignoreSpelling?: boolean;
}

type Pair = readonly [Node, Node];

/** Whether two trees are the same, wherever their nodes stand in their texts. */
export function equalAst(left: Node, right: Node, { ignoreSpelling = false }: EqualAstOptions = {}): boolean {
  const waiting: Pair[] = [[left, right]];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [first, second] = ignoreSpelling ? [unwrap(pair[0]), unwrap(pair[1])] : pair;
    if (first.kind !== second.kind) return false;
    if (!equalMembers(first, second, nodeTable[first.kind], ignoreSpelling, waiting)) return false;
  }
  return true;
}

function unwrap(node: Node): Node {
  let inner = node;
  while (inner.kind === 'Parenthesized') inner = inner.operand;
  return inner;
}

function equalMembers(
  first: object,
  second: object,
  shape: Readonly<Record<string, MemberShape>>,
  ignoreSpelling: boolean,
  waiting: Pair[],
): boolean {
  return Object.entries(shape).every(([name, member]) => {
    const left = (first as Readonly<Record<string, unknown>>)[name];
    const right = (second as Readonly<Record<string, unknown>>)[name];
    if (member === 'spelling') return ignoreSpelling || JSON.stringify(left) === JSON.stringify(right);
    if (left === undefined || right === undefined) return left === right;
    if (member === 'value') return JSON.stringify(left) === JSON.stringify(right);
    if (member === 'span') return true;
    if (member === 'node') {
      waiting.push([left as Node, right as Node]);
      return true;
    }
    if (member === 'nodes') return equalLists(left as readonly Node[], right as readonly Node[], waiting);
    return equalMembers(left as object, right as object, member, ignoreSpelling, waiting);
  });
}

function equalLists(left: readonly Node[], right: readonly Node[], waiting: Pair[]): boolean {
  if (left.length !== right.length) return false;
  left.forEach((node, index) => {
    const other = right[index];
    if (other !== undefined) waiting.push([node, other]);
  });
  return true;
}
