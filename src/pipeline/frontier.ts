import type { Frontier } from './ports.ts';

/** Whether everything at `time` is final. */
export function isFinal(time: bigint, frontier: Frontier): boolean {
  return frontier === 'finished' || time < frontier;
}

/** Whether `frontier` stands at `other` or further. */
export function reaches(frontier: Frontier, other: Frontier): boolean {
  if (frontier === 'finished') return true;
  return other !== 'finished' && frontier >= other;
}

/** As an input writes it. */
export function renderFrontier(frontier: Frontier): string {
  return frontier === 'finished' ? 'null' : String(frontier);
}
