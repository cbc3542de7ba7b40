import { defineDiagnostics } from '../diagnostics/define.ts';
import { showType } from '../types/show-type.ts';
import type { SqlType } from '../types/sql-type.ts';

interface Cast {
  readonly from: SqlType;
  readonly to: SqlType;
  /** What casts: `PARTITION BY`; absent for a cast that was written. */
  readonly construct?: string;
}

interface Call {
  readonly name: string;
  /** As messages show them. */
  readonly types: readonly string[];
}

interface Overloads extends Call {
  /** Parameter lists that exist. */
  readonly known: readonly string[];
}

interface Nearest {
  readonly name: string;
  readonly nearest: readonly string[];
}

/** What a value of a type can be made into a whole number by. */
const WAYS_TO_NUMBER: { readonly [K in SqlType['kind']]?: string } = {
  text: 'Hash it, as in kafka_murmur2(x), or cast it where it holds digits, as in x::uint8.',
  varchar: 'Hash it, as in kafka_murmur2(x), or cast it where it holds digits, as in x::uint8.',
  char: 'Hash it, as in kafka_murmur2(x), or cast it where it holds digits, as in x::uint8.',
  name: 'Hash it, as in kafka_murmur2(x).',
  uuid: 'Hash its text, as in kafka_murmur2(x::text).',
  bytea: 'Hash it, as in kafka_murmur2(x).',
  bool: 'Cast it to int4 first, as in x::int4.',
  oid: 'Cast it to int8 first, as in x::int8.',
  date: 'Take its seconds, as in extract(epoch FROM x).',
  time: 'Take its seconds, as in extract(epoch FROM x).',
  timestamp: 'Take its seconds, as in extract(epoch FROM x).',
  timestamptz: 'Take its seconds, as in extract(epoch FROM x).',
  interval: 'Take its seconds, as in extract(epoch FROM x).',
  jsonb: "Take a member and hash its text, as in kafka_murmur2(x ->> 'id').",
  mz_timestamp: 'Hash its text, as in kafka_murmur2(x::text).',
};

const OPERATOR_HINTS: ReadonlyMap<string, string> = new Map([
  ['^', 'Write power(a, b).'],
  ['==', 'Write a = b.'],
]);

