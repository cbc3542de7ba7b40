import { describe, expect, it } from 'vitest';
import { type Catalog, createCatalog, findItem } from '../../src/catalog/catalog.ts';
import { fullName, isSystemName, splitName, writeName } from '../../src/catalog/item-name.ts';
import { type CatalogSnapshot, mergeSnapshots } from '../../src/catalog/snapshot.ts';
import { parse } from '../../src/parse/parse.ts';

function catalogOf(text: string, snapshot?: CatalogSnapshot): Catalog {
  const { value, diagnostics } = parse({ name: 'test.sql', text });
  expect(diagnostics).toEqual([]);
  return createCatalog([value!], snapshot);
}

function tableOf(columns: string) {
  const item = catalogOf(`CREATE TABLE t (${columns})`).items.get('materialize.public.t');
  return { columns: item?.columns, keys: item?.keys };
}

describe('names', () => {
  it.each([
    [['x'], 'materialize.public.x'],
    [['s', 'x'], 'materialize.s.x'],
    [['d', 's', 'x'], 'd.s.x'],
    [['mz_catalog', 'mz_tables'], 'mz_catalog.mz_tables'],
    [['a', 'b', 'c', 'd'], undefined],
    [[], undefined],
  ])('completes %j to %s', (parts, full) => {
    expect(fullName(parts)).toBe(full);
  });

  it.each([[['a.b', 'c']], [['a"b']], [['plain', 'Name', 'x y']]])('reads back %j', (parts) => {
    expect(splitName(writeName(parts))).toEqual(parts);
  });

  it('never writes two names alike', () => {
    expect(writeName(['a.b', 'c'])).not.toBe(writeName(['a', 'b', 'c']));
  });

  it('knows the schemas of the system', () => {
    expect(isSystemName(['mz_catalog', 'mz_tables'])).toBe(true);
    expect(isSystemName(['mz_tables'])).toBe(false);
  });
});

describe('tables', () => {
  it('have no keys unless they declare one', () => {
    expect(tableOf('k int4 NOT NULL, s text')).toEqual({
      columns: [
        { name: 'k', type: { kind: 'int4' }, nullable: false },
        { name: 's', type: { kind: 'text' }, nullable: true },
      ],
      keys: [],
    });
  });

  it.each([
    ['k int4 PRIMARY KEY', [['k']], [false]],
    ['k int4, s text, PRIMARY KEY (k, s)', [['k', 's']], [false, false]],
    ['k int4 UNIQUE', [['k']], [true]],
    ['k int4, UNIQUE (k)', [], [true]],
    ['k int4, UNIQUE NULLS NOT DISTINCT (k)', [['k']], [true]],
    ['k int4 NOT NULL, UNIQUE (k)', [['k']], [false]],
    ['k int4, UNIQUE (k), PRIMARY KEY (k)', [['k'], ['k']], [false]],
    ['k int4, PRIMARY KEY (nowhere)', [], [true]],
  ])('of %s have the keys %j', (columns, keys, nullable) => {
    const table = tableOf(columns);
    expect(table.keys).toEqual(keys);
    expect(table.columns?.map((column) => column.nullable)).toEqual(nullable);
  });

  it('leave the type of a column open that is not known', () => {
    expect(tableOf('k custom').columns).toEqual([{ name: 'k', nullable: true }]);
  });
});

describe('statements that are not read further', () => {
  it.each([
    ['CREATE MATERIALIZED VIEW v AS SELECT 1', 'materialize.public.v', 'materialized view'],
    ['CREATE OR REPLACE MATERIALIZED VIEW s.v AS SELECT 1', 'materialize.s.v', 'materialized view'],
    ['CREATE TEMPORARY VIEW v AS SELECT 1', 'materialize.public.v', 'view'],
    ['CREATE VIEW IF NOT EXISTS "V w" (a) AS SELECT 1', 'materialize.public.V w', 'view'],
    ['CREATE SOURCE a.b.c FROM LOAD GENERATOR COUNTER', 'a.b.c', 'source'],
    ['create /* x */ source -- y\n s from load generator counter', 'materialize.public.s', 'source'],
    ['CREATE TYPE ty AS LIST (ELEMENT TYPE int4)', 'materialize.public.ty', 'type'],
    ['CREATE INDEX ix ON t (k)', 'materialize.public.ix', 'index'],
  ])('%s declares %s', (sql, name, kind) => {
    expect(catalogOf(sql).items.get(name)?.kind).toBe(kind);
  });

  it.each([
    'CREATE INDEX ON t (k)',
    'CREATE DEFAULT INDEX ON t',
    'DROP TABLE t',
    'CREATE REPLACEMENT MATERIALIZED VIEW r FOR v AS SELECT 1',
  ])('%s declares nothing', (sql) => {
    expect([...catalogOf(sql).items.keys()]).toEqual([]);
  });

  it('point at their names', () => {
    const sql = 'SELECT 1; CREATE VIEW /* here */ s.v AS SELECT 1';
    const span = catalogOf(sql).items.get('materialize.s.v')?.declaration?.span;
    expect(sql.slice(span?.start, span?.end)).toBe('s.v');
  });
});

