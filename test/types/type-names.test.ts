import { describe, expect, it } from 'vitest';
import type { DataType } from '../../src/ast/types.ts';
import { parse } from '../../src/parse/parse.ts';
import { sameType, withoutModifiers } from '../../src/types/same-type.ts';
import { displayType, showType } from '../../src/types/show-type.ts';
import type { SqlType } from '../../src/types/sql-type.ts';
import { readDataType, resolveDataType } from '../../src/types/type-names.ts';

function dataTypeOf(sql: string): DataType {
  const [statement] = parse(`CREATE TABLE t (c ${sql})`).value?.statements ?? [];
  const [column] = statement?.kind === 'CreateTable' ? statement.columns : [];
  if (column === undefined) throw new Error(`cannot parse ${sql}`);
  return column.type;
}

describe('names of types', () => {
  it.each([
    ['boolean', 'boolean', 'bool'],
    ['smallint', 'smallint', 'int2'],
    ['int', 'integer', 'int4'],
    ['pg_catalog.int4', 'integer', 'int4'],
    ['bigint', 'bigint', 'int8'],
    ['uint8', 'uint8', 'uint8'],
    ['real', 'real', 'float4'],
    ['float(24)', 'real', 'float4'],
    ['double precision', 'double precision', 'float8'],
    ['dec', 'numeric', 'numeric'],
    ['numeric(10)', 'numeric', 'numeric'],
    ['numeric(10, 2)', 'numeric', 'numeric(39, 2)'],
    ['string', 'text', 'text'],
    ['character varying', 'varchar', 'varchar'],
    ['varchar(10)', 'varchar(10)', 'varchar(10)'],
    ['char', 'char(1)', 'char(1)'],
    ['character', 'char(1)', 'char(1)'],
    ['char(5)', 'char(5)', 'char(5)'],
    ['bpchar', 'char', 'bpchar'],
    ['bytes', 'bytea', 'bytea'],
    ['json', 'jsonb', 'jsonb'],
    ['timestamp(3)', 'timestamp without time zone', 'timestamp(3)'],
    ['timestamp with time zone', 'timestamp with time zone', 'timestamptz'],
    ['int[][]', 'integer[]', 'int4[]'],
    ['int list list', 'integer list list', 'int4 list list'],
    ['int list[]', 'integer list[]', 'int4 list[]'],
    ['map[text=>varchar(3)]', 'map[text=>varchar(3)]', 'map[text=>varchar(3)]'],
  ])('%s is %s, written %s', (sql, shown, displayed) => {
    const type = resolveDataType(dataTypeOf(sql));
    if (type === undefined) throw new Error('no type');
    expect(showType(type)).toBe(shown);
    expect(displayType(type)).toBe(displayed);
  });

  it.each([
    ['nosuch', 'unknown'],
    ['other.int4', 'unknown'],
    ['"int"', 'unknown'],
    ['xml', 'unknown'],
    ['"char"', 'unsupported'],
    ['int4range', 'unsupported'],
    ['regclass', 'unsupported'],
    ['time with time zone', 'unknown'],
    ['numeric(40)', 'modifier'],
    ['numeric(0)', 'modifier'],
    ['numeric(5, 6)', 'modifier'],
    ['varchar(0)', 'modifier'],
    ['varchar(1, 2)', 'modifier'],
    ['timestamp(7)', 'modifier'],
    ['date(3)', 'modifier'],
    ['map[int=>text]', 'modifier'],
    ['nosuch list', 'unknown'],
    // What every object has is no type.
    ['constructor', 'unknown'],
    ['"valueOf"', 'unknown'],
    ['"toString"', 'unknown'],
    ['"hasOwnProperty"', 'unknown'],
    ['__proto__', 'unknown'],
    ['pg_catalog.constructor', 'unknown'],
    ['constructor(3)', 'unknown'],
  ])('%s is refused: %s', (sql, problem) => {
    expect(readDataType(dataTypeOf(sql))).toMatchObject({ problem });
    expect(resolveDataType(dataTypeOf(sql))).toBeUndefined();
  });
});

describe('types are compared without their modifiers', () => {
  const int4: SqlType = { kind: 'int4' };
  const short: SqlType = { kind: 'varchar', length: 3 };
  const long: SqlType = { kind: 'varchar', length: 9 };
  const record = (type: SqlType): SqlType => ({
    kind: 'record',
    fields: [{ name: 'a', type, nullable: true }],
  });

  it.each<readonly [SqlType, SqlType, boolean]>([
    [short, long, true],
    [short, { kind: 'text' }, false],
    [{ kind: 'list', element: short }, { kind: 'list', element: long }, true],
    [{ kind: 'list', element: int4 }, { kind: 'array', element: int4 }, false],
    [{ kind: 'map', value: short }, { kind: 'map', value: long }, true],
    [record(short), record(long), true],
    [record(short), record(int4), false],
    [record(short), { kind: 'record', fields: [] }, false],
  ])('%o and %o: %s', (left, right, same) => {
    expect(sameType(left, right)).toBe(same);
    expect(sameType(right, left)).toBe(same);
    expect(sameType(left, withoutModifiers(left))).toBe(true);
  });

  it('shows records field by field, and by their name where they have one', () => {
    expect(showType(record(int4))).toBe('record(a: integer?)');
    expect(showType({ kind: 'record', name: 'point', fields: [] })).toBe('point');
  });
});
