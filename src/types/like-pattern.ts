import { SinkError } from '../diagnostics/sink-error.ts';
import { quoted } from './invalid-text.ts';

/** A text that stands there, or so many characters of any kind. */
type Part = string | number;

/** What stands between two `%`: it takes the same number of characters wherever it matches. */
interface Segment {
  readonly parts: readonly Part[];
  readonly characters: number;
}

export interface LikeOptions {
  /** The character that takes the meaning from the next one; none for ''. */
  readonly escapeSign: string;
  readonly caseInsensitive: boolean;
}

/**
 * Compiles a LIKE pattern: `%` is any text, `_` any character, line feeds too. Each segment between two `%` is taken
 * where it matches first, and never given back, so that the time is at most that of the text times the pattern.
 *
 * @throws {SinkError} `run/invalid-pattern` where the pattern ends in its escape character
 */
export function compileLike(
  pattern: string,
  { escapeSign, caseInsensitive }: LikeOptions,
): (text: string) => boolean {
  const convert = caseInsensitive ? foldCase : (text: string) => text;
  const [first = segmentOf([]), ...others] = readSegments(pattern, escapeSign, convert);
  const last = others.pop();
  return (written) => {
    const text = convert(written);
    let at = endOf(first, text, 0);
    if (last === undefined) return at === text.length;
    for (const segment of others) at = at < 0 ? at : find(segment, text, at);
    if (at < 0) return false;
    const start = startBefore(text, last.characters);
    return start >= at && endOf(last, text, start) === text.length;
  };
}

function readSegments(
  pattern: string,
  escapeSign: string,
  convert: (text: string) => string,
): readonly Segment[] {
  const segments: Segment[] = [];
  let parts: Part[] = [];
  const addText = (text: string): void => {
    const before = parts.at(-1);
    if (typeof before === 'string') parts.splice(-1, 1, before + text);
    else parts.push(text);
  };
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character === escapeSign) {
      const escaped = characters[++at];
      if (escaped === undefined) {
        throw new SinkError('run/invalid-pattern', `pattern ${quoted(pattern)} ends in its escape character`);
      }
      addText(convert(escaped));
    } else if (character === '%') {
      segments.push(segmentOf(parts));
      parts = [];
    } else if (character === '_') {
      const before = parts.at(-1);
      if (typeof before === 'number') parts.splice(-1, 1, before + 1);
      else parts.push(1);
    } else addText(convert(character));
  }
  return [...segments, segmentOf(parts)];
}

function segmentOf(parts: readonly Part[]): Segment {
  const lengths = parts.map((part) => (typeof part === 'number' ? part : [...part].length));
  return { parts, characters: lengths.reduce((sum, length) => sum + length, 0) };
}

/** Where the segment ends if it begins at `start`; -1 where it does not match. */
function endOf({ parts }: Segment, text: string, start: number): number {
  let at = start;
  for (const part of parts) {
    if (typeof part === 'string') {
      if (!text.startsWith(part, at)) return -1;
      at += part.length;
      continue;
    }
    for (let count = 0; count < part; count++) {
      if (at >= text.length) return -1;
      at += unitsAt(text, at);
    }
  }
  return at;
}

/** Where the segment ends the first time that it matches from `from` on; -1 where it does not. */
function find(segment: Segment, text: string, from: number): number {
  const [head] = segment.parts;
  if (head === undefined) return from;
  for (let start = from; start <= text.length; start += unitsAt(text, start)) {
    if (typeof head === 'string') start = text.indexOf(head, start);
    if (start < 0) return -1;
    const end = endOf(segment, text, start);
    if (end >= 0) return end;
  }
  return -1;
}

function unitsAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** Where the last so many characters of a text begin; -1 where there are not so many. */
function startBefore(text: string, characters: number): number {
  let at = text.length;
  for (let count = 0; count < characters; count++) {
    if (at <= 0) return -1;
    at -= at > 1 && unitsAt(text, at - 2) === 2 ? 2 : 1;
  }
  return at;
}

/** Characters that folding keeps apart or puts together otherwise than their upper case does. */
const FOLDED_OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['\u0131', '\u0131'],
  ['\u1fd3', '\u0390'],
  ['\u1fe3', '\u03b0'],
  ['\ufb05', '\ufb06'],
]);

/** Simple case folding of Unicode up to the choice of the character that stands for all: one for one. */
export function foldCase(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  let folded = '';
  for (const character of text) folded += FOLDED_OTHERWISE.get(character) ?? foldCharacter(character);
  return folded;
}

function foldCharacter(character: string): string {
  const upper = single(character.toUpperCase(), character);
  return single(upper.toLowerCase(), upper);
}

function single(changed: string, character: string): string {
  return changed.length === unitsAt(changed, 0) ? changed : character;
}
