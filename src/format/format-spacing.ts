import type { Node } from '../ast/node-table.ts';
import type { Piece } from './format-gaps.ts';
import { CALLS, KEEPS_CASE, SUBSCRIPTED } from './format-style.ts';

/** A piece and the innermost node that holds it. */
export interface Placed {
  readonly piece: Piece;
  readonly owner: Node | undefined;
}

const OPENING = new Set(['(', '[']);
const NEVER_BEFORE = new Set([')', ']', ',', ';']);
const TIGHT = new Set(['.', '::']);

export function isOpening({ kind, text }: Piece): boolean {
  return kind === 'punctuation' && OPENING.has(text);
}

export function isClosing({ kind, text }: Piece): boolean {
  return kind === 'punctuation' && (text === ')' || text === ']');
}

/** Whether two pieces on one line stand apart; where they would be read as others, they always do. */
export function isApart(before: Placed, behind: Placed, isFirstOfOwner: boolean): boolean {
  return wouldMerge(before.piece, behind.piece) || !isTight(before, behind, isFirstOfOwner);
}

function isTight(before: Placed, behind: Placed, isFirstOfOwner: boolean): boolean {
  const { text } = behind.piece;
  if (isOpening(before.piece)) return true;
  if (behind.piece.kind === 'punctuation' && NEVER_BEFORE.has(text)) return true;
  if (TIGHT.has(before.piece.text) || TIGHT.has(text)) return true;
  if (before.piece.text === ':' || text === ':') return true;
  if (text === '(') return isCall(before, behind, isFirstOfOwner);
  if (text === '[') return isSubscript(before, behind);
  return isSign(before);
}

function holds(owner: Node | undefined, piece: Piece): boolean {
  return owner !== undefined && owner.span.start <= piece.span.start;
}

function isCall(before: Placed, behind: Placed, isFirstOfOwner: boolean): boolean {
  const { owner } = behind;
  if (owner?.kind === 'BinaryOperation') return before.piece.text.toUpperCase() === 'OPERATOR';
  return owner !== undefined && CALLS.has(owner.kind) && isFirstOfOwner && holds(owner, before.piece);
}

function isSubscript(before: Placed, { owner }: Placed): boolean {
  if (owner === undefined || !SUBSCRIPTED.has(owner.kind)) return false;
  return owner.kind === 'SubscriptIndex' || holds(owner, before.piece);
}

/** A sign that belongs to the number or the operand behind it. */
function isSign({ piece, owner }: Placed): boolean {
  if (piece.kind !== 'operator' || owner === undefined) return false;
  if (owner.kind === 'UnaryOperation') return owner.operatorSpan.start === piece.span.start;
  return owner.kind === 'NumberLiteral' || owner.kind === 'NamedType';
}

/** Whether two pieces without a space between them would be read as other ones. */
function wouldMerge(before: Piece, behind: Piece): boolean {
  const last = before.text.at(-1) ?? '';
  const first = behind.text.at(0) ?? '';
  if (isWordly(last) && (isWordly(first) || first === "'")) return true;
  if (before.kind === 'operator' && behind.kind === 'operator') return true;
  if (last === "'" && first === "'") return true;
  if (before.kind === 'number' && first === '.') return true;
  if (last === ':' && first === ':') return true;
  return last === '.' && /\d/.test(first);
}

function isWordly(char: string): boolean {
  return /[\w$"\u0080-\uffff]/.test(char);
}

/** A piece as it is written: keywords in upper case where they are no names, types or functions. */
export function writtenText({ piece, owner }: Placed, behind: Piece | undefined): string {
  if (piece.kind !== 'keyword') return piece.text;
  if (owner === undefined || KEEPS_CASE.has(owner.kind)) return piece.text;
  if (owner.kind === 'ConditionalCall' && behind?.text === '(') return piece.text;
  return piece.text.toUpperCase();
}
