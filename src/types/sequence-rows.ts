import { SinkError } from '../diagnostics/sink-error.ts';
import { comparisonOf } from './compare.ts';
import { compareUtf8 } from './compare-text.ts';
import type { FunctionRow } from './function-row.ts';
import type { SqlType } from './sql-type.ts';
import type { Value } from './value.ts';

type Items = readonly Value[];
type Entries = readonly (readonly [string, Value])[];

function elementOf(types: readonly SqlType[]): SqlType {
  const [type] = types;
  return type?.kind === 'array' || type?.kind === 'list' ? type.element : { kind: 'text' };
}

function mapValueType([type]: readonly SqlType[]): SqlType {
  return type?.kind === 'map' ? type.value : { kind: 'text' };
}

const first = ([type]: readonly SqlType[]): SqlType => type ?? { kind: 'text' };
const second = ([, type]: readonly SqlType[]): SqlType => type ?? { kind: 'text' };

/** Counted from 1. */
function at(items: Items, index: bigint): Value {
  return index < 1n ? null : (items[Number(index) - 1] ?? null);
}

/** NULL where there are fewer or more positions than dimensions. @param held  true where the elements are arrays */
function atAll(items: Items, indexes: readonly bigint[], held: boolean): Value {
  let current: Value = items;
  for (const [depth, index] of indexes.entries()) {
    if (!Array.isArray(current) || (held && depth > 0)) return null;
    current = at(current, index);
  }
  return Array.isArray(current) && !held ? null : current;
}

/** Elements along a dimension, counted from 1; nothing where the array has fewer. */
function dimension(items: Items, number: bigint): number | null {
  let current: Value = items;
  for (let depth = 1n; depth < number; depth++) {
    current = Array.isArray(current) ? (current[0] ?? null) : null;
  }
  if (number < 1n || !Array.isArray(current) || current.length === 0) return null;
  return current.length;
}

function mapValue(entries: Entries, key: string): Value {
  return entries.find(([name]) => name === key)?.[1] ?? null;
}

/** Containment takes no part in NULL, which equals nothing. */
function containsAll(types: readonly SqlType[]): (whole: Items, part: Items) => boolean {
  const compare = comparisonOf(elementOf(types)) as (left: never, right: never) => number;
  return (whole, part) =>
    part.every((wanted) =>
      whole.some((own) => own !== null && wanted !== null && compare(own as never, wanted as never) === 0),
    );
}

function joinArrays(left: Items, right: Items): Value {
  const [a] = left;
  const [b] = right;
  if (a !== undefined && b !== undefined && Array.isArray(a) !== Array.isArray(b)) {
    throw new SinkError('run/invalid-argument', 'arrays of different dimensions cannot be joined');
  }
  return [...left, ...right];
}

/** Operators of arrays, lists and maps. */
export const SEQUENCE_OPERATORS: readonly FunctionRow[] = [
  {
    name: '||',
    parameters: ['array', 'array'],
    result: first,
    nulls: 'accepted',
    apply: (left: Items | null, right: Items | null) =>
      left === null ? right : right === null ? left : joinArrays(left, right),
    summary: 'Joins two arrays.',
  },
  {
    name: '||',
    parameters: ['list', 'list'],
    result: first,
    nulls: 'accepted',
    apply: (left: Items | null, right: Items | null) =>
      left === null ? right : right === null ? left : [...left, ...right],
    summary: 'Joins two lists.',
  },
  {
    name: '||',
    parameters: ['list', 'element of list'],
    result: first,
    nulls: 'accepted',
    apply: (left: Items | null, right: Value) => [...(left ?? []), right],
    summary: 'Adds an element at the end.',
  },
  {
    name: '||',
    parameters: ['element of list', 'list'],
    result: second,
    nulls: 'accepted',
    apply: (left: Value, right: Items | null) => [left, ...(right ?? [])],
    summary: 'Adds an element at the start.',
  },
  ...(['array', 'list'] as const).flatMap((container): readonly FunctionRow[] => [
    {
      name: '@>',
      parameters: [container, container],
      result: 'bool',
      bind: containsAll,
      summary: 'True where the left one has every element of the right one.',
    },
    {
      name: '<@',
      parameters: [container, container],
      result: 'bool',
      bind: (types) => {
        const contains = containsAll(types);
        return (left: Items, right: Items) => contains(right, left);
      },
      summary: 'True where the right one has every element of the left one.',
    },
  ]),
  {
    name: '->',
    parameters: ['map', 'text'],
    result: mapValueType,
    nulls: 'made',
    apply: mapValue,
    summary: 'Gives the value of a key.',
  },
  {
    name: '?',
    parameters: ['map', 'text'],
    result: 'bool',
    apply: (entries: Entries, key: string) => entries.some(([name]) => name === key),
    summary: 'True where the map has the key.',
  },
];

