import type { Decimal as DecimalValue } from 'decimal.js';
import { SinkError } from '../diagnostics/sink-error.ts';
import type { FunctionRow, ParameterKind } from './function-row.ts';
import { outOfRange } from './invalid-text.ts';
import { roundHalfEven, toInteger } from './number-casts.ts';
import { Decimal, fromDecimal, negateNumeric, rescale } from './numeric.ts';
import type { IntegerKind } from './scalar-text.ts';

type Apply = NonNullable<FunctionRow['apply']>;

function row(
  name: string,
  parameters: readonly ParameterKind[],
  result: ParameterKind,
  apply: Apply,
  summary: string,
): FunctionRow {
  return { name, parameters, result, apply, summary };
}

function absolute(kind: IntegerKind): Apply {
  const check = toInteger(kind);
  return (value: number | bigint) => check(value < 0 ? -value : value);
}

/** The same for float4, float8 and numeric. */
function rounding(
  name: string,
  float: (value: number) => number,
  numeric: (value: string) => string,
  summary: string,
): readonly FunctionRow[] {
  return [
    row(name, ['float4'], 'float4', float, summary),
    row(name, ['float8'], 'float8', float, summary),
    row(name, ['numeric'], 'numeric', numeric, summary),
  ];
}

function floorNumeric(value: string): string {
  return value === 'NaN' ? value : fromDecimal(new Decimal(value).floor());
}

function ceilNumeric(value: string): string {
  return value === 'NaN' ? value : fromDecimal(new Decimal(value).ceil());
}

function truncateNumeric(value: string): string {
  return value === 'NaN' ? value : fromDecimal(new Decimal(value).trunc());
}

const CEILING = 'Rounds up to a whole number.';
const FLOOR = 'Rounds down to a whole number.';

const ROUNDING_ROWS: readonly FunctionRow[] = [
  ...rounding('ceil', Math.ceil, ceilNumeric, CEILING),
  ...rounding('ceiling', Math.ceil, ceilNumeric, CEILING),
  ...rounding('floor', Math.floor, floorNumeric, FLOOR),
  ...rounding('trunc', Math.trunc, truncateNumeric, 'Cuts off the fraction.'),
  ...rounding(
    'round',
    roundHalfEven,
    (value) => rescale(value, 0),
    'Rounds to a whole number: half to even for floats, half away from zero for numeric.',
  ),
  row('round', ['numeric', 'int4'], 'numeric', rescale, 'Rounds to so many digits behind the point.'),
];

interface NumberFunction {
  readonly name: string;
  readonly summary: string;
  readonly float: (value: number) => number;
  readonly numeric?: (value: DecimalValue) => DecimalValue;
  /** What the function is defined for; everything if absent. */
  readonly domain?: (value: number) => boolean;
}

const isPositive = (value: number): boolean => value > 0;
const isUnit = (value: number): boolean => value >= -1 && value <= 1;

const NUMBER_FUNCTIONS_TABLE: readonly NumberFunction[] = [
  {
    name: 'sqrt',
    float: Math.sqrt,
    numeric: (value) => value.sqrt(),
    domain: (value) => value >= 0,
    summary: 'The square root.',
  },
  { name: 'cbrt', float: Math.cbrt, summary: 'The cube root.' },
  {
    name: 'ln',
    float: Math.log,
    numeric: (value) => value.ln(),
    domain: isPositive,
    summary: 'The natural logarithm.',
  },
  {
    name: 'log',
    float: Math.log10,
    numeric: (value) => value.log(10),
    domain: isPositive,
    summary: 'The logarithm of base 10.',
  },
  {
    name: 'log10',
    float: Math.log10,
    numeric: (value) => value.log(10),
    domain: isPositive,
    summary: 'The logarithm of base 10.',
  },
  { name: 'exp', float: Math.exp, numeric: (value) => value.exp(), summary: 'The power of e.' },
  { name: 'sin', float: Math.sin, domain: Number.isFinite, summary: 'The sine.' },
  { name: 'cos', float: Math.cos, domain: Number.isFinite, summary: 'The cosine.' },
  { name: 'tan', float: Math.tan, domain: Number.isFinite, summary: 'The tangent.' },
  { name: 'cot', float: (value) => 1 / Math.tan(value), domain: Number.isFinite, summary: 'The cotangent.' },
  { name: 'asin', float: Math.asin, domain: isUnit, summary: 'The inverse sine.' },
  { name: 'acos', float: Math.acos, domain: isUnit, summary: 'The inverse cosine.' },
  { name: 'atan', float: Math.atan, summary: 'The inverse tangent.' },
  { name: 'sinh', float: Math.sinh, summary: 'The hyperbolic sine.' },
  { name: 'cosh', float: Math.cosh, summary: 'The hyperbolic cosine.' },
  { name: 'tanh', float: Math.tanh, summary: 'The hyperbolic tangent.' },
  { name: 'asinh', float: Math.asinh, summary: 'The inverse hyperbolic sine.' },
  {
    name: 'acosh',
    float: Math.acosh,
    domain: (value) => value >= 1,
    summary: 'The inverse hyperbolic cosine.',
  },
  { name: 'atanh', float: Math.atanh, domain: isUnit, summary: 'The inverse hyperbolic tangent.' },
  { name: 'radians', float: (value) => (value * Math.PI) / 180, summary: 'Degrees as radians.' },
  { name: 'degrees', float: (value) => (value * 180) / Math.PI, summary: 'Radians as degrees.' },
];

