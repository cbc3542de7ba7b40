import { invalidText, outOfRange } from './invalid-text.ts';
import { Decimal } from './numeric.ts';
import { trimWhiteSpace } from './white-space.ts';

interface IntegerRange {
  readonly least: bigint;
  readonly greatest: bigint;
}

export type IntegerKind = 'int2' | 'int4' | 'int8' | 'uint2' | 'uint4' | 'uint8' | 'oid' | 'mz_timestamp';

export const INTEGER_RANGES: { readonly [K in IntegerKind]: IntegerRange } = {
  int2: { least: -(2n ** 15n), greatest: 2n ** 15n - 1n },
  int4: { least: -(2n ** 31n), greatest: 2n ** 31n - 1n },
  int8: { least: -(2n ** 63n), greatest: 2n ** 63n - 1n },
  uint2: { least: 0n, greatest: 2n ** 16n - 1n },
  uint4: { least: 0n, greatest: 2n ** 32n - 1n },
  uint8: { least: 0n, greatest: 2n ** 64n - 1n },
  oid: { least: 0n, greatest: 2n ** 32n - 1n },
  mz_timestamp: { least: 0n, greatest: 2n ** 64n - 1n },
};

/** Digits with an optional sign; `-` is refused for unsigned types, also before 0. */
export function parseInteger(kind: IntegerKind, text: string): bigint {
  const trimmed = trimWhiteSpace(text);
  const { least, greatest } = INTEGER_RANGES[kind];
  // An oid may be written as the signed number of the same bits.
  const signed = least < 0n || kind === 'oid';
  if (!(signed ? /^[+-]?\d+$/ : /^\+?\d+$/).test(trimmed)) throw invalidText(kind, text);
  const value = BigInt(trimmed.replace('+', ''));
  if (kind === 'oid' && value < 0n && value >= -(2n ** 31n)) return BigInt.asUintN(32, value);
  if (value < least || value > greatest) throw outOfRange(kind, trimmed);
  return value;
}

const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const SPECIAL = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i;

/** @throws {SinkError} `run/out-of-range` where the number becomes infinite, or 0 without being 0 */
export function parseFloatText(kind: 'float4' | 'float8', text: string): number {
  const trimmed = trimWhiteSpace(text);
  const special = SPECIAL.exec(trimmed);
  if (special !== null) {
    if (special[2] === undefined) return Number.NaN;
    return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  if (!FLOAT.test(trimmed)) throw invalidText(kind, text);
  const value = kind === 'float4' ? nearestFloat4(trimmed) : Number(trimmed);
  const vanished = value === 0 && /[1-9]/.test(trimmed.replace(/e.*$/i, ''));
  if (!Number.isFinite(value) || vanished) throw outOfRange(kind, trimmed);
  return value;
}

/** Twice 2^-149, the smallest float4, makes every midpoint between two of them a whole number. */
const MIDPOINT_SCALE = 2 ** 150;
const Exact = Decimal.clone({ precision: 400 });

/** Rounding to 64 bits first would decide a near tie by chance. @param text  decimal digits, with an exponent or not */
export function nearestFloat4(text: string): number {
  const double = Number(text);
  const single = Math.fround(double);
  const other = 2 * double - single;
  if (single === double || !Number.isFinite(single) || Math.fround(other) !== other) return single;
  const exact = new Exact(String(BigInt(double * MIDPOINT_SCALE))).div(new Exact(2).pow(150));
  const side = new Exact(text).cmp(exact);
  if (side === 0) return single;
  return side < 0 ? Math.min(single, other) : Math.max(single, other);
}

const TRUE_WORDS = new Set(['t', 'tr', 'tru', 'true', 'y', 'ye', 'yes', 'on', '1']);
const FALSE_WORDS = new Set(['f', 'fa', 'fal', 'fals', 'false', 'n', 'no', 'of', 'off', '0']);

export function parseBool(text: string): boolean {
  const word = trimWhiteSpace(text).toLowerCase();
  if (TRUE_WORDS.has(word)) return true;
  if (FALSE_WORDS.has(word)) return false;
  throw invalidText('boolean', text);
}

const UUID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/;

/** With or without hyphens, in braces, or behind `urn:uuid:`. */
export function parseUuid(text: string): string {
  const bare = trimWhiteSpace(text)
    .toLowerCase()
    .replace(/^urn:uuid:/, '')
    .replace(/^\{(.*)\}$/, '$1');
  const groups = UUID.exec(bare);
  if (groups === null) throw invalidText('uuid', text);
  return groups.slice(1).join('-');
}

/** `\x00ff`, or text in which `\\` is a backslash and `\001` a byte in octal. */
export function parseBytea(text: string): Uint8Array {
  if (/^\\x/i.test(text)) {
    const digits = text.slice(2).replace(/[ \t\n\v\f\r]+/g, '');
    if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) throw invalidText('bytea', text);
    return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  }
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  for (const [part, escaped] of text.matchAll(/\\(\\|[0-3][0-7]{2})?|[^\\]+/g)) {
    if (!part.startsWith('\\')) {
      for (const byte of encoder.encode(part)) bytes.push(byte);
    } else {
      if (escaped === undefined) throw invalidText('bytea', text);
      bytes.push(escaped === '\\' ? 0x5c : Number.parseInt(escaped, 8));
    }
  }
  return Uint8Array.from(bytes);
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower case, without prefix. */
export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** `\x` and lower-case hex. */
export function formatBytea(bytes: Uint8Array): string {
  return `\\x${hexOf(bytes)}`;
}
