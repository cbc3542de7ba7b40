/**
 * Decides whether a regular expression matches anywhere in a text, in time bounded by the length of the text times
 * the size of the pattern: all ways to match are followed at once, none is gone back to. Written in the syntax of
 * JavaScript with the `u` flag, without what needs going back: `\1`, `\k<name>`, `(?=`, `(?!`, `(?<=`, `(?<!`.
 */
export type LinearMatcher = (text: string) => boolean;

/** Parts of a pattern, counted repetitions written out. */
const MAX_SIZE = 10_000;
const MAX_DEPTH = 250;

/** What a pattern may not have here. */
export class PatternLimit extends Error {}

type Part =
  | { readonly kind: 'character'; readonly test: (character: string) => boolean }
  | { readonly kind: 'place'; readonly test: (before: string, after: string) => boolean }
  | { readonly kind: 'sequence'; readonly parts: readonly Part[] }
  | { readonly kind: 'choice'; readonly parts: readonly Part[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly least: number; readonly most: number };

interface Reader {
  readonly pattern: string;
  readonly flags: string;
  at: number;
  depth: number;
}

/**
 * @param flags  `u` or `iu`
 * @throws {SyntaxError} for a pattern that is none
 * @throws {PatternLimit} for one that needs going back, or is too large
 */
export function compileLinear(pattern: string, flags: string): LinearMatcher {
  const native = new RegExp(pattern, flags);
  // Without choice and repetition there is nothing to go back to.
  if (!/[*+?{|(]/.test(pattern)) return (text) => native.test(text);
  return createMatcher(readChoice({ pattern, flags, at: 0, depth: 0 }));
}

/** choice := sequence ("|" sequence)* */
function readChoice(reader: Reader): Part {
  if (++reader.depth > MAX_DEPTH) throw new PatternLimit(`has more than ${MAX_DEPTH} levels`);
  const parts: Part[] = [];
  do parts.push(readSequence(reader));
  while (taken(reader, '|'));
  reader.depth--;
  return { kind: 'choice', parts };
}

/** sequence := (atom quantifier?)* */
function readSequence(reader: Reader): Part {
  const parts: Part[] = [];
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern.charAt(reader.at))) {
    parts.push(readQuantifier(reader, readAtom(reader)));
  }
  return { kind: 'sequence', parts };
}

const QUANTIFIER = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y;

function readQuantifier(reader: Reader, part: Part): Part {
  QUANTIFIER.lastIndex = reader.at;
  const match = QUANTIFIER.exec(reader.pattern);
  if (match === null) return part;
  reader.at += match[0].length;
  const [, sign, least, comma, most] = match;
  if (sign !== undefined) {
    return { kind: 'repeat', part, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
  }
  const bound = comma === undefined ? least : most;
  return { kind: 'repeat', part, least: Number(least), most: bound === '' ? Infinity : Number(bound) };
}

const GROUP = /\((?:\?:|\?<(?![=!])[^>]*>)?/y;
/** One character of the text, as V8 reads it: a class, an escape, a dot, or itself. */
const CHARACTER =
  /\[(?:[^\]\\]|\\.)*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u....|\\x..|\\c.|\\.|./suy;

function readAtom(reader: Reader): Part {
  const { pattern, flags } = reader;
  if (pattern.charAt(reader.at) === '(') return readGroup(reader);
  CHARACTER.lastIndex = reader.at;
  const source = CHARACTER.exec(pattern)?.[0] ?? '';
  if (/^\\[1-9k]/.test(source)) throw new PatternLimit('refers back to a group');
  reader.at += source.length;
  if (source === '^') return { kind: 'place', test: (before) => before === '' };
  if (source === '$') return { kind: 'place', test: (_, after) => after === '' };
  if (source === '\\b' || source === '\\B') return boundary(source === '\\b', flags);
  return { kind: 'character', test: characterTest(source, flags) };
}

function readGroup(reader: Reader): Part {
  GROUP.lastIndex = reader.at;
  const open = GROUP.exec(reader.pattern)?.[0] ?? '';
  if (open === '(' && reader.pattern.charAt(reader.at + 1) === '?') {
    throw new PatternLimit('looks ahead, looks behind or changes its flags');
  }
  reader.at += open.length;
  const part = readChoice(reader);
  reader.at++;
  return part;
}

function taken(reader: Reader, sign: string): boolean {
  if (reader.pattern.charAt(reader.at) !== sign) return false;
  reader.at++;
  return true;
}

function boundary(wanted: boolean, flags: string): Part {
  const isWord = characterTest('\\w', flags);
  const test = (before: string, after: string) => (isWord(before) !== isWord(after)) === wanted;
  return { kind: 'place', test };
}

/** Asks V8 about each ASCII character once. */
function characterTest(source: string, flags: string): (character: string) => boolean {
  const expression = new RegExp(source, flags);
  const known: (boolean | undefined)[] = [];
  return (character) => {
    const code = character.charCodeAt(0);
    if (!(code < 0x80)) return expression.test(character);
    known[code] ??= expression.test(character);
    return known[code];
  };
}

/** A state of the matcher: what it asks for, and which states come then. */
interface State {
  readonly part?: Part & { readonly kind: 'character' | 'place' };
  readonly next: number[];
}

const MATCHED = 0;

function createMatcher(pattern: Part): LinearMatcher {
  const states: State[] = [{ next: [] }];
  let size = 0;

  const add = (state: State): number => states.push(state) - 1;

  /** @returns where the part begins, if `next` follows it */
  const build = (part: Part, next: number): number => {
    if (++size > MAX_SIZE)
      throw new PatternLimit(`has more than ${MAX_SIZE} parts, repeated ones counted each`);
    switch (part.kind) {
      case 'character':
      case 'place':
        return add({ part, next: [next] });
      case 'sequence':
        return part.parts.reduceRight((following, inner) => build(inner, following), next);
      case 'choice':
        return add({ next: part.parts.map((inner) => build(inner, next)) });
      case 'repeat':
        return buildRepeat(part, next);
    }
  };

  const buildRepeat = ({ part, least, most }: Part & { kind: 'repeat' }, next: number): number => {
    let start = next;
    if (most === Infinity) {
      const loop: State = { next: [next] };
      start = add(loop);
      loop.next.push(build(part, start));
    } else {
      for (let count = least; count < most; count++) start = add({ next: [next, build(part, start)] });
    }
    for (let count = 0; count < least; count++) start = build(part, start);
    return start;
  };

  const first = build(pattern, MATCHED);
  return (text) => run(states, first, text);
}

function run(states: readonly State[], first: number, text: string): boolean {
  /** The position after which a state was last reached: none is followed twice. */
  const reached = new Int32Array(states.length).fill(-1);
  let waiting: number[] = [];
  let before = '';
  for (let at = 0; ; at += before.length) {
    const code = text.codePointAt(at);
    const after = code === undefined ? '' : String.fromCodePoint(code);
    const open = [...waiting, first];
    waiting = [];
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      if (number === MATCHED) return true;
      const state = states[number];
      if (state === undefined || reached[number] === at) continue;
      reached[number] = at;
      const { part, next } = state;
      if (part?.kind === 'character') {
        if (after !== '' && part.test(after)) for (const following of next) waiting.push(following);
      } else if (part === undefined || part.test(before, after)) {
        for (const following of next) open.push(following);
      }
    }
    if (after === '') return false;
    before = after;
  }
}
