import { type Cursor, inputError } from './input-error.ts';
import { UNIT } from './json-scanner.ts';
import { validUtf8Length } from './utf8.ts';

/** Cuts chunks of bytes into texts of whole lines. */
export interface LineCutter {
  /** Calls `visit` with the cursor at the start of whole lines. */
  push(chunk: Uint8Array): void;
  /** Calls it with the rest, as if a line feed had ended it. */
  end(): void;
}

const BYTE_ORDER_MARK = 0xfeff;
const LINE_FEED = Uint8Array.of(UNIT.lineFeed);

/**
 * @param cursor    is set to each text in turn; `visit` moves it to the text's end and counts its lines
 * @param maxBytes  of one line
 */
export function createLineCutter(cursor: Cursor, maxBytes: number, visit: () => void): LineCutter {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  /** The line that no line feed has ended yet, in pieces. */
  let pieces: Uint8Array[] = [];
  let pieceBytes = 0;
  let first = true;
  /** Of texts that are not ASCII; used again. */
  let wideUnits = new Uint16Array();

  const unitsOf = (text: string): Uint16Array => {
    const { length } = text;
    if (wideUnits.length < length) wideUnits = new Uint16Array(length);
    for (let at = 0; at < length; at++) wideUnits[at] = text.charCodeAt(at);
    return wideUnits;
  };

  const visitText = (text: string, bytes: Uint8Array): void => {
    cursor.units = text.length === bytes.length ? bytes : unitsOf(text);
    const marked = first && text.charCodeAt(0) === BYTE_ORDER_MARK;
    first = false;
    cursor.text = text;
    cursor.at = marked ? 1 : 0;
    cursor.lineStart = cursor.at;
    visit();
  };

  const visitBytes = (bytes: Uint8Array): void => {
    if (bytes.length > maxBytes) checkLengths(cursor, bytes, maxBytes);
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      visitUntilMalformed(bytes);
      return;
    }
    visitText(text, bytes);
  };

  const visitUntilMalformed = (bytes: Uint8Array): never => {
    const valid = validUtf8Length(bytes);
    const lineStart = bytes.subarray(0, valid).lastIndexOf(UNIT.lineFeed) + 1;
    const lines = bytes.subarray(0, lineStart);
    if (lineStart > 0) visitText(decoder.decode(lines), lines);
    const before = decoder.decode(bytes.subarray(lineStart, valid));
    cursor.lineStart = first && before.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
    const shown = (bytes[valid] ?? 0).toString(16).padStart(2, '0');
    throw inputError(cursor, before.length, 'run/input-encoding', `byte ${shown} is not UTF-8 here`);
  };

  const keep = (piece: Uint8Array): void => {
    pieceBytes += piece.length;
    if (pieceBytes > maxBytes) throw tooLong(cursor, maxBytes);
    // The caller may use the chunk's memory again.
    if (piece.length > 0) pieces.push(piece.slice());
  };

  const takeKept = (): Uint8Array => {
    const joined = new Uint8Array(pieceBytes);
    let at = 0;
    for (const piece of pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    pieces = [];
    pieceBytes = 0;
    return joined;
  };

  return {
    push(chunk) {
      const last = chunk.lastIndexOf(UNIT.lineFeed);
      let start = 0;
      if (last >= 0 && pieceBytes > 0) {
        start = chunk.indexOf(UNIT.lineFeed) + 1;
        keep(chunk.subarray(0, start));
        visitBytes(takeKept());
      }
      if (last >= start) visitBytes(chunk.subarray(start, last + 1));
      keep(chunk.subarray(last + 1));
    },
    end() {
      if (pieceBytes === 0) return;
      keep(LINE_FEED);
      visitBytes(takeKept());
    },
  };
}

function checkLengths(cursor: Cursor, bytes: Uint8Array, maxBytes: number): void {
  let line = cursor.line;
  let start = 0;
  for (let end = bytes.indexOf(UNIT.lineFeed); end >= 0; end = bytes.indexOf(UNIT.lineFeed, start)) {
    if (end + 1 - start > maxBytes) throw tooLong({ ...cursor, line }, maxBytes);
    start = end + 1;
    line++;
  }
}

function tooLong(cursor: Cursor, maxBytes: number): Error {
  const place = { ...cursor, lineStart: 0 };
  return inputError(place, 0, 'run/input-too-long', `line is longer than ${maxBytes} bytes`);
}
