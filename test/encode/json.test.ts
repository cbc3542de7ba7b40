import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctNames } from '../../src/encode/column-names.ts';
import { createJsonEncoder } from '../../src/encode/json.ts';
import { createJsonBytesWriter } from '../../src/encode/json-bytes.ts';
import { createJsonWriter } from '../../src/encode/json-writer.ts';
import type { SqlType } from '../../src/types/sql-type.ts';
import type { Row, Value } from '../../src/types/value.ts';
import { column, textOf } from './helpers.ts';

const forbidden = (): never => {
  throw new EvalError('code generation from strings is forbidden');
};

/** The text of one value, by generated code and by closures. */
function jsonOf(type: SqlType | SqlType['kind'], value: Value): string {
  const columns = [column('v', type)];
  const generated = createJsonWriter(columns)([value]);
  expect(createJsonWriter(columns, { compile: forbidden })([value])).toBe(generated);
  expect(textOf(createJsonBytesWriter(columns, [0], 'message')([value]))).toBe(generated);
  return generated.replace(/^\{"v":(.*)\}$/s, '$1');
}

const int4: SqlType = { kind: 'int4' };
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('JSON by type', () => {
  it.each<[SqlType | SqlType['kind'], Value, string]>([
    ['bool', true, 'true'],
    ['bool', false, 'false'],
    ['int2', -32768, '-32768'],
    ['int4', 2147483647, '2147483647'],
    ['int8', -9223372036854775808n, '-9223372036854775808'],
    ['int8', 9223372036854775807n, '9223372036854775807'],
    ['uint2', 65535, '65535'],
    ['uint4', 4294967295, '4294967295'],
    ['uint8', 18446744073709551615n, '18446744073709551615'],
    ['oid', 1184, '1184'],
    ['float4', Math.fround(1.1), '1.1'],
    ['float8', 1234.5678, '1234.5678'],
    ['float8', Number.NaN, 'null'],
    ['float8', Number.POSITIVE_INFINITY, 'null'],
    ['float4', Number.NEGATIVE_INFINITY, 'null'],
    ['numeric', '1234.5678', '"1234.5678"'],
    ['numeric', '100', '"100"'],
    ['numeric', 'NaN', '"NaN"'],
    ['date', 15289, '"2011-11-11"'],
    ['time', 40271123456, '"11:11:11.123456"'],
    ['time', 40271100000, '"11:11:11.100"'],
    ['time', 40271000000, '"11:11:11"'],
    ['timestamp', 1321009871123450n, '"1321009871123.450"'],
    [{ kind: 'timestamptz', precision: 3 }, 1720032185312000n, '"1720032185312.000"'],
    ['timestamp', -500n, '"-1.500"'],
    ['timestamp', -1n, '"-1.999"'],
    ['timestamp', -1500000n, '"-1500.000"'],
    ['timestamp', 1n, '"0.001"'],
    ['interval', { months: 12, days: 0, micros: 0n }, '"1 year"'],
    ['interval', { months: 14, days: 3, micros: 14706789000n }, '"1 year 2 mons 3 days 04:05:06.789"'],
    ['bytea', bytes(209, 130), '[209,130]'],
    ['bytea', bytes(), '[]'],
    ['text', 'a', '"a"'],
    ['varchar', 'a', '"a"'],
    ['name', 'a', '"a"'],
    [{ kind: 'char', length: 5 }, 'ab', '"ab   "'],
    [{ kind: 'char', length: 3 }, '😀', '"😀  "'],
    [{ kind: 'char', length: 2 }, 'ab', '"ab"'],
    ['char', 'ab', '"ab"'],
    ['uuid', '324373a5-7718-46b1-a7ea-4a7c9981fc4e', '"324373a5-7718-46b1-a7ea-4a7c9981fc4e"'],
    ['jsonb', '{"a":2}', '{"a":2}'],
    ['jsonb', 'null', 'null'],
    [
      { kind: 'array', element: int4 },
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      '[[1,2],[3,4],[5,6]]',
    ],
    [{ kind: 'array', element: int4 }, [], '[]'],
    [{ kind: 'array', element: { kind: 'text' } }, ['a', null], '["a",null]'],
    [{ kind: 'list', element: int4 }, [1, null], '[1,null]'],
    [{ kind: 'list', element: { kind: 'char', length: 3 } }, ['ab'], '["ab "]'],
    [
      { kind: 'map', value: int4 },
      [
        ['a', 1],
        ['b', null],
      ],
      '{"a":1,"b":null}',
    ],
    [{ kind: 'map', value: { kind: 'bytea' } }, [['a"', bytes(98)]], '{"a\\"":[98]}'],
    [{ kind: 'record', fields: [column('x', 'int4'), column('y', 'text')] }, [1, null], '{"x":1,"y":null}'],
    [{ kind: 'record', fields: [] }, [], '{}'],
    ['mz_timestamp', 1720032185312n, '"1720032185312"'],
    ['text', null, 'null'],
    ['int8', null, 'null'],
    ['bytea', null, 'null'],
  ])('%o %o is %s', (type, value, expected) => {
    expect(jsonOf(type, value)).toBe(expected);
  });

  it('lets the last of equally named fields of a record win, at the place of the first', () => {
    const type: SqlType = {
      kind: 'record',
      fields: [column('a', 'int4'), column('b', 'text'), column('a', 'text')],
    };
    expect(jsonOf(type, [1, 'b', 'z'])).toBe('{"a":"z","b":"b"}');
  });

  it('keeps the dimension of arrays whose elements are arrays as values', () => {
    const record: SqlType = { kind: 'record', fields: [column('x', 'int4')] };
    expect(jsonOf({ kind: 'array', element: record }, [[1], [2]])).toBe('[{"x":1},{"x":2}]');
    const list: SqlType = { kind: 'list', element: int4 };
    expect(jsonOf({ kind: 'list', element: list }, [[1], []])).toBe('[[1],[]]');
  });
});

