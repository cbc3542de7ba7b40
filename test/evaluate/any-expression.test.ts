import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from '../../src/parse/parse.ts';
import { FUNCTIONS } from '../../src/types/functions.ts';
import type { Row } from '../../src/types/value.ts';
import { COLUMNS, PREFIX, rowOf, verdictOf } from '../resolve/partition-expressions.ts';

const OPERATORS = '+ - * / % = <> < >= || & | # << >> AND OR -> ->> #> #>> @> <@ ? ~~ ~ !~* ^'.split(' ');
const TYPES =
  'int2 int4 int8 uint2 uint4 uint8 float4 float8 numeric(9,2) text varchar(2) char(3) bool date time timestamp(0) timestamptz interval bytea jsonb uuid oid int4[] int4[][] map[text=>int4]'.split(
    ' ',
  );
const LITERALS = [
  "''",
  "'1'",
  "'-1.5'",
  "'a%'",
  "'2020-01-31'",
  "'1 mon'",
  "'{1}'",
  "'[1]'",
  'NULL',
  'true',
  '0',
  '-1',
  '2.5',
  '3000000000',
  '1e38',
];

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const nested = tie('expression');
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(...COLUMNS.map(({ name }) => name)),
      fc.constantFrom(...LITERALS),
      fc.tuple(nested, fc.constantFrom(...OPERATORS), nested).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      fc.tuple(nested, fc.constantFrom(...TYPES)).map(([a, type]) => `(${a})::${type}`),
      fc
        .tuple(
          fc.constantFrom(...new Set(FUNCTIONS.map(({ name }) => name))),
          fc.array(nested, { maxLength: 3 }),
        )
        .map(([name, parts]) => `"${name}"(${parts.join(', ')})`),
      fc.tuple(nested, nested, nested).map(([a, b, c]) => `CASE WHEN ${a} THEN ${b} ELSE ${c} END`),
      fc.array(nested, { minLength: 1, maxLength: 3 }).map((parts) => `coalesce(${parts.join(', ')})`),
      fc.array(nested, { minLength: 1, maxLength: 3 }).map((parts) => `greatest(${parts.join(', ')})`),
      fc.array(nested, { minLength: 1, maxLength: 3 }).map((parts) => `ARRAY[${parts.join(', ')}]`),
      nested.map((a) => `(- ${a})`),
      nested.map((a) => `(${a})[1]`),
      nested.map((a) => `md5(concat(${a}))`),
    ),
  };
});

const ROWS: readonly Row[] = [
  rowOf({}),
  rowOf({
    k: '1',
    i2: '-2',
    i: '3',
    i8: '-4',
    u2: '5',
    u4: '6',
    u8: '18446744073709551615',
    f4: 'NaN',
    f8: '-1.5',
    n: '0.5',
    s: 'a',
    vc: '12',
    c: 'ab',
    b: 't',
    d: '2020-02-29',
    ts: '1969-12-31 23:59',
    tz: '2020-01-01',
    tm: '23:59',
    iv: '1 mon -1 day',
    by: '\\x00ff',
    j: '{"a":[1]}',
    u: '324373a5-7718-46b1-a7ea-4a7c9981fc4e',
    o: '4294967295',
    arr: '{1,NULL}',
    li: '{}',
    m: '{a=>1}',
  }),
];

it('any expression is typed or refused, and evaluates to a number, NULL or an error', () => {
  let evaluated = 0;
  fc.assert(
    fc.property(expression, (generated) => {
      const sql = `crc32(concat(${generated}))`;
      if (parse(`${PREFIX}${sql})`).diagnostics.length > 0) return;
      const { evaluate, diagnostics } = verdictOf(sql);
      expect(evaluate === undefined).toBe(diagnostics.length > 0);
      for (const row of evaluate === undefined ? [] : ROWS) {
        const result = evaluate?.(row);
        if (typeof result === 'bigint') expect(result < 2n ** 32n).toBe(true);
        evaluated++;
      }
    }),
    { numRuns: 3000 },
  );
  expect(evaluated).toBeGreaterThan(300);
});
