import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import moments from '../../fixtures/casts/moments.json' with { type: 'json' };
import numbers from '../../fixtures/casts/numbers.json' with { type: 'json' };
import texts from '../../fixtures/casts/texts.json' with { type: 'json' };
import { castContext, castConversion } from '../../src/types/casts.ts';
import type { SqlType } from '../../src/types/sql-type.ts';
import { formatText, parseText } from '../../src/types/text-forms.ts';

const typeOf = (kind: string): SqlType => ({ kind }) as SqlType;

function castText(from: SqlType, to: SqlType, text: string, explicit = true): string {
  const value = parseText(from, text);
  if (value === null) throw new Error('a text is never NULL');
  const result = castConversion(from, to, explicit)(value);
  if (result === null) throw new Error('a cast is never NULL');
  return formatText(to, result);
}

describe.each([
  ['numbers', numbers.rows],
  ['texts', texts.rows],
  ['moments', moments.rows],
])('recorded casts of %s', (_, rows) => {
  it.each(rows.map(([from, to, value, result]) => ({ from, to, value, result })))(
    '$from $value as $to is $result',
    ({ from, to, value, result }) => {
      const cast = () => castText(typeOf(from ?? ''), typeOf(to ?? ''), value ?? '');
      expect(castContext(typeOf(from ?? ''), typeOf(to ?? ''))).toBeDefined();
      if (result === null) expect(cast).toThrow(expect.objectContaining({ name: 'SinkError' }));
      else expect(cast()).toBe(result);
    },
  );
});

const MARKS: Readonly<Record<string, string | undefined>> = {
  '=': 'implicit',
  I: 'implicit',
  A: 'assignment',
  E: 'explicit',
};

/** Rows are from, columns to. */
const CONTEXTS = [
  `
           int2 int4 int8 uint2 uint4 uint8 float4 float8 numeric oid bool
  int2     =    I    I    A     A     A     I      I      I       I   -
  int4     A    =    I    A     A     A     I      I      I       I   E
  int8     A    A    =    A     A     A     I      I      I       I   E
  uint2    A    I    I    =     I     I     I      I      I       -   -
  uint4    A    A    I    A     =     I     I      I      I       -   -
  uint8    A    A    A    A     A     =     I      I      I       -   -
  float4   A    A    A    A     A     A     =      I      A       -   -
  float8   A    A    A    A     A     A     A      =      A       -   -
  numeric  A    A    A    A     A     A     I      I      =       -   -
  oid      -    A    A    -     -     -     -      -      -       =   -
  bool     -    E    E    -     -     -     -      -      -       -   =
  text     E    E    E    E     E     E     E      E      E       E   E
  varchar  E    E    E    E     E     E     E      E      E       E   E
  char     E    E    E    E     E     E     E      E      E       E   E
  name     E    E    E    E     E     E     E      E      E       E   E
  jsonb    E    E    E    -     -     -     E      E      E       -   E
  date     -    -    -    -     -     -     -      -      -       -   -
  interval -    -    -    -     -     -     -      -      -       -   -
  uuid     -    -    -    -     -     -     -      -      -       -   -
  bytea    -    -    -    -     -     -     -      -      -       -   -
  mz_timestamp - -   -    -     -     -     -      -      -       -   -
`,
  `
               text varchar char name bytea jsonb uuid mz_timestamp
  text         =    I       I    I    E     E     E    A
  varchar      I    =       I    I    E     E     E    A
  char         I    I       =    I    E     E     E    A
  name         I    A       A    =    E     E     E    A
  bool         A    A       A    A    -     -     -    -
  int4         A    A       A    A    -     -     -    I
  uint8        A    A       A    A    -     -     -    I
  int2         A    A       A    A    -     -     -    -
  float8       A    A       A    A    -     -     -    -
  numeric      A    A       A    A    -     -     -    I
  oid          E    -       -    -    -     -     -    -
  bytea        A    A       A    A    =     -     -    -
  jsonb        A    A       A    A    -     =     -    -
  uuid         A    A       A    A    -     -     =    -
  mz_timestamp A    A       A    A    -     -     -    =
`,
  `
               date time timestamp timestamptz interval mz_timestamp text
  date         =    -    I         I           -        I            A
  time         -    =    -         -           I        -            A
  timestamp    A    A    =         I           -        I            A
  timestamptz  A    A    A         =           -        I            A
  interval     -    A    -         -           =        -            A
  mz_timestamp -    -    A         A           -        =            A
  text         E    E    E         E           E        A            =
`,
];