describe('floats', () => {
  it.each([
    [0, '0.0'],
    [-0, '-0.0'],
    [1, '1.0'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [Number('12345678901234567'), '1.2345678901234568e+16'],
    [1e21, '1e+21'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [0.00001, '0.00001'],
    [0.000001, '1e-6'],
    [1.5e-7, '1.5e-7'],
    [5e-324, '5e-324'],
  ])('float8 %o is %s', (value, expected) => {
    expect(jsonOf('float8', value)).toBe(expected);
  });

  it.each([
    [0.1, '0.1'],
    [1234.5678, '1234.5677'],
    [16777216, '16777216.0'],
    [1e12, '1000000000000.0'],
    [1e13, '1e+13'],
    [1.5e13, '1.5e+13'],
    [3.4028235e38, '3.4028235e+38'],
    [0.000001, '0.000001'],
    [0.0000001, '1e-7'],
    [1e-45, '1e-45'],
  ])('float4 %o is %s', (value, expected) => {
    expect(jsonOf('float4', Math.fround(value))).toBe(expected);
  });
});

describe('rows', () => {
  it.each([
    [
      ['a', 'a', 'a', 'a1'],
      ['a', 'a1', 'a2', 'a1_1'],
    ],
    [
      ['b2', 'b2'],
      ['b2', 'b2_1'],
    ],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['a', 'a1', 'a'],
      ['a', 'a1', 'a2'],
    ],
    [
      ['', ''],
      ['', '1'],
    ],
  ])('columns %j are called %j', (names, expected) => {
    expect(distinctNames(names)).toEqual(expected);
    const columns = names.map((name) => column(name, 'int4'));
    const members = expected.map((name, index) => `${JSON.stringify(name)}:${index}`);
    expect(createJsonWriter(columns)(names.map((_, index) => index))).toBe(`{${members.join(',')}}`);
  });

  it('write the columns asked for, in the order asked for', () => {
    const columns = [column('a', 'int4'), column('b', 'int4'), column('c', 'text')];
    expect(createJsonWriter(columns, { positions: [1, 0] })([2, 1, 'x'])).toBe('{"b":1,"a":2}');
    expect(createJsonWriter(columns, { positions: [] })([2, 1, 'x'])).toBe('{}');
  });

  it('take names for text, whatever they hold', () => {
    const names = ['"', '\\', '`', "');throw 1;('", '\n', 'ключ'];
    const columns = names.map((name) => column(name, 'int4'));
    const parsed = JSON.parse(createJsonWriter(columns)(names.map((_, index) => index)));
    expect(Object.entries(parsed)).toEqual(names.map((name, index) => [name, index]));
  });

  it('are UTF-8 without a byte order mark', () => {
    const encode = createJsonEncoder([column('name', 'text')]);
    expect(Buffer.from(encode(['é'])).toString('hex')).toBe('7b226e616d65223a22c3a9227d');
  });

  it('escape what JSON asks for, and nothing else', () => {
    expect(jsonOf('text', 'a"\\/\n\u0001é')).toBe('"a\\"\\\\/\\n\\u0001é"');
    expect(jsonOf('text', '\b\t\n\f\r\u001f\u007f\u2028\u2029😀')).toBe(
      '"\\b\\t\\n\\f\\r\\u001f\u007f\u2028\u2029😀"',
    );
  });

  it('read back as what they were', () => {
    const columns = [
      column('b', 'bool'),
      column('i', 'int4'),
      column('l', 'int8'),
      column('f', 'float8'),
      column('t', 'text'),
      column('s', { kind: 'list', element: { kind: 'text' } }),
      column('m', { kind: 'map', value: { kind: 'int4' } }),
    ];
    const text = fc.string({ unit: 'binary' });
    const integer = fc.integer();
    const rows = fc.tuple(
      fc.option(fc.boolean()),
      fc.option(integer),
      fc.option(fc.maxSafeInteger()),
      fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
      fc.option(text),
      fc.array(fc.option(text)),
      fc.dictionary(text, integer),
    );
    const writers = [createJsonWriter(columns), createJsonWriter(columns, { compile: forbidden })];
    fc.assert(
      fc.property(rows, ([b, i, l, f, t, s, m]) => {
        const row: Row = [b, i, l === null ? null : BigInt(l), f, t, s, Object.entries(m)];
        for (const write of writers) {
          const read = JSON.parse(write(row));
          expect(read).toEqual({ b, i, l, f, t, s, m: Object.fromEntries(Object.entries(m)) });
        }
      }),
    );
  });
});
