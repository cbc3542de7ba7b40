import { describe, expect, it } from 'vitest';
import { ACCEPTED } from '../parse/corpus.ts';
import { sinkc } from './memory-io.ts';

const SECRET = "create secret s as 'x' -- why\n;\nselect\n  1, /* two */ 2";

describe('sinkc parse', () => {
  it('prints one document of trees, spans as pairs', async () => {
    const { code, out, err } = await sinkc(['parse', 'a.sql'], { files: { 'a.sql': SECRET } });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual({
      version: 1,
      statements: [
        {
          kind: 'CreateSecret',
          span: [0, 22],
          name: {
            kind: 'ItemName',
            span: [14, 15],
            parts: [{ kind: 'Identifier', span: [14, 15], name: 's', quoted: false }],
          },
          value: { kind: 'StringLiteral', span: [19, 22], value: 'x' },
        },
        expect.objectContaining({ kind: 'OpaqueStatement', span: [32, 55] }),
      ],
    });
  });

  it('prints each statement on a line, what it does not read further without comments', async () => {
    const { code, out } = await sinkc(['parse', '--emit', 'canonical', '-'], { stdin: SECRET });
    expect({ code, out }).toEqual({ code: 0, out: "CREATE SECRET s AS 'x';\nselect 1, 2;\n" });
  });

  it('prints tokens and comments as written', async () => {
    const { out } = await sinkc(['parse', '--emit', 'tokens'], { stdin: "Topic 'a' --x" });
    expect(JSON.parse(out)).toEqual({
      version: 1,
      tokens: [
        { kind: 'keyword', text: 'Topic', span: [0, 5] },
        { kind: 'string', text: "'a'", span: [6, 9] },
        { kind: 'comment', text: '--x', span: [10, 13] },
      ],
    });
    expect(JSON.parse((await sinkc(['parse', '--emit', 'tokens'], { stdin: '' })).out).tokens).toEqual([]);
  });

  it('names the file of each statement where there are several', async () => {
    const files = { 'a.sql': "CREATE SECRET a AS 'x'", 'b.sql': "CREATE SECRET b AS 'y'" };
    const { out } = await sinkc(['parse', 'a.sql', 'b.sql'], { files });
    expect(JSON.parse(out).statements.map((each: { file: string }) => each.file)).toEqual(['a.sql', 'b.sql']);
  });

  it('reports errors, prints what it could read, and leaves broken statements out of the canonical text', async () => {
    const stdin = "CREATE SECRET AS 'x' 'y'; CREATE SECRET s AS 'x'";
    const tree = await sinkc(['parse'], { stdin });
    expect(tree.code).toBe(1);
    expect(tree.err).toContain('<stdin>:1:');
    expect(JSON.parse(tree.out).statements).toHaveLength(2);
    const canonical = await sinkc(['parse', '--emit', 'canonical'], { stdin });
    expect(canonical).toMatchObject({ code: 1, out: "CREATE SECRET s AS 'x';\n" });
  });

  it('ends with 2 for wrong usage', async () => {
    expect((await sinkc(['parse', 'nowhere.sql'])).code).toBe(2);
    expect((await sinkc(['parse', '--emit', 'yaml'])).code).toBe(2);
  });

  it('takes a byte order mark for no part of the text', async () => {
    const { code, out } = await sinkc(['parse', '--emit', 'canonical'], { stdin: `\uFEFF${SECRET}` });
    expect({ code, out: out.slice(0, 13) }).toEqual({ code: 0, out: 'CREATE SECRET' });
  });

  it('prints a line a statement that is read back as it is', async () => {
    const [canonical] = [await sinkc(['parse', '--emit', 'canonical'], { stdin: ACCEPTED.join(';\n') })];
    const again = await sinkc(['parse', '--emit', 'canonical'], { stdin: canonical.out });
    expect(again.out).toBe(canonical.out);
  });
});
