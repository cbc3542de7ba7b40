import type { Node } from '../ast/node-table.ts';
import type { Gap, GapComment, Pieces } from './format-gaps.ts';
import { type Group, isListBreak, type Layout, type LayoutBreak } from './format-groups.ts';
import type { Step } from './format-render.ts';
import { isApart, isClosing, isOpening, type Placed, writtenText } from './format-spacing.ts';

const INDENT = 2;

/** How far a line is indented that starts where only a comment makes one start. */
const HANGING = 2;

/** What is to stand in a gap, its comments aside. */
interface Separator {
  readonly break: LayoutBreak | undefined;
  readonly flat: '' | ' ';
  readonly before: Placed | undefined;
  readonly behind: Placed | undefined;
  /** Whether an empty line of the source is kept. */
  readonly keepsBlank: boolean;
}

/** Turns pieces, their gaps and the layout into steps of writing. */
export function createSteps({ gaps }: Pieces, placed: readonly Placed[], layout: Layout): readonly Step[] {
  const steps: Step[] = [];
  const open: Group[] = [];
  const callees = firstParentheses(placed);
  let next = 0;
  const openGroups = (at: number, holdsGap: boolean) => {
    for (let group = layout.groups[next]; group?.first === at; group = layout.groups[next]) {
      if (holdsGap && !group.holdsGap) return;
      steps.push({ kind: 'open' });
      open.push(group);
      next++;
    }
  };
  for (let at = 0; at <= placed.length; at++) {
    while ((open.at(-1)?.last ?? at) < at) {
      open.pop();
      steps.push({ kind: 'close' });
    }
    openGroups(at, true);
    const separator = separatorAt(at, placed, layout, open.at(-1), callees.has(at));
    writeGap(steps, gaps[at] ?? { comments: [], blankBefore: false }, separator);
    openGroups(at, false);
    const piece = placed[at];
    if (piece !== undefined) steps.push(textStep(writtenText(piece, placed[at + 1]?.piece)));
  }
  return steps;
}

/** Where a node's first own parenthesis stands. */
function firstParentheses(placed: readonly Placed[]): ReadonlySet<number> {
  const seen = new Set<Node>();
  const first = new Set<number>();
  placed.forEach(({ piece, owner }, index) => {
    if (piece.text !== '(' || owner === undefined || seen.has(owner)) return;
    seen.add(owner);
    first.add(index);
  });
  return first;
}

function separatorAt(
  at: number,
  placed: readonly Placed[],
  { breaks }: Layout,
  group: Group | undefined,
  isFirstParenthesis: boolean,
): Separator {
  const before = placed[at - 1];
  const behind = placed[at];
  const ends = before?.piece.text === ';' && behind?.piece.text !== ';';
  if (before === undefined || behind === undefined || ends) {
    const isBreak = before !== undefined && behind !== undefined;
    const hard = isBreak ? { indent: 0, isHard: true } : undefined;
    return { break: hard, flat: '', before, behind, keepsBlank: true };
  }
  const isBetweenStrings = before.piece.kind === 'string' && behind.piece.kind === 'string';
  const inList = isListBreak(before.piece, group);
  const found = breaks.get(at) ?? (inList ? { indent: INDENT, isHard: false } : undefined);
  return {
    break: isBetweenStrings || group === undefined ? undefined : found,
    flat: isApart(before, behind, isFirstParenthesis) ? ' ' : '',
    before,
    behind,
    keepsBlank: before.piece.text === ',',
  };
}

function textStep(text: string, isWeightless = false): Step {
  return { kind: 'text', text, isWeightless };
}

/** Where the writing of a gap has come to. */
interface GapState {
  readonly steps: Step[];
  readonly separator: Separator;
  /** The line must end here. */
  mustBreak: boolean;
  /** A break of the layout was already written. */
  hasBroken: boolean;
  /** Nothing was written yet. */
  isFirst: boolean;
}

function writeGap(steps: Step[], { comments, blankBefore }: Gap, separator: Separator): void {
  const state: GapState = { steps, separator, mustBreak: false, hasBroken: false, isFirst: true };
  for (const comment of comments) writeComment(state, comment);
  const { behind, before } = separator;
  if (behind === undefined) return;
  const isStart = before === undefined && state.isFirst;
  if (isStart) return;
  if (state.mustBreak) writeHardBreak(state, blankBefore, false);
  else if (state.isFirst) writeSeparator(state, separator.flat, blankBefore);
  else {
    const isMark = isClosing(behind.piece) || behind.piece.text === ',' || behind.piece.text === ';';
    writeSeparator(state, isMark ? '' : ' ', blankBefore);
  }
}

function writeComment(state: GapState, { text, isLine, place, blankBefore }: GapComment): void {
  const { steps, separator } = state;
  const startsText = separator.before === undefined && state.isFirst;
  if (startsText) {
    state.mustBreak = place === 'own';
  } else if (place === 'own') {
    writeHardBreak(state, blankBefore, true);
    state.mustBreak = true;
  } else if (place === 'leading') {
    if (state.mustBreak) writeHardBreak(state, blankBefore, true);
    else writeSeparator(state, opensBefore(state) ? '' : ' ', blankBefore);
    state.hasBroken = true;
    state.mustBreak = false;
  } else {
    if (!opensBefore(state) || isLine) steps.push(textStep(' '));
    state.mustBreak = isLine;
  }
  state.isFirst = false;
  steps.push(textStep(text, isLine));
}

function opensBefore({ separator, isFirst }: GapState): boolean {
  return isFirst && separator.before !== undefined && isOpening(separator.before.piece);
}

function writeSeparator(state: GapState, flat: '' | ' ', blankBefore: boolean): void {
  const { steps, separator } = state;
  if (separator.break === undefined || state.hasBroken) {
    if (flat !== '') steps.push(textStep(flat));
    return;
  }
  const { indent, isHard } = separator.break;
  steps.push({
    kind: 'break',
    flat,
    indent,
    isHard,
    isHanging: false,
    blankBefore: isBlank(state, blankBefore),
  });
}

/** A comment in front of a closing bracket stands with what the bracket holds. */
function writeHardBreak(state: GapState, blankBefore: boolean, isForComment: boolean): void {
  const { steps, separator } = state;
  const { behind } = separator;
  const closes = isForComment && behind !== undefined && isClosing(behind.piece);
  const isTop = separator.behind === undefined || separator.before === undefined;
  const hanging = separator.break === undefined && !isTop;
  const indent = hanging ? HANGING : closes ? INDENT : (separator.break?.indent ?? 0);
  steps.push({
    kind: 'break',
    flat: '',
    indent,
    isHard: true,
    isHanging: hanging,
    blankBefore: isBlank(state, blankBefore),
  });
}

function isBlank({ separator, isFirst }: GapState, blankBefore: boolean): boolean {
  return blankBefore && (separator.keepsBlank || !isFirst);
}
