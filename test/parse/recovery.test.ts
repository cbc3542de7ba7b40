import { describe, expect, it } from 'vitest';
import type { Diagnostic, Fix } from '../../src/diagnostics/diagnostic.ts';
import { parse } from '../../src/parse/parse.ts';

const SINK = 'CREATE SINK s FROM v INTO KAFKA CONNECTION k';

function codes(sql: string): readonly string[] {
  return parse(sql).diagnostics.map(({ code, span }) => `${code} ${sql.slice(span.start, span.end)}`);
}

/** The text with every fix of one kind applied; of those that touch, the first in the text. */
function applyFixes(sql: string, applicability: Fix['applicability']): string {
  let text = sql;
  for (let pass = 0; pass < 10; pass++) {
    const fix = parse(text)
      .diagnostics.flatMap(({ fixes }: Diagnostic) => fixes)
      .find((candidate) => candidate.applicability === applicability);
    if (fix === undefined) break;
    for (const { span, text: replacement } of fix.edits.toSorted(
      (left, right) => right.span.start - left.span.start,
    )) {
      text = text.slice(0, span.start) + replacement + text.slice(span.end);
    }
  }
  return text;
}

describe('a broken part hides nothing and causes nothing', () => {
  it.each([
    [
      `${SINK} (TOPPIC 't', COMPRESION TYPE 'zstd', LEGACY IDS)`,
      ['unknown-option TOPPIC', 'unknown-option COMPRESION TYPE'],
    ],
    [
      `${SINK} (TOPIC PARTITON COUNT 4, TOPIC REPLICATION FACTR 3)`,
      ['unknown-option TOPIC PARTITON COUNT', 'unknown-option TOPIC REPLICATION FACTR'],
    ],
    [
      `${SINK} (TOPIC =, LEGACY IDS = =, PARTITION BY)`,
      ['expected-token ,', 'expected-token =', 'expected-token )'],
    ],
    [
      `${SINK} (TOPIC CONFIG MAP['a' => , 'b' 'c', d => 'e'], TOPPIC 1)`,
      ['expected-token ,', "expected-token 'c'", 'expected-token d', 'unknown-option TOPPIC'],
    ],
    [
      `${SINK} (TOPIC 't' || 'u', TOPPIC 1) KEY (a.b, c) FORMAT JSN ENVELOPE NONE WITH (SNAPSHT)`,
      [
        'expected-token ||',
        'unknown-option TOPPIC',
        'expected-token .',
        'expected-token JSN',
        'expected-token NONE',
        'unknown-option SNAPSHT',
      ],
    ],
    [`${SINK} (TOPIC 't' KEY (id) FORMAT JSON ENVELOPE UPSERT`, ['expected-token KEY']],
    [`${SINK} (PARTITION BY f(a, (b) KEY (id) FORMAT JSN`, ['expected-token KEY', 'expected-token JSN']],
    [`${SINK} (,,,)`, ['expected-token ,']],
    [
      `CREATE SINK s v INTO KAFKA k (TOPIC 't',) KEY ()`,
      ['expected-token v', 'expected-token k', 'trailing-comma ,', 'expected-token )'],
    ],
    [
      `CREATE SINK s FROM v KAFKA CONNECTION k (TOPPIC 't')`,
      ['expected-token KAFKA', 'unknown-option TOPPIC'],
    ],
    [
      `CREATE SINK s IN CLUSTER a.b FROM v INTO KAFKA CONNECTION k (TOPPIC 't')`,
      ['expected-token .', 'unknown-option TOPPIC'],
    ],
    [
      `CREATE SINK s FROM (SELECT 1) INTO KAFKA CONNECTION k WITH ()`,
      ['expected-token (', 'expected-token )'],
    ],
    [
      `${SINK} foo bar FORMAT JSON baz ENVELOPE NONE`,
      ['expected-token foo', 'expected-token baz', 'expected-token NONE'],
    ],
    [`${SINK} KEY FORMAT TEXT ENVELOPE NONE`, ['expected-token ENVELOPE', 'expected-token NONE']],
    [
      `${SINK} FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION r (NUL DEFAULTS, DOC ON COLUMN c 'x') ENVELOPE NONE`,
      ['unknown-option NUL DEFAULTS', 'unqualified-column c', 'expected-token NONE'],
    ],
    [
      `CREATE CONNECTION k TO KAFKA (BROKERS ('a' 'b', c), SASL MECHANISM 'PLAIN') WITH (VALIDAT)`,
      ["missing-comma 'b'", 'expected-token c', 'unknown-option SASL MECHANISM', 'unknown-option VALIDAT'],
    ],
    [
      `CREATE TABLE t (a int NOT NULLL, b, c int PRIMARY KY, PRIMARY KEY (), d text) WITH (REDACTD)`,
      [
        'expected-token NULLL',
        'expected-token ,',
        'expected-token KY',
        'expected-token )',
        'unknown-option REDACTD',
      ],
    ],
    [
      `CREATE SECRET; CREATE SINK; CREATE CONNECTION k TO KAFKA (BROKER b)`,
      ['expected-token ;', 'expected-token ;', 'expected-token b'],
    ],
    [`${SINK} (TOPIC 't')) KEY (a)`, ['expected-token )']],
    [`CREATE OR REPLACE SINK s FROM v`, ['expected-token SINK']],
  ])('%s', (sql, expected) => {
    expect(codes(sql)).toEqual(expected.map((finding) => `parse/${finding}`));
  });

  it.each([
    [`${SINK} (TOPIC { 't', COMPRESSION = x)`, ['lex/unexpected-character {', 'parse/expected-token =']],
    [`${SINK} (TOPIC 'x`, ["lex/unterminated-string 'x"]],
    [
      `${SINK} (TOPPIC 'x', TOPIC 'y) KEY ()`,
      ['parse/unknown-option TOPPIC', "lex/unterminated-string 'y) KEY ()"],
    ],
    [`CREATE SECRET s AS $1 + /* x`, ['lex/unterminated-comment /* x']],
  ])('what follows from a wrong character is not reported: %s', (sql, expected) => {
    expect(codes(sql)).toEqual(expected);
  });
});

