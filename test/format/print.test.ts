import { describe, expect, it } from 'vitest';
import { KEYWORDS } from '../../grammar/keywords.ts';
import { equalAst } from '../../src/ast/equal-ast.ts';
import type { Statement } from '../../src/ast/nodes.ts';
import { print } from '../../src/format/print.ts';
import { parse } from '../../src/parse/parse.ts';
import { CANONICAL_EXPRESSIONS, CANONICAL_STATEMENTS } from './canonical-cases.ts';

function read(sql: string): Statement {
  const { value, diagnostics } = parse(sql);
  expect(diagnostics).toEqual([]);
  return value!.statements[0]!;
}

/** What the canonical form leaves out or puts in order, so that the tree read back differs. */
const LOSSY = [/MAP\['b' => x, 'a' => 1/, /DELIMITED BY ','/, /KEY STRATEGY/];

describe('canonical statements', () => {
  it.each(CANONICAL_STATEMENTS)('%s', (sql, canonical) => {
    expect(print(read(sql))).toBe(canonical);
  });

  it.each(CANONICAL_STATEMENTS.filter(([sql]) => !LOSSY.some((pattern) => pattern.test(sql))))(
    'reads %s back as the same tree',
    (sql) => {
      const tree = read(sql);
      expect(equalAst(read(print(tree)), tree, { ignoreSpelling: true })).toBe(true);
    },
  );
});

describe('canonical expressions', () => {
  it.each(CANONICAL_EXPRESSIONS)('%s', (sql, canonical) => {
    expect(print(read(`CREATE SECRET s AS ${sql}`))).toBe(`CREATE SECRET s AS ${canonical}`);
  });

  it.each(CANONICAL_EXPRESSIONS)('reads %s back as the same tree', (sql) => {
    const tree = read(`CREATE SECRET s AS ${sql}`);
    const again = read(print(tree));
    expect(equalAst(again, tree, { ignoreSpelling: true })).toBe(true);
    expect(print(again)).toBe(print(tree));
  });
});

/** Statements that hold one word at every place where a name may stand. */
function everywhere(word: string): readonly string[] {
  const name = `"${word}"`;
  return [
    `CREATE SINK ${name} IN CLUSTER ${name} FROM ${name}.${name} INTO KAFKA CONNECTION ${name} (TOPIC ${name}) KEY (${name}) HEADERS ${name}`,
    `CREATE SINK s FROM v INTO KAFKA CONNECTION k (PARTITION BY ${name} + ${name}(${name}) || (${name}).${name})`,
    `CREATE SINK s FROM v INTO KAFKA CONNECTION k (PARTITION BY ${name}[1] COLLATE ${name})`,
    `CREATE SINK s FROM v INTO KAFKA CONNECTION k FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION r (DOC ON COLUMN ${name}.${name} 'x')`,
    `CREATE CONNECTION ${name} TO KAFKA (SASL PASSWORD SECRET ${name}, SSH TUNNEL ${name})`,
    `CREATE SECRET ${name} AS 'x'`,
    `CREATE TABLE ${name} (${name} text, CONSTRAINT ${name} PRIMARY KEY (${name}))`,
    `CREATE TABLE t (c ${name}, d ${name}(3)[])`,
  ];
}

describe('names', () => {
  it.each(KEYWORDS)('%s survives wherever a name may stand', (word) => {
    for (const sql of everywhere(word)) {
      // A sink of this name is only one in front of FROM.
      if (word === 'from' && sql.includes('SINK "from"')) continue;
      const tree = read(sql);
      expect(equalAst(read(print(tree)), tree, { ignoreSpelling: true }), print(tree)).toBe(true);
    }
  });

  it.each(['', 'A', 'é', 'a b', '1a', 'a"b', '$'])('%j is quoted', (name) => {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    expect(print(read(`CREATE SECRET s AS ${quoted}`))).toBe(`CREATE SECRET s AS ${quoted}`);
  });
});
