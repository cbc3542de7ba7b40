import { type MemberShape, type Node, nodeTable } from '../ast/node-table.ts';
import type { Piece } from './format-gaps.ts';
import { isClosing, isOpening, type Placed } from './format-spacing.ts';
import { CLAUSES, LINE_CHILDREN, LISTS, NO_CLAUSES } from './format-style.ts';

/** Pieces that go on one line, or are broken together. */
export interface Group {
  readonly kind: 'brackets' | 'list' | 'clauses';
  readonly first: number;
  /** Inclusive. */
  readonly last: number;
  /** Whether the group holds the gap in front of its first piece. */
  readonly holdsGap: boolean;
}

/** A line break in front of a piece, if the group around it is broken. */
export interface LayoutBreak {
  readonly indent: number;
  readonly isHard: boolean;
}

export interface Layout {
  /** Outer groups first; they nest. */
  readonly groups: readonly Group[];
  /** By the piece that follows. */
  readonly breaks: ReadonlyMap<number, LayoutBreak>;
}

const INDENT = 2;

interface Draft {
  readonly placed: readonly Placed[];
  /** Of each piece the nodes around it, outermost first. */
  readonly around: readonly (readonly Node[])[];
  readonly groups: Group[];
  readonly breaks: Map<number, LayoutBreak>;
}

/** Finds what is broken into lines together, and where. */
export function layOut(placed: readonly Placed[], around: readonly (readonly Node[])[]): Layout {
  const draft: Draft = { placed, around, groups: [], breaks: new Map() };
  addBrackets(draft);
  addNodes(draft);
  placed.forEach((_, index) => {
    addClauseStart(draft, index);
  });
  return { groups: nested(draft.groups), breaks: draft.breaks };
}

function addBrackets({ placed, groups, breaks }: Draft): void {
  const open: number[] = [];
  placed.forEach(({ piece }, index) => {
    if (isOpening(piece)) open.push(index);
    if (piece.text === ';') open.length = 0;
    if (!isClosing(piece)) return;
    const first = open.pop();
    if (first === undefined || first === index - 1) return;
    groups.push({ kind: 'brackets', first, last: index, holdsGap: false });
    breaks.set(first + 1, { indent: INDENT, isHard: false });
    breaks.set(index, { indent: 0, isHard: false });
  });
}

/** Groups and breaks that follow from nodes and their members. */
function addNodes(draft: Draft): void {
  const firstAt = new Map(draft.placed.map(({ piece }, index) => [piece.span.start, index]));
  const lastAt = new Map(draft.placed.map(({ piece }, index) => [piece.span.end, index]));
  const seen = new Set<Node>();
  for (const nodes of draft.around) {
    for (const [depth, node] of nodes.entries()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const first = firstAt.get(node.span.start);
      const last = lastAt.get(node.span.end);
      if (first === undefined || last === undefined) continue;
      if (node.kind in CLAUSES || node.kind in LINE_CHILDREN || isChainRoot(node, nodes[depth - 1]))
        draft.groups.push({ kind: 'clauses', first, last, holdsGap: false });
      addMembers(draft, node, firstAt, lastAt);
    }
  }
}

/** A chain of one operator is broken together. */
function isChainRoot(node: Node, parent: Node | undefined): boolean {
  if (node.kind !== 'BinaryOperation') return false;
  return !(parent?.kind === 'BinaryOperation' && parent.left === node && parent.operator === node.operator);
}

function addMembers(
  { groups, breaks }: Draft,
  node: Node,
  firstAt: ReadonlyMap<number, number>,
  lastAt: ReadonlyMap<number, number>,
): void {
  const addBreak = (start: number, indent: number) => {
    const index = firstAt.get(start);
    if (index !== undefined) breaks.set(index, { indent, isHard: false });
  };
  if (node.kind === 'BinaryOperation') addBreak(node.operatorSpan.start, INDENT);
  for (const [member, indent] of Object.entries(LINE_CHILDREN[node.kind] ?? {})) {
    for (const child of membersOf(node, member)) {
      if (child.span.start > node.span.start) addBreak(child.span.start, indent);
    }
  }
  for (const member of LISTS[node.kind] ?? []) {
    const children = membersOf(node, member);
    const first = firstAt.get(children.at(0)?.span.start ?? -1);
    const last = lastAt.get(children.at(-1)?.span.end ?? -1);
    if (first === undefined || last === undefined) continue;
    groups.push({ kind: 'list', first, last, holdsGap: true });
    for (const child of children) addBreak(child.span.start, INDENT);
  }
}

function membersOf(node: Node, member: string): readonly Node[] {
  const shape = (nodeTable[node.kind] as Readonly<Record<string, MemberShape>>)[member];
  const value = (node as unknown as Readonly<Record<string, unknown>>)[member];
  if (value === undefined) return [];
  if (shape === 'node') return [value as Node];
  return shape === 'nodes' ? (value as readonly Node[]) : [];
}

/** A word starts a line where it belongs to the node itself, or where a child of the node starts with it. */
function addClauseStart({ placed, around, breaks }: Draft, index: number): void {
  const { piece, owner } = placed[index] ?? {};
  if (piece?.kind !== 'keyword' || owner?.kind === 'Identifier') return;
  const word = piece.text.toUpperCase();
  const nodes = around[index] ?? [];
  for (let depth = nodes.length - 1; depth >= 0; depth--) {
    const node = nodes[depth];
    if (node === undefined) return;
    if (node.span.start === piece.span.start) {
      if (NO_CLAUSES.has(node.kind)) return;
      continue;
    }
    const style = CLAUSES[node.kind];
    const indent = style?.words[word];
    if (style !== undefined && indent !== undefined) breaks.set(index, { indent, isHard: style.always });
    return;
  }
}

/** Outer groups first. A group that would cross another one is left out. */
function nested(groups: readonly Group[]): readonly Group[] {
  const sorted = [...groups].sort((left, right) => left.first - right.first || right.last - left.last);
  const open: Group[] = [];
  return sorted.filter((group) => {
    while ((open.at(-1)?.last ?? group.first) < group.first) open.pop();
    if ((open.at(-1)?.last ?? group.last) < group.last) return false;
    open.push(group);
    return true;
  });
}

export function isListBreak(before: Piece | undefined, group: Group | undefined): boolean {
  return before?.text === ',' && (group?.kind === 'brackets' || group?.kind === 'list');
}
