import { describe, expect, it } from 'vitest';
import { partitionOf } from '../../src/encode/partition.ts';
import type { PartitioningPlan } from '../../src/plan/sink-plan.ts';
import type { SqlType } from '../../src/types/sql-type.ts';
import type { TypedExpression } from '../../src/types/typed-expression.ts';
import type { Row, Value } from '../../src/types/value.ts';
import { column, headersOf, messageOf, type Pair, type SinkOptions, shown, T } from './helpers.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('ENVELOPE UPSERT, FORMAT JSON, KEY (k)', () => {
  const sink: SinkOptions = { key: [0] };

  it.each<[string, Pair, readonly [string, string | null, number]]>([
    ['an insert', { after: [1, 'a'] }, ['{"k":1}', '{"k":1,"v":"a"}', 2]],
    ['an update', { before: [1, 'a'], after: [1, 'b'] }, ['{"k":1}', '{"k":1,"v":"b"}', 2]],
    ['a delete', { before: [1, 'b'] }, ['{"k":1}', null, 2]],
    ['another key', { after: [2, 'a'] }, ['{"k":2}', '{"k":2,"v":"a"}', 2]],
    ['NULL', { after: [3, null] }, ['{"k":3}', '{"k":3,"v":null}', 2]],
  ])('%s', (_, pair, expected) => {
    expect(shown(messageOf(sink, pair))).toEqual(expected);
  });

  it('names the time in a header', () => {
    expect(headersOf(messageOf(sink, { after: [1, 'a'], time: 1720032185312n }))).toEqual([
      'materialize-timestamp=1720032185312',
    ]);
    expect(headersOf(messageOf(sink, { before: [1, 'a'], time: 18446744073709551614n }))).toEqual([
      'materialize-timestamp=18446744073709551614',
    ]);
  });

  it('takes 22 bytes for the first of them', () => {
    const { key, value } = messageOf(sink, { after: [1, 'a'] });
    expect((key?.length ?? 0) + (value?.length ?? 0)).toBe(22);
  });
});

describe('ENVELOPE DEBEZIUM, FORMAT JSON', () => {
  const keyed: SinkOptions = { envelope: 'debezium', key: [0] };
  const unique: SinkOptions = { envelope: 'debezium', grouping: { by: 'unique key', columns: [0] } };
  const whole: SinkOptions = { envelope: 'debezium' };
  const R = [column('a', 'int4', false), column('b', 'int4', false)];

  it.each<[string, SinkOptions, Pair, readonly [string | null, string, number]]>([
    ['an insert', keyed, { after: [1, 'a'] }, ['{"k":1}', '{"before":null,"after":{"k":1,"v":"a"}}', 2]],
    [
      'an update',
      keyed,
      { before: [1, 'a'], after: [1, 'b'] },
      ['{"k":1}', '{"before":{"k":1,"v":"a"},"after":{"k":1,"v":"b"}}', 2],
    ],
    ['a delete', keyed, { before: [1, 'b'] }, ['{"k":1}', '{"before":{"k":1,"v":"b"},"after":null}', 2]],
    [
      'no KEY but a unique key',
      unique,
      { before: [1, 'a'], after: [1, 'b'] },
      [null, '{"before":{"k":1,"v":"a"},"after":{"k":1,"v":"b"}}', 0],
    ],
    [
      'no key at all: a delete',
      whole,
      { before: [1, 'a'] },
      [null, '{"before":{"k":1,"v":"a"},"after":null}', 0],
    ],
    [
      'no key at all: an insert',
      whole,
      { after: [1, 'b'] },
      [null, '{"before":null,"after":{"k":1,"v":"b"}}', 0],
    ],
    [
      'KEY (b, a)',
      { envelope: 'debezium', columns: R, key: [1, 0] },
      { after: [2, 1] },
      ['{"b":1,"a":2}', '{"before":null,"after":{"a":2,"b":1}}', 2],
    ],
  ])('%s', (_, sink, pair, expected) => {
    expect(shown(messageOf(sink, pair))).toEqual(expected);
  });

  it('says why a message without a key goes to partition 0', () => {
    expect(messageOf(whole, { after: [1, 'a'] })).toMatchObject({
      hashHigh: 0,
      hashLow: 0,
      reason: 'no key',
    });
    expect(messageOf(keyed, { after: [1, 'a'] }).reason).toBeNull();
  });
});

