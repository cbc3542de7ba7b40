import { describe, expect, it } from 'vitest';
import { equalAst } from '../../src/ast/equal-ast.ts';
import type { Node } from '../../src/ast/node-table.ts';
import { nodeTable } from '../../src/ast/node-table.ts';
import type { Statement } from '../../src/ast/nodes.ts';
import { childrenOf, walk } from '../../src/ast/walk.ts';
import { parse } from '../../src/parse/parse.ts';
import { ACCEPTED } from '../parse/corpus.ts';

const read = (sql: string): Statement => parse(sql).value!.statements[0]!;
const secret = (text: string): Statement => read(`CREATE SECRET s AS ${text}`);

/** Every object with a `kind` below a node, found without the table. */
function findNodes(value: unknown, into: Set<object> = new Set()): Set<object> {
  if (typeof value !== 'object' || value === null) return into;
  if ('kind' in value) into.add(value);
  for (const member of Object.values(value)) findNodes(member, into);
  return into;
}

describe('walk', () => {
  it.each(ACCEPTED)('misses no node of %s', (sql) => {
    const statement = read(sql);
    const seen = new Set<object>();
    walk(statement, (node) => {
      seen.add(node);
      return undefined;
    });
    expect(seen).toEqual(findNodes(statement));
  });

  it('visits parents first, children in order, and leaves out what is skipped', () => {
    const kinds: string[] = [];
    walk(secret('a + f(b)'), (node: Node) => {
      kinds.push(node.kind);
      return node.kind === 'FunctionCall' ? 'skip' : undefined;
    });
    expect(kinds).toEqual([
      'CreateSecret',
      'ItemName',
      'Identifier',
      'BinaryOperation',
      'ColumnReference',
      'Identifier',
      'FunctionCall',
    ]);
  });

  it('knows every member that a node of the corpus has', () => {
    const unknown = new Set<string>();
    for (const sql of ACCEPTED) {
      walk(read(sql), (node) => {
        for (const member of Object.keys(node)) {
          if (member !== 'kind' && member !== 'span' && !(member in nodeTable[node.kind])) {
            unknown.add(`${node.kind}.${member}`);
          }
        }
        return undefined;
      });
    }
    expect([...unknown]).toEqual([]);
  });

  it('gives children from inside records', () => {
    const table = read('CREATE TABLE t (a int REFERENCES u (b))');
    const option = childrenOf(childrenOf(table).find(({ kind }) => kind === 'ColumnDefinition')!).at(-1)!;
    expect(childrenOf(option).map(({ kind }) => kind)).toEqual(['ItemName', 'Identifier']);
  });
});

describe('equalAst', () => {
  it.each([
    ['a + b', ' a  +  b'],
    ["f(a) || 'x'", "f ( a )||'x'"],
  ])('%s equals %s wherever it stands', (left, right) => {
    expect(equalAst(secret(left), secret(right))).toBe(true);
  });

  it.each([
    ['a', 'b'],
    ['a + b', 'a - b'],
    ['a', "'a'"],
    ['f(a)', 'f(a, b)'],
    ['f(DISTINCT a)', 'f(a)'],
    ['a IN (1)', 'a NOT IN (1)'],
    ['1', '1.0'],
  ])('%s does not equal %s', (left, right) => {
    expect(equalAst(secret(left), secret(right))).toBe(false);
    expect(equalAst(secret(left), secret(right), { ignoreSpelling: true })).toBe(false);
  });

  it.each([
    ['a', '"a"'],
    ['a::int', 'CAST(a AS int)'],
    ['a::int', 'a::int4'],
    ['a', '((a))'],
    ["trim('x')", "btrim('x')"],
  ])('%s and %s differ in spelling only', (left, right) => {
    expect(equalAst(secret(left), secret(right))).toBe(false);
    expect(equalAst(secret(left), secret(right), { ignoreSpelling: true })).toBe(true);
  });
});