describe('contexts of casts', () => {
  const cells = CONTEXTS.flatMap((table) => {
    const [heads = [], ...lines] = table
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
    return lines.flatMap(([from = '', ...marks]) =>
      marks.map((mark, at) => ({ from, to: heads[at] ?? '', mark, context: MARKS[mark] })),
    );
  });

  it.each(cells)('$from to $to: $mark', ({ from, to, context }) => {
    expect(castContext(typeOf(from), typeOf(to))).toBe(context);
  });

  const int4: SqlType = { kind: 'int4' };
  const text: SqlType = { kind: 'text' };
  it.each<readonly [SqlType, SqlType, string | undefined]>([
    [{ kind: 'numeric' }, { kind: 'numeric', scale: 2 }, 'assignment'],
    [{ kind: 'numeric', scale: 2 }, { kind: 'numeric' }, 'implicit'],
    [{ kind: 'varchar', length: 9 }, { kind: 'varchar', length: 3 }, 'assignment'],
    [{ kind: 'array', element: int4 }, { kind: 'array', element: text }, 'explicit'],
    [{ kind: 'array', element: int4 }, { kind: 'list', element: int4 }, 'explicit'],
    [{ kind: 'array', element: int4 }, text, 'assignment'],
    [{ kind: 'list', element: int4 }, { kind: 'list', element: { kind: 'int8' } }, 'implicit'],
    [{ kind: 'list', element: int4 }, { kind: 'array', element: int4 }, undefined],
    [{ kind: 'map', value: int4 }, { kind: 'map', value: int4 }, 'implicit'],
    [{ kind: 'map', value: int4 }, { kind: 'map', value: text }, undefined],
    [text, { kind: 'map', value: int4 }, 'explicit'],
  ])('%o to %o: %s', (from, to, context) => {
    expect(castContext(from, to)).toBe(context);
  });
});

describe('modifiers', () => {
  const text: SqlType = { kind: 'text' };
  it.each<readonly [SqlType, SqlType, string, boolean, string | undefined]>([
    [text, { kind: 'varchar', length: 3 }, 'abcdef', true, 'abc'],
    [text, { kind: 'varchar', length: 3 }, 'abcdef', false, undefined],
    [text, { kind: 'varchar', length: 3 }, 'abc   ', false, 'abc'],
    [text, { kind: 'char', length: 3 }, 'a', false, 'a  '],
    [{ kind: 'char', length: 5 }, text, 'ab   ', false, 'ab'],
    [{ kind: 'int4' }, { kind: 'varchar', length: 2 }, '123', true, '12'],
    [{ kind: 'int4' }, { kind: 'varchar', length: 2 }, '123', false, undefined],
    [{ kind: 'int4' }, { kind: 'numeric', scale: 2 }, '5', false, '5'],
    [{ kind: 'numeric' }, { kind: 'numeric', scale: 1 }, '0.25', false, '0.3'],
    [{ kind: 'numeric' }, { kind: 'numeric', scale: 1 }, '-0.25', false, '-0.3'],
    [{ kind: 'numeric' }, { kind: 'numeric', scale: 1 }, '-0.04', false, '0'],
    [{ kind: 'int8' }, { kind: 'numeric', scale: 38 }, '12', false, undefined],
    [
      { kind: 'timestamp' },
      { kind: 'timestamp', precision: 0 },
      '2020-01-01 00:00:00.5',
      false,
      '2020-01-01 00:00:01',
    ],
  ])('%o to %o: %s', (from, to, value, explicit, result) => {
    if (result === undefined) expect(() => castText(from, to, value, explicit)).toThrow();
    else expect(castText(from, to, value, explicit)).toBe(result);
  });

  it('converts the elements of arrays and lists', () => {
    const int4: SqlType = { kind: 'int4' };
    expect(castText({ kind: 'array', element: int4 }, { kind: 'array', element: text }, '{{1},{NULL}}')).toBe(
      '{{1},{NULL}}',
    );
    expect(
      castText({ kind: 'array', element: { kind: 'bool' } }, { kind: 'list', element: text }, '{t}'),
    ).toBe('{true}');
  });
});

it('narrows whole numbers exactly or not at all', () => {
  const kinds = ['int2', 'int4', 'int8', 'uint2', 'uint4', 'uint8'] as const;
  const bits = { int2: 16, int4: 32, int8: 64, uint2: 16, uint4: 32, uint8: 64 };
  const fitsIn = (kind: (typeof kinds)[number], value: bigint) =>
    kind.startsWith('u')
      ? BigInt.asUintN(bits[kind], value) === value
      : BigInt.asIntN(bits[kind], value) === value;
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }),
      fc.constantFrom(...kinds),
      fc.constantFrom(...kinds),
      fc.integer({ min: 0, max: 64 }),
      (large, from, to, shift) => {
        const value = large >> BigInt(shift);
        if (!fitsIn(from, value)) return;
        const cast = () => castText({ kind: from }, { kind: to }, String(value));
        if (fitsIn(to, value)) expect(cast()).toBe(String(value));
        else expect(cast).toThrow();
      },
    ),
    { numRuns: 1000 },
  );
});