describe('snapshots', () => {
  const snapshot: CatalogSnapshot = {
    version: 1,
    items: [
      {
        name: 'orders',
        kind: 'table',
        id: 'u3',
        rows: 1000,
        keys: [['id']],
        columns: [
          { name: 'id', type: 'int8', nullable: false, distinct: 1000 },
          { name: 'total', type: 'numeric(10, 2)', nullable: true },
          { name: 'tags', type: 'map[text => text]', nullable: true },
          { name: 'odd', type: 'int4, more text', nullable: true },
        ],
      },
    ],
  };

  it('read types as column definitions do', () => {
    const item = createCatalog([], snapshot).items.get('materialize.public.orders');
    expect(item?.columns?.map(({ type }) => type)).toEqual([
      { kind: 'int8' },
      { kind: 'numeric', scale: 2 },
      { kind: 'map', value: { kind: 'text' } },
      undefined,
    ]);
  });

  it('complete what statements declare', () => {
    const item = catalogOf('CREATE TABLE orders (id int8)', snapshot).items.get('materialize.public.orders');
    expect(item).toMatchObject({
      id: 'u3',
      rows: 1000,
      keys: [],
      columns: [{ name: 'id', nullable: true, distinct: 1000 }],
    });
  });

  it('give a view that is only declared its columns and keys', () => {
    const view: CatalogSnapshot = {
      version: 1,
      items: [{ ...snapshot.items[0]!, kind: 'materialized view' }],
    };
    const item = catalogOf('CREATE MATERIALIZED VIEW orders AS SELECT 1', view).items.get(
      'materialize.public.orders',
    );
    expect(item?.columns).toHaveLength(4);
    expect(item?.keys).toEqual([['id']]);
    expect(item?.declaration).toBeDefined();
  });

  it('keep apart what has another kind', () => {
    const item = catalogOf("CREATE SECRET orders AS 'x'", snapshot).items.get('materialize.public.orders');
    expect(item).toMatchObject({ kind: 'secret', snapshotKind: 'table' });
    expect(item?.id).toBeUndefined();
  });

  it('are looked up by id first', () => {
    const { value } = parse('CREATE SINK s FROM [u3 AS materialize.public.old_name] INTO KAFKA CONNECTION k');
    const [statement] = value!.statements;
    expect(statement?.kind).toBe('CreateSink');
    if (statement?.kind !== 'CreateSink') return;
    expect(findItem(createCatalog([], snapshot), statement.from)?.name).toBe('materialize.public.orders');
    expect(findItem(createCatalog([]), statement.from)).toBeUndefined();
  });

  it('have the region local unless they say otherwise', () => {
    expect(createCatalog([]).region).toBe('local');
    expect(createCatalog([], { ...snapshot, region: 'eu' }).region).toBe('eu');
  });

  it('are merged member by member, the later file counting', () => {
    const merged = mergeSnapshots([
      { ...snapshot, region: 'a' },
      {
        version: 1,
        complete: true,
        region: 'b',
        items: [{ name: 'materialize.public.orders', kind: 'table', rows: 5 }],
      },
    ]);
    expect(merged).toMatchObject({ complete: true, region: 'b' });
    expect(merged.items).toHaveLength(1);
    expect(merged.items[0]).toMatchObject({ id: 'u3', rows: 5, keys: [['id']] });
  });
});
