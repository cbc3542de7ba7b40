import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childrenOf } from '../../src/ast/walk.ts';
import { expectedAt } from '../../src/parse/expected-at.ts';
import { nodeAt } from '../../src/parse/node-at.ts';
import { parse } from '../../src/parse/parse.ts';
import { tokenize } from '../../src/parse/tokenize.ts';
import { ACCEPTED } from './corpus.ts';

/** A text with a cursor in it, as `|`. */
function cursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

const SINK = 'CREATE SINK s FROM v INTO KAFKA CONNECTION k';

describe('nodeAt', () => {
  it.each([
    ["CREATE SINK orders FROM v INTO KAFKA CONNECTION k (TOP|IC 't')", 'KafkaSinkOption'],
    ["CREATE SINK orders FROM v INTO KAFKA CONNECTION k (TOPIC '|t')", 'StringLiteral'],
    ['CREATE SINK or|ders FROM v INTO KAFKA CONNECTION k', 'Identifier'],
    ['CREATE SINK orders| FROM v INTO KAFKA CONNECTION k', 'Identifier'],
    ['CREATE SI|NK orders FROM v INTO KAFKA CONNECTION k', 'CreateSink'],
    ['CREATE SECRET s AS f(a|) + 1', 'Identifier'],
    ['CREATE SECRET s AS f(a) |+ 1', 'BinaryOperation'],
    ["CREATE SECRET s AS 'x'; | ", 'Script'],
    ['|', 'Script'],
  ])('%s', (marked, kind) => {
    const { text, offset } = cursor(marked);
    expect(nodeAt(parse(text).value!, offset)?.kind).toBe(kind);
  });

  it('finds nothing outside of the text', () => {
    const script = parse('CREATE').value!;
    expect([nodeAt(script, -1), nodeAt(script, 7)]).toEqual([undefined, undefined]);
  });

  it('gives a node that holds the offset, and whose children do not', () => {
    const place = fc.tuple(fc.constantFrom(...ACCEPTED), fc.nat(400));
    const property = fc.property(place, ([sql, at]) => {
      const script = parse(sql).value!;
      const offset = at % (sql.length + 1);
      const { span } = nodeAt(script, offset)!;
      expect(span.start <= offset && offset <= span.end).toBe(true);
      const below = childrenOf(nodeAt(script, offset)!);
      expect(below.filter((child) => child.span.start <= offset && offset < child.span.end)).toEqual([]);
    });
    fc.assert(property);
  });
});

function expected(marked: string): readonly string[] {
  const { text, offset } = cursor(marked);
  return expectedAt(text, offset).map(({ kind, text: what }) =>
    kind === 'name' || kind === 'literal' ? `<${what}>` : what,
  );
}

describe('expectedAt', () => {
  it.each<[string, readonly string[]]>([
    ['CREATE SINK s |', ['FROM', 'IN', '.']],
    [`CREATE SECRET x AS '1'; CREATE SINK s FROM v |`, ['INTO', '.']],
    [`${SINK} (TOPIC 't') KEY (a) |`, ['ENVELOPE', 'FORMAT', 'HEADERS', 'NOT ENFORCED', 'WITH']],
    [`${SINK} FORMAT |`, ['AVRO', 'BYTES', 'CSV', 'JSON', 'PROTOBUF', 'REGEX', 'TEXT']],
    [`${SINK} FORMAT JS| ENVELOPE UPSERT`, ['AVRO', 'BYTES', 'CSV', 'JSON', 'PROTOBUF', 'REGEX', 'TEXT']],
    [`${SINK} FORMAT JSON ENVELOPE |`, ['DEBEZIUM', 'UPSERT']],
    [`${SINK} FORMAT JSON ENVELOPE UPSERT |`, ['WITH']],
    [`${SINK} WITH (|`, ['COMMIT INTERVAL', 'PARTITION STRATEGY', 'SNAPSHOT', 'VERSION']],
    [`${SINK} (TOPIC 't', TOPIC PARTITION |)`, ['COUNT']],
    [`${SINK} (TOPIC CONFIG MAP[|`, ['<string>', ']']],
    ['CREATE CONNECTION k TO AWS |', ['GLUE', 'PRIVATELINK', '(']],
    ['-- CREATE SINK |', []],
    ["CREATE SECRET s AS 'x|", []],
    ['CREATE SINK s FROM v FROM |', []],
  ])('%s', (marked, words) => {
    expect(expected(marked)).toEqual(words);
  });

  it('offers the statements at the start of one', () => {
    expect(expected('|')).toContain('CREATE');
    expect(expected("CREATE SECRET s AS 'x'; CREATE |")).toEqual(
      expect.arrayContaining(['SINK', 'CONNECTION', 'TABLE', 'SECRET']),
    );
  });

  it('offers every option of the list, and what is missing of one that was begun', () => {
    expect(expected(`${SINK} (|`)).toContain('TOPIC METADATA REFRESH INTERVAL');
    expect(expected(`${SINK} (TOPIC |`)).toEqual(
      expect.arrayContaining(['CONFIG', 'PARTITION COUNT', '<name>', '<string>', '=']),
    );
    expect(expected('CREATE CONNECTION k TO KAFKA (|')).toContain('SASL PASSWORD');
  });

  it('has nothing to say against what was written', () => {
    const signs = new Set(['(', ')', ',', '=', '[', ']', '.', '::']);
    const wrong = new Set<string>();
    for (const sql of ACCEPTED.filter((text) => text.startsWith(SINK)).slice(0, 60)) {
      if (parse(sql).value!.statements[0]!.kind === 'OpaqueStatement') continue;
      for (const { text, span } of tokenize(sql)) {
        if (!signs.has(text) || expected(`${sql.slice(0, span.start)} |`).includes(text)) continue;
        wrong.add(`${sql.slice(0, span.start)} | ${text}`);
      }
    }
    expect([...wrong]).toEqual([]);
  });
});
