import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../src/evaluate/compile.ts';
import { typeExpression } from '../../src/resolve/expression.ts';
import { formatText } from '../../src/types/text-forms.ts';
import { COLUMNS, expressionOf, rowOf } from '../resolve/partition-expressions.ts';

type Values = Readonly<Record<string, string>>;

/** The value as FORMAT TEXT writes it, `NULL`, or the code of the error. */
function evaluated(sql: string, values: Values = {}): string {
  const scope = { file: '<test>', columns: COLUMNS, construct: 'PARTITION BY' as const };
  const findings: string[] = [];
  const typed = typeExpression(expressionOf(sql), scope, (diagnostic) => findings.push(diagnostic.message));
  if (typed === undefined) throw new Error(findings.join());
  // A plan is written as JSON and read again.
  const evaluate = compileExpression(JSON.parse(JSON.stringify(typed)));
  try {
    const value = evaluate(rowOf(values));
    return value === null ? 'NULL' : formatText(typed.type, value);
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

const DIVISION = 'run/division-by-zero';

describe('errors and NULL', () => {
  it.each<readonly [string, string]>([
    ['1 / 0', DIVISION],
    // An error of any argument beats NULL of another; the first error wins.
    ['NULL::int4 + 1 / 0', DIVISION],
    ['1 / 0 + NULL::int4', DIVISION],
    ["1 / 0 + 'x'::int4", DIVISION],
    ["'x'::int4 + 1 / 0", 'run/invalid-text'],
    ['NULL::int4 + 1', 'NULL'],
    // Only what decides is evaluated.
    ['CASE WHEN true THEN 1 ELSE 1 / 0 END', '1'],
    ['CASE WHEN false THEN 1 / 0 END', 'NULL'],
    ['CASE WHEN NULL THEN 1 ELSE 2 END', '2'],
    ['CASE 2 WHEN 1 THEN 1 / 0 WHEN 2 THEN 5 END', '5'],
    ['CASE NULL::int4 WHEN NULL THEN 1 ELSE 2 END', '2'],
    ['CASE WHEN 1 / 0 = 1 THEN 1 END', DIVISION],
    ['coalesce(1, 1 / 0)', '1'],
    ['coalesce(NULL, 1 / 0)', DIVISION],
    // A deciding operand hides an error, in either order; else the error beats NULL.
    ['false AND 1 / 0 = 1', 'f'],
    ['1 / 0 = 1 AND false', 'f'],
    ['true OR 1 / 0 = 1', 't'],
    ['1 / 0 = 1 OR true', 't'],
    ['true AND 1 / 0 = 1', DIVISION],
    ['NULL AND 1 / 0 = 1', DIVISION],
    ['NULL OR 1 / 0 = 1', DIVISION],
    ['NULL AND false', 'f'],
    ['NULL AND true', 'NULL'],
    ['NULL OR true', 't'],
    ['NULL OR false', 'NULL'],
    ['NOT NULL', 'NULL'],
    ['1 IN (1, 1 / 0)', 't'],
    ['1 IN (2, 1 / 0)', DIVISION],
    ['1 IN (2, NULL)', 'NULL'],
    ['1 NOT IN (2, 3)', 't'],
    // GREATEST and LEAST evaluate everything and leave NULL out.
    ['greatest(1, NULL, 3)', '3'],
    ['least(1, NULL, 3)', '1'],
    ['greatest(1, 1 / 0)', DIVISION],
    ['greatest(NULL::int4, NULL)', 'NULL'],
    ["greatest('NaN'::float8, 1)", 'NaN'],
    // Tests.
    ['NULL IS NULL', 't'],
    ['1 IS NOT NULL', 't'],
    ['NULL::bool IS UNKNOWN', 't'],
    ['NULL::bool IS TRUE', 'f'],
    ['NULL::bool IS NOT TRUE', 't'],
    ['false IS FALSE', 't'],
    ['NULL IS DISTINCT FROM NULL', 'f'],
    ['1 IS DISTINCT FROM NULL', 't'],
    ['1 IS NOT DISTINCT FROM 1.0', 't'],
    ['nullif(1, 1)', 'NULL'],
    ['nullif(1, 2.0)', '1'],
    ['nullif(1, NULL)', '1'],
    ['concat(NULL, NULL)', ''],
    ["concat('a', NULL, 1, true)", 'a1t'],
    ["concat_ws('-', 'a', NULL, 1)", 'a-1'],
    ["concat_ws(NULL, 'a')", 'NULL'],
  ])('%s is %s', (sql, result) => {
    expect(evaluated(sql)).toBe(result);
  });
});

describe('arithmetic', () => {
  it.each<readonly [string, string]>([
    ['2147483647 + 1', 'run/out-of-range'],
    ['9223372036854775807 + 1', 'run/out-of-range'],
    ['-2147483648 / -1', 'run/out-of-range'],
    ['-2147483648 % -1', '0'],
    ['-7 / 2', '-3'],
    ['-7 % 2', '-1'],
    ['7 % -2', '1'],
    ["'9223372036854775807'::int8 * 2", 'run/out-of-range'],
    ["'0'::uint2 - '1'::uint2", 'run/out-of-range'],
    ['7.5 % 2', '1.5'],
    ['-7.5 % 2', '-1.5'],
    ['1.0 / 3', '0.333333333333333333333333333333333333333'],
    ['2.0 / 3', '0.666666666666666666666666666666666666667'],
    ['1 / 0.0', DIVISION],
    ["'1'::float8 / 0", DIVISION],
    ["'1e308'::float8 * 10", 'run/out-of-range'],
    ["'1e-308'::float8 / '1e300'::float8", 'run/out-of-range'],
    ["'3e38'::float4 * 2", 'run/out-of-range'],
    ["'0.1'::float4 + '0.2'::float4", '0.3'],
    ["'0.1'::float8 + '0.2'::float8", '0.30000000000000004'],
    ['0.1 + 0.2', '0.3'],
    ['99999999999999999999.5 + 0.5', '100000000000000000000'],
    ['100000000000000000000 * 10000000000000000000', 'run/out-of-range'],
    ['100000000000000000000 * 1000000000000000000', '100000000000000000000000000000000000000'],
    ["'NaN'::numeric + 1", 'NaN'],
    ['5 & 3', '1'],
    ['5 | 3', '7'],
    ['5 # 3', '6'],
    ['~ 5', '-6'],
    ["~ '5'::uint2", '65530'],
    ['1 << 33', '2'],
    ["'1'::int2 << 15", '-32768'],
    ["'1'::int8 << 65", '2'],
    ['-8 >> 1', '-4'],
    ["'4294967288'::uint4 >> '1'::uint4", '2147483644'],
    ["'18446744073709551615'::uint8 << '1'::uint4", '18446744073709551614'],
  ])('%s is %s', (sql, result) => {
    expect(evaluated(sql)).toBe(result);
  });
});

describe('functions of texts', () => {
  it.each<readonly [string, string]>([
    ["substr('hello', 2)", 'ello'],
    ["substr('hello', 2, 3)", 'ell'],
    ["substr('hello', 0, 3)", 'he'],
    ["substr('hello', -5, 3)", ''],
    ["substr('hello', 9)", ''],
    ["substr('hello', 9, -1)", 'run/invalid-argument'],
    ["substring('hello' FROM 2 FOR 2)", 'el'],
    ["substring('hello' FOR 2)", 'he'],
    ["left('hello', 2)", 'he'],
    ["left('hello', -2)", 'hel'],
    ["left('hello', -9)", ''],
    ["right('hello', 2)", 'lo'],
    ["right('hello', -2)", 'llo'],
    ["right('hello', -2147483648)", ''],
    ["right('hello', 0)", ''],
    ["split_part('a-b-c', '-', 2)", 'b'],
    ["split_part('a-b-c', '-', 4)", ''],
    ["split_part('a-b', '', 1)", 'a-b'],
    ["split_part('a', '-', 0)", 'run/invalid-argument'],
    ["strpos('abc', '')", '1'],
    ["replace('aXbX', 'X', '$&')", 'a$&b$&'],
    ["replace('ab', '', 'x')", 'ab'],
    ["translate('12345', '143', 'ax')", 'a2x5'],
    ["TRIM('  a ')", 'a'],
    ["TRIM(LEADING 'xy' FROM 'yxa')", 'a'],
    ["btrim('xax', '')", 'xax'],
    ["rtrim(E'a\\t ')", 'a\t'],
    ["lpad('hi', 5)", '   hi'],
    ["lpad('hi', 5, 'xy')", 'xyxhi'],
    ["lpad('hello', 2)", 'he'],
    ["lpad('hi', 5, '')", 'hi'],
    ["lpad('hi', -1)", 'run/invalid-argument'],
    ["repeat('ab', 3)", 'ababab'],
    ["repeat('ab', -1)", ''],
    ["repeat('ab', 2147483647)", 'run/invalid-argument'],
    ["starts_with('abc', 'ab')", 't'],
    ['chr(8364)', '€'],
    ['chr(0)', 'run/invalid-argument'],
    ['chr(55296)', 'run/invalid-argument'],
    ["reverse('ab\u{1f600}')", '\u{1f600}ba'],
    ["initcap('hello wORLD')", 'Hello World'],
    ["upper('straße')", 'STRASSE'],
    ["md5('')", 'd41d8cd98f00b204e9800998ecf8427e'],
    ["md5('abc')", '900150983cd24fb0d6963f7d28e17f72'],
    ["md5(repeat('a', 56))", '3b0c8ac703f828b04c6c197006d17218'],
    ["get_byte('\\x0aff'::bytea, 1)", '255'],
    ["get_byte('\\x0aff'::bytea, 2)", 'run/invalid-argument'],
    ["get_bit('\\x02'::bytea, 1)", '1'],
    ["bit_count('\\xff01'::bytea)", '9'],
    ["'a%' LIKE 'a\\%'", 't'],
    ["'ab' LIKE 'a_'", 't'],
    ["E'a\\nb' LIKE 'a%b'", 't'],
    ["'AB' ILIKE 'a%'", 't'],
    ["'ab' NOT LIKE 'b%'", 't'],
    ["'a%' LIKE 'a!%' ESCAPE '!'", 't'],
    ["'ab' LIKE 'a!%' ESCAPE '!'", 'f'],
    ["'a' LIKE 'a\\'", 'run/invalid-pattern'],
    ["'abc' ~ '^a.c$'", 't'],
    ["'ABC' ~* 'b'", 't'],
    ["'abc' !~ 'b'", 'f'],
    ["'abc' ~ '('", 'run/invalid-pattern'],
    ["'a' || 1 || true || '2020-01-01'::date", 'a1true2020-01-01'],
  ])('%s is %s', (sql, result) => {
    expect(evaluated(sql)).toBe(result);
  });

  it('sees a char(n) with its blanks in LIKE, octet_length and concat alone', () => {
    expect(evaluated("c LIKE 'ab'", { c: 'ab' })).toBe('f');
    expect(evaluated("c LIKE 'ab   '", { c: 'ab' })).toBe('t');
    expect(evaluated("c = 'ab'", { c: 'ab' })).toBe('t');
    expect(evaluated("c || '|'", { c: 'ab' })).toBe('ab|');
    expect(evaluated("concat(c, '|')", { c: 'ab' })).toBe('ab   |');
    expect(evaluated('octet_length(c)', { c: 'ab' })).toBe('5');
    expect(evaluated('length(c)', { c: 'ab' })).toBe('2');
  });
});

describe('functions of numbers', () => {
  it.each<readonly [string, string]>([
    ['round(2.5)', '3'],
    ['round(-2.5)', '-3'],
    ["round('2.5'::float8)", '2'],
    ['round(2.345, 2)', '2.35'],
    ['round(1250, -2)', '1300'],
    ['round(5, -2)', '0'],
    ['ceil(-0.5)', '0'],
    ['floor(-0.5)', '-1'],
    ['trunc(-1.7)', '-1'],
    ['abs(-5.5)', '5.5'],
    ["sqrt('2'::float8)", '1.4142135623730951'],
    ['sqrt(2.0)', '1.41421356237309504880168872420969807857'],
    ['sqrt(-1.0)', 'run/invalid-argument'],
    ['ln(0.0)', 'run/invalid-argument'],
    ['log(1000.0)', '3'],
    ['log(2.0, 8.0)', '3'],
    ['power(2, 10)', '1024'],
    ['power(2.0, 0.5)', '1.41421356237309504880168872420969807857'],
    ['power(0, -1)', 'run/invalid-argument'],
    ['power(-8, 0.5)', 'run/invalid-argument'],
    ['pow(10.0, 39)', 'run/out-of-range'],
    ['mod(-7, 3)', '-1'],
    ['exp(1000.0)', 'run/out-of-range'],
    ['degrees(radians(180.0))', '180'],
  ])('%s is %s', (sql, result) => {
    expect(evaluated(sql)).toBe(result);
  });
});

describe('dates and times', () => {
  it.each<readonly [string, string]>([
    ["extract(epoch FROM timestamp '2020-01-01 00:00:00.25')", '1577836800.25'],
    ["extract(epoch FROM date '1969-12-31')", '-86400'],
    ["extract(epoch FROM interval '1 year 1 month 1 day 1 second')", '34236001'],
    ["extract(century FROM date '2000-12-31')", '20'],
    ["extract(century FROM date '2001-01-01')", '21'],
    ["extract(week FROM date '2021-01-03')", '53'],
    ["extract(week FROM date '2021-01-04')", '1'],
    ["extract(dow FROM date '2021-01-03')", '0'],
    ["extract(isodow FROM date '2021-01-03')", '7'],
    ["extract(doy FROM date '2020-12-31')", '366'],
    ["extract(quarter FROM date '2020-05-01')", '2'],
    ["extract(second FROM time '01:02:03.5')", '3.5'],
    ["extract(ms FROM time '01:02:03.5')", '3500'],
    ["extract(day FROM time '01:02:03')", 'run/invalid-argument'],
    ["extract(hour FROM date '2020-01-01')", 'run/invalid-argument'],
    ["extract(nosuch FROM date '2020-01-01')", 'run/invalid-argument'],
    ["date_part('HOURS', timestamp '2020-01-01 07:00')", '7'],
    ["date_trunc('month', timestamp '2020-05-17 07:08')", '2020-05-01 00:00:00'],
    ["date_trunc('week', timestamp '2020-05-17 07:08')", '2020-05-11 00:00:00'],
    ["date_trunc('hour', timestamp '1969-12-31 23:30')", '1969-12-31 23:00:00'],
    ["date_trunc('year', interval '1 year 5 months 3 days')", '1 year'],
    ["timestamp '2020-01-31' + interval '1 month'", '2020-02-29 00:00:00'],
    ["timestamp '2020-03-31' - interval '1 month 1 day'", '2020-02-28 00:00:00'],
    ["date '2020-01-01' + time '01:02'", '2020-01-01 01:02:00'],
    ["time '23:00' + interval '2 hours'", '01:00:00'],
    ["time '01:00' - time '02:00'", '-01:00:00'],
    ["timestamp '2020-01-03 01:00' - timestamp '2020-01-01'", '2 days 01:00:00'],
    ["interval '1 month' * 1.5", '1 mon 15 days'],
    ["interval '1 day' / 2", '12:00:00'],
    ["interval '1 day' / 0", DIVISION],
    ["date '2020-01-02' - date '2020-01-01'", '1'],
    ["interval '1 month' = interval '30 days'", 't'],
    ['to_timestamp(1.5)', '1970-01-01 00:00:01.5+00'],
  ])('%s is %s', (sql, result) => {
    expect(evaluated(sql)).toBe(result);
  });
});

describe('JSON, arrays, lists and maps', () => {
  const json = { j: '{"a":{"b":[1,"x",null]},"n":null,"s":"t"}' };
  it.each<readonly [string, string]>([
    ["j -> 'a' -> 'b' -> -1", 'null'],
    ["j -> 'a' -> 'b' -> 7", 'NULL'],
    ['j -> 0', 'NULL'],
    ["j -> 's' -> 0", '"t"'],
    ["j ->> 'n'", 'NULL'],
    ["j ->> 's'", 't'],
    ["j #>> '{a,b,1}'", 'x'],
    ["j['a']['b'][0]", '1'],
    ["j ? 's'", 't'],
    ['j @> \'{"a":{"b":["x"]}}\'', 't'],
    ["(j - 'a') || '{\"z\":1}'", '{"n":null,"s":"t","z":1}'],
    ["jsonb_typeof(j -> 'n')", 'null'],
    ['jsonb_strip_nulls(j)', '{"a":{"b":[1,"x",null]},"s":"t"}'],
  ])('%s is %s', (sql, result) => {
    expect(evaluated(sql, json)).toBe(result);
  });

  it.each<readonly [string, string]>([
    ['ARRAY[1, 2] || ARRAY[3]', '{1,2,3}'],
    ['ARRAY[[1, 2], [3, 4]]', '{{1,2},{3,4}}'],
    ['(ARRAY[[1, 2], [3, 4]])[2][1]', '3'],
    ['(ARRAY[[1, 2], [3, 4]])[2]', 'NULL'],
    ['(ARRAY[1, 2])[2][1]', 'NULL'],
    ['(ARRAY[LIST[1, 2]])[1]', '{1,2}'],
    ['(LIST[[1, 2], [3]])[2][1]', '3'],
    ['array_length(ARRAY[[1, 2], [3, 4]], 2)', '2'],
    ["array_position(ARRAY['a', 'b'], 'b')", '2'],
    ['LIST[1, 2] || 3', '{1,2,3}'],
    ['LIST[1, NULL][2]', 'NULL'],
    ['ARRAY[1, 2] @> ARRAY[2]', 't'],
    ['ARRAY[1, 2] = ARRAY[1, 2]', 't'],
    ['ARRAY[1, NULL] < ARRAY[1, 2]', 'f'],
    ["MAP['b' => 2, 'a' => 1, 'b' => 3]", '{a=>1,b=>3}'],
    ["map_length(MAP['a' => 1])", '1'],
    ["'{a=>5}'::map[text=>int4] -> 'a'", '5'],
    ["(ROW(1, 'x')).f2", 'x'],
    ["ROW(1, 'x')", '(1,x)'],
    ['ARRAY[]::int4[]', '{}'],
  ])('%s is %s', (sql, result) => {
    expect(evaluated(sql)).toBe(result);
  });
});
