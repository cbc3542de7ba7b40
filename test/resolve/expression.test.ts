import { describe, expect, it } from 'vitest';
import { showType } from '../../src/types/show-type.ts';
import { rowOf, verdictOf } from './partition-expressions.ts';

type Values = Readonly<Record<string, string>>;
type Result = number | bigint | 'null' | 'error';

/** Number of the case, expression, type, and what rows give. */
const ACCEPTED: readonly (readonly [number, string, string, ...(readonly [Values, Result])[]])[] = [
  [1, 'i2', 'smallint', [{ i2: '7' }, 7], [{ i2: '-1' }, 'error'], [{}, 'null']],
  [1, 'i', 'integer', [{ i: '7' }, 7], [{ i: '-1' }, 'error']],
  [1, 'i8', 'bigint', [{ i8: '9223372036854775807' }, 9223372036854775807n], [{ i8: '-1' }, 'error']],
  [2, 'u2', 'uint2', [{ u2: '65535' }, 65535]],
  [2, 'u4', 'uint4', [{ u4: '4294967295' }, 4294967295]],
  [2, 'u8', 'uint8', [{ u8: '18446744073709551615' }, 18446744073709551615n]],
  ...(['f4', 'f8'] as const).map(
    (column) =>
      [
        3,
        column,
        column === 'f4' ? 'real' : 'double precision',
        [{ [column]: '0.5' }, 0],
        [{ [column]: '1.5' }, 2],
        [{ [column]: '2.5' }, 2],
        [{ [column]: '-0.4' }, 0],
        [{ [column]: '-0.5' }, 0],
        [{ [column]: '-0.6' }, 'error'],
        [{ [column]: 'NaN' }, 'error'],
        [{ [column]: 'inf' }, 'error'],
        [{ [column]: '18446744073709551616' }, 'error'],
      ] as const,
  ),
  [3, 'f8', 'double precision', [{ f8: '18446744073709549568' }, 18446744073709549568n]],
  [4, 'n', 'numeric', [{ n: '0.5' }, 1], [{ n: '2.5' }, 3], [{ n: '-0.4' }, 'error'], [{ n: '-1' }, 'error']],
  [4, 'n', 'numeric', [{ n: 'NaN' }, 'error'], [{ n: '18446744073709551615.4' }, 18446744073709551615n]],
  [11, 'o::int8', 'bigint', [{ o: '4294967295' }, 4294967295]],
  [13, 'NULL', 'uint8', [{}, 'null']],
  [13, 'NULL::int4', 'integer', [{}, 'null']],
  [14, "'5'", 'uint8', [{}, 5]],
  [14, "' +7 '", 'uint8', [{}, 7]],
  [15, "'abc'", 'uint8', [{}, 'error']],
  [15, "'-1'", 'uint8', [{}, 'error']],
  [15, "'5.0'", 'uint8', [{}, 'error']],
  [15, "''", 'uint8', [{}, 'error']],
  [16, "uint8 '5'", 'uint8', [{}, 5]],
  [16, "'5'::uint8", 'uint8', [{}, 5]],
  [17, '5', 'integer', [{}, 5]],
  [17, '3000000000', 'bigint', [{}, 3000000000]],
  [17, '-1', 'integer', [{}, 'error']],
  [17, '-2147483648', 'integer', [{}, 'error']],
  [18, '1e3', 'numeric', [{}, 1000]],
  [18, '2.5', 'numeric', [{}, 3]],
  [19, '18446744073709551615', 'numeric', [{}, 18446744073709551615n]],
  [19, '18446744073709551616', 'numeric', [{}, 'error']],
  [21, 'i % 4', 'integer', [{ i: '7' }, 3], [{ i: '-7' }, 'error'], [{ i: '-8' }, 0]],
  [22, 'u8 % 16', 'numeric', [{ u8: '18446744073709551615' }, 15]],
  [22, 'u8 % 16::uint4', 'uint8', [{ u8: '18446744073709551615' }, 15]],
  [22, 'u4 % 16', 'bigint', [{ u4: '17' }, 1]],
  [22, 'i % u4', 'bigint', [{ i: '7', u4: '4' }, 3]],
  [23, 'i8 / i', 'bigint', [{ i8: '7', i: '2' }, 3], [{ i8: '7', i: '0' }, 'error'], [{ i: '0' }, 'null']],
  [24, '1 / 0', 'integer', [{}, 'error']],
  [25, 'i / 2.0', 'numeric', [{ i: '5' }, 3]],
  [26, 'u4 - 1', 'bigint', [{ u4: '0' }, 'error'], [{ u4: '5' }, 4]],
  [26, 'u8 - 1', 'numeric', [{ u8: '0' }, 'error'], [{ u8: '5' }, 4]],
  [26, 'u4 - 1::uint4', 'uint4', [{ u4: '0' }, 'error'], [{ u4: '5' }, 4]],
  [27, 'i2 - i2', 'double precision', [{ i2: '3' }, 0]],
  [28, '-i', 'integer', [{ i: '-3' }, 3], [{ i: '3' }, 'error'], [{ i: '-2147483648' }, 'error']],
  [28, 'abs(i)', 'integer', [{ i: '-3' }, 3], [{ i: '-2147483648' }, 'error']],
  [28, '-u8', 'numeric', [{ u8: '3' }, 'error'], [{ u8: '0' }, 0]],
  [29, "i * '2'", 'integer', [{ i: '21' }, 42], [{ i: '2147483647' }, 'error']],
  [30, "i + 'x'", 'integer', [{ i: '1' }, 'error']],
  [36, 'b::int4', 'integer', [{ b: 't' }, 1], [{ b: 'f' }, 0]],
  [37, 's::uint8', 'uint8', [{ s: ' 12' }, 12], [{ s: 'x' }, 'error']],
  [37, 's::int4', 'integer', [{ s: '12' }, 12], [{ s: '12.5' }, 'error']],
  [38, 'i::text::uint8', 'uint8', [{ i: '7' }, 7], [{ i: '-7' }, 'error']],
  [39, 'i8::int2', 'smallint', [{ i8: '7' }, 7], [{ i8: '32768' }, 'error']],
  [40, 'length(s)', 'integer', [{ s: 'aé\u{1f600}' }, 3]],
  [40, 'length(vc)', 'integer', [{ vc: 'abc' }, 3]],
  [40, 'length(c)', 'integer', [{ c: 'ab   ' }, 2]],
  [40, 'length(by)', 'integer', [{ by: '\\x0102' }, 2]],
  [40, 'octet_length(c)', 'integer', [{ c: 'ab' }, 5]],
  [42, 'crc32(s)', 'uint4', [{ s: 'abc' }, 891568578]],
  [42, 'crc32(vc)', 'uint4', [{ vc: 'apple' }, 2838417488]],
  [42, 'crc32(by)', 'uint4', [{ by: '\\x616263' }, 891568578]],
  [42, 'crc32(u::text)', 'uint4', [{ u: '324373a5-7718-46b1-a7ea-4a7c9981fc4e' }, 1008175995]],
  [44, 'crc32(s || i)', 'uint4', [{ s: 'a', i: '1' }, 1826703395], [{ s: 'a' }, 'null']],
  [45, "crc32('foobar')", 'uint4', [{}, 2666930069]],
  [46, 'kafka_murmur2(s)', 'integer', [{ s: 'apple' }, 95915317], [{ s: '' }, 275646681], [{}, 'null']],
  [47, 'seahash(s)', 'uint8', [{ s: 'foobar' }, 5348458858952426560n], [{ s: '' }, 14492805990617963705n]],
  [48, 'seahash(NULL)', 'uint8', [{}, 'null']],
  [49, "seahash(s) & '15'", 'uint8', [{ s: 'foobar' }, 0]],
  [49, 'seahash(s) >> 3::uint4', 'uint8', [{ s: 'foobar' }, 668557357369053320n]],
  [49, 'crc32(s) & 255', 'bigint', [{ s: 'foobar' }, 2666930069 % 256]],
  [52, 'ascii(s)', 'integer', [{ s: 'a' }, 97], [{ s: '' }, 0]],
  [52, "position('a' IN s)", 'integer', [{ s: 'éa' }, 2], [{ s: 'x' }, 0]],
  [52, "strpos(s, 'a')", 'integer', [{ s: '\u{1f600}a' }, 2]],
  [
    53,
    "split_part(s, '-', 2)::int4",
    'integer',
    [{ s: 'a-7' }, 7],
    [{ s: 'a-b' }, 'error'],
    [{ s: 'a' }, 'error'],
  ],
  [
    55,
    'extract(epoch FROM ts)',
    'numeric',
    [{ ts: '1970-01-01 00:00:01.5' }, 2],
    [{ ts: '1969-12-31' }, 'error'],
  ],
  [56, "date_part('day', d)", 'double precision', [{ d: '2024-02-29' }, 29]],
  [57, 'extract(hour FROM d)', 'numeric', [{ d: '2024-02-29' }, 'error']],
  [58, "d - date '2020-01-01'", 'integer', [{ d: '2020-01-08' }, 7], [{ d: '2019-01-01' }, 'error']],
  [58, "'2030-01-01' - d", 'integer', [{ d: '2029-12-31' }, 1]],
  [
    62,
    "j['a']::int4",
    'integer',
    [{ j: '{"a":7.5}' }, 8],
    [{ j: '{}' }, 'null'],
    [{ j: '{"a":"7"}' }, 'error'],
  ],
  [63, 'j::int8', 'bigint', [{ j: '12' }, 12], [{ j: 'null' }, 'error']],
  [64, 'jsonb_array_length(j)', 'integer', [{ j: '[1,2]' }, 2], [{ j: '{}' }, 'null']],
  [65, 'arr[1]', 'integer', [{ arr: '{5,6}' }, 5], [{ arr: '{}' }, 'null']],
  [65, 'li[1]', 'integer', [{ li: '{5,6}' }, 5], [{ li: '{}' }, 'null']],
  [65, 'array_length(arr, 1)', 'integer', [{ arr: '{5,6}' }, 2], [{ arr: '{}' }, 'null']],
  [65, 'list_length(li)', 'integer', [{ li: '{5,6}' }, 2]],
  [67, "m -> 'a'", 'integer', [{ m: '{a=>5}' }, 5], [{ m: '{}' }, 'null']],
  [69, 'coalesce(i, 0)', 'integer', [{ i: '3' }, 3], [{}, 0]],
  [70, 'coalesce(i, u8)', 'numeric', [{ u8: '3' }, 3]],
  [72, "coalesce(i, 'x')", 'integer', [{ i: '3' }, 3], [{}, 'error']],
  [73, 'greatest(i, u2)', 'integer', [{ i: '3', u2: '4' }, 4], [{ i: '3' }, 3], [{}, 'null']],
  [73, 'nullif(i, 3)', 'integer', [{ i: '4' }, 4], [{ i: '3' }, 'null']],
  [74, 'CASE WHEN b THEN 1 ELSE 2 END', 'integer', [{ b: 't' }, 1], [{ b: 'f' }, 2], [{}, 2]],
  [85, 'I', 'integer', [{ i: '3' }, 3]],
  [88, 'round(n, 1)', 'numeric', [{ n: '2.45' }, 3], [{ n: '2.44' }, 2]],
  [89, 'floor(i)', 'double precision', [{ i: '3' }, 3]],
  [91, 'pg_backend_pid()', 'integer', [{}, 'error']],
  [91, 'extract(epoch FROM now())', 'numeric', [{}, 'error']],
  [92, 'coalesce(k, pg_backend_pid())', 'integer', [{ k: '3' }, 3]],
  [94, '(i + 1) % 4', 'integer', [{ i: '6' }, 3]],
  [94, 'mod(i, 4)', 'integer', [{ i: '6' }, 2]],
];

