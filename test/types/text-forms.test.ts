import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SqlType } from '../../src/types/sql-type.ts';
import { formatText, parseText } from '../../src/types/text-forms.ts';

const kinds = (kind: SqlType['kind']): SqlType => ({ kind }) as SqlType;

/** Text as read, text as written. */
const FORMS: readonly (readonly [SqlType | SqlType['kind'], string, string])[] = [
  ['bool', ' TRUE ', 't'],
  ['bool', 'of', 'f'],
  ['int2', ' -32768', '-32768'],
  ['int4', '+7', '7'],
  ['int8', '-9223372036854775808', '-9223372036854775808'],
  ['uint2', '65535', '65535'],
  ['uint8', '18446744073709551615', '18446744073709551615'],
  ['oid', '-1', '4294967295'],
  ['float4', '1234.5678', '1234.5677'],
  ['float4', 'inf', 'Infinity'],
  ['float8', '1e16', '1e+16'],
  ['float8', '-Infinity', '-Infinity'],
  ['float8', '-nan', 'NaN'],
  ['float8', '-0', '-0'],
  ['float8', '1.50', '1.5'],
  ['numeric', '100.00', '100'],
  ['numeric', '1e2', '100'],
  ['numeric', '-0.00', '0'],
  ['numeric', '.5', '0.5'],
  ['numeric', '5.', '5'],
  ['numeric', '-1.23e-5', '-0.0000123'],
  ['numeric', 'nan', 'NaN'],
  ['numeric', '123456789012345678901234567890123456789', '123456789012345678901234567890123456789'],
  ['numeric', '0.1234567890123456789012345678901234567895', '0.12345678901234567890123456789012345679'],
  [{ kind: 'numeric', scale: 2 }, '1.235', '1.24'],
  [{ kind: 'numeric', scale: 2 }, '-1.235', '-1.24'],
  [{ kind: 'numeric', scale: 0 }, '0.4', '0'],
  ['text', ' a ', ' a '],
  [{ kind: 'varchar', length: 3 }, 'abc  ', 'abc'],
  [{ kind: 'char', length: 5 }, 'ab', 'ab   '],
  ['char', 'ab  ', 'ab'],
  ['name', 'é'.repeat(40), 'é'.repeat(31)],
  ['bytea', '\\x00FF', '\\x00ff'],
  ['bytea', 'a\\\\\\001é', '\\x615c01c3a9'],
  ['date', '0044-03-15 BC', '0044-03-15 BC'],
  ['time', '4:05', '04:05:00'],
  ['timestamp', '2020-01-02 03:04:05.600', '2020-01-02 03:04:05.6'],
  [{ kind: 'timestamp', precision: 0 }, '2020-01-02 03:04:05.5', '2020-01-02 03:04:06'],
  ['timestamptz', '2020-01-02 03:04:05+01', '2020-01-02 02:04:05+00'],
  ['interval', '14 months', '1 year 2 mons'],
  // U+0085 is white space to Unicode, and not to JavaScript's \s.
  ['bool', '\u0085t\u3000', 't'],
  ['int4', '\u0085 7\u00a0', '7'],
  ['uint8', '\u20287\u0085', '7'],
  ['float8', '\u00851.5\u1680', '1.5'],
  ['numeric', '\u00851.5\u0085', '1.5'],
  ['interval', '\u00851\u0085year\u00a02\u2003mons\u0085', '1 year 2 mons'],
  ['interval', '1 day\u00854:05', '1 day 04:05:00'],
  ['uuid', '\u0085324373a5-7718-46b1-a7ea-4a7c9981fc4e', '324373a5-7718-46b1-a7ea-4a7c9981fc4e'],
  ['date', '\u00852020-01-02\u0085', '2020-01-02'],
  ['time', '\u00854:05\u0085', '04:05:00'],
  ['timestamp', '\u00852020-01-02\u008503:04:05\u0085', '2020-01-02 03:04:05'],
  ['uuid', '{324373A57718-46b1-a7ea-4a7c9981fc4e}', '324373a5-7718-46b1-a7ea-4a7c9981fc4e'],
  ['jsonb', '{"b": [true, null], "a": 1.0}', '{"a":1,"b":[true,null]}'],
  ['jsonb', ' {"a":1,"a":1e2} ', '{"a":100}'],
  ['jsonb', '"\\u00e9\\n\\/"', '"é\\n/"'],
  ['jsonb', '12345678901234567890.5', '12345678901234567890.5'],
  ['jsonb', '{"\u{10000}":1,"\uffff":2}', '{"\uffff":2,"\u{10000}":1}'],
  ['mz_timestamp', '1720032185312', '1720032185312'],
  [{ kind: 'array', element: kinds('int4') }, '{1, NULL ,3}', '{1,NULL,3}'],
  [{ kind: 'array', element: kinds('int4') }, '{{1,2},{3,NULL}}', '{{1,2},{3,NULL}}'],
  [{ kind: 'array', element: kinds('int4') }, '{}', '{}'],
  [{ kind: 'array', element: kinds('int4') }, '{{{{{{1}}}}}}', '{{{{{{1}}}}}}'],
  [
    { kind: 'array', element: kinds('text') },
    '{"a b",null,"null","","\\"",c\\,d}',
    '{"a b",NULL,"null","","\\"","c,d"}',
  ],
  [{ kind: 'list', element: { kind: 'list', element: kinds('int4') } }, '{{1},{}}', '{{1},{}}'],
  [{ kind: 'list', element: kinds('bytea') }, '{"\\\\x61"}', '{"\\\\x61"}'],
  [{ kind: 'list', element: kinds('timestamp') }, '{"2020-01-02 00:00:00"}', '{"2020-01-02 00:00:00"}'],
  // In containers only the white space of ASCII separates: the rest is written without quotes.
  [{ kind: 'list', element: kinds('text') }, '{ \ufeffa\u00a0\t}', '{\ufeffa\u00a0}'],
  [{ kind: 'list', element: kinds('int4') }, '{\u00851,2\u0085}', '{1,2}'],
  [{ kind: 'map', value: kinds('int4') }, '{b=>2, a=>NULL}', '{a=>NULL,b=>2}'],
  [{ kind: 'map', value: kinds('text') }, '{"a=>b"=>"x y",a=>1,a=>2}', '{a=>2,"a=>b"=>"x y"}'],
];

