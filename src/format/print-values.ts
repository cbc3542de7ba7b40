import type { IntervalLiteral, ItemName, Literal, MapValue, OptionValue } from '../ast/nodes.ts';
import { assertNever } from '../diagnostics/assert-never.ts';
import { printIdentifier, printItemName, printRawName, printString, quoteName } from './print-names.ts';

export function printLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'StringLiteral':
      return printString(literal.value);
    case 'HexLiteral':
      return `X${printString(literal.value)}`;
    case 'NumberLiteral':
      return literal.text;
    case 'BooleanLiteral':
      return String(literal.value);
    case 'NullLiteral':
      return 'NULL';
    case 'IntervalLiteral':
      return printInterval(literal);
    default:
      return assertNever(literal);
  }
}

function printInterval({ value, from, to, precision }: IntervalLiteral): string {
  const units = [from, to].filter((unit) => unit !== undefined).join(' TO ');
  const digits = precision === undefined ? '' : `(${precision})`;
  return `INTERVAL ${printString(value)}${units === '' ? '' : ` ${units}${digits}`}`;
}

/** The value behind an option, credentials included. */
export function printValue(value: OptionValue): string {
  switch (value.kind) {
    case 'ItemName':
      return printNameValue(value);
    case 'SequenceValue':
      return `(${value.elements.map(printValue).join(', ')})`;
    case 'MapValue':
      return printMap(value);
    case 'SecretReference':
      return `SECRET ${printRawName(value.name)}`;
    default:
      return printLiteral(value);
  }
}

/** SECRET in front of a dot would be read as the word that names a secret. */
function printNameValue(name: ItemName): string {
  const [first, ...others] = name.parts;
  if (first?.name !== 'secret' || others.length === 0) return printItemName(name);
  return [quoteName(first.name), ...others.map(printIdentifier)].join('.');
}

/** Keys in the order of their UTF-8 bytes; of a key given twice the last value counts. */
function printMap({ entries }: MapValue): string {
  const values = new Map(entries.map(({ key, value }) => [key.value, value]));
  const sorted = [...values].sort(([left], [right]) => compareCodePoints(left, right));
  return `MAP[${sorted.map(([key, value]) => `${printString(key)} => ${printValue(value)}`).join(', ')}]`;
}

/** The order of UTF-8 bytes is that of code points, which UTF-16 units do not share. */
function compareCodePoints(left: string, right: string): number {
  const ours = Array.from(left, codePoint);
  const theirs = Array.from(right, codePoint);
  const length = Math.min(ours.length, theirs.length);
  for (let at = 0; at < length; at++) {
    const difference = (ours[at] ?? 0) - (theirs[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return ours.length - theirs.length;
}

function codePoint(char: string): number {
  return char.codePointAt(0) ?? 0;
}