describe('accepted in PARTITION BY', () => {
  const cases = ACCEPTED.map(([id, sql, type, ...rows]) => ({ id, sql, type, rows }));

  it.each(cases)('$id: $sql is $type', ({ sql, type, rows }) => {
    const verdict = verdictOf(sql);
    expect(verdict.diagnostics).toEqual([]);
    expect(verdict.type && showType(verdict.type)).toBe(type);
    for (const [values, result] of rows) {
      const wanted = typeof result === 'number' ? BigInt(result) : result;
      expect(verdict.evaluate?.(rowOf(values)), JSON.stringify(values)).toBe(wanted);
    }
  });
});

/** Number of the case, expression, code, and words that the message must have. */
const REFUSED: readonly (readonly [number, string, string, ...string[]])[] = [
  [5, 's', 'type/no-cast', 'text', 'uint8', 'PARTITION BY'],
  [6, 'vc', 'type/no-cast', '"text"', 'uint8', 'PARTITION BY'],
  [6, 'c', 'type/no-cast', '"text"', 'uint8', 'PARTITION BY'],
  [7, 'b', 'type/no-cast', 'boolean'],
  [8, 'd', 'type/no-cast', '"date"'],
  [8, 'ts', 'type/no-cast', '"timestamp without time zone"'],
  [8, 'tz', 'type/no-cast', '"timestamp with time zone"'],
  [8, 'tm', 'type/no-cast', '"time"'],
  [8, 'iv', 'type/no-cast', '"interval"'],
  [9, 'by', 'type/no-cast', 'bytea'],
  [9, 'u', 'type/no-cast', 'uuid'],
  [9, 'j', 'type/no-cast', 'jsonb'],
  [10, 'o', 'type/no-cast', 'oid'],
  [11, 'o::uint8', 'type/no-cast', 'oid', 'uint8'],
  [12, 'arr', 'type/no-cast', '"integer[]"'],
  [12, 'li', 'type/no-cast', '"integer list"'],
  [12, 'm', 'type/no-cast', '"map[text=>integer]"'],
  [13, 'NULL::text', 'type/no-cast', 'text'],
  [16, "'5'::text", 'type/no-cast', 'text'],
  [20, 'true', 'type/no-cast', 'boolean'],
  [31, "'1' + '2'", 'type/ambiguous-operator', 'unknown', '+'],
  [32, 'i + s', 'type/no-overload', 'integer', 'text', '+'],
  [32, 'b + 1', 'type/no-overload', 'boolean', 'integer'],
  [33, 'i ^ 2', 'type/unknown-operator', '^'],
  [34, 'i || i', 'type/no-overload', 'integer'],
  [35, 's || i', 'type/no-cast', 'text', 'uint8'],
  [36, 'b::int2', 'type/no-cast', 'boolean', 'smallint'],
  [36, 'b::uint8', 'type/no-cast', 'boolean', 'uint8'],
  [41, 'length(i)', 'type/no-overload', 'length(integer)'],
  [41, 'length(j)', 'type/no-overload', 'length(jsonb)'],
  [43, 'crc32(i)', 'type/no-overload', 'crc32(integer)'],
  [43, 'crc32(u)', 'type/no-overload', 'crc32(uuid)'],
  [43, 'crc32(j)', 'type/no-overload', 'crc32(jsonb)'],
  [43, 'crc32(s, 1)', 'type/no-overload', 'crc32(text, integer)'],
  [43, 'crc32()', 'type/no-overload', 'crc32()'],
  [49, 'seahash(s) & 15', 'type/no-overload', 'uint8', 'integer'],
  [49, 'seahash(s) >> 3', 'type/no-overload', 'uint8', 'integer'],
  [50, 'md5(s)', 'type/no-cast', 'text'],
  [50, 'sha256(s)', 'type/unsupported-function', 'sha256'],
  [51, 'get_byte(s, 0)', 'type/no-overload', 'get_byte(text, integer)'],
  [54, 'left(s, i8)', 'type/no-overload', 'left(text, bigint)'],
  [58, "d - '2020-01-01'", 'type/no-cast', 'timestamp without time zone'],
  [59, 'ts - ts', 'type/no-cast', 'interval'],
  [60, "j -> 'a'", 'type/no-cast', 'jsonb'],
  [60, "j ->> 'a'", 'type/no-cast', 'text'],
  [61, "j ->> 'a'::int4", 'type/no-cast', 'text'],
  [63, 'j::uint8', 'type/no-cast', 'jsonb', 'uint8'],
  [66, 'arr[1:2]', 'type/no-subscript', 'slice', 'integer[]'],
  [67, "m['a']", 'type/no-subscript', 'subscript', 'map'],
  [71, 'coalesce(i, s)', 'type/no-common-type', 'coalesce', 'integer', 'text'],
  [71, 'coalesce(NULL, NULL)', 'type/no-cast', 'text'],
  [75, 'CASE WHEN i THEN 1 END', 'type/not-boolean', 'boolean', 'integer'],
  [75, 'CASE WHEN b THEN 1 ELSE s END', 'type/no-common-type', 'CASE', 'integer', 'text'],
  [76, 'i = 1', 'type/no-cast', 'boolean'],
  [76, 'i IN (1,2)', 'type/no-cast', 'boolean'],
  [76, 's IS NULL', 'type/no-cast', 'boolean'],
  [76, "s LIKE 'a%'", 'type/no-cast', 'boolean'],
  [77, 'i AND b', 'type/not-boolean', 'AND', 'integer'],
  [78, 'count(*)', 'resolve/partition-shape', 'pg_catalog.count', 'PARTITION BY', 'aggregate'],
  [78, 'sum(i)', 'resolve/partition-shape', 'pg_catalog.sum', 'aggregate'],
  [79, 'row_number() OVER ()', 'resolve/partition-shape', 'row_number', 'window'],
  [79, 'sum(i) OVER ()', 'resolve/partition-shape', 'sum', 'window'],
  [80, 'generate_series(1,3)', 'resolve/partition-shape', 'generate_series', 'table function'],
  [80, 'unnest(arr)', 'resolve/partition-shape', 'unnest', 'table function'],
  [81, '(SELECT 1)', 'resolve/partition-shape', 'subquery', 'PARTITION BY'],
  [81, 'EXISTS (SELECT 1)', 'resolve/partition-shape', 'subquery'],
  [82, '$1', 'resolve/partition-shape', '$1'],
  [83, 'nosuch', 'resolve/unknown-column', 'nosuch'],
  [84, 't.k', 'resolve/unknown-column', 't.k'],
  [84, 't', 'resolve/unknown-column', '"t"'],
  [85, '"I"', 'resolve/unknown-column', '"I"'],
  [86, 'nosuch(i)', 'type/unknown-function', 'nosuch'],
  [87, 'abs(s)', 'type/no-overload', 'abs(text)'],
  [88, 'round(f8, 1)', 'type/no-overload', 'round(double precision, integer)'],
  [90, 'now()', 'type/no-cast', 'timestamp with time zone'],
  [90, 'mz_now()', 'type/no-cast', 'mz_timestamp'],
  [90, 'current_user()', 'type/no-cast', 'text'],
  [93, 'current_user', 'resolve/unknown-column', 'current_user'],
  [94, 'i BETWEEN 1 AND 2', 'type/no-cast', 'boolean'],
  [95, 'ROW(i, 2)', 'type/no-cast', 'record'],
];

describe('refused in PARTITION BY', () => {
  const cases = REFUSED.map(([id, sql, code, ...words]) => ({ id, sql, code, words }));

  it.each(cases)('$id: $sql is $code', ({ sql, code, words }) => {
    const { type, diagnostics } = verdictOf(sql);
    expect(type).toBeUndefined();
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    for (const word of words) expect(diagnostics[0]?.message).toContain(word);
  });
});

describe('with ENVELOPE DEBEZIUM', () => {
  it.each([
    [96, 'k', [0], undefined],
    [96, 'i', [0], 'resolve/non-key-partition'],
    [97, 'k', [], 'resolve/non-key-partition'],
    [97, '7', [], undefined],
    [98, 'nosuch', [0], 'resolve/unknown-column'],
  ] as const)('%i: %s with key columns %o', (_, sql, allowed, code) => {
    const { diagnostics } = verdictOf(sql, allowed);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(code === undefined ? [] : [code]);
    if (code !== undefined) expect(diagnostics[0]?.message).toContain(`"${sql}"`);
  });
});
