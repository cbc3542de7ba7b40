import { nearestNames } from '../diagnostics/nearest.ts';

/** The candidate that a word was probably meant to be: much alike, or the same but for two letters that changed places. */
export function likelyWord(written: string, candidates: readonly string[]): string | undefined {
  const word = written.toLowerCase();
  const swapped = candidates.find((candidate) => isSwapped(word, candidate.toLowerCase()));
  return swapped ?? nearestNames(word, candidates, 1)[0];
}

function isSwapped(left: string, right: string): boolean {
  if (left.length !== right.length || left === right) return false;
  let at = 0;
  while (left[at] === right[at]) at++;
  const isPair = left[at] === right[at + 1] && left[at + 1] === right[at];
  return isPair && left.slice(at + 2) === right.slice(at + 2);
}
