import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column, SqlType } from '../../src/types/sql-type.ts';
import type { Value } from '../../src/types/value.ts';
import { column, readText, refusal } from './helpers.ts';

type Written = SqlType | SqlType['kind'];

function readValue(type: Written, json: string): Value | undefined {
  return readText(`{"time":1,"row":{"v":${json}}}\n`, [column('v', type)]).changes[0]?.row[0];
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const list = (element: SqlType): SqlType => ({ kind: 'list', element });
const array = (element: SqlType): SqlType => ({ kind: 'array', element });
const int4: SqlType = { kind: 'int4' };
const address: SqlType = {
  kind: 'record',
  fields: [column('city', 'text', false), column('zip', 'uint4')],
};

describe('what a column takes', () => {
  it.each<[Written, string, Value]>([
    ['bool', 'true', true],
    ['bool', 'false', false],
    ['int2', '-32768', -32768],
    ['int4', '2147483647', 2147483647],
    ['int4', '-0', 0],
    ['int4', '1.0', 1],
    ['int4', '12e2', 1200],
    ['int4', '1200e-2', 12],
    ['uint2', '65535', 65535],
    ['uint4', '4294967295', 4294967295],
    ['oid', '1184', 1184],
    ['int8', '5', 5n],
    ['int8', '999999999999999', 999999999999999n],
    ['int8', '9223372036854775807', 9223372036854775807n],
    ['int8', '-9223372036854775808', -9223372036854775808n],
    ['int8', '"9223372036854775807"', 9223372036854775807n],
    ['int8', '"-1"', -1n],
    ['int8', '9007199254740993', 9007199254740993n],
    ['uint8', '18446744073709551615', 18446744073709551615n],
    ['uint8', '"18446744073709551615"', 18446744073709551615n],
    ['mz_timestamp', '"1720032185312"', 1720032185312n],
    ['mz_timestamp', '1720032185312', 1720032185312n],
    ['float8', '0.1', 0.1],
    ['float8', '-0', -0],
    ['float8', '0e500', 0],
    ['float8', '1.7976931348623157e308', 1.7976931348623157e308],
    ['float8', '"NaN"', Number.NaN],
    ['float8', '"-Infinity"', Number.NEGATIVE_INFINITY],
    ['float4', '0.1', Math.fround(0.1)],
    ['numeric', '1.50', '1.5'],
    ['numeric', '100', '100'],
    ['numeric', '-0.00', '0'],
    ['numeric', '1e3', '1000'],
    ['numeric', '-12.5e-3', '-0.0125'],
    ['numeric', '"123456789012345678901234567890123456789"', '123456789012345678901234567890123456789'],
    ['numeric', '123456789012345678901234567890123456789', '123456789012345678901234567890123456789'],
    ['numeric', '0.000000000000000000000000000000000000001', '0.000000000000000000000000000000000000001'],
    ['numeric', '"NaN"', 'NaN'],
    [{ kind: 'numeric', scale: 2 }, '1.230', '1.23'],
    ['text', '"a"', 'a'],
    ['text', '""', ''],
    ['text', '"ключ 😀"', 'ключ 😀'],
    ['text', '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00"', '"\\/\b\f\n\r\té😀'],
    ['text', '"null"', 'null'],
    ['name', '"a"', 'a'],
    [{ kind: 'varchar', length: 2 }, '"😀é"', '😀é'],
    [{ kind: 'char', length: 3 }, '"ab   "', 'ab'],
    ['bytea', '"\\\\x00ff"', bytes(0, 255)],
    ['date', '"2011-11-11"', 15289],
    ['time', '"11:11:11.1"', 40271100000],
    ['timestamp', '"1969-12-31 23:59:59.9995"', -500n],
    ['timestamptz', '"1970-01-01T01:00:00+01"', 0n],
    ['interval', '"1 year 2 mons"', { months: 14, days: 0, micros: 0n }],
    ['uuid', '"324373A5-7718-46B1-A7EA-4A7C9981FC4E"', '324373a5-7718-46b1-a7ea-4a7c9981fc4e'],
    ['jsonb', '{"b": [true, null], "a": "x"}', '{"a":"x","b":[true,null]}'],
    ['jsonb', '"x"', '"x"'],
    [list(int4), '[1, null,2]', [1, null, 2]],
    [list(list(int4)), '[[1],[]]', [[1], []]],
    [list(int4), '[ ]', []],
    [
      array(int4),
      '[[1,2],[3,null]]',
      [
        [1, 2],
        [3, null],
      ],
    ],
    [array({ kind: 'jsonb' }), '[[1],{"a":2}]', ['[1]', '{"a":2}']],
    [
      { kind: 'map', value: { kind: 'text' } },
      '{"b":"2","a":null}',
      [
        ['a', null],
        ['b', '2'],
      ],
    ],
    [{ kind: 'map', value: int4 }, '{ }', []],
    [
      { kind: 'map', value: int4 },
      '{"\\uffff":1,"😀":2,"é":3}',
      [
        ['é', 3],
        ['\uffff', 1],
        ['😀', 2],
      ],
    ],
    [address, '{"zip":12345,"city":"Köln"}', ['Köln', 12345]],
    [address, '{"city":"Köln"}', ['Köln', null]],
    [list(address), '[{"city":"a","zip":null},null]', [['a', null], null]],
  ])('%o takes %s', (type, json, value) => {
    expect(readValue(type, json)).toEqual(value);
  });

  it('takes null for NULL, and where jsonb is NOT NULL for the value', () => {
    expect(readValue('jsonb', 'null')).toBeNull();
    const columns = [column('v', 'jsonb', false)];
    expect(readText('{"time":1,"row":{"v":null}}', columns).changes[0]?.row).toEqual(['null']);
  });
});

describe('what a column refuses', () => {
  const orders: readonly Column[] = [column('id', 'int8', false), column('customer', 'text')];
  const code = (run: string, columns = orders) =>
    refusal(() => readText(`{"time":1,"row":${run}}\n`, columns));

  it.each([
    [
      '{"customer":"a"}',
      'run/input-null',
      '1:17: column "id" is NOT NULL and is left out',
      'Only columns that can be NULL may be left out.',
    ],
    ['{"id":null}', 'run/input-null', '1:23: column "id" is NOT NULL and cannot take null'],
    ['{"id":1,"id":1}', 'run/input-column', '1:25: column "id" stands in one object twice'],
    [
      '{"id":1,"custmer":"a"}',
      'run/input-column',
      '1:25: column "custmer" does not exist',
      'Did you mean "customer"?',
    ],
    [
      '{"id":1,"x":[{"y":1}]}',
      'run/input-column',
      '1:25: column "x" does not exist',
      'There are "id", "customer".',
    ],
    ['[1]', 'run/input-json', '1:17: expected an object, found [1]'],
    ['{"id":1 "customer":"a"}', 'run/input-json', '1:25: expected "," or "}", found "customer"'],
    [
      '{"id":}',
      'run/input-value',
      '1:23: column "id" cannot take } as int8',
      'Write a whole number from -9223372036854775808 to 9223372036854775807, or the same in a string.',
    ],
    ['{"id":nul}', 'run/input-json', '1:23: expected a value, found nul'],
  ])('%s', (row, ...expected) => {
    const [first, message, ...hint] = expected;
    expect(code(row)).toEqual([first, `in.ndjson:${message}`, ...hint]);
  });

  it.each<[Written, string, string]>([
    ['bool', '1', '1 as bool'],
    ['int2', '32768', '32768 as int2'],
    ['int4', '2147483648', '2147483648 as int4'],
    ['int4', '1.5', '1.5 as int4'],
    ['int4', '"1"', '"1" as int4'],
    ['int4', 'true', 'true as int4'],
    ['uint4', '-1', '-1 as uint4'],
    ['int8', '9223372036854775808', '9223372036854775808 as int8'],
    ['int8', '"9223372036854775808"', '"9223372036854775808" as int8'],
    ['int8', '""', '"" as int8'],
    ['uint8', '18446744073709551616', '18446744073709551616 as uint8'],
    ['uint8', '-1', '-1 as uint8'],
    ['uint8', '1e400', '1e400 as uint8'],
    ['float8', '1e309', '1e309 as float8'],
    ['float8', '1e-400', '1e-400 as float8'],
    ['float8', '"1"', '"1" as float8'],
    // What every object has is no number, unit or type.
    ...['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'].flatMap(
      (name): [Written, string, string][] => [
        ['float8', `"${name}"`, `"${name}" as float8`],
        ['float4', `"${name}"`, `"${name}" as float4`],
        ['interval', `"1 ${name}"`, `"1 ${name}" as interval`],
      ],
    ),
    ['float4', '3.5e38', '3.5e38 as float4'],
    ['numeric', '"abc"', '"abc" as numeric'],
    ['numeric', '1e999999999', '1e999999999 as numeric'],
    ['numeric', '1e39', '1e39 as numeric: it has more than 39 digits'],
    [
      'numeric',
      '1234567890123456789012345678901234567890',
      '1234567890123456789012345678901234567890 as numeric: it has more than 39 digits',
    ],
    [
      { kind: 'numeric', scale: 2 },
      '1.234',
      '1.234 as numeric(39, 2): it has more than 2 digits of fraction',
    ],
    ['text', '1', '1 as text'],
    ['text', '{"a":1}', '{"a":1} as text'],
    [{ kind: 'varchar', length: 2 }, '"abc"', '"abc" as varchar(2): it is longer than 2'],
    [{ kind: 'char', length: 2 }, '"abc"', '"abc" as char(2): it is longer than 2'],
    ['bytea', '"00ff"', '"00ff" as bytea'],
    ['bytea', '[0]', '[0] as bytea'],
    ['date', '"2011-02-30"', '"2011-02-30" as date'],
    ['time', '"25:00"', '"25:00" as time'],
    ['timestamp', '"yesterday"', '"yesterday" as timestamp'],
    ['timestamptz', '1720032185312', '1720032185312 as timestamptz'],
    ['interval', '"soon"', '"soon" as interval'],
    ['uuid', '"324373a5"', '"324373a5" as uuid'],
    ['jsonb', '1e50', '1e50 as jsonb'],
    [list(int4), '1', '1 as int4 list'],
    [list(int4), '["a"]', '"a" as int4'],
    [array(int4), '[[1],[1,2]]', '[[1],[1,2]] as int4[]: its dimensions are not all of one length'],
    [array(int4), '[[[[[[[1]]]]]]]', '[1] as int4[]: arrays have at most 6 dimensions'],
    [array(int4), '[1,[2]]', '[1,[2]] as int4[]: its dimensions are not all of one length'],
    [array(int4), '[[]]', '[[]] as int4[]: its dimensions are not all of one length'],
    [{ kind: 'map', value: int4 }, '[]', '[] as map[text=>int4]'],
    [{ kind: 'map', value: int4 }, '{"a":1,"a":2}', '"a" as map[text=>int4]: the key is there twice'],
    ['int4', `"${'long '.repeat(20)}"`, '"long long long long long long long long... as int4'],
  ])('%o refuses %s', (type, json, what) => {
    const [found, message] = refusal(() => readValue(type, json));
    expect([found, message?.replace(/^in\.ndjson:\d+:\d+: /, '')]).toEqual([
      'run/input-value',
      `column "v" cannot take ${what}`,
    ]);
  });

  it('names the field of a record', () => {
    const message = (row: string) => code(row, [column('to', address)])[1];
    expect(message('{"to":{"city":1}}')).toBe('in.ndjson:1:31: column "to.city" cannot take 1 as text');
    expect(message('{"to":{"zip":1}}')).toBe('in.ndjson:1:23: column "to.city" is NOT NULL and is left out');
    expect(message('{"to":{"town":1}}')).toBe('in.ndjson:1:24: column "to.town" does not exist');
  });

  it('counts columns in UTF-16 units', () => {
    const message = '{"customer":"😀é","id":"x"}';
    expect(code(message)[1]).toBe('in.ndjson:1:40: column "id" cannot take "x" as int8');
  });

  it('refuses values of too many levels instead of overflowing the stack', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(readValue('jsonb', nested(128))).toBe(nested(128));
    for (const levels of [129, 100_000]) {
      expect(refusal(() => readValue('jsonb', nested(levels)))).toEqual([
        'run/input-json',
        'in.ndjson:1:150: value has more than 128 levels',
      ]);
    }
    expect(readValue(array(int4), '[[[[[[1]]]]]]')).toEqual([[[[[[1]]]]]]);
    for (const levels of [7, 5000, 100_000]) {
      expect(refusal(() => readValue(array(int4), nested(levels)))[1]).toContain('at most 6 dimensions');
    }
  });
});

describe('exactness', () => {
  it('reads any 64-bit integer, as a number and as a string', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        expect(readValue('int8', `${value}`)).toBe(value);
        expect(readValue('int8', `"${value}"`)).toBe(value);
      }),
    );
  });

  it('reads any decimal of 39 digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 39n - 1n }), fc.nat(39), (digits, scale) => {
        const padded = `${digits}`.padStart(scale + 1, '0');
        const text = scale === 0 ? padded : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
        const reduced = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
        expect(readValue('numeric', text)).toBe(reduced);
        expect(readValue('numeric', `"-${text}"`)).toBe(`-${reduced}`);
      }),
    );
  });

  it('reads any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readValue('text', JSON.stringify(text))).toBe(text);
      }),
    );
  });
});
