import { type Token, t } from './tokens.ts';

/** Which brackets belong together; all numbers are indexes of tokens. */
export interface Brackets {
  /** Of a bracket the other one; -1 where it has none, and for all other tokens. */
  readonly partner: Int32Array;
  /** The innermost opening bracket that is closed behind the token; -1 outside of all. */
  readonly parent: Int32Array;
}

/** A closing bracket takes the nearest opening one of its kind; what stands open between them stays without partner. */
export function matchBrackets(tokens: readonly Token[]): Brackets {
  const partner = new Int32Array(tokens.length).fill(-1);
  const parents = new Int32Array(tokens.length).fill(-1);
  pair(tokens, partner);
  const open: number[] = [];
  tokens.forEach((_, index) => {
    const other = partner[index] ?? -1;
    if (other >= 0 && other < index) open.pop();
    parents[index] = open.at(-1) ?? -1;
    if (other > index) open.push(index);
  });
  return { partner, parent: parents };
}

function pair(tokens: readonly Token[], partner: Int32Array): void {
  const open: Token[] = [];
  const count = new Map([
    [t.LParen, 0],
    [t.LBracket, 0],
  ]);
  const add = (type: Token['tokenType'], change: number) => count.set(type, (count.get(type) ?? 0) + change);
  for (const token of tokens) {
    const { tokenType } = token;
    if (tokenType === t.LParen || tokenType === t.LBracket) {
      open.push(token);
      add(tokenType, 1);
    } else if (tokenType === t.RParen || tokenType === t.RBracket) {
      const wanted = tokenType === t.RParen ? t.LParen : t.LBracket;
      if (count.get(wanted) === 0) continue;
      for (let last = open.pop(); last !== undefined; last = open.pop()) {
        add(last.tokenType, -1);
        if (last.tokenType !== wanted) continue;
        partner[last.index] = token.index;
        partner[token.index] = last.index;
        break;
      }
    }
  }
}
