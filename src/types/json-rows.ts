import { compareUtf8 } from './compare-text.ts';
import type { FunctionRow } from './function-row.ts';
import { type JsonTree, parseJson, printJson } from './json-text.ts';
import type { Value } from './value.ts';

function member(tree: JsonTree, key: string): JsonTree | undefined {
  return tree.kind === 'object' ? tree.entries.find(([name]) => name === key)?.[1] : undefined;
}

/** Negative positions count from the end; a scalar is its own element 0 and -1. */
function item(tree: JsonTree, index: bigint): JsonTree | undefined {
  if (tree.kind === 'object') return undefined;
  if (tree.kind !== 'array') return index === 0n || index === -1n ? tree : undefined;
  return tree.items.at(Number(BigInt.asIntN(53, index)));
}

function atPath(tree: JsonTree, path: readonly Value[]): JsonTree | undefined {
  let current: JsonTree | undefined = tree;
  for (const step of path) {
    if (current === undefined || typeof step !== 'string') return undefined;
    if (current.kind === 'object') current = member(current, step);
    else if (current.kind === 'array' && /^[+-]?\d+$/.test(step))
      current = item(current, BigInt(step.replace('+', '')));
    else return undefined;
  }
  return current;
}

function asJson(tree: JsonTree | undefined): Value {
  return tree === undefined ? null : printJson(tree);
}

/** JSON null is NULL; strings lose their quotes. */
function asText(tree: JsonTree | undefined): Value {
  if (tree === undefined || tree.kind === 'null') return null;
  return tree.kind === 'string' ? tree.value : printJson(tree);
}

/** An array also contains a scalar that is one of its elements. */
function contains(tree: JsonTree, part: JsonTree): boolean {
  if (tree.kind === 'array') {
    const wanted = part.kind === 'array' ? part.items : [part];
    return wanted.every((one) =>
      tree.items.some((own) => (own.kind === one.kind ? contains(own, one) : false)),
    );
  }
  if (tree.kind === 'object') {
    if (part.kind !== 'object') return false;
    return part.entries.every(([key, value]) => {
      const own = member(tree, key);
      return own !== undefined && own.kind === value.kind && contains(own, value);
    });
  }
  return printJson(tree) === printJson(part);
}

function hasKey(tree: JsonTree, key: string): boolean {
  if (tree.kind === 'array') return tree.items.some((one) => one.kind === 'string' && one.value === key);
  if (tree.kind === 'string') return tree.value === key;
  return member(tree, key) !== undefined;
}

function concatenate(left: JsonTree, right: JsonTree): JsonTree | undefined {
  if (left.kind === 'object' && right.kind === 'object') {
    const members = new Map([...left.entries, ...right.entries]);
    return { kind: 'object', entries: [...members].sort(([a], [b]) => compareUtf8(a, b)) };
  }
  return { kind: 'array', items: [...itemsOf(left), ...itemsOf(right)] };
}

function itemsOf(tree: JsonTree): readonly JsonTree[] {
  return tree.kind === 'array' ? tree.items : [tree];
}

function withoutKey(tree: JsonTree, key: string): JsonTree | undefined {
  if (tree.kind === 'object')
    return { kind: 'object', entries: tree.entries.filter(([name]) => name !== key) };
  if (tree.kind !== 'array') return undefined;
  return { kind: 'array', items: tree.items.filter((one) => one.kind !== 'string' || one.value !== key) };
}

function withoutItem(tree: JsonTree, index: bigint): JsonTree | undefined {
  if (tree.kind !== 'array') return undefined;
  const at = index < 0n ? BigInt(tree.items.length) + index : index;
  return { kind: 'array', items: tree.items.filter((_, position) => BigInt(position) !== at) };
}

