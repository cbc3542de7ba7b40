import type { CredentialValue, MapValue, OptionValue } from '../ast/nodes.ts';
import { fullName, partsOf, writtenName } from '../catalog/item-name.ts';
import { assertNever } from '../diagnostics/assert-never.ts';
import type { Fix } from '../diagnostics/diagnostic.ts';
import { readDuration } from './duration.ts';
import type { Wanted } from './options.ts';
import type { TextOrSecretName } from './resolved-sink.ts';

/** What a value is read as; durations are in milliseconds. */
export interface WantedValues {
  readonly string: string;
  readonly 'quoted string': string;
  readonly int4: number;
  readonly uint2: number;
  readonly uint8: bigint;
  readonly bool: boolean;
  readonly duration: number;
  readonly 'text map': Readonly<Record<string, string>>;
  readonly secret: TextOrSecretName;
  readonly 'string or secret': TextOrSecretName;
  readonly special: undefined;
}

/** Why a value does not fit, as the part of a message behind the option's name. */
export interface Misfit {
  readonly kind: 'misfit';
  readonly reason: string;
  readonly hint?: string;
}

/** Values of a map that are no strings. */
export interface NotText {
  readonly kind: 'not text';
  readonly entries: readonly NotTextEntry[];
}

export interface NotTextEntry {
  readonly key: string;
  readonly value: OptionValue;
  readonly fixes: readonly Fix[];
}

export type Read<V> = { readonly kind: 'value'; readonly value: V } | Misfit | NotText;

type Value = OptionValue | CredentialValue;

const EXPECTED: Readonly<Record<Wanted, string>> = {
  string: 'a string',
  'quoted string': 'a string in quotes',
  int4: 'a whole number from -2147483648 to 2147483647',
  uint2: 'a whole number from 0 to 65535',
  uint8: 'a whole number from 0 to 18446744073709551615',
  bool: 'TRUE or FALSE',
  duration: "a duration such as '30s'",
  'text map': "a map such as MAP['cleanup.policy' => 'compact']",
  secret: 'SECRET and the name of a secret',
  'string or secret': 'a string, or SECRET and the name of a secret',
  special: 'a value',
};

/** Reads a value as an option wants it: the rules of each kind of value, and no others. */
export function readValue<W extends Wanted>(wanted: W, value: Value): Read<WantedValues[W]> {
  return readAs(wanted, value) as Read<WantedValues[W]>;
}

/** What is wanted, for a message about an option without a value. */
export function expectedValue(wanted: Wanted): string {
  return EXPECTED[wanted];
}

function readAs(wanted: Wanted, value: Value): Read<WantedValues[Wanted]> {
  switch (wanted) {
    case 'string':
      return found(textOf(value)) ?? misfit(wanted, value);
    case 'quoted string':
      return found(value.kind === 'StringLiteral' ? value.value : undefined) ?? misfit(wanted, value);
    case 'int4':
      return found(numberIn(value, -(2n ** 31n), 2n ** 31n - 1n)) ?? misfit(wanted, value);
    case 'uint2':
      return found(numberIn(value, 0n, 65535n)) ?? misfit(wanted, value);
    case 'uint8':
      return found(integerIn(value, 0n, 2n ** 64n - 1n)) ?? misfit(wanted, value);
    case 'bool':
      return found(value.kind === 'BooleanLiteral' ? value.value : undefined) ?? misfit(wanted, value);
    case 'duration':
      return duration(value);
    case 'text map':
      return value.kind === 'MapValue' ? textMap(value) : misfit(wanted, value);
    case 'secret':
      return found(secretOf(value)) ?? misfit(wanted, value);
    case 'string or secret':
      return found(secretOf(value) ?? literalText(value)) ?? misfit(wanted, value);
    case 'special':
      return { kind: 'value', value: undefined };
    default:
      return assertNever(wanted);
  }
}

function found<V>(value: V | undefined): Read<V> | undefined {
  return value === undefined ? undefined : { kind: 'value', value };
}

function misfit(wanted: Wanted, value: Value): Misfit {
  const text = textOf(value);
  const hint = text === undefined ? undefined : hintFor(wanted, text);
  // A text where a secret belongs is likely the secret itself: it is not repeated.
  const what = wanted === 'secret' && text !== undefined ? 'a string' : describeValue(value);
  const reason = `expected ${EXPECTED[wanted]}, found ${what}`;
  return hint === undefined ? { kind: 'misfit', reason } : { kind: 'misfit', reason, hint };
}

