import type { InputErrorCode } from './input-error.ts';
import { type Line, MAX_TIME } from './line-reader.ts';
import type { Frontier, SourceEnd } from './row-change.ts';

export type Refusal = readonly [code: InputErrorCode, message: string, hint?: string];

/** What is final, and so which lines may still come. */
export interface InputClock {
  readonly asOf: bigint | undefined;
  readonly frontier: Frontier | undefined;
  /** Why the line may not stand here. */
  refuse(line: Line): Refusal | undefined;
  accept(line: Line): void;
  end(interrupted: boolean): SourceEnd;
}

const SORT_HINT =
  'Sort the lines by time, or begin the input with a {"frontier": ...} line and say yourself what is final.';
const FRONTIER_HINT = 'Write the {"frontier": ...} line behind the last change that is below it.';

export function createInputClock(): InputClock {
  let asOf: bigint | undefined;
  let frontier: Frontier | undefined;
  /** Whether the first line was a frontier. */
  let explicit = false;
  let largest = -1n;

  const refuseTime = (time: bigint): Refusal | undefined => {
    if (time === MAX_TIME)
      return ['run/input-time', `time ${time} is the last one, no frontier fits behind it`];
    if (frontier === undefined || frontier === 'finished' || time >= frontier) return undefined;
    const hint = explicit ? FRONTIER_HINT : SORT_HINT;
    return ['run/input-time', `time ${time} is final: the frontier is ${frontier}`, hint];
  };

  return {
    get asOf() {
      return asOf;
    },
    get frontier() {
      return frontier;
    },
    refuse(line) {
      if (frontier === 'finished') return ['run/input-finished', 'line follows {"frontier": null}'];
      if (line.time !== undefined) return refuseTime(line.time);
      const next = line.frontier;
      if (frontier === undefined || next === undefined || next === 'finished' || next >= frontier) {
        return undefined;
      }
      return ['run/input-frontier', `frontier ${next} goes back: it is ${frontier} already`];
    },
    accept(line) {
      if (asOf === undefined) {
        explicit = line.frontier !== undefined;
        // An input that is finished at once was never readable anywhere: any time will do.
        asOf = line.time ?? (line.frontier === 'finished' ? 0n : line.frontier);
      }
      if (line.time === undefined) {
        frontier = line.frontier;
        return;
      }
      if (line.time > largest) largest = line.time;
      if (!explicit) frontier = line.time;
    },
    end(interrupted) {
      if (frontier === 'finished') return 'finished';
      if (frontier === undefined || largest < frontier) return 'ended';
      if (explicit) return 'unfinal';
      if (!interrupted) frontier = largest + 1n;
      return 'ended';
    },
  };
}
