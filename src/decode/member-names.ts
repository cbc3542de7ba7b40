import type { Cursor } from './input-error.ts';
import { expectUnit, readText, UNIT } from './json-scanner.ts';

/**
 * Moves past a member's name and its colon.
 *
 * @param previous  position of the member before; -1 at the first
 * @returns         position among the names; -1 for one that is not known
 */
export type NameReader = (cursor: Cursor, previous: number) => number;

/** Lines of one input mostly have their members in one order: what followed last time is tried first. */
export function createNameReader(names: readonly string[]): NameReader {
  const expected = names.map((name) => unitsOf(`${JSON.stringify(name)}:`));
  const positions = new Map(names.map((name, position) => [name, position]));
  const successors = [...names.keys(), names.length];

  return (cursor, previous) => {
    const guess = successors[previous + 1] ?? 0;
    const units = expected[guess];
    if (units !== undefined && stands(units, cursor)) {
      cursor.at += units.length;
      return guess;
    }
    const position = positions.get(readText(cursor)) ?? -1;
    expectUnit(cursor, UNIT.colon, '":"');
    if (position >= 0) successors[previous + 1] = position;
    return position;
  };
}

function stands(expected: readonly number[], { units, at }: Cursor): boolean {
  for (let index = 0; index < expected.length; index++) {
    if (units[at + index] !== expected[index]) return false;
  }
  return true;
}

function unitsOf(text: string): readonly number[] {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}
