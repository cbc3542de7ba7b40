import type { FunctionRow, ParameterKind } from './function-row.ts';
import { checkInterval } from './interval.ts';
import { outOfRange } from './invalid-text.ts';
import { toInteger } from './number-casts.ts';
import {
  addNumeric,
  divideNumeric,
  divisionByZero,
  multiplyNumeric,
  negateNumeric,
  remainderNumeric,
  subtractNumeric,
} from './numeric.ts';
import type { IntegerKind } from './scalar-text.ts';
import type { IntervalValue } from './value.ts';

type Sign = '+' | '-' | '*' | '/' | '%';
type Apply = NonNullable<FunctionRow['apply']>;

const SIGNS: readonly Sign[] = ['+', '-', '*', '/', '%'];
const NARROW = ['int2', 'int4', 'uint2', 'uint4'] as const;
const WIDE = ['int8', 'uint8'] as const;
const FLOATS = ['float4', 'float8'] as const;

const SUMMARIES: Readonly<Record<Sign, string>> = {
  '+': 'Adds.',
  '-': 'Subtracts.',
  '*': 'Multiplies.',
  '/': 'Divides; between whole numbers the fraction is cut off.',
  '%': 'Gives the remainder of a division, with the sign of the dividend.',
};

/** Whole numbers of at most 32 bits: a double computes them exactly, or far out of range. */
const NARROW_ARITHMETIC: Readonly<Record<Sign, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  // The sums turn -0 into 0.
  '/': (left, right) => Math.trunc(left / nonZero(right)) + 0,
  '%': (left, right) => (left % nonZero(right)) + 0,
};

const WIDE_ARITHMETIC: Readonly<Record<Sign, (left: bigint, right: bigint) => bigint>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / nonZero(right),
  '%': (left, right) => left % nonZero(right),
};

const FLOAT_ARITHMETIC: Readonly<Record<Sign, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / nonZero(right),
  '%': (left, right) => left % nonZero(right),
};

const NUMERIC_ARITHMETIC: Readonly<Record<Sign, (left: string, right: string) => string>> = {
  '+': addNumeric,
  '-': subtractNumeric,
  '*': multiplyNumeric,
  '/': divideNumeric,
  '%': remainderNumeric,
};

function nonZero<T extends number | bigint>(divisor: T): T {
  if (divisor === 0 || divisor === 0n) throw divisionByZero();
  return divisor;
}

function inRange<T extends number | bigint>(kind: IntegerKind, compute: (left: T, right: T) => T): Apply {
  const check = toInteger(kind);
  return (left: T, right: T) => check(compute(left, right));
}

/** Infinite from finite numbers, or 0 from a product or quotient of others: no result. */
function inFloatRange(kind: 'float4' | 'float8', sign: Sign): Apply {
  const compute = FLOAT_ARITHMETIC[sign];
  const shrinks = sign === '*' || sign === '/';
  return (left: number, right: number) => {
    const result = kind === 'float4' ? Math.fround(compute(left, right)) : compute(left, right);
    const overflows = !Number.isFinite(result) && Number.isFinite(left) && Number.isFinite(right);
    const vanishes = shrinks && result === 0 && left !== 0 && right !== 0 && Number.isFinite(right);
    if (overflows || vanishes) throw outOfRange(kind, `${left} ${sign} ${right}`);
    return result;
  };
}

function row(sign: Sign, kind: ParameterKind, apply: Apply): FunctionRow {
  return { name: sign, parameters: [kind, kind], result: kind, apply, summary: SUMMARIES[sign] };
}

/** `+ - * / %` between numbers. There is no subtraction of int2: it is done as float8. */
export const ARITHMETIC: readonly FunctionRow[] = SIGNS.flatMap((sign) => [
  ...NARROW.filter((kind) => sign !== '-' || kind !== 'int2').map((kind) =>
    row(sign, kind, inRange(kind, NARROW_ARITHMETIC[sign])),
  ),
  ...WIDE.map((kind) => row(sign, kind, inRange(kind, WIDE_ARITHMETIC[sign]))),
  ...FLOATS.map((kind) => row(sign, kind, inFloatRange(kind, sign))),
  row(sign, 'numeric', NUMERIC_ARITHMETIC[sign]),
]);

function negation(kind: ParameterKind, apply: Apply): FunctionRow {
  return { name: '-', parameters: [kind], result: kind, apply, summary: 'Changes the sign.' };
}

/** `- a`; unsigned numbers become the signed type that holds them. */
export const NEGATIONS: readonly FunctionRow[] = [
  negation('int2', narrowNegation('int2')),
  negation('int4', narrowNegation('int4')),
  negation('int8', wideNegation),
  negation('float4', (value: number) => -value),
  negation('float8', (value: number) => -value),
  negation('numeric', negateNumeric),
  negation('interval', negateInterval),
];

function narrowNegation(kind: IntegerKind): Apply {
  const check = toInteger(kind);
  return (value: number) => check(0 - value);
}

const checkInt8 = toInteger('int8');
function wideNegation(value: bigint): number | bigint {
  return checkInt8(-value);
}

export function negateInterval({ months, days, micros }: IntervalValue): IntervalValue {
  return checkInterval({ months: 0 - months, days: 0 - days, micros: -micros });
}

/** `+ a`: the value itself. */
export const AFFIRMATIONS: readonly FunctionRow[] = [
  {
    name: '+',
    parameters: ['any'],
    result: ([type]) => type ?? { kind: 'float8' },
    apply: (value: never) => value,
    summary: 'Gives the value itself.',
  },
];