describe('text forms', () => {
  it.each(FORMS)('%o reads %s and writes %s', (named, text, written) => {
    const type = typeof named === 'string' ? kinds(named) : named;
    const value = parseText(type, text);
    if (value === null) throw new Error('a text is never NULL');
    expect(formatText(type, value)).toBe(written);
  });

  it('writes records', () => {
    const field = (kind: SqlType['kind']) => ({ name: 'f', type: kinds(kind), nullable: true });
    const type: SqlType = {
      kind: 'record',
      fields: [field('int4'), field('int4'), field('text'), field('text')],
    };
    expect(formatText(type, [1, null, 'a "b\\', ''])).toBe('(1,,"a ""b\\\\","")');
  });
});

const REFUSED: readonly (readonly [SqlType['kind'], readonly string[]])[] = [
  ['bool', ['', 'x', '2', 'truee']],
  ['int2', ['', '32768', '1.0', '1e2', '0x5', '--1']],
  ['int8', ['9223372036854775808']],
  ['uint2', ['-0', '-1', '65536']],
  ['uint8', ['', '-0', '5.0', '1e3', '0x5', '18446744073709551616', 'abc']],
  ['oid', ['4294967296', '-2147483649']],
  ['float4', ['1e39', '1e-50', 'x', '', '1e']],
  ['float8', ['1e309', '1e-400', '0x1']],
  [
    'numeric',
    ['', '-nan', 'inf', '1e39', '1e-40', '1e999999999', '1234567890123456789012345678901234567890', '1_0'],
  ],
  ['interval', ['1 constructor', '1 valueOf', '1 __proto__', '1 toString', 'P1C', '1 wee\u212a', '']],
  ['bytea', ['\\x0\ufeff0', '\\x0', '\\xzz', '\\a', '\\']],
  ['uuid', ['', '324373a5', '324373a5-7718-46b1-a7ea-4a7c9981fc4']],
  ['jsonb', ['', '{', '{a:1}', '[1,]', '01', '1.', "'a'", '"\u0001"', '"\\ud800"', '1 2', '1e40', '"\\x"']],
];

