import { type MemberShape, type Node, nodeTable } from '../ast/node-table.ts';
import type { Script } from '../ast/nodes.ts';
import { walk } from '../ast/walk.ts';
import { tokenize } from '../parse/tokenize.ts';
import type { Span } from '../source/span.ts';
import { cutPieces, nodesAround } from './format-gaps.ts';
import { layOut } from './format-groups.ts';
import { renderSteps } from './format-render.ts';
import type { Placed } from './format-spacing.ts';
import { createSteps } from './format-steps.ts';

export interface FormatOptions {
  /** Columns that a line should not exceed, 100 unless given; what cannot be broken may. */
  readonly width?: number;
}

const WIDTH = 100;

/**
 * Lays a script out anew. Tokens and comments stay as they are and in their order, but that keywords are put in upper
 * case, and that a comma or semicolon moves in front of a comment that ends its line.
 *
 * @param script  as `parse` gave it, without errors: a statement with an error may be laid out oddly
 * @returns       the text with the line end that most of its lines have; statements that were not read further are kept as
 *                they are, and so is the whole of a text that holds characters which no token starts with
 */
export function format(script: Script, { width = WIDTH }: FormatOptions = {}): string {
  const { text } = script.source;
  const nodes: Node[] = [];
  const frozen: Span[] = [];
  walk(script, (node) => {
    if (node.kind === 'Script') return undefined;
    nodes.push(node);
    if (!isKeptAsText(node)) return undefined;
    frozen.push(node.span);
    return 'skip';
  });
  frozen.sort((left, right) => left.start - right.start);
  const cut = cutPieces(text, tokenize(script.source), frozen);
  if (cut === undefined) return text;
  const around = nodesAround(cut.pieces, nodes);
  const placed = cut.pieces.map((piece, index): Placed => ({ piece, owner: around[index]?.at(-1) }));
  const steps = createSteps(cut, placed, layOut(placed, around));
  const formatted = renderSteps(steps, { width, lineEnd: cut.lineEnd });
  return formatted === '' ? '' : formatted + cut.lineEnd;
}

/** Nodes that hold the text of several tokens as part of their meaning. */
function isKeptAsText(node: Node): boolean {
  const shape: Readonly<Record<string, MemberShape>> = nodeTable[node.kind];
  return shape.text === 'value' && node.kind !== 'NumberLiteral';
}
