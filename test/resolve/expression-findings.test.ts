import { describe, expect, it } from 'vitest';
import type { Fix } from '../../src/diagnostics/diagnostic.ts';
import { PREFIX, verdictOf } from './partition-expressions.ts';

/** The expression after the first fix, and how many findings are left. */
function applied(
  sql: string,
  fix: Fix | undefined,
): { readonly text: string; readonly left: readonly string[] } {
  let text = `${PREFIX}${sql})`;
  for (const { span, text: put } of [...(fix?.edits ?? [])].reverse()) {
    text = text.slice(0, span.start) + put + text.slice(span.end);
  }
  const fixed = text.slice(PREFIX.length, -1);
  return { text: fixed, left: verdictOf(fixed).diagnostics.map(({ code }) => code) };
}

describe('a suggested fix leaves an expression without findings', () => {
  it.each([
    ['s', 'kafka_murmur2(s)'],
    ['vc', 'kafka_murmur2(vc)'],
    ['by', 'kafka_murmur2(by)'],
    ['u', 'kafka_murmur2(u::text)'],
    ['s || i', 'kafka_murmur2(s || i)'],
    ['b', 'b::int4'],
    ['i = 1', '(i = 1)::int4'],
    ['o', 'o::int8'],
    ['crc32(i)', 'crc32(i::text)'],
    ['crc32(i + 1)', 'crc32((i + 1)::text)'],
    ['kafka_murmur(s)', 'kafka_murmur2(s)'],
    ['t.k', 'k'],
    ['k + aar[1]', 'k + arr[1]'],
    ['"I"', 'i'],
  ])('%s', (sql, fixed) => {
    const { diagnostics } = verdictOf(sql);
    const [fix] = diagnostics[0]?.fixes ?? [];
    expect(fix?.applicability).toBe('suggested');
    expect(applied(sql, fix)).toEqual({ text: fixed, left: [] });
  });
});

describe('every independent error is reported, and nothing that follows from one', () => {
  it.each([
    ['nosuch1 + nosuch2', ['resolve/unknown-column', 'resolve/unknown-column']],
    ['nosuch || (i + s)', ['resolve/unknown-column', 'type/no-overload']],
    ['coalesce(nosuch, i::uuid, crc32(i))', ['resolve/unknown-column', 'type/no-cast', 'type/no-overload']],
    [
      'CASE nosuch WHEN x1 THEN x2 ELSE x3 END',
      ['x1', 'x2', 'x3', 'nosuch'].map(() => 'resolve/unknown-column'),
    ],
    ['nofunc(nocolumn)', ['type/unknown-function', 'resolve/unknown-column']],
    ['sum(nocolumn)', ['resolve/partition-shape', 'resolve/unknown-column']],
    ['nosuch::nosuchtype', ['type/unknown-type', 'resolve/unknown-column']],
    ['(i AND f8) OR NOT s', ['type/not-boolean', 'type/not-boolean', 'type/not-boolean']],
    ['nosuch IN (i, s, crc32(1))', ['resolve/unknown-column', 'type/no-overload']],
    ['i IN (1, s, b)', ['type/no-overload', 'type/no-overload']],
    ['k = ANY (SELECT 1)', ['resolve/partition-shape']],
    ['lower(DISTINCT s)', ['resolve/partition-shape']],
    ['lower(s) OVER ()', ['resolve/partition-shape']],
    ['lower(*)', ['resolve/partition-shape']],
    ['has_table_privilege(s, s)', ['resolve/partition-shape']],
  ])('%s', (sql, codes) => {
    expect(verdictOf(sql).diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});

describe('other findings', () => {
  it.each([
    ["X'00'", 'type/unsupported-expression', "a hex literal X'..' is not supported"],
    ['s COLLATE "C"', 'type/unsupported-expression', 'COLLATE "C" is not supported'],
    ['i::nosuch', 'type/unknown-type', 'type "nosuch" does not exist'],
    ['i::int4range', 'type/unsupported-type', 'type "int4range" is not supported'],
    ['i::numeric(40)', 'type/type-modifier', 'the precision of numeric is 1 to 39'],
    ['i::date', 'type/no-cast', 'cannot cast type "integer" to "date"'],
    ["'x'::uuid", 'type/no-cast', 'cannot cast type "uuid" to "uint8" in PARTITION BY'],
    ['ARRAY[]', 'type/empty-constructor', 'the type of an empty ARRAY is not known'],
    ["ARRAY[1, 's', i2, s]", 'type/no-common-type', 'ARRAY types "integer" and "text" have no common type'],
    [
      '(ROW(i, s)).f3',
      'type/unknown-field',
      'field "f3" does not exist in type "record(f1: integer?,f2: text?)"',
    ],
    ['i[1]', 'type/no-subscript', 'cannot subscript type "integer"'],
    [
      '1234567890123456789012345678901234567890',
      'type/invalid-literal',
      '1234567890123456789012345678901234567890 does not fit numeric',
    ],
    ["INTERVAL 'x'", 'type/invalid-literal', 'cannot read "x" as interval'],
    ['OPERATOR_MISSING(i)', 'type/unknown-function', 'function "operator_missing" does not exist'],
    ['json_array_length(j)', 'type/unknown-function', 'function "json_array_length" does not exist'],
    ['other.lower(s)', 'type/unknown-function', 'function "other.lower" does not exist'],
    [
      "extract(year FROM '2020-01-01')",
      'type/ambiguous-function',
      'function "extract(unknown, unknown)" is not unique',
    ],
  ])('%s', (sql, code, message) => {
    expect(verdictOf(sql).diagnostics).toEqual([expect.objectContaining({ code, message })]);
  });

  it('names the column most like the one written', () => {
    const [finding] = verdictOf('aar[1]').diagnostics;
    expect(finding).toMatchObject({
      hint: 'Did you mean "arr"?',
      span: { start: PREFIX.length, end: PREFIX.length + 3 },
    });
  });

  it('says how a number is made of a type that is none', () => {
    expect(verdictOf('d').diagnostics[0]?.hint).toBe('Take its seconds, as in extract(epoch FROM x).');
  });

  it.each([
    ['seahash(s) & 15', 'Cast the number, as in 15::uint8.'],
    ['seahash(s) >> 3', 'Cast the number, as in 3::uint4.'],
    ['crc32(i)', 'Cast to types that fit.'],
  ])('says how the operands of %s are made to fit', (sql, hint) => {
    expect(verdictOf(sql).diagnostics[0]?.hint).toBe(hint);
  });

  it('takes qualified functions of the system schemas', () => {
    expect(verdictOf('pg_catalog.abs(i)').diagnostics).toEqual([]);
    expect(verdictOf('mz_catalog.seahash(s)').diagnostics).toEqual([]);
  });
});
