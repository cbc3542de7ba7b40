// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as the dialect writes them
import { describe, expect, it } from 'vitest';
import { sinkc } from './memory-io.ts';

const UGLY = "create   secret s as 'x'; -- why\n";
const NICE = "CREATE SECRET s AS 'x'; -- why\n";
const BROKEN = "create   secret as 'x' 'y'\n";

describe('sinkc format', () => {
  it('prints what it laid out', async () => {
    expect(await sinkc(['format'], { stdin: UGLY })).toEqual({ code: 0, out: NICE, err: '' });
    expect(await sinkc(['format', '-'], { stdin: UGLY })).toEqual({ code: 0, out: NICE, err: '' });
  });

  it('names with --check what would change, and writes nothing', async () => {
    const files = { 'a.sql': UGLY, 'b.sql': NICE, 'c.sql': UGLY };
    const written = new Map();
    const run = await sinkc(['format', '--check', 'a.sql', 'b.sql', 'c.sql'], { files, written });
    expect(run).toEqual({ code: 1, out: 'a.sql\nc.sql\n', err: '' });
    expect((await sinkc(['format', '--check', 'b.sql'], { files, written })).code).toBe(0);
    expect(written.size).toBe(0);
  });

  it('writes with --write what changes', async () => {
    const files = { 'a.sql': UGLY, 'b.sql': NICE };
    const written = new Map();
    const run = await sinkc(['format', '--write', 'a.sql', 'b.sql'], { files, written });
    expect(run).toEqual({ code: 0, out: '', err: '' });
    expect([...written]).toEqual([['a.sql', NICE]]);
  });

  it('leaves a file with errors as it is, says so, and goes on with the others', async () => {
    const files = { 'a.sql': BROKEN, 'b.sql': UGLY };
    const written = new Map();
    const run = await sinkc(['format', '--write', 'a.sql', 'b.sql'], { files, written });
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.err).toContain('a.sql:1:');
    expect(run.err).toContain('a.sql has errors: left as it is\n');
    expect([...written]).toEqual([['b.sql', NICE]]);
    expect(await sinkc(['format', '--check', 'a.sql'], { files })).toMatchObject({ code: 1, out: '' });
    expect(await sinkc(['format'], { stdin: `\uFEFF${BROKEN}` })).toMatchObject({
      code: 1,
      out: `\uFEFF${BROKEN}`,
    });
  });

  it.each([
    ["{{ config(materialized='sink') }}\nFROM {{ ref('v') }}\nINTO KAFKA CONNECTION k (TOPIC 't')"],
    ["create   sink s FROM v INTO KAFKA CONNECTION k (TOPIC '{{ env_var('T') }}')"],
    ['{% if x %}\ncreate   secret s as 1;\n{% endif %}'],
    ["create   sink s from ${RELATION} into kafka connection k (topic '${TOPIC}')"],
    ["create   sink s in cluster ${C} from ${C} into kafka connection ${C} (topic 't')"],
  ])('passes templates through: %s', async (stdin) => {
    const files = { 'a.sql': stdin };
    const run = await sinkc(['format', 'a.sql'], { files });
    expect(run).toEqual({ code: 0, out: stdin, err: 'a.sql holds templates: left as it is\n' });
    expect((await sinkc(['format', '--check', 'a.sql'], { files })).code).toBe(0);
  });

  it('lays out what has templates in literals and comments only, and bodies without any', async () => {
    const variable = "create   secret s as '${SECRET} {{ x }}' -- {{ y }} ${Z}\n";
    expect((await sinkc(['format'], { stdin: variable })).out).toBe(
      "CREATE SECRET s AS '${SECRET} {{ x }}' -- {{ y }} ${Z}\n",
    );
    const body = "FROM v\n   INTO KAFKA CONNECTION k (TOPIC 't')\n";
    expect(await sinkc(['format'], { stdin: body })).toEqual({ code: 0, out: body, err: '' });
  });

  it('gives a byte order mark and line ends back to the file', async () => {
    const files = { 'a.sql': `\uFEFF${UGLY.replace('\n', '\r\n')}` };
    const written = new Map();
    await sinkc(['format', '--write', 'a.sql'], { files, written });
    const nice = NICE.replace('\n', '\r\n');
    expect([...written]).toEqual([['a.sql', `\uFEFF${nice}`]]);
    expect((await sinkc(['format', 'a.sql'], { files })).out).toBe(nice);
    expect((await sinkc(['format', '--check', 'a.sql'], { files: { 'a.sql': `\uFEFF${nice}` } })).code).toBe(
      0,
    );
  });

  it('keeps lines below a width', async () => {
    const stdin = 'CREATE TABLE t (a int, b int);';
    const { out } = await sinkc(['format', '--width', '20'], { stdin });
    expect(out).toBe('CREATE TABLE t (\n  a int,\n  b int\n);\n');
  });

  it('ends with 2 for wrong usage', async () => {
    expect((await sinkc(['format', 'nowhere.sql'])).code).toBe(2);
    expect((await sinkc(['format', '--write', '-'])).code).toBe(2);
    expect((await sinkc(['format', '--write'])).code).toBe(2);
    const files = { 'a.sql': NICE };
    expect((await sinkc(['format', '--check', '--write', 'a.sql'], { files })).code).toBe(2);
  });
});
