import { describe, expect, it } from 'vitest';
import { compileSink } from '../../src/encode/compile-sink.ts';
import type { SqlType } from '../../src/types/sql-type.ts';
import type { Row, Value } from '../../src/types/value.ts';
import { column, planOf, type SinkOptions, textOf } from './helpers.ts';

const prepared = (options: SinkOptions, row: Row) => compileSink(planOf(options)).prepare(row);

describe('what tells rows apart', () => {
  const record: SqlType = { kind: 'record', fields: [column('a', 'int4'), column('a', 'int4')] };

  it.each<[SqlType | SqlType['kind'], readonly Value[]]>([
    ['float8', [null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1]],
    ['float4', [null, Number.NaN, Number.POSITIVE_INFINITY, 1]],
    ['jsonb', [null, 'null', '"null"', '{}']],
    ['text', [null, '', 'null', 'NaN', ' null']],
    ['bytea', [null, new Uint8Array(), Uint8Array.of(0)]],
    ['numeric', [null, 'NaN', '0']],
    [{ kind: 'char', length: 3 }, [null, '', 'a', 'ab']],
    [{ kind: 'list', element: { kind: 'float8' } }, [null, [], [null], [Number.NaN], [null, null]]],
    [{ kind: 'array', element: { kind: 'jsonb' } }, [[null], ['null'], []]],
    [{ kind: 'map', value: { kind: 'jsonb' } }, [[], [['a', null]], [['a', 'null']]]],
    [record, [null, [1, 2], [3, 2], [2, 1]]],
  ])('%o', (type, values) => {
    const options: SinkOptions = { columns: [column('v', type), column('k', 'int4')], key: [0] };
    const texts = values.map((value) => prepared(options, [value, 1]));
    expect(new Set(texts.map(({ identity }) => textOf(identity))).size).toBe(values.length);
    expect(new Set(texts.map(({ group }) => group)).size).toBe(values.length);
  });

  it('is the text of the message wherever JSON tells values apart', () => {
    const sink = compileSink(planOf({ key: [0] }));
    const row = sink.prepare([1, 'a']);
    const { key, value } = sink.encode(undefined, row, 1n);
    expect([row.group, textOf(row.identity)]).toEqual([textOf(key), textOf(value)]);
    expect(row.row).toEqual([1, 'a']);
  });

  it('never gets into messages where JSON does not', () => {
    const columns = [column('f', 'float8', false), column('j', 'jsonb')];
    const sink = compileSink(planOf({ columns, key: [0] }));
    const { key, value } = sink.encode(undefined, sink.prepare([Number.NaN, 'null']), 1n);
    expect([textOf(key), textOf(value)]).toEqual(['{"f":null}', '{"f":null,"j":null}']);
  });
});

describe('groups', () => {
  it.each<[string, SinkOptions, boolean]>([
    ['of a key', { key: [0] }, true],
    ['of a unique key', { grouping: { by: 'unique key', columns: [0] }, envelope: 'debezium' }, true],
    ['of whole rows', { envelope: 'debezium' }, false],
    ['of a relation of one row', { grouping: { by: 'unique key', columns: [] }, envelope: 'debezium' }, true],
  ])('%s', (_, options, together) => {
    const [left, right] = [prepared(options, [1, 'a']), prepared(options, [1, 'b'])];
    expect(left.group === right.group).toBe(together);
    expect(left.identity).not.toEqual(right.identity);
  });
});
