import type { Node } from '../ast/node-table.ts';
import type { Script } from '../ast/nodes.ts';
import { childrenOf } from '../ast/walk.ts';

/**
 * The innermost node at an offset, as an editor means it: where one node ends and none as deep begins, the one that
 * ends counts, so that a cursor behind a name is still at the name.
 *
 * @param offset  from 0 to the length of the text
 * @returns       the script itself between statements; undefined outside of the text
 */
export function nodeAt(script: Script, offset: number): Node | undefined {
  if (!touches(script, offset)) return undefined;
  let best: { readonly node: Node; readonly depth: number } = { node: script, depth: 0 };
  const waiting = [best];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next;
    if (depth > best.depth || (depth === best.depth && node.span.start > best.node.span.start)) best = next;
    for (const child of childrenOf(node)) {
      if (touches(child, offset)) waiting.push({ node: child, depth: depth + 1 });
    }
  }
  return best.node;
}

function touches({ span }: Node, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
