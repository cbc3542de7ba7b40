import { CANONICAL_EXPRESSIONS, CANONICAL_STATEMENTS } from '../format/canonical-cases.ts';
import { spellOut, VERDICT_CASES } from './verdict-cases.ts';

const SINK = 'CREATE SINK s FROM v INTO KAFKA CONNECTION k';

/** Statements with a clause or a form that no table of cases has. */
const FURTHER: readonly string[] = [
  `${SINK} FORMAT AVRO USING AWS GLUE SCHEMA REGISTRY CONNECTION g (SCHEMA NAME 'x', KEY SCHEMA NAME y) SEED VALUE SCHEMA 'z' ENVELOPE UPSERT`,
  `${SINK} FORMAT PROTOBUF USING CONFLUENT SCHEMA REGISTRY CONNECTION g SEED KEY SCHEMA 'a' MESSAGE 'b' VALUE SCHEMA 'c' MESSAGE 'd'`,
  `${SINK} KEY FORMAT PROTOBUF MESSAGE 'm' USING SCHEMA 's' VALUE FORMAT CSV WITH HEADER (a, b) DELIMITED BY ';'`,
  `${SINK} FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION g SEED KEY SCHEMA 'a' KEY REFERENCES ('x', 'y') VALUE SCHEMA 'b' VALUE REFERENCES ('z')`,
  `${SINK} FORMAT AVRO USING SCHEMA 'a' (CONFLUENT WIRE FORMAT = false) ENVELOPE DEBEZIUM`,
  `${SINK} FORMAT REGEX '(.*)'`,
  "CREATE SINK IF NOT EXISTS a.b.c IN CLUSTER [s1] FROM [u1 AS x.y VERSION 3] INTO KAFKA CONNECTION [u2 AS k.l] (TOPIC = ('a', [1, -2.5]), TOPIC CONFIG = MAP['a' => MAP['b' => SECRET x]], COMPRESSION TYPE interval, LEGACY IDS = INTERVAL '1' day to second(3))",
  "CREATE CONNECTION IF NOT EXISTS a.b TO SSH TUNNEL (HOST 'h', PORT 22, USER u, PUBLIC KEY 1 'a', PUBLIC KEY 2 'b', PROGRESS TOPIC replication, PROGRESS TOPIC REPLICATION FACTOR 3)",
  "CREATE CONNECTION g TO AWS GLUE SCHEMA REGISTRY (AWS CONNECTION = a, REGISTRY 'r', ACCESS KEY ID SECRET [u1 AS a.b], ASSUME ROLE ARN 'x', ASSUME ROLE SESSION NAME 'y', SERVICE ACCOUNT KEY x)",
  "CREATE CONNECTION l TO AWS PRIVATELINK (SERVICE NAME 'x', AVAILABILITY ZONES ('a', 'b'), SSL CERTIFICATE AUTHORITY SECRET c, SSL CERTIFICATE 'x', SSL MODE = verify_full)",
  'CREATE TABLE t (a int CONSTRAINT c NOT NULL DEFAULT 1 CHECK (a > 1) REFERENCES u (b), b text COLLATE "C" NULL UNIQUE VERSION ADDED 1, CONSTRAINT x FOREIGN KEY (a) REFERENCES u (b), UNIQUE NULLS NOT DISTINCT (a), CHECK (b)) WITH (PARTITION BY (a), RETAIN HISTORY FOR \'1h\', REDACTED)',
  'CREATE TABLE t (a map[text=>int list], b timestamp with time zone, c time without time zone, d float(20), e "char", f varchar(3)[][], g [u1 AS a.b], h numeric(10, -2), i double, j character varying (5) list[])',
];

const FURTHER_EXPRESSIONS: readonly string[] = [
  'a = ANY (SELECT 1)',
  'x BETWEEN NOT a AND b AND c',
  'a LIKE b ESCAPE c IS NULL',
  'CASE a WHEN 1 THEN 2 ELSE 3 END',
  'CASE WHEN a THEN b END::int',
  'ROW(1, 2).f1',
  '(a).b.c[1][2:3]',
  'EXISTS (SELECT 1 /* one */ , 2)',
  'coalesce(a, b, NULL) - nullif(a, 1)',
  'f(DISTINCT a, b ORDER BY c DESC NULLS LAST) FILTER (WHERE d > 1)',
  'row_number() OVER (PARTITION BY a ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)',
  "interval '1' hour + interval '2' day to hour",
  'a OPERATOR(pg_catalog.+) b * c',
  'a::map[text=>int]',
  'LIST[[1],[2]]',
  "MAP['a' => 1, 'b' => 2][x]",
  'NOT a IN (1, 2) OR b IS DISTINCT FROM c',
  "trim(both 'x' from y) || substring(a for 3)",
  '- - a * ~ b',
  "a AT TIME ZONE 'x' AT TIME ZONE 'y'",
  '((SELECT 1)) + ((SELECT 1) + 2)',
  'a NOT ILIKE ALL (b)',
  "a -> 'b' ->> 'c' #> d",
  'lag(a) IGNORE NULLS OVER ()',
  'a.b.*',
  'x IN ((SELECT 1))',
  '[u1 AS a.f](x)',
  '$1 <> - 0',
];

/** Statements that are accepted. */
export const ACCEPTED: readonly string[] = [
  ...VERDICT_CASES.filter(([, , errorAt]) => errorAt === undefined).map(([, sql]) => spellOut(sql)),
  ...CANONICAL_STATEMENTS.flat(),
  ...CANONICAL_EXPRESSIONS.flat().map((text) => `CREATE SECRET s AS ${text}`),
  ...FURTHER,
  ...FURTHER_EXPRESSIONS.map((text) => `${SINK} (PARTITION BY ${text}, TOPIC 't')`),
];

/** Accepted and refused ones. */
export const CORPUS: readonly string[] = [...ACCEPTED, ...VERDICT_CASES.map(([, sql]) => spellOut(sql))];
