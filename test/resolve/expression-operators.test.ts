import { describe, expect, it } from 'vitest';
import { verdictOf } from './partition-expressions.ts';

/** The type of an expression of any type, through a test of it that PARTITION BY takes. */
function typeNameOf(sql: string): string {
  const { diagnostics, type } = verdictOf(sql);
  if (type !== undefined) return type.kind;
  const [finding, ...others] = diagnostics;
  if (others.length > 0 || finding === undefined) return 'several findings';
  const refused = /^cannot cast type "(.*)" to "uint8" in PARTITION BY$/.exec(finding.message);
  return refused?.[1] ?? finding.code;
}

const SHORT: Readonly<Record<string, string>> = {
  i2: 'int2',
  i4: 'int4',
  i8: 'int8',
  u2: 'uint2',
  u4: 'uint4',
  u8: 'uint8',
  f4: 'float4',
  f8: 'float8',
  num: 'numeric',
};
const COLUMN: Readonly<Record<string, string>> = {
  int4: 'i',
  int2: 'i2',
  int8: 'i8',
  numeric: 'n',
  float4: 'f4',
  float8: 'f8',
  uint2: 'u2',
  uint4: 'u4',
  uint8: 'u8',
};

const PROMOTIONS = `
           int2 int4 int8 uint2 uint4 uint8 float4 float8 numeric
  int2     i2   i4   i8   i4    i8    num   f4     f8     num
  int4     i4   i4   i8   i4    i8    num   f4     f8     num
  int8     i8   i8   i8   i8    i8    num   f4     f8     num
  uint2    i4   i4   i8   u2    u4    u8    f4     f8     num
  uint4    i8   i8   i8   u4    u4    u8    f4     f8     num
  uint8    num  num  num  u8    u8    u8    f4     f8     num
  float4   f4   f4   f4   f4    f4    f4    f4     f8     f4
  float8   f8   f8   f8   f8    f8    f8    f8     f8     f8
  numeric  num  num  num  num   num   num   f4     f8     num
`;

interface Promotion {
  readonly left: string;
  readonly right: string;
  readonly result: string;
}

function readTable(table: string): readonly Promotion[] {
  const [heads = [], ...lines] = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return lines.flatMap(([left = '', ...marks]) =>
    marks.map((mark, at) => ({ left, right: heads[at] ?? '', result: SHORT[mark] ?? mark })),
  );
}

const columnOf = (type: string): string => COLUMN[type] ?? type;

describe.each(['+', '-', '*', '/', '%'])('%s between numbers', (sign) => {
  it.each(readTable(PROMOTIONS))('$left and $right', ({ left, right, result }) => {
    const surprising = sign === '-' && left === 'int2' && right === 'int2';
    expect(typeNameOf(`${columnOf(left)} ${sign} ${columnOf(right)}`)).toBe(surprising ? 'float8' : result);
  });

  it.each(Object.values(SHORT))('%s and a literal in quotes', (type) => {
    const surprising = sign === '-' && type === 'int2';
    expect(typeNameOf(`${columnOf(type)} ${sign} '1'`)).toBe(surprising ? 'float8' : type);
  });

  it.each(Object.values(SHORT))('a literal in quotes and %s', (type) => {
    const unclear = (sign === '-' && type === 'int8') || (/[*/]/.test(sign) && type === 'float8');
    const surprising = sign === '-' && type === 'int2';
    const expected = unclear ? 'type/ambiguous-operator' : surprising ? 'float8' : type;
    expect(typeNameOf(`'1' ${sign} ${columnOf(type)}`)).toBe(expected);
  });

  it('two literals in quotes', () => {
    expect(typeNameOf(`'1' ${sign} '2'`)).toBe(sign === '%' ? 'float8' : 'type/ambiguous-operator');
  });
});

describe.each(['=', '<>', '<', '<=', '>', '>='])('%s between numbers', (sign) => {
  it.each(readTable(PROMOTIONS))('$left and $right', ({ left, right }) => {
    expect(typeNameOf(`${columnOf(left)} ${sign} ${columnOf(right)}`)).toBe('boolean');
  });
});

const BITS = `
           int2 int4 int8 uint2 uint4 uint8
  int2     i2   i4   i8   i4    i8    none
  int4     i4   i4   i8   i4    i8    none
  int8     i8   i8   i8   i8    i8    none
  uint2    i4   i4   i8   u2    u4    u8
  uint4    i8   i8   i8   u4    u4    u8
  uint8    none none none u8    u8    u8
`;

describe.each(['&', '|', '#'])('%s between whole numbers', (sign) => {
  it.each(readTable(BITS))('$left and $right', ({ left, right, result }) => {
    const expected = result === 'none' ? 'type/no-overload' : result;
    expect(typeNameOf(`${columnOf(left)} ${sign} ${columnOf(right)}`)).toBe(expected);
  });
});

const SHIFTS = `
           int2 int4 uint2 uint4 int8 uint8
  int2     i2   i2   i2    none  none none
  int4     i4   i4   i4    none  none none
  int8     i8   i8   i8    none  none none
  uint2    i4   i4   u2    u2    none none
  uint4    i8   i8   u4    u4    none none
  uint8    none none u8    u8    none none
`;

describe.each(['<<', '>>'])('%s', (sign) => {
  it.each(readTable(SHIFTS))('$left by $right', ({ left, right, result }) => {
    const expected = result === 'none' ? 'type/no-overload' : result;
    expect(typeNameOf(`${columnOf(left)} ${sign} ${columnOf(right)}`)).toBe(expected);
  });
});

