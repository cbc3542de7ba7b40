import { isKeyword, isWord, type Token } from '../../grammar/tokens.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { parseDiagnostics } from './diagnostics.ts';
import { likelyWord } from './likely-words.ts';

const OBJECTS = ['SINK', 'CONNECTION', 'TABLE', 'SECRET'];

/** Words of other systems that look like ours and are meant as they stand. */
const FOREIGN: ReadonlySet<string> = new Set([
  'collection',
  'connector',
  'link',
  'stable',
  'recreate',
  'tables',
]);

/** A warning where the first words are almost those of a statement that is read: `CREATE SNIK`. */
export function unreadStatement(file: string, tokens: readonly Token[]): Diagnostic | undefined {
  const [first, second] = tokens;
  if (first === undefined || second === undefined || !isWord(first) || !isWord(second)) return undefined;
  const create = meantWord(first, ['CREATE']);
  const object = meantWord(second, OBJECTS);
  if (create === undefined || object === undefined) return undefined;
  const meant = `${create} ${object}`;
  const span = { start: first.startOffset, end: second.endOffset + 1 };
  const written = `${first.image} ${second.image}`;
  if (written.toUpperCase() === meant) return undefined;
  const fixes = [
    { title: `Write ${meant}`, applicability: 'suggested', edits: [{ span, text: meant }] },
  ] as const;
  return parseDiagnostics.create('unread-statement', { file, span }, { written, meant }, { fixes });
}

/** The word itself, or what it was probably meant to be; a keyword is never a misspelt one. */
function meantWord(token: Token, words: readonly string[]): string | undefined {
  const written = token.value.toUpperCase();
  if (words.includes(written)) return written;
  if (isKeyword(token) || token.image.startsWith('"') || FOREIGN.has(token.value)) return undefined;
  return likelyWord(token.value, words);
}
