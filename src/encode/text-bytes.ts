import { createSlabWriter, type Write } from './slab.ts';

/** Up to here a loop over the characters is faster than a call of the encoder. */
const SHORT_TEXT = 96;

const encoder = new TextEncoder();

/** Compiles what turns texts into their UTF-8 bytes. */
export function createTextBytes(): (text: string) => Uint8Array {
  return createSlabWriter(encodeText);
}

/** UTF-8; a lone surrogate counts as U+FFFD. */
export const writeText: Write<string> = (text, into, at) => {
  const { length } = text;
  if (length > SHORT_TEXT) return encodeText(text, into, at);
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return encodeText(text, into, at);
    into[at + index] = unit;
  }
  return at + length;
};

/** No unit of a text takes more than three bytes: that much is asked for where there is too little. */
const encodeText: Write<string> = (text, into, at) => {
  const most = at + text.length * 3;
  if (at >= into.length) return most;
  const { read, written } = encoder.encodeInto(text, new Uint8Array(into.buffer, into.byteOffset + at));
  return read === text.length ? at + written : most;
};

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** A JSON string. What has to be escaped, and what might be half of a pair, is left to `JSON.stringify`. */
export const writeQuotedText: Write<string> = (text, into, at) => {
  const { length } = text;
  if (length > SHORT_TEXT) return writeLongQuotedText(text, into, at);
  let end = at;
  into[end++] = QUOTE;
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      if (unit < 0x20 || unit === QUOTE || unit === BACKSLASH) return writeEscaped(text, into, at);
      into[end++] = unit;
    } else if (unit < 0x800) {
      into[end++] = 0xc0 | (unit >> 6);
      into[end++] = 0x80 | (unit & 0x3f);
    } else if ((unit & 0xf800) === 0xd800) {
      return writeEscaped(text, into, at);
    } else {
      into[end++] = 0xe0 | (unit >> 12);
      into[end++] = 0x80 | ((unit >> 6) & 0x3f);
      into[end++] = 0x80 | (unit & 0x3f);
    }
  }
  into[end++] = QUOTE;
  return end;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what JSON escapes
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

const writeLongQuotedText: Write<string> = (text, into, at) => {
  if (ESCAPED.test(text)) return writeEscaped(text, into, at);
  into[at] = QUOTE;
  const end = encodeText(text, into, at + 1);
  into[end] = QUOTE;
  return end + 1;
};

const writeEscaped: Write<string> = (text, into, at) => encodeText(JSON.stringify(text), into, at);

/** Bytes as they are. */
export const writeBytes: Write<Uint8Array> = (bytes, into, at) => {
  const { length } = bytes;
  if (length > SHORT_TEXT && at + length <= into.length) into.set(bytes, at);
  else for (let index = 0; index < length; index++) into[at + index] = bytes[index] ?? 0;
  return at + length;
};
