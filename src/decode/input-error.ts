import { SinkError } from '../diagnostics/sink-error.ts';

/** What can be wrong with a row input; each stops the run, and a corrected input continues it. */
export const INPUT_ERRORS = {
  'run/input-encoding': 'A line of the input is not UTF-8.',
  'run/input-json': 'A line of the input is not one JSON object.',
  'run/input-too-long': 'A line of the input is longer than lines may be.',
  'run/input-member':
    'A line has a member that it cannot have, lacks one that it must have, or has one twice.',
  'run/input-column': 'A row has a column that the relation does not have.',
  'run/input-value': 'A value does not fit the type of its column.',
  'run/input-null': 'A column that is NOT NULL has no value.',
  'run/input-time': 'The time of a change is not one, or is final already.',
  'run/input-diff': 'The diff of a change is not a signed 64-bit integer other than 0.',
  'run/input-frontier': 'A frontier is not a time, or goes back.',
  'run/input-finished': 'A line follows the one that finished the input.',
} as const satisfies Readonly<Record<string, string>>;

export type InputErrorCode = keyof typeof INPUT_ERRORS;

/** Where a reader stands in a piece of the input: whole lines, each ended by a line feed. */
export interface Cursor {
  /** What messages call the input. */
  readonly name: string;
  text: string;
  /** The UTF-16 units of `text`: reading them here is faster. There may be more, of no meaning. */
  units: Uint8Array | Uint16Array;
  /** The next unit of `text` to read. */
  at: number;
  /** From 1. */
  line: number;
  /** Where in `text` the line begins. */
  lineStart: number;
  /** The column being read, as messages name it: with the fields of records, `address.city`. */
  column: string;
}

export function createCursor(name: string): Cursor {
  return { name, text: '', units: new Uint8Array(), at: 0, line: 1, lineStart: 0, column: '' };
}

/** @param at  the unit of the cursor's text that is to blame */
export function inputError(
  cursor: Cursor,
  at: number,
  code: InputErrorCode,
  message: string,
  hint?: string,
): SinkError {
  const place = `${cursor.name}:${cursor.line}:${at - cursor.lineStart + 1}`;
  return new SinkError(code, `${place}: ${message}`, hint === undefined ? {} : { hint });
}

const SHOWN_UNITS = 40;
const TOKEN = /"(?:[^"\\\n]|\\.)*"?|[{}[\]]|[^\s,:"{}[\]]+|[^\r\n]/g;

/** The start of what stands at `at`, for messages: one token, or an object or array up to its end. */
export function isLineEnd(cursor: Cursor, at: number): boolean {
  return /^[\r\n]|^$/.test(cursor.text.slice(at, at + 1));
}

export function shownAt(cursor: Cursor, at: number): string {
  const rest = /^[^\r\n]*/.exec(cursor.text.slice(at, at + 4 * SHOWN_UNITS))?.[0] ?? '';
  if (rest === '') return 'the end of the line';
  let shown = '';
  let depth = 0;
  for (const [token] of rest.matchAll(TOKEN)) {
    shown += token;
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    if (depth <= 0) break;
  }
  return shown.length > SHOWN_UNITS ? `${shown.slice(0, SHOWN_UNITS).toWellFormed()}...` : shown;
}
