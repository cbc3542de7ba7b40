import { outOfRange, quoted } from './invalid-text.ts';
import type { CharacterType } from './sql-type.ts';

const NAME_BYTES = 63;

/** Characters, that is code points. */
export function characterCount(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit < 0xdc00) count--;
  }
  return count;
}

/**
 * Makes a text a value of `varchar(n)` or `char(n)`: blanks at the end of a `char` are dropped.
 *
 * @param explicit  true cuts what is too long; otherwise only white space may be cut
 */
export function fitCharacters(type: CharacterType, text: string, explicit: boolean): string {
  const fitted = type.length === undefined ? text : cut(type, type.length, text, explicit);
  return type.kind === 'char' ? fitted.replace(/ +$/, '') : fitted;
}

function cut(type: CharacterType, length: number, text: string, explicit: boolean): string {
  if (text.length <= length || characterCount(text) <= length) return text;
  const characters = [...text];
  const rest = characters.slice(length).join('');
  if (!explicit && /[^ \t\n\v\f\r]/.test(rest)) throw outOfRange(`${type.kind}(${length})`, quoted(text));
  return characters.slice(0, length).join('');
}

/** The value of a `char(n)` as it is sent: filled up with blanks to n characters. */
export function padCharacters(text: string, length: number | undefined): string {
  const missing = length === undefined ? 0 : length - characterCount(text);
  return missing > 0 ? text + ' '.repeat(missing) : text;
}

/** The longest start of at most 63 bytes of UTF-8. */
export function fitName(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += byteCount(character);
    if (bytes > NAME_BYTES) return kept;
    kept += character;
  }
  return text;
}

/** Bytes of the UTF-8 form. */
export function byteCount(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) count += 1;
    else if (unit < 0x800) count += 2;
    // Both halves of a pair make four bytes.
    else if (unit >= 0xd800 && unit < 0xe000) count += 2;
    else count += 3;
  }
  return count;
}
