import { type MemberShape, type Node, nodeTable } from './node-table.ts';

/** What a visitor says about a node: `skip` leaves its children out. */
export type Visit = (node: Node, parent: Node | undefined) => 'skip' | undefined;

/** The children of a node, in the order of the table. */
export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  collect(node, nodeTable[node.kind], children);
  return children;
}

function collect(holder: object, shape: Readonly<Record<string, MemberShape>>, into: Node[]): void {
  for (const [name, member] of Object.entries(shape)) {
    const value = (holder as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) continue;
    if (member === 'node') into.push(value as Node);
    else if (member === 'nodes') for (const child of value as readonly Node[]) into.push(child);
    else if (typeof member === 'object') collect(value as object, member, into);
  }
}

/** Visits a node and all below it, parents first. However deep the tree is, the stack is not. */
export function walk(root: Node, visit: Visit): void {
  const waiting: { readonly node: Node; readonly parent: Node | undefined }[] = [
    { node: root, parent: undefined },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node } = next;
    if (visit(node, next.parent) === 'skip') continue;
    const children = childrenOf(node);
    for (let at = children.length - 1; at >= 0; at--) {
      const child = children[at];
      if (child !== undefined) waiting.push({ node: child, parent: node });
    }
  }
}
