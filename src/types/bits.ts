import type { FunctionRow, ParameterKind } from './function-row.ts';

type Apply = NonNullable<FunctionRow['apply']>;

const KINDS = ['int2', 'int4', 'int8', 'uint2', 'uint4', 'uint8'] as const;
type BitKind = (typeof KINDS)[number];

/** What keeps a result of 32-bit operations within its type. */
const WRAP: Readonly<Record<BitKind, (value: number) => number>> = {
  int2: (value) => (value << 16) >> 16,
  int4: (value) => value | 0,
  uint2: (value) => value & 0xffff,
  uint4: (value) => value >>> 0,
  int8: (value) => value,
  uint8: (value) => value,
};

const WRAP_WIDE = {
  int8: (value: bigint) => BigInt.asIntN(64, value),
  uint8: (value: bigint) => BigInt.asUintN(64, value),
};

function isWide(kind: BitKind): kind is 'int8' | 'uint8' {
  return kind === 'int8' || kind === 'uint8';
}

function binary(
  name: string,
  summary: string,
  narrow: (left: number, right: number) => number,
  wide: (left: bigint, right: bigint) => bigint,
): readonly FunctionRow[] {
  return KINDS.map((kind): FunctionRow => {
    const wrap = WRAP[kind];
    const apply: Apply = isWide(kind) ? wide : (left: number, right: number) => wrap(narrow(left, right));
    return { name, parameters: [kind, kind], result: kind, apply, summary };
  });
}

/** The right side counts in the width of the left one: 32 bits, also for 16, or 64. */
function shift(
  name: string,
  summary: string,
  narrow: (left: number, right: number, signed: boolean) => number,
  wide: (left: bigint, right: bigint) => bigint,
): readonly FunctionRow[] {
  return KINDS.map((kind): FunctionRow => {
    const amount: ParameterKind = kind.startsWith('u') ? 'uint4' : 'int4';
    const wrap = WRAP[kind];
    const apply: Apply = isWide(kind)
      ? (left: bigint, right: number) => WRAP_WIDE[kind](wide(left, BigInt(right & 63)))
      : (left: number, right: number) => wrap(narrow(left, right & 31, !kind.startsWith('u')));
    return { name, parameters: [kind, amount], result: kind, apply, summary };
  });
}

const complements = KINDS.map((kind): FunctionRow => {
  const wrap = WRAP[kind];
  const apply: Apply = isWide(kind)
    ? (value: bigint) => WRAP_WIDE[kind](~value)
    : (value: number) => wrap(~value);
  return { name: '~', parameters: [kind], result: kind, apply, summary: 'Flips every bit.' };
});

/** `& | # << >> ~` between whole numbers. */
export const BITS: readonly FunctionRow[] = [
  ...binary(
    '&',
    'Keeps the bits that both have.',
    (a, b) => a & b,
    (a, b) => a & b,
  ),
  ...binary(
    '|',
    'Keeps the bits that one of both has.',
    (a, b) => a | b,
    (a, b) => a | b,
  ),
  ...binary(
    '#',
    'Keeps the bits that just one of both has.',
    (a, b) => a ^ b,
    (a, b) => a ^ b,
  ),
  ...shift(
    '<<',
    'Moves bits to the left.',
    (a, b) => a << b,
    (a, b) => a << b,
  ),
  ...shift(
    '>>',
    'Moves bits to the right.',
    (a, b, signed) => (signed ? a >> b : a >>> b),
    (a, b) => a >> b,
  ),
  ...complements,
];