describe('HEADERS', () => {
  const texts: SqlType = { kind: 'map', value: { kind: 'text' } };
  const sink: SinkOptions = {
    columns: [column('k', 'int4', false), column('h', texts)],
    key: [0],
    headers: 1,
  };
  const H: Value = [
    ['a', 'b'],
    ['c', null],
  ];

  it.each<[string, Pair, readonly string[], string | null]>([
    [
      'of an insert',
      { after: [1, H], time: 5n },
      ['materialize-timestamp=5', 'a=b', 'c'],
      '{"k":1,"h":{"a":"b","c":null}}',
    ],
    ['of NULL', { after: [1, null], time: 5n }, ['materialize-timestamp=5'], '{"k":1,"h":null}'],
    ['of an empty map', { after: [1, []], time: 5n }, ['materialize-timestamp=5'], '{"k":1,"h":{}}'],
    [
      'that are reserved',
      {
        after: [
          1,
          [
            ['materialize-x', '1'],
            ['z', '2'],
          ],
        ],
        time: 5n,
      },
      ['materialize-timestamp=5', 'z=2'],
      '{"k":1,"h":{"materialize-x":"1","z":"2"}}',
    ],
    [
      'reserved in lower case only',
      { after: [1, [['Materialize-x', '1']]], time: 5n },
      ['materialize-timestamp=5', 'Materialize-x=1'],
      '{"k":1,"h":{"Materialize-x":"1"}}',
    ],
    ['of a delete', { before: [1, H], time: 6n }, ['materialize-timestamp=6', 'a=b', 'c'], null],
    [
      'of an update',
      { before: [1, H], after: [1, [['n', '']]], time: 7n },
      ['materialize-timestamp=7', 'n='],
      '{"k":1,"h":{"n":""}}',
    ],
  ])('%s', (_, pair, headers, value) => {
    const message = messageOf(sink, pair);
    expect(headersOf(message)).toEqual(headers);
    expect(shown(message)[1]).toBe(value);
  });

  it('of bytes', () => {
    const bytea: SqlType = { kind: 'map', value: { kind: 'bytea' } };
    const columns = [column('k', 'int4', false), column('h', bytea)];
    const message = messageOf(
      { ...sink, columns },
      {
        after: [
          1,
          [
            ['a', bytes(0x62)],
            ['b', bytes()],
          ],
        ],
      },
    );
    expect(message.headers.slice(1)).toEqual([
      { key: 'a', value: bytes(0x62) },
      { key: 'b', value: bytes() },
    ]);
    expect(shown(message)[1]).toBe('{"k":1,"h":{"a":[98],"b":[]}}');
  });
});

describe('the partition of a key', () => {
  const partition = (name: string, type: SqlType, value: Value, keyFormat: 'json' | 'text' = 'json') =>
    shown(
      messageOf({ columns: [column(name, type), ...T], key: [0], keyFormat }, { after: [value, 1, 'a'] }),
    );

  it.each<[string, SqlType, Value, string, number]>([
    ['c', { kind: 'char', length: 5 }, 'ab', '{"c":"ab   "}', 0],
    ['u', { kind: 'uint8' }, 18446744073709551615n, '{"u":18446744073709551615}', 1],
    ['n', { kind: 'numeric', scale: 2 }, '1.5', '{"n":"1.5"}', 0],
    ['name', { kind: 'text' }, 'é', '{"name":"é"}', 3],
    ['k', { kind: 'int4' }, null, '{"k":null}', 1],
  ])('column %s of %o with %o is %s', (name, type, value, key, expected) => {
    const [found, , place] = partition(name, type, value);
    expect([found, place]).toEqual([key, expected]);
  });

  it.each<[SqlType, Value, string, number]>([
    [{ kind: 'int4' }, 2, '2', 3],
    [{ kind: 'text' }, null, '', 1],
    [{ kind: 'char', length: 5 }, 'ab', 'ab   ', 3],
  ])('TEXT of %o with %o is "%s"', (type, value, key, expected) => {
    const [found, , place] = partition('c', type, value, 'text');
    expect([found, place]).toEqual([key, expected]);
  });

  it('is an unsigned 64-bit remainder', () => {
    const of = (hash: bigint, count: number) =>
      partitionOf({ hashHigh: Number(hash >> 32n), hashLow: Number(hash & 0xffffffffn) }, count);
    expect(of(8437483201575360921n, 4)).toBe(1);
    expect(of(2838417488n, 4)).toBe(0);
    expect(of(18446744073709551615n, 7)).toBe(Number(18446744073709551615n % 7n));
    expect(of(18446744073709551615n, 2147483647)).toBe(Number(18446744073709551615n % 2147483647n));
    expect(of(5n, 1)).toBe(0);
  });
});

