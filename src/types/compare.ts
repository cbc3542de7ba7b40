import { compareUtf8 } from './compare-text.ts';
import { type JsonTree, parseJson } from './json-text.ts';
import { compareNumeric } from './numeric.ts';
import type { SqlType } from './sql-type.ts';
import type { IntervalValue, Value } from './value.ts';

export type Compare = (left: never, right: never) => number;

/** Orders the values of a type that are not NULL: negative, 0 or positive. NULL inside of them comes last. */
export function comparisonOf(type: SqlType): Compare {
  switch (type.kind) {
    case 'text':
    case 'varchar':
    case 'char':
    case 'name':
    case 'uuid':
      return compareUtf8;
    case 'numeric':
      return compareNumeric;
    case 'float4':
    case 'float8':
      return compareFloats;
    case 'interval':
      return compareIntervals;
    case 'bytea':
      return compareBytes;
    case 'jsonb':
      return (left: string, right: string) =>
        left === right ? 0 : compareJson(parseJson(left), parseJson(right));
    case 'array':
    case 'list':
      return compareSequences(comparisonOf(type.element), type.element.kind !== 'list');
    case 'map':
      return compareMaps(comparisonOf(type.value));
    case 'record':
      return compareRecords(type.fields.map((field) => comparisonOf(field.type)));
    default:
      return comparePlain;
  }
}

function comparePlain(left: number | bigint | boolean, right: number | bigint | boolean): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/** NaN equals itself and is greater than all others. */
function compareFloats(left: number, right: number): number {
  if (Number.isNaN(left) || Number.isNaN(right))
    return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  return comparePlain(left, right);
}

/** A month counts as 30 days, a day as 24 hours. */
function compareIntervals(left: IntervalValue, right: IntervalValue): number {
  return comparePlain(intervalMicros(left), intervalMicros(right));
}

function intervalMicros({ months, days, micros }: IntervalValue): bigint {
  return BigInt(months * 30 + days) * 86_400_000_000n + micros;
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function compareNullable(left: Value, right: Value, compare: Compare): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compare(left as never, right as never);
}

function compareSequences(compare: Compare, nests: boolean): Compare {
  const items: Compare = (left: readonly Value[], right: readonly Value[]) => {
    const length = Math.min(left.length, right.length);
    for (let at = 0; at < length; at++) {
      const inner = nests && Array.isArray(left[at]) && Array.isArray(right[at]) ? items : compare;
      const difference = compareNullable(left[at] ?? null, right[at] ?? null, inner);
      if (difference !== 0) return difference;
    }
    return left.length - right.length;
  };
  return items;
}

function compareMaps(compare: Compare): Compare {
  return (left: readonly (readonly [string, Value])[], right: readonly (readonly [string, Value])[]) => {
    for (const [at, [key, value]] of left.entries()) {
      const other = right[at];
      if (other === undefined) return 1;
      const difference = compareUtf8(key, other[0]) || compareNullable(value, other[1], compare);
      if (difference !== 0) return difference;
    }
    return left.length - right.length;
  };
}

function compareRecords(fields: readonly Compare[]): Compare {
  return (left: readonly Value[], right: readonly Value[]) => {
    for (const [at, compare] of fields.entries()) {
      const difference = compareNullable(left[at] ?? null, right[at] ?? null, compare);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

const JSON_ORDER: readonly JsonTree['kind'][] = ['null', 'string', 'number', 'boolean', 'array', 'object'];

function compareJson(left: JsonTree, right: JsonTree): number {
  if (left.kind === 'number' && right.kind === 'number') return compareNumeric(left.text, right.text);
  if (left.kind === 'string' && right.kind === 'string') return compareUtf8(left.value, right.value);
  if (left.kind === 'boolean' && right.kind === 'boolean') return Number(left.value) - Number(right.value);
  if (left.kind === 'array' && right.kind === 'array') {
    return compareAll(left.items, right.items, compareJson);
  }
  if (left.kind === 'object' && right.kind === 'object') {
    return compareAll(left.entries, right.entries, ([a, first], [b, second]) =>
      a === b ? compareJson(first, second) : compareUtf8(a, b),
    );
  }
  return JSON_ORDER.indexOf(left.kind) - JSON_ORDER.indexOf(right.kind);
}

function compareAll<T>(left: readonly T[], right: readonly T[], compare: (a: T, b: T) => number): number {
  for (const [at, item] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    const difference = compare(item, other);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
