import type { Comparison } from './compare.ts';

export interface Deviation {
  readonly sql: string;
  /** Byte of our first error; absent where the text is accepted here. */
  readonly ours?: number;
  readonly why: string;
}

const SINK = 'CREATE SINK s FROM v INTO KAFKA CONNECTION k';

/** Statements of the tables that are refused elsewhere than by the reference. The list may shrink, never grow. */
export const DEVIATIONS: readonly Deviation[] = [
  { sql: `${SINK} (TOPIC 't',)`, ours: 55, why: 'the comma that is too much is blamed' },
  { sql: 'CREATE TABLE t (a int,)', ours: 21, why: 'the comma that is too much is blamed' },
  {
    sql: `${SINK} (TOPIC CONFIG MAP[a => 'x'])`,
    ours: 63,
    why: 'the key is blamed, not what stands behind it',
  },
  {
    sql: `${SINK} HEADERS h KEY (a)`,
    ours: 55,
    why: 'a clause in the wrong place is blamed from its first word on',
  },
  {
    sql: 'CREATE TABLE t (a int); CREATE TABLE u FROM SOURCE s',
    why: 'a later statement does not change how an earlier one is read',
  },
  {
    sql: 'CREATE VIEW v AS WITH a AS (SELECT 1) (WITH b AS (SELECT 1) SELECT 2)',
    ours: 38,
    why: 'the query with the second WITH is blamed, not what stands behind it',
  },
  {
    sql: 'CREATE VIEW v AS (SELECT 1 ORDER BY 1) ORDER BY 1',
    ours: 39,
    why: 'the second ORDER BY is blamed from its first word on',
  },
  {
    sql: 'CREATE SECRET s AS a::float(54)',
    ours: 28,
    why: 'the number is blamed, not the parenthesis behind it',
  },
  {
    sql: "CREATE SECRET s AS interval '1' month to year",
    ours: 32,
    why: 'the units are blamed; a name before a string is never tried instead',
  },
  {
    sql: 'CREATE SINK s FROM v INTO ICEBERG CATALOG CONNECTION i USING AWS w',
    ours: 65,
    why: 'the word that breaks a phrase is blamed, not the first one',
  },
  {
    sql: 'CREATE VIEW v AS SELECT 1 ORDER 1',
    ours: 32,
    why: 'the word that breaks a phrase is blamed, not the first one',
  },
  {
    sql: 'CREATE SECRET s AS a = ALL (b, c)',
    ours: 29,
    why: 'a second expression behind ANY or ALL is blamed from its comma on',
  },
  {
    sql: 'CREATE MATERIALIZED VIEW v AS SELECT 1 AS OF -1',
    ours: 45,
    why: 'the sign is blamed, not the number behind it',
  },
];

/** Why a random text may be refused at another place than by the reference. */
export interface DeviationKind {
  readonly why: string;
  readonly covers: (comparison: Comparison) => boolean;
}

const OWN_PLACE: ReadonlySet<string> = new Set([
  'parse/trailing-comma',
  'parse/missing-comma',
  'parse/clause-order',
  'parse/duplicate-clause',
  'parse/unknown-option',
  'parse/number-range',
  'parse/interval-range',
  'parse/removed-syntax',
  'parse/unusable-name',
]);

export const DEVIATION_KINDS: readonly DeviationKind[] = [
  {
    why: 'a finding of its own blames what is wrong: the comma, the clause, the option, the number',
    covers: ({ code }) => OWN_PLACE.has(code ?? ''),
  },
  {
    why: 'a key of a map is blamed, not what stands behind it',
    covers: ({ message, theirMessage }) =>
      message?.includes('a map key') === true || theirMessage?.startsWith('Expected string') === true,
  },
  {
    why: 'the star of DISTINCT * is blamed, not what stands before the parenthesis',
    covers: ({ message, theirMessage }) =>
      theirMessage?.startsWith('DISTINCT *') === true || message?.endsWith('found star') === true,
  },
  {
    why: 'a clause given twice is blamed from its first word on',
    covers: ({ theirMessage }) => theirMessage?.startsWith('multiple ') === true,
  },
  {
    why: 'a second expression behind ANY or ALL is blamed from its comma on',
    covers: ({ message }) => message === 'expected right parenthesis, found comma',
  },
  {
    why: 'the sign of a number that may have none is blamed',
    covers: ({ message }) => message?.startsWith('expected a whole number') === true,
  },
  {
    why: 'the reference goes back to where an attempt began: a phrase of words, a value, a query behind FROM',
    covers: ({ ours = 0, theirs = 0, theirMessage }) =>
      theirs < ours || theirMessage?.startsWith('Expected joined table') === true,
  },
];