describe('PARTITION BY', () => {
  const int = (index: number, name: string): TypedExpression => ({
    kind: 'column',
    type: { kind: 'int4' },
    nullable: true,
    index,
    name,
  });
  const by = (operand: TypedExpression, sql: string): PartitioningPlan => ({
    by: 'expression',
    sql,
    type: operand.type,
    expression: { kind: 'cast', type: { kind: 'uint8' }, nullable: true, operand, explicit: false },
  });
  const call = (signature: string, ...args: readonly TypedExpression[]): TypedExpression => ({
    kind: 'call',
    type: { kind: 'int4' },
    nullable: true,
    signature,
    arguments: args,
  });
  const columns = [column('a', 'int4'), column('b', 'int4')];

  it.each([0, 1, 2, 3, 5])('takes the number %i as it is', (part) => {
    const sink: SinkOptions = { columns, key: [0], partitioning: by(int(0, 'a'), 'a') };
    const message = messageOf(sink, { after: [part, 0] });
    expect(shown(message)).toEqual([`{"a":${part}}`, `{"a":${part},"b":0}`, part % 4]);
    expect(message).toMatchObject({ reason: null, partitionValue: `${part}` });
  });

  it.each<[Row, number, string | null, string | null]>([
    [[-1, 1], 0, 'error', null],
    [[1, 0], 0, 'error', null],
    [[null, 1], 0, 'null', null],
    [[2, 1], 2, null, '2'],
  ])('a / b of %j', (after, partition, reason, partitionValue) => {
    const quotient = call('int4 / int4', int(0, 'a'), int(1, 'b'));
    const message = messageOf({ columns, partitioning: by(quotient, 'a / b') }, { after });
    expect([shown(message)[0], shown(message)[2]]).toEqual([null, partition]);
    expect(message).toMatchObject({ reason, partitionValue });
  });

  it.each([
    ['apple', 5, '95915317'],
    ['banana', 13, '885931309'],
    ['grape', 5, undefined],
    ['orange', 8, undefined],
    ['zucchini', 4, undefined],
  ])('kafka_murmur2 of %s, of the row after, else of the row before', (text, partition, hash) => {
    const v: TypedExpression = {
      kind: 'column',
      type: { kind: 'text' },
      nullable: true,
      index: 1,
      name: 'v',
    };
    const partitioning = by(call('kafka_murmur2(text)', v), 'kafka_murmur2(v)');
    const pairs: readonly Pair[] = [
      { after: [1, text] },
      { before: [1, 'other'], after: [1, text] },
      { before: [1, text] },
    ];
    for (const pair of pairs) {
      const message = messageOf({ key: [0], partitioning }, pair);
      expect(shown(message, 16)[2]).toBe(partition);
      if (hash !== undefined) expect(message.partitionValue).toBe(hash);
    }
  });

  it('keeps 64 bits', () => {
    const wide: TypedExpression = {
      kind: 'column',
      type: { kind: 'uint8' },
      nullable: true,
      index: 0,
      name: 'a',
    };
    const sink: SinkOptions = {
      columns: [column('a', 'uint8')],
      partitioning: { by: 'expression', sql: 'a', type: wide.type, expression: wide },
    };
    const message = messageOf(sink, { after: [18446744073709551615n] });
    expect(message.partitionValue).toBe('18446744073709551615');
    expect(shown(message, 1000)[2]).toBe(615);
  });
});

