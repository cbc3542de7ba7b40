import type { Column } from '../types/sql-type.ts';
import { createInputClock } from './input-clock.ts';
import { createCursor, inputError } from './input-error.ts';
import { skipBlanks, syntaxError, UNIT } from './json-scanner.ts';
import { createLineReader, type Line } from './line-reader.ts';
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