describe('fixes', () => {
  it.each([
    [`${SINK} (TOPIC 't',)`, `${SINK} (TOPIC 't')`],
    [`${SINK} (TOPIC 't' LEGACY IDS) KEY (a b,)`, `${SINK} (TOPIC 't', LEGACY IDS) KEY (a, b)`],
    [`${SINK} FORMAT JSON KEY (id)`, `${SINK} KEY (id) FORMAT JSON`],
    [
      `${SINK} ENVELOPE UPSERT FORMAT JSON HEADERS h KEY (id) NOT ENFORCED`,
      `${SINK} KEY (id) NOT ENFORCED HEADERS h FORMAT JSON ENVELOPE UPSERT`,
    ],
    [
      `CREATE SINK s FROM v IN CLUSTER c INTO KAFKA CONNECTION k`,
      `CREATE SINK s IN CLUSTER c FROM v INTO KAFKA CONNECTION k`,
    ],
  ])('safe ones make %s right', (sql, expected) => {
    expect(applyFixes(sql, 'safe')).toBe(expected);
    expect(parse(expected).diagnostics).toEqual([]);
  });

  it.each([
    [
      `${SINK} (TOPPIC 't', "topic" 'u', TOPIC PARTITON COUNT 4)`,
      `${SINK} (TOPIC 't', TOPIC 'u', TOPIC PARTITION COUNT 4)`,
    ],
    [
      `CREATE CONNECTION k TO KAFKA (SASL MECHANISM 'x')`,
      `CREATE CONNECTION k TO KAFKA (SASL MECHANISMS 'x')`,
    ],
  ])('suggested ones make %s right', (sql, expected) => {
    expect(applyFixes(sql, 'suggested')).toBe(expected);
    expect(parse(expected).diagnostics).toEqual([]);
  });
});
