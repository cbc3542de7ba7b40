import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/catalog/catalog.ts';
import { renderJson } from '../../src/diagnostics/render-json.ts';
import { renderText } from '../../src/diagnostics/render-text.ts';
import { maskSecrets } from '../../src/diagnostics/secrets.ts';
import { parse } from '../../src/parse/parse.ts';
import { resolve } from '../../src/resolve/resolve.ts';

const SECRET = 'hunter2-not-for-logs';

describe('a literal secret', () => {
  it.each([
    ['a name that is taken', `CREATE SECRET pw AS '${SECRET}';\nCREATE SECRET pw AS '${SECRET}';`],
    ['a name that is missing', `CREATE SECRET AS '${SECRET}';`],
    ['a string that is not ended', `CREATE SECRET pw AS '${SECRET}`],
    ['dollar quotes', `CREATE SECRET AS $tag$${SECRET}$tag$;`],
    ['a password', `CREATE CONNECTION k TO KAFKA (BROKER 'b:1', SASL PASSWORD '${SECRET}');`],
    ['a key', `CREATE CONNECTION k TO KAFKA (BROKER 'b:1', SSL KEY = '${SECRET}');`],
  ])('is not shown of %s', (_title, sql) => {
    const parsed = parse({ name: 'x.sql', text: sql });
    const { value } = parsed;
    const resolved = value === undefined ? [] : resolve(value, createCatalog([value])).diagnostics;
    const found = [...parsed.diagnostics, ...resolved];
    expect(found).not.toEqual([]);
    const textOf = () => sql;
    expect(renderText(found, { textOf })).not.toContain('hunter2');
    expect(renderJson(found, { textOf })).not.toContain('hunter2');
  });

  it('keeps its place: lines and columns stay right, and variables are shown', () => {
    const sql = `CREATE SECRET a AS 'it''s'; CREATE SECRET b AS '\${PASSWORD}'; SELECT 'kept'`;
    expect(maskSecrets(sql)).toBe(
      `CREATE SECRET a AS '**''*'; CREATE SECRET b AS '\${PASSWORD}'; SELECT 'kept'`,
    );
  });
});