function numberRows({ name, summary, float, numeric, domain }: NumberFunction): readonly FunctionRow[] {
  const check = (value: number): void => {
    if (domain === undefined || Number.isNaN(value) || domain(value)) return;
    throw new SinkError('run/invalid-argument', `${name} is not defined for ${value}`);
  };
  const onFloat = (value: number): number => {
    check(value);
    const result = float(value);
    if (!Number.isFinite(result) && Number.isFinite(value)) throw outOfRange('float8', `${name}(${value})`);
    return result;
  };
  const rows = [row(name, ['float8'], 'float8', onFloat, summary)];
  if (numeric === undefined) return rows;
  const onNumeric = (value: string): string => {
    check(Number(value));
    return fromDecimal(numeric(new Decimal(value)));
  };
  return [...rows, row(name, ['numeric'], 'numeric', onNumeric, summary)];
}

function checkPower(base: number, exponent: number, isWhole: boolean): void {
  if (base === 0 && exponent < 0) throw new SinkError('run/invalid-argument', 'zero has no negative power');
  if (base < 0 && !isWhole) {
    throw new SinkError('run/invalid-argument', 'a negative number has no power with a fraction');
  }
}

function powerOfFloats(base: number, exponent: number): number {
  checkPower(base, exponent, Number.isInteger(exponent) || !Number.isFinite(exponent));
  const result = base ** exponent;
  const finite = Number.isFinite(base) && Number.isFinite(exponent);
  if (finite && (!Number.isFinite(result) || (result === 0 && base !== 0))) {
    throw outOfRange('float8', `power(${base}, ${exponent})`);
  }
  return result;
}

function powerOfNumerics(base: string, exponent: string): string {
  checkPower(Number(base), Number(exponent), !exponent.includes('.'));
  return fromDecimal(new Decimal(base).pow(exponent));
}

function logarithm(base: string, value: string): string {
  const given = new Decimal(base);
  if (!given.isPositive() || given.isZero() || given.eq(1) || Number(value) <= 0) {
    throw new SinkError('run/invalid-argument', `there is no logarithm of ${value} to base ${base}`);
  }
  return fromDecimal(new Decimal(value).log(given));
}

/** Functions of numbers. */
export const NUMBER_FUNCTIONS: readonly FunctionRow[] = [
  ...(['int2', 'int4', 'int8'] as const).map((kind) =>
    row('abs', [kind], kind, absolute(kind), 'Takes the sign away.'),
  ),
  row('abs', ['float4'], 'float4', Math.abs, 'Takes the sign away.'),
  row('abs', ['float8'], 'float8', Math.abs, 'Takes the sign away.'),
  row(
    'abs',
    ['numeric'],
    'numeric',
    (value: string) => (value.startsWith('-') ? negateNumeric(value) : value),
    'Takes the sign away.',
  ),
  ...ROUNDING_ROWS,
  ...NUMBER_FUNCTIONS_TABLE.flatMap(numberRows),
  row('log', ['numeric', 'numeric'], 'numeric', logarithm, 'The logarithm to a base, which comes first.'),
  row('power', ['float8', 'float8'], 'float8', powerOfFloats, 'Raises to a power.'),
  row('power', ['numeric', 'numeric'], 'numeric', powerOfNumerics, 'Raises to a power.'),
];