describe('FORMAT TEXT', () => {
  const V = [column('v', 'text')];

  it('may stand for the key alone', () => {
    const message = messageOf({ key: [0], keyFormat: 'text' }, { after: [2, 'x'] });
    expect(shown(message).slice(0, 2)).toEqual(['2', '{"k":2,"v":"x"}']);
  });

  it.each<[string, Pair, readonly [string, string | null]]>([
    ['a text', { after: ['x'] }, ['x', 'x']],
    ['NULL', { after: [null] }, ['', '']],
    ['a delete', { before: ['x'] }, ['x', null]],
  ])('ENVELOPE UPSERT: %s', (_, pair, expected) => {
    const sink: SinkOptions = { columns: V, key: [0], keyFormat: 'text', valueFormat: 'text' };
    expect(shown(messageOf(sink, pair)).slice(0, 2)).toEqual(expected);
  });

  it.each<[string, Pair, string]>([
    ['an insert', { after: ['a b'] }, '("a b")'],
    ['an update', { before: ['a b'], after: ['c'] }, '("a b")(c)'],
    ['a delete', { before: ['c'] }, '(c)'],
    ['an insert of NULL', { after: [null] }, '()'],
    ['an insert of nothing', { after: [''] }, '("")'],
  ])('ENVELOPE DEBEZIUM: %s', (_, pair, expected) => {
    expect(shown(messageOf({ columns: V, envelope: 'debezium', valueFormat: 'text' }, pair))[1]).toBe(
      expected,
    );
  });

  it.each<[SqlType, Value, string]>([
    [{ kind: 'jsonb' }, '{"a":1,"b":[true,null]}', '{"a":1,"b":[true,null]}'],
    [{ kind: 'list', element: { kind: 'list', element: { kind: 'int4' } } }, [[1], []], '{{1},{}}'],
    [
      { kind: 'map', value: { kind: 'int4' } },
      [
        ['a', null],
        ['b', 2],
      ],
      '{a=>NULL,b=>2}',
    ],
    [
      { kind: 'array', element: { kind: 'int4' } },
      [
        [1, 2],
        [3, null],
      ],
      '{{1,2},{3,NULL}}',
    ],
    [{ kind: 'bool' }, true, 't'],
    [{ kind: 'float8' }, 1, '1'],
    [{ kind: 'float8' }, 1e16, '1e+16'],
    [{ kind: 'bytea' }, bytes(0, 255), '\\x00ff'],
    [{ kind: 'timestamptz' }, 0n, '1970-01-01 00:00:00+00'],
  ])('%o', (type, value, expected) => {
    const sink: SinkOptions = { columns: [column('v', type)], key: [0], valueFormat: 'text' };
    expect(shown(messageOf(sink, { after: [value] }))[1]).toBe(expected);
  });
});

it('writes a wide row as the guide has it', () => {
  const columns = [
    column('f16', 'float8'),
    column('nan', 'float8'),
    column('one', 'float8'),
    column('real', 'float4'),
    column('n', 'numeric'),
    column('u', 'uint8'),
    column('b', 'bytea'),
    column('t', 'time'),
    column('ts', 'timestamp'),
    column('i', 'interval'),
  ];
  const row: Row = [
    1e16,
    Number.NaN,
    1,
    Math.fround(1.1),
    '100',
    18446744073709551615n,
    bytes(255, 0),
    40271100000,
    -500n,
    { months: 14, days: 0, micros: 0n },
  ];
  expect(shown(messageOf({ columns, key: [4] }, { after: row }))[1]).toBe(
    '{"f16":1e+16,"nan":null,"one":1.0,"real":1.1,"n":"100","u":18446744073709551615,"b":[255,0],' +
      '"t":"11:11:11.100","ts":"-1.500","i":"1 year 2 mons"}',
  );
});
