import { SinkError } from '../diagnostics/sink-error.ts';

/** A text is not the form of a value of the type. */
export function invalidText(type: string, text: string, why?: string): SinkError {
  return new SinkError(
    'run/invalid-text',
    `cannot read ${quoted(text)} as ${type}${why === undefined ? '' : `: ${why}`}`,
  );
}

/** A value does not fit the type it is wanted in. */
export function outOfRange(type: string, value: string): SinkError {
  return new SinkError('run/out-of-range', `${value} does not fit ${type}`);
}

/** @returns the text in double quotes, cut where it is long */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
