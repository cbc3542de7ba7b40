import type { Node } from '../ast/node-table.ts';
import type { PlainToken } from '../parse/tokenize.ts';
import type { Span } from '../source/span.ts';

/** A comment in a gap between two pieces. */
export interface GapComment {
  /** Without white space at its end. */
  readonly text: string;
  readonly isLine: boolean;
  /** - `trailing`  on the line of what stands before it
   *  - `own`       on a line of its own
   *  - `leading`   at the start of the line of what stands behind it */
  readonly place: 'trailing' | 'own' | 'leading';
  readonly blankBefore: boolean;
}

/** What stands in front of a piece, or of the end of the text. */
export interface Gap {
  readonly comments: readonly GapComment[];
  /** Whether an empty line stands in front of the piece, behind the comments. */
  readonly blankBefore: boolean;
}

/** A token, or a stretch of text that is kept as it is. */
export interface Piece {
  readonly kind: PlainToken['kind'] | 'frozen';
  readonly text: string;
  readonly span: Span;
}

export interface Pieces {
  readonly pieces: readonly Piece[];
  /** One more than pieces: the last one stands before the end of the text. */
  readonly gaps: readonly Gap[];
  /** The line end that most gaps have; where none has any, the text. */
  readonly lineEnd: LineEnd;
}

export type LineEnd = '\n' | '\r\n';

interface Element {
  readonly piece: Piece;
  readonly isComment: boolean;
  readonly newlineBefore: boolean;
  readonly blankBefore: boolean;
}

/**
 * Cuts a text into pieces and the gaps between them.
 *
 * @param frozen  disjoint spans in text order that are kept as written, comments inside them included
 * @returns       undefined where something other than white space stands between tokens and comments
 */
export function cutPieces(
  text: string,
  tokens: readonly PlainToken[],
  frozen: readonly Span[],
): Pieces | undefined {
  const elements: Element[] = [];
  // What is kept as written keeps its line ends, so they have no say.
  let lineEnds = 0;
  let end = 0;
  for (const piece of withFrozen(text, tokens, frozen)) {
    const space = text.slice(end, piece.span.start);
    if (!/^[ \t\n\f\r]*$/.test(space)) return undefined;
    lineEnds += weighLineEnds(text, end, piece.span.start);
    elements.push({ ...placed(space, end === 0), piece, isComment: piece.kind === 'comment' });
    end = piece.span.end;
  }
  const rest = text.slice(end);
  if (!/^[ \t\n\f\r]*$/.test(rest)) return undefined;
  lineEnds += weighLineEnds(text, end, text.length);
  const lineEnd = (lineEnds || weighLineEnds(text, 0, text.length)) > 0 ? '\r\n' : '\n';
  return { ...sortIntoGaps(elements, placed(rest, false)), lineEnd };
}

/** How many more lines end in CR LF than in LF alone; the CR before an LF may belong to a comment. */
function weighLineEnds(text: string, start: number, end: number): number {
  let weight = 0;
  for (let at = start; at < end; at++) {
    if (text[at] === '\n') weight += text[at - 1] === '\r' ? 1 : -1;
  }
  return weight;
}

function placed(space: string, isFirst: boolean): Pick<Element, 'newlineBefore' | 'blankBefore'> {
  const newlines = space.match(/\r\n|\n|\r/g)?.length ?? 0;
  return { newlineBefore: newlines > 0 || isFirst, blankBefore: newlines > 1 && !isFirst };
}

function withFrozen(text: string, tokens: readonly PlainToken[], frozen: readonly Span[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const token of tokens) {
    while ((frozen[at]?.end ?? Number.POSITIVE_INFINITY) <= token.span.start) at++;
    const span = frozen[at];
    if (span === undefined || token.span.start < span.start) pieces.push(token);
    else if (token.span.start === span.start)
      pieces.push({ kind: 'frozen', text: text.slice(span.start, span.end), span });
  }
  return pieces;
}

/** A comment that ends its line would put a comma or semicolon behind it on the next one: it changes places with it. */
function sortIntoGaps(
  elements: readonly Element[],
  atEnd: Pick<Element, 'newlineBefore' | 'blankBefore'>,
): Pick<Pieces, 'pieces' | 'gaps'> {
  const pieces: Piece[] = [];
  const gaps: Gap[] = [];
  let waiting: Element[] = [];
  for (const element of elements) {
    if (element.isComment) {
      waiting.push(element);
      continue;
    }
    const isMark = element.piece.text === ',' || element.piece.text === ';';
    const moved = isMark ? waiting.splice(firstEndingLine(waiting, element)) : [];
    // A mark that changed places with comments stands on the line of what is left in front of it.
    gaps.push(gapOf(waiting, moved.length === 0 ? element : { newlineBefore: false, blankBefore: false }));
    pieces.push(element.piece);
    waiting = moved;
  }
  gaps.push(gapOf(waiting, atEnd));
  return { pieces, gaps };
}

function firstEndingLine(comments: readonly Element[], mark: Element): number {
  const at = comments.findIndex(
    (comment, index) =>
      isLineComment(comment) || (comment.newlineBefore && (comments[index + 1] ?? mark).newlineBefore),
  );
  return at < 0 ? comments.length : at;
}

function isLineComment({ piece }: Element): boolean {
  return piece.text.startsWith('--');
}

function gapOf(elements: readonly Element[], next: Pick<Element, 'newlineBefore' | 'blankBefore'>): Gap {
  const comments = elements.map((element, index): GapComment => {
    const previous = elements[index - 1];
    const isLine = isLineComment(element);
    const startsLine = element.newlineBefore || (previous !== undefined && isLineComment(previous));
    const endsLine = isLine || (elements[index + 1] ?? next).newlineBefore;
    const place = !startsLine ? 'trailing' : endsLine ? 'own' : 'leading';
    const { text } = element.piece;
    return { text: isLine ? text.trimEnd() : text, isLine, place, blankBefore: element.blankBefore };
  });
  return { comments, blankBefore: next.blankBefore };
}

/** The nodes around each piece, outermost first. */
export function nodesAround(pieces: readonly Piece[], nodes: readonly Node[]): readonly (readonly Node[])[] {
  const sorted = [...nodes].sort(
    ({ span: left }, { span: right }) => left.start - right.start || right.end - left.end,
  );
  const open: Node[] = [];
  let next = 0;
  return pieces.map(({ span }) => {
    for (
      let node = sorted[next];
      node !== undefined && node.span.start <= span.start;
      node = sorted[++next]
    ) {
      while ((open.at(-1)?.span.end ?? node.span.end) < node.span.end) open.pop();
      open.push(node);
    }
    while ((open.at(-1)?.span.end ?? span.end) < span.end) open.pop();
    return [...open];
  });
}