/** Literals are integer, which bits of uint8 do not go with. */
function overloadHint(name: string, types: readonly string[]): string {
  const unsigned = types.some((type) => type.startsWith('uint'));
  const signed = types.includes('integer');
  if (unsigned && signed && /^[&|#]$/.test(name)) return 'Cast the number, as in 15::uint8.';
  if (unsigned && signed && /^(<<|>>)$/.test(name)) return 'Cast the number, as in 3::uint4.';
  return 'Cast to types that fit.';
}

function didYouMean(nearest: readonly string[]): string | undefined {
  return nearest.length === 0
    ? undefined
    : `Did you mean ${nearest.map((name) => `"${name}"`).join(' or ')}?`;
}

/** What is wrong with the types in an expression. */
export const typeDiagnostics = defineDiagnostics('type', {
  'no-cast': {
    severity: 'error',
    title: 'No cast exists between two types, or none that may be used there.',
    message: ({ from, to, construct }: Cast) =>
      `cannot cast type "${showType(from)}" to "${showType(to)}"${construct === undefined ? '' : ` in ${construct}`}`,
    detail: ({ construct, to }: Cast) =>
      construct === undefined ? undefined : `${construct} gives a number that becomes ${showType(to)}.`,
    hint: ({ from, to, construct }: Cast) =>
      to.kind === 'uint8' || construct !== undefined ? WAYS_TO_NUMBER[from.kind] : undefined,
  },
  'unknown-function': {
    severity: 'error',
    title: 'A function is called that does not exist.',
    message: ({ name }: Nearest) => `function "${name}" does not exist`,
    hint: ({ nearest }: Nearest) => didYouMean(nearest),
  },
  'unsupported-function': {
    severity: 'error',
    title: 'A function is called that the dialect has, but that cannot be computed here.',
    message: ({ name }: { readonly name: string }) => `function "${name}" is not supported`,
    detail: () =>
      'The dialect has this function, but its value cannot be computed outside of the database yet.',
    hint: () => 'Compute it in the view that the sink reads.',
  },
  'unknown-operator': {
    severity: 'error',
    title: 'An operator is used that does not exist.',
    message: ({ name }: { readonly name: string }) => `operator "${name}" is not supported`,
    hint: ({ name }: { readonly name: string }) => OPERATOR_HINTS.get(name),
  },
  'no-overload': {
    severity: 'error',
    title: 'A function or operator does not take arguments of these types.',
    message: ({ name, types, operator }: Overloads & { readonly operator: boolean }) =>
      operator
        ? `operator "${name}" does not exist for ${types.join(' and ')}`
        : `function "${name}(${types.join(', ')})" does not exist`,
    detail: ({ name, known, operator }: Overloads & { readonly operator: boolean }) =>
      operator || known.length === 0
        ? undefined
        : `These exist: ${known.map((list) => `${name}(${list})`).join(', ')}.`,
    hint: ({ name, types }: Overloads) => overloadHint(name, types),
  },
  'ambiguous-function': {
    severity: 'error',
    title: 'Several functions fit a call equally well.',
    message: ({ name, types }: Call) => `function "${name}(${types.join(', ')})" is not unique`,
    hint: () => 'Cast an argument to the type that is meant.',
  },
  'ambiguous-operator': {
    severity: 'error',
    title: 'Several operators fit the operands equally well.',
    message: ({ name, types }: Call) => `operator "${name}" is not unique for ${types.join(' and ')}`,
    hint: () => 'Cast an operand to the type that is meant.',
  },
  'unknown-type': {
    severity: 'error',
    title: 'A type is named that does not exist.',
    message: ({ name }: Nearest) => `type "${name}" does not exist`,
    hint: ({ nearest }: Nearest) => didYouMean(nearest),
  },
  'unsupported-type': {
    severity: 'error',
    title: 'A type is named that the dialect has, but whose values cannot be used here.',
    message: ({ name }: { readonly name: string }) => `type "${name}" is not supported`,
  },
  'type-modifier': {
    severity: 'error',
    title: 'A type has a length, precision or scale that it cannot have.',
    message: ({ reason }: { readonly reason: string }) => reason,
  },
  'no-common-type': {
    severity: 'error',
    title: 'Values that must have a type in common have none.',
    message: ({
      construct,
      left,
      right,
    }: {
      readonly construct: string;
      readonly left: SqlType;
      readonly right: SqlType;
    }) => `${construct} types "${showType(left)}" and "${showType(right)}" have no common type`,
    hint: () => 'Cast them to one type.',
  },
  'not-boolean': {
    severity: 'error',
    title: 'A condition is not boolean.',
    message: ({ construct, type }: { readonly construct: string; readonly type: SqlType }) =>
      `${construct} must be boolean, not "${showType(type)}"`,
    hint: () => 'Compare it with a value, as in x <> 0.',
  },
  'invalid-literal': {
    severity: 'error',
    title: 'A literal is not a value of its type.',
    message: ({ reason }: { readonly reason: string }) => reason,
  },
  'unsupported-expression': {
    severity: 'error',
    title: 'An expression is written that the dialect knows, but does not support here.',
    message: ({ what }: { readonly what: string }) => `${what} is not supported`,
  },
  'no-subscript': {
    severity: 'error',
    title: 'A value is subscripted that has no elements.',
    message: ({ type, slice }: { readonly type: SqlType; readonly slice: boolean }) =>
      `cannot ${slice ? 'slice' : 'subscript'} type "${showType(type)}"`,
    hint: ({ type }: { readonly type: SqlType }) => (type.kind === 'map' ? "Write m -> 'key'." : undefined),
  },
  'unknown-field': {
    severity: 'error',
    title: 'A field is named that the record does not have.',
    message: ({ name, type }: { readonly name: string; readonly type: SqlType }) =>
      `field "${name}" does not exist in type "${showType(type)}"`,
  },
  'empty-constructor': {
    severity: 'error',
    title: 'An array, list or map without elements has no type.',
    message: ({ construct }: { readonly construct: string }) =>
      `the type of an empty ${construct} is not known`,
    hint: ({ construct }: { readonly construct: string }) => `Cast it, as in ${construct}[]::int4[].`,
  },
});
