import type { ItemKind } from './snapshot.ts';

/** What a statement that is not read further declares. */
export interface OpaqueItem {
  readonly kind: ItemKind;
  readonly parts: readonly string[];
  /** Offsets of the name into the statement's text. */
  readonly start: number;
  readonly end: number;
}

/** Words between CREATE and the name, and the kind they declare. */
const HEADS: readonly { readonly words: readonly string[]; readonly kind: ItemKind }[] = [
  { words: ['MATERIALIZED', 'VIEW'], kind: 'materialized view' },
  { words: ['VIEW'], kind: 'view' },
  { words: ['SOURCE'], kind: 'source' },
  { words: ['TABLE'], kind: 'table' },
  { words: ['TYPE'], kind: 'type' },
  { words: ['INDEX'], kind: 'index' },
  { words: ['SINK'], kind: 'sink' },
];

const MODIFIERS: readonly (readonly string[])[] = [['OR', 'REPLACE'], ['TEMP'], ['TEMPORARY'], ['DEFAULT']];

interface Word {
  /** Folded as an identifier. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  /** True where a dot follows. */
  readonly dotted: boolean;
}

/**
 * Reads `CREATE ... name` of a statement and nothing behind it. A replacement, which takes the place of another
 * item, declares none; neither does a statement without a name.
 */
export function readOpaqueItem(text: string): OpaqueItem | undefined {
  const words = firstWords(text);
  if (!isKeyword(words[0], 'CREATE')) return undefined;
  let at = 1;
  for (let skipped = -1; skipped !== at; ) {
    skipped = at;
    for (const modifier of MODIFIERS) if (startsWith(words, at, modifier)) at += modifier.length;
  }
  const head = HEADS.find(({ words: head }) => startsWith(words, at, head));
  if (head === undefined) return undefined;
  at += head.words.length;
  if (startsWith(words, at, ['IF', 'NOT', 'EXISTS'])) at += 3;
  const first = words[at];
  if (first === undefined || (head.kind === 'index' && isKeyword(first, 'ON'))) return undefined;
  const parts = [first];
  while (words[at]?.dotted === true) {
    const next = words[++at];
    if (next === undefined) return undefined;
    parts.push(next);
  }
  return {
    kind: head.kind,
    parts: parts.map(({ name }) => name),
    start: first.start,
    end: parts.at(-1)?.end ?? first.end,
  };
}

const SPACE = String.raw`(?:\s|--[^\n]*|/\*[\s\S]*?\*/)*`;
const WORD = new RegExp(
  String.raw`${SPACE}(?:"((?:[^"]|"")+)"|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*))(${SPACE}\.)?`,
  'y',
);

/** The words a statement begins with, up to the first thing that is no word. */
function firstWords(text: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (words.length < 16) {
    WORD.lastIndex = at;
    const match = WORD.exec(text);
    if (match === null) break;
    at = WORD.lastIndex;
    const [whole, quoted, plain = '', dot = ''] = match;
    const end = match.index + whole.length - dot.length;
    const written = quoted === undefined ? plain.length : quoted.length + 2;
    words.push({
      name: quoted?.replaceAll('""', '"') ?? plain.toLowerCase(),
      start: end - written,
      end,
      quoted: quoted !== undefined,
      dotted: dot !== '',
    });
  }
  return words;
}

function startsWith(words: readonly Word[], at: number, keywords: readonly string[]): boolean {
  return keywords.every((keyword, index) => isKeyword(words[at + index], keyword));
}

function isKeyword(word: Word | undefined, keyword: string): boolean {
  return word !== undefined && !word.quoted && word.name === keyword.toLowerCase();
}