/** What `a[i]` calls. */
export const SUBSCRIPTS: readonly FunctionRow[] = [
  {
    name: 'array_subscript',
    parameters: ['array'],
    variadic: 'int8',
    result: elementOf,
    nulls: 'made',
    bind: (types) => {
      const { kind } = elementOf(types);
      // Their values are arrays, but not a further dimension.
      const held = kind === 'list' || kind === 'map' || kind === 'record';
      return (items: Items, ...indexes: bigint[]) => atAll(items, indexes, held);
    },
    summary: 'Gives an element, by one position for each dimension, counted from 1.',
  },
  {
    name: 'list_subscript',
    parameters: ['list', 'int8'],
    result: elementOf,
    nulls: 'made',
    apply: at,
    summary: 'Gives an element, counted from 1.',
  },
];

/** Functions of arrays, lists and maps. */
export const SEQUENCE_FUNCTIONS: readonly FunctionRow[] = [
  {
    name: 'array_length',
    parameters: ['array', 'int8'],
    result: 'int4',
    nulls: 'made',
    apply: dimension,
    summary: 'Counts the elements along a dimension; NULL where there is none.',
  },
  {
    name: 'array_upper',
    parameters: ['array', 'int8'],
    result: 'int4',
    nulls: 'made',
    apply: dimension,
    summary: 'Gives the last position along a dimension.',
  },
  {
    name: 'array_lower',
    parameters: ['array', 'int8'],
    result: 'int4',
    nulls: 'made',
    apply: (items: Items, number: bigint) => (dimension(items, number) === null ? null : 1),
    summary: 'Gives the first position along a dimension.',
  },
  {
    name: 'array_position',
    parameters: ['array', 'element of array'],
    result: 'int4',
    nulls: 'accepted',
    bind: (types) => {
      const compare = comparisonOf(elementOf(types)) as (left: never, right: never) => number;
      return (items: Items | null, wanted: Value) => {
        if (items === null) return null;
        const found = items.findIndex((own) =>
          own === null || wanted === null ? own === wanted : compare(own as never, wanted as never) === 0,
        );
        return found < 0 ? null : found + 1;
      };
    },
    summary: 'Gives the first position of an element.',
  },
  {
    name: 'list_length',
    parameters: ['list'],
    result: 'int4',
    apply: (items: Items) => items.length,
    summary: 'Counts the elements of a list.',
  },
  {
    name: 'list_append',
    parameters: ['list', 'element of list'],
    result: first,
    nulls: 'accepted',
    apply: (items: Items | null, added: Value) => [...(items ?? []), added],
    summary: 'Adds an element at the end.',
  },
  {
    name: 'list_prepend',
    parameters: ['element of list', 'list'],
    result: second,
    nulls: 'accepted',
    apply: (added: Value, items: Items | null) => [added, ...(items ?? [])],
    summary: 'Adds an element at the start.',
  },
  {
    name: 'list_cat',
    parameters: ['list', 'list'],
    result: first,
    nulls: 'accepted',
    apply: (left: Items | null, right: Items | null) => (left === null ? right : [...left, ...(right ?? [])]),
    summary: 'Joins two lists.',
  },
  {
    name: 'map_length',
    parameters: ['map'],
    result: 'int4',
    apply: (entries: Entries) => entries.length,
    summary: 'Counts the keys of a map.',
  },
];

/** @returns entries sorted by key; of repeated keys the last one counts */
export function sortEntries(entries: Entries): Entries {
  return [...new Map(entries)].sort(([left], [right]) => compareUtf8(left, right));
}
