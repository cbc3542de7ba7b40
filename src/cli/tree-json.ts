import { type MemberShape, type Node, nodeTable } from '../ast/node-table.ts';
import type { Span } from '../source/span.ts';

/** What `JSON.stringify` turns into the node's JSON: members in the order of the node table, spans as pairs. */
export function treeJson(node: Node): Readonly<Record<string, unknown>> {
  return { kind: node.kind, span: spanJson(node.span), ...membersJson(node, nodeTable[node.kind]) };
}

function membersJson(
  holder: object,
  shape: Readonly<Record<string, MemberShape>>,
): Readonly<Record<string, unknown>> {
  const members: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(shape)) {
    const value = (holder as Readonly<Record<string, unknown>>)[name];
    if (value !== undefined) members[name] = memberJson(value, member);
  }
  return members;
}

function memberJson(value: unknown, member: MemberShape): unknown {
  if (member === 'value' || member === 'spelling') return value;
  if (member === 'span') return spanJson(value as Span);
  if (member === 'node') return treeJson(value as Node);
  if (member === 'nodes') return (value as readonly Node[]).map(treeJson);
  return membersJson(value as object, member);
}

export function spanJson({ start, end }: Span): readonly [number, number] {
  return [start, end];
}