describe.each(REFUSED)('%s', (kind, texts) => {
  it.each(texts)('refuses "%s"', (text) => {
    expect(() => parseText(kinds(kind), text)).toThrow(expect.objectContaining({ name: 'SinkError' }));
  });
});

// U+FEFF is white space to JavaScript, and not to Unicode.
const NUMBERS_AND_TIMES =
  'bool int4 uint8 float8 numeric interval uuid date time timestamp timestamptz'.split(' ');
it.each(NUMBERS_AND_TIMES)('a byte order mark is no white space of %s', (kind) => {
  const texts = ['1', '324373a5-7718-46b1-a7ea-4a7c9981fc4e', '04:05', '2020-01-02', '2020-01-02 04:05'];
  const type = kinds(kind as SqlType['kind']);
  const readable = texts.filter((text) => reads(type, text));
  expect(readable).not.toEqual([]);
  for (const text of readable) {
    expect(reads(type, `\ufeff${text}`)).toBe(false);
    expect(reads(type, `${text}\ufeff`)).toBe(false);
    expect(reads(type, `\u0085${text}\u0085`)).toBe(true);
  }
});

function reads(type: SqlType, text: string): boolean {
  try {
    return parseText(type, text) !== null;
  } catch {
    return false;
  }
}

it.each([
  [{ kind: 'varchar', length: 2 }, 'abc'],
  [{ kind: 'array', element: { kind: 'int4' } }, '{1,{2}}'],
  [{ kind: 'array', element: { kind: 'int4' } }, '{{{{{{{1}}}}}}}'],
  [{ kind: 'array', element: { kind: 'int4' } }, '{'.repeat(50_000)],
  [{ kind: 'array', element: { kind: 'int4' } }, '{{1},{2,3}}'],
  [{ kind: 'array', element: { kind: 'int4' } }, '{1'],
  [{ kind: 'array', element: { kind: 'int4' } }, '{1,}'],
  [{ kind: 'list', element: { kind: 'int4' } }, '{1}x'],
  [{ kind: 'map', value: { kind: 'int4' } }, '{a}'],
] as const)('%o refuses "%s"', (type, text) => {
  expect(() => parseText(type, text)).toThrow(expect.objectContaining({ name: 'SinkError' }));
});

it('reads more bytes than a call takes arguments', () => {
  expect(parseText({ kind: 'bytea' }, 'a'.repeat(300_000))).toHaveLength(300_000);
});

it('reads the texts of an array as it writes them', () => {
  const type: SqlType = { kind: 'array', element: { kind: 'text' } };
  fc.assert(
    fc.property(fc.array(fc.option(fc.string({ unit: 'binary' })), { minLength: 1 }), (value) => {
      expect(parseText(type, formatText(type, value))).toEqual(value);
    }),
  );
});

it('keeps JSON as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), (text) => {
      const usual = /\d{16}|e[+-]?\d/i.test(text);
      if (usual) return;
      const canonical = parseText({ kind: 'jsonb' }, text) as string;
      expect(JSON.parse(canonical)).toEqual(JSON.parse(text.replace(/(?<![\d.])-0(?![\d.])/g, '0')));
      expect(parseText({ kind: 'jsonb' }, canonical)).toBe(canonical);
    }),
  );
});
