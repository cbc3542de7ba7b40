import type { Column } from '../types/sql-type.ts';
import { createCursor, inputError } from './input-error.ts';
import { skipBlanks, syntaxError, UNIT } from './json-scanner.ts';
import { createLineReader, type Line, MAX_TIME } from './line-reader.ts';
import { createLineCutter } from './lines.ts';
import type { Frontier, RowChange, SourceBatch, SourceEnd } from './row-change.ts';

/** Reads row changes from JSON lines: changes and frontiers as the contract of row inputs has them. */
export interface NdjsonDecoder {
  /** The smallest time at which the input is readable; known once its first line was read. */
  readonly asOf: bigint | undefined;
  /**
   * @param chunk  any piece of the input, in order
   * @returns      what the lines that it completes say
   * @throws {SinkError} `run/input-...` naming line and column; the decoder is of no use afterwards
   */
  push(chunk: Uint8Array): SourceBatch;
  /** Reads what no line feed ended, unless the input was interrupted: then nothing becomes final by its end. */
  end(options: { readonly interrupted: boolean }): { readonly batch: SourceBatch; readonly end: SourceEnd };
}

export interface NdjsonOptions {
  /** What messages call the input: its path. */
  readonly name: string;
  /** Of one line, its line feed counted. */
  readonly maxLineBytes?: number;
}

const MAX_LINE_BYTES = 64 * 1024 * 1024;

export function createNdjsonDecoder(columns: readonly Column[], options: NdjsonOptions): NdjsonDecoder {
  const cursor = createCursor(options.name);
  const readLine = createLineReader(columns);
  const clock = createInputClock();
  let changes: RowChange[] = [];
  /** Of the line before, where it was a change: what may stand there may stand here. */
  let lastTime: bigint | undefined;

  const visitLine = (): void => {
    const line = readLine(cursor);
    const { time, row, diff = 1n } = line;
    if (time === undefined || time !== lastTime) checkTime(line);
    if (time !== undefined && row !== undefined) changes.push({ time, diff, row, line: cursor.line });
  };

  const checkTime = (line: Line): void => {
    const refused = clock.refuse(line);
    if (refused !== undefined) throw inputError(cursor, line.timeAt, ...refused);
    clock.accept(line);
    lastTime = line.time;
  };

  const visitText = (): void => {
    const { length } = cursor.text;
    while (cursor.at < length) {
      cursor.lineStart = cursor.at;
      skipBlanks(cursor);
      if (cursor.units[cursor.at] !== UNIT.lineFeed) {
        visitLine();
        skipBlanks(cursor);
        if (cursor.units[cursor.at] !== UNIT.lineFeed) throw syntaxError(cursor, 'the end of the line');
      }
      cursor.at++;
      cursor.line++;
    }
  };

  const cutter = createLineCutter(cursor, options.maxLineBytes ?? MAX_LINE_BYTES, visitText);

  const takeBatch = (before: Frontier | undefined): SourceBatch => {
    const batch = { changes };
    changes = [];
    const { frontier } = clock;
    return frontier === undefined || frontier === before ? batch : { ...batch, frontier };
  };

  return {
    get asOf() {
      return clock.asOf;
    },
    push(chunk) {
      const before = clock.frontier;
      cutter.push(chunk);
      return takeBatch(before);
    },
    end({ interrupted }) {
      const before = clock.frontier;
      if (!interrupted) cutter.end();
      const end = clock.end(interrupted);
      return { batch: takeBatch(before), end };
    },
  };
}

type Refusal = readonly [
  code: 'run/input-time' | 'run/input-frontier' | 'run/input-finished',
  message: string,
  hint?: string,
];

/** What is final, and so which lines may still come. */
interface InputClock {
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

function createInputClock(): InputClock {
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