/** Operators of jsonb. */
export const JSON_OPERATORS: readonly FunctionRow[] = [
  {
    name: '->',
    parameters: ['jsonb', 'text'],
    result: 'jsonb',
    nulls: 'made',
    apply: (json: string, key: string) => asJson(member(parseJson(json), key)),
    summary: 'Gives a member of an object.',
  },
  {
    name: '->',
    parameters: ['jsonb', 'int8'],
    result: 'jsonb',
    nulls: 'made',
    apply: (json: string, index: bigint) => asJson(item(parseJson(json), index)),
    summary: 'Gives an element of an array, counted from 0.',
  },
  {
    name: '->>',
    parameters: ['jsonb', 'text'],
    result: 'text',
    nulls: 'made',
    apply: (json: string, key: string) => asText(member(parseJson(json), key)),
    summary: 'Gives a member of an object as text.',
  },
  {
    name: '->>',
    parameters: ['jsonb', 'int8'],
    result: 'text',
    nulls: 'made',
    apply: (json: string, index: bigint) => asText(item(parseJson(json), index)),
    summary: 'Gives an element of an array as text.',
  },
  {
    name: '#>',
    parameters: ['jsonb', 'text[]'],
    result: 'jsonb',
    nulls: 'made',
    apply: (json: string, path: readonly Value[]) => asJson(atPath(parseJson(json), path)),
    summary: 'Follows a path of keys and positions.',
  },
  {
    name: '#>>',
    parameters: ['jsonb', 'text[]'],
    result: 'text',
    nulls: 'made',
    apply: (json: string, path: readonly Value[]) => asText(atPath(parseJson(json), path)),
    summary: 'Follows a path of keys and positions, to text.',
  },
  {
    name: '@>',
    parameters: ['jsonb', 'jsonb'],
    result: 'bool',
    apply: (left: string, right: string) => contains(parseJson(left), parseJson(right)),
    summary: 'True where the left one contains the right one.',
  },
  {
    name: '<@',
    parameters: ['jsonb', 'jsonb'],
    result: 'bool',
    apply: (left: string, right: string) => contains(parseJson(right), parseJson(left)),
    summary: 'True where the right one contains the left one.',
  },
  {
    name: '?',
    parameters: ['jsonb', 'text'],
    result: 'bool',
    apply: (json: string, key: string) => hasKey(parseJson(json), key),
    summary: 'True where the text is a key, or an element.',
  },
  {
    name: '||',
    parameters: ['jsonb', 'jsonb'],
    result: 'jsonb',
    nulls: 'made',
    apply: (left: string, right: string) => asJson(concatenate(parseJson(left), parseJson(right))),
    summary: 'Joins two objects or two arrays.',
  },
  {
    name: '-',
    parameters: ['jsonb', 'text'],
    result: 'jsonb',
    nulls: 'made',
    apply: (json: string, key: string) => asJson(withoutKey(parseJson(json), key)),
    summary: 'Takes a member out of an object.',
  },
  {
    name: '-',
    parameters: ['jsonb', 'int8'],
    result: 'jsonb',
    nulls: 'made',
    apply: (json: string, index: bigint) => asJson(withoutItem(parseJson(json), index)),
    summary: 'Takes an element out of an array.',
  },
];

/** Functions of jsonb. */
export const JSON_FUNCTIONS: readonly FunctionRow[] = [
  {
    name: 'jsonb_array_length',
    parameters: ['jsonb'],
    result: 'int4',
    nulls: 'made',
    apply: (json: string) => {
      const tree = parseJson(json);
      return tree.kind === 'array' ? tree.items.length : null;
    },
    summary: 'Counts the elements of an array; NULL for anything else.',
  },
  {
    name: 'jsonb_typeof',
    parameters: ['jsonb'],
    result: 'text',
    apply: (json: string) => parseJson(json).kind,
    summary: 'Names the kind of a JSON value: object, array, string, number, boolean or null.',
  },
  {
    name: 'jsonb_strip_nulls',
    parameters: ['jsonb'],
    result: 'jsonb',
    apply: (json: string) => printJson(withoutNulls(parseJson(json))),
    summary: 'Takes the members that are null out of every object.',
  },
];

function withoutNulls(tree: JsonTree): JsonTree {
  if (tree.kind === 'array') return { kind: 'array', items: tree.items.map(withoutNulls) };
  if (tree.kind !== 'object') return tree;
  const entries = tree.entries.filter(([, value]) => value.kind !== 'null');
  return { kind: 'object', entries: entries.map(([key, value]) => [key, withoutNulls(value)] as const) };
}