describe('the type of', () => {
  it.each([
    ['- i2', 'int2'],
    ['- u2', 'int4'],
    ['- u4', 'int8'],
    ['- u8', 'numeric'],
    ['- f4', 'float4'],
    ['- iv', 'interval'],
    ["- '5'", 'type/ambiguous-operator'],
    ['+ u4', 'uint4'],
    ["+ '5'", 'float8'],
    ['~ u2', 'uint2'],
    ['~ f8', 'type/no-overload'],
    ["'1' & '2'", 'type/ambiguous-operator'],
    ["'1' << 2", 'type/ambiguous-operator'],
    ["u8 >> '3'", 'uint8'],
    // Texts and what stands beside them.
    ['s || i', 'text'],
    ['i || s', 'text'],
    ['vc || c', 'text'],
    ['s || b', 'text'],
    ["'a' || i", 'text'],
    ["'a' || 'b'", 'text'],
    ['j || s', 'text'],
    ["j || '{}'", 'jsonb'],
    ['arr || arr', 'integer[]'],
    ['li || li', 'integer list'],
    ['li || i', 'integer list'],
    ['i || li', 'integer list'],
    ['by || by', 'type/no-overload'],
    // Dates and times.
    ['d + iv', 'timestamp without time zone'],
    ['iv + d', 'timestamp without time zone'],
    ['d + tm', 'timestamp without time zone'],
    ['ts - iv', 'timestamp without time zone'],
    ['tz + iv', 'timestamp with time zone'],
    ['tm - iv', 'time'],
    ['ts - ts', 'interval'],
    ['tz - ts', 'interval'],
    ['tm - tm', 'interval'],
    ['d - d', 'int4'],
    ['d + 1', 'type/no-overload'],
    ['iv * 2', 'interval'],
    ['iv / 2', 'interval'],
    ["d - '1 day'", 'timestamp without time zone'],
    ["ts - '1 day'", 'timestamp without time zone'],
    ["tm - '1 hour'", 'time'],
    ["tz - '2020-01-01'", 'interval'],
    ["'2020-01-01' - d", 'int4'],
    ["'2020-01-01' - ts", 'interval'],
    ["'10:00' - tm", 'interval'],
    ["'1 day' + iv", 'type/ambiguous-operator'],
    ["'1 day' - iv", 'type/ambiguous-operator'],
    // Comparisons.
    ['s = vc', 'boolean'],
    ['c = vc', 'boolean'],
    ['s = i', 'type/no-overload'],
    ['b = i', 'type/no-overload'],
    ['d = ts', 'boolean'],
    ['ts < tz', 'boolean'],
    ['o = i', 'boolean'],
    ['u4 = o', 'type/no-overload'],
    ['d = i', 'boolean'],
    ['d = i2', 'type/no-overload'],
    ["u = '324373a5-7718-46b1-a7ea-4a7c9981fc4e'", 'boolean'],
    ['u = s', 'type/no-overload'],
    ['li = li', 'boolean'],
    ['li <> li', 'type/no-overload'],
    ['li IS DISTINCT FROM li', 'type/no-overload'],
    ['m = m', 'type/no-overload'],
    ['arr < arr', 'boolean'],
    ["'a' = 'b'", 'boolean'],
    ["i LIKE 'a'", 'type/no-overload'],
    ["i ~~ 'a'", 'type/no-overload'],
    // JSON.
    ["j -> 'a'", 'jsonb'],
    ['j -> i', 'jsonb'],
    ['j -> u8', 'type/no-overload'],
    ["j #>> '{a,0}'", 'text'],
    ["j @> '{}'", 'boolean'],
    ["j - 'a'", 'jsonb'],
    // Common types.
    ['coalesce(u2, u8)', 'uint8'],
    ['coalesce(i, f4)', 'float4'],
    ['coalesce(i, n)', 'numeric'],
    ["coalesce(i, '7')", 'int4'],
    ['coalesce(d, ts)', 'timestamp without time zone'],
    ['coalesce(vc, s)', 'text'],
    ['coalesce(i, o)', 'oid'],
    ['coalesce(b, i)', 'type/no-common-type'],
    // Functions.
    ['abs(u2)', 'int4'],
    ['abs(u8)', 'numeric'],
    ["abs('1')", 'float8'],
    ['ceil(u4)', 'float8'],
    ['ceil(u8)', 'numeric'],
    ['sqrt(u8)', 'numeric'],
    ['sqrt(i)', 'float8'],
    ['log(i, n)', 'numeric'],
    ['log(f8, n)', 'type/no-overload'],
    ['power(i, i)', 'float8'],
    ['power(n, i)', 'numeric'],
    ['power(u8, i)', 'numeric'],
    ['pow(n, f4)', 'float8'],
    ["mod(i8, '3')", 'int8'],
    ['date_trunc(s, d)', 'timestamp with time zone'],
    ['date_trunc(s, iv)', 'interval'],
    ["'{1,2}'::int4[]", 'integer[]'],
    ['ARRAY[1, 2][1]', 'int4'],
    ['LIST[[1], [2]]', 'integer list list'],
    ["MAP['a' => 1] -> 'a'", 'int4'],
    ['ARRAY[]::int8[]', 'bigint[]'],
    ['(ROW(i, s)).f1', 'int4'],
  ])('%s is %s', (sql, type) => {
    expect(typeNameOf(sql)).toBe(type);
  });
});