function hintFor(wanted: Wanted, text: string): string | undefined {
  if (wanted === 'bool' && /^(true|false)$/i.test(text)) return `Write ${text.toUpperCase()} without quotes.`;
  if (wanted === 'bool' && /^(on|off)$/i.test(text)) {
    return `Write ${text.toLowerCase() === 'on' ? 'TRUE' : 'FALSE'}.`;
  }
  if ((wanted === 'int4' || wanted === 'uint2' || wanted === 'uint8') && /^-?\d+$/.test(text)) {
    return 'Write the number without quotes.';
  }
  if (wanted === 'quoted string') return `Write '${text}'.`;
  if (wanted === 'secret') return 'Write CREATE SECRET, and name the secret here.';
  return undefined;
}

/** A string literal, or a name of one part, which counts as its folded text. */
export function textOf(value: Value): string | undefined {
  if (value.kind === 'StringLiteral') return value.value;
  if (value.kind === 'ItemName' && value.parts.length === 1) return value.parts[0]?.name;
  return undefined;
}

function literalText(value: Value): TextOrSecretName | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : { kind: 'text', text };
}

function secretOf(value: Value): TextOrSecretName | undefined {
  if (value.kind !== 'SecretReference') return undefined;
  return { kind: 'secret', name: fullName(partsOf(value.name)) ?? writtenName(value.name) };
}

function integerIn(value: Value, least: bigint, most: bigint): bigint | undefined {
  if (value.kind !== 'NumberLiteral' || !/^-?\d+$/.test(value.text)) return undefined;
  const integer = BigInt(value.text);
  return integer >= least && integer <= most ? integer : undefined;
}

function numberIn(value: Value, least: bigint, most: bigint): number | undefined {
  const integer = integerIn(value, least, most);
  return integer === undefined ? undefined : Number(integer);
}

function duration(value: Value): Read<number> {
  const text = textOf(value) ?? (value.kind === 'NumberLiteral' ? value.text : undefined);
  if (text === undefined && value.kind !== 'IntervalLiteral') return misfit('duration', value);
  const read = readDuration(value.kind === 'IntervalLiteral' ? value : (text ?? ''));
  return typeof read === 'number' ? { kind: 'value', value: read } : { kind: 'misfit', reason: read.reason };
}

/** The last of several equal keys wins; the result is in the order of the keys' bytes. */
function textMap(map: MapValue): Read<Readonly<Record<string, string>>> {
  const entries = new Map<string, string>();
  const wrong: NotTextEntry[] = [];
  for (const { key, value } of map.entries) {
    const text = textOf(value);
    if (text === undefined) wrong.push({ key: key.value, value, fixes: quotingFixes(value) });
    else entries.set(key.value, text);
  }
  if (wrong.length > 0) return { kind: 'not text', entries: wrong };
  const sorted = [...entries].sort(([left], [right]) => compareBytes(left, right));
  return { kind: 'value', value: Object.fromEntries(sorted) };
}

function quotingFixes(value: OptionValue): readonly Fix[] {
  const text = plainText(value);
  if (text === undefined) return [];
  const edits = [{ span: value.span, text: `'${text}'` }];
  return [{ title: 'Put the value in quotes', applicability: 'safe', edits }];
}

function plainText(value: OptionValue): string | undefined {
  if (value.kind === 'BooleanLiteral') return String(value.value);
  return value.kind === 'NumberLiteral' && /^-?\d+(\.\d+)?$/.test(value.text) ? value.text : undefined;
}

function compareBytes(left: string, right: string): number {
  // Code points order as their UTF-8 bytes do; UTF-16 units do not.
  const a = [...left];
  const b = [...right];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i]?.codePointAt(0) ?? 0) - (b[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** `the number 5`, `the name "a.b"`: what stands where something else should. */
export function describeValue(value: Value): string {
  switch (value.kind) {
    case 'StringLiteral':
      return `the string '${value.value}'`;
    case 'HexLiteral':
      return 'a hex string';
    case 'NumberLiteral':
      return `the number ${value.text}`;
    case 'BooleanLiteral':
      return value.value ? 'TRUE' : 'FALSE';
    case 'NullLiteral':
      return 'NULL';
    case 'IntervalLiteral':
      return 'an interval';
    case 'ItemName':
      return `the name "${writtenName(value)}"`;
    case 'SequenceValue':
      return 'a list';
    case 'MapValue':
      return 'a map';
    case 'SecretReference':
      return `the secret "${writtenName(value.name)}"`;
    default:
      return assertNever(value);
  }
}
