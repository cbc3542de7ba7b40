/** Statements and their canonical form. */
export const CANONICAL_STATEMENTS: readonly (readonly [sql: string, canonical: string])[] = [
  [
    `create sink "S" from "V"."v" into kafka connection K (topic 'A''b')`,
    `CREATE SINK "S" FROM "V".v INTO KAFKA CONNECTION k (TOPIC = 'A''b')`,
  ],
  ['CREATE SINK FROM FROM v INTO KAFKA CONNECTION k', 'CREATE SINK "from" FROM v INTO KAFKA CONNECTION k'],
  [
    'CREATE SINK café FROM v$1 INTO KAFKA CONNECTION K',
    'CREATE SINK "café" FROM "v$1" INTO KAFKA CONNECTION k',
  ],
  [
    'CREATE SINK s FROM v INTO KAFKA CONNECTION k (COMPRESSION TYPE GZIP, LEGACY IDS, TOPIC on)',
    'CREATE SINK s FROM v INTO KAFKA CONNECTION k (COMPRESSION TYPE = gzip, LEGACY IDS, TOPIC = "on")',
  ],
  [
    'CREATE SINK s FROM v INTO KAFKA CONNECTION k (PARTITION BY a+1, TOPIC=t)',
    'CREATE SINK s FROM v INTO KAFKA CONNECTION k (PARTITION BY = a + 1, TOPIC = t)',
  ],
  [
    'CREATE SINK s FROM v INTO KAFKA CONNECTION k (PARTITION BY (a, b))',
    'CREATE SINK s FROM v INTO KAFKA CONNECTION k (PARTITION BY = ROW(a, b))',
  ],
  [
    "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC CONFIG MAP['b' => x, 'a' => 1, 'a' => 2,])",
    "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC CONFIG = MAP['a' => 2, 'b' => x])",
  ],
  [
    "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC METADATA REFRESH INTERVAL interval '5' minutes)",
    "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC METADATA REFRESH INTERVAL = INTERVAL '5' MINUTE)",
  ],
  [
    'CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC PARTITION COUNT - 1)',
    'CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC PARTITION COUNT = -1)',
  ],
  [
    'CREATE SINK s FROM v INTO KAFKA CONNECTION k KEY (a, "B", "select") NOT ENFORCED HEADERS h KEY FORMAT TEXT VALUE FORMAT JSON ENVELOPE UPSERT WITH (SNAPSHOT false)',
    'CREATE SINK s FROM v INTO KAFKA CONNECTION k KEY (a, "B", "select") NOT ENFORCED HEADERS h KEY FORMAT TEXT VALUE FORMAT JSON ENVELOPE UPSERT WITH (SNAPSHOT = false)',
  ],
  [
    "CREATE SINK s FROM v INTO KAFKA CONNECTION k FORMAT CSV WITH 1 COLUMNS DELIMITED BY ','",
    'CREATE SINK s FROM v INTO KAFKA CONNECTION k FORMAT CSV WITH 1 COLUMNS',
  ],
  [
    "CREATE SINK s FROM v INTO KAFKA CONNECTION k FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION r (NULL DEFAULTS TRUE, KEY DOC ON COLUMN v.a $$it's$$, DOC ON TYPE v 'x')",
    "CREATE SINK s FROM v INTO KAFKA CONNECTION k FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION r (NULL DEFAULTS = true, KEY DOC ON COLUMN v.a = 'it''s', DOC ON TYPE v = 'x')",
  ],
  [
    'CREATE SINK s FROM v INTO KAFKA CONNECTION k FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION r KEY STRATEGY LATEST ENVELOPE UPSERT',
    'CREATE SINK s FROM v INTO KAFKA CONNECTION k FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION r ENVELOPE UPSERT',
  ],
  [
    "CREATE CONNECTION k FOR KAFKA BROKER 'b:9092', SSL KEY SECRET a.b",
    "CREATE CONNECTION k TO KAFKA (BROKER = 'b:9092', SSL KEY = SECRET a.b)",
  ],
  [
    "CREATE CONNECTION k TO KAFKA (BROKER 'b' USING SSH TUNNEL t)",
    "CREATE CONNECTION k TO KAFKA (BROKER = 'b'USING SSH TUNNEL t)",
  ],
  [
    "CREATE CONNECTION k TO KAFKA (BROKERS ['a', MATCHING '*b' USING AWS PRIVATELINK p (PORT 9)])",
    "CREATE CONNECTION k TO KAFKA (BROKERS = ('a', MATCHING '*b' USING AWS PRIVATELINK p (PORT = 9)))",
  ],
  [
    'CREATE CONNECTION k TO KAFKA (AWS PRIVATELINK p (PORT 9092), SASL USERNAME Bob, SASL PASSWORD SECRET p)',
    "CREATE CONNECTION k TO KAFKA (AWS PRIVATELINK = p (PORT 9092), SASL USERNAME = 'bob', SASL PASSWORD = SECRET p)",
  ],
  [
    `CREATE CONNECTION r TO CONFLUENT SCHEMA REGISTRY (URL 'http://x', USERNAME = "Bob")`,
    "CREATE CONNECTION r TO CONFLUENT SCHEMA REGISTRY (URL = 'http://x', USER = 'Bob')",
  ],
  ["CREATE SECRET s AS x'00ff'", "CREATE SECRET s AS X'00ff'"],
  [
    'CREATE TEMP TABLE t (a int primary key, b decimal(10,2) default 1+2, c double precision[], PRIMARY KEY (a), d timestamp(3) with time zone)',
    'CREATE TEMPORARY TABLE t (a int4 PRIMARY KEY, b numeric(10, 2) DEFAULT 1 + 2, c float8[], d timestamptz(3), PRIMARY KEY (a))',
  ],
  ['CREATE TABLE t (a int) WITH ()', 'CREATE TABLE t (a int4)'],
  [
    'CREATE TABLE t (a, b) FROM SOURCE s (REFERENCE "R"."x") FORMAT JSON INCLUDE KEY AS k ENVELOPE UPSERT (VALUE DECODING ERRORS INLINE) WITH (IGNORE COLUMNS [a])',
    'CREATE TABLE t (a, b) FROM SOURCE s (REFERENCE = "R".x) FORMAT JSON INCLUDE KEY AS k ENVELOPE UPSERT (VALUE DECODING ERRORS = (INLINE)) WITH (EXCLUDE COLUMNS = (a))',
  ],
  [
    "CREATE SOURCE s FROM POSTGRES CONNECTION p (PUBLICATION 'x') FOR TABLES (a.b INTO c)",
    "CREATE SOURCE s FROM POSTGRES CONNECTION p (PUBLICATION = 'x') FOR TABLES (a.b AS c)",
  ],
  [
    "CREATE MATERIALIZED VIEW v (a) IN CLUSTER c WITH (ASSERT NOT NULL a, REFRESH EVERY '1' DAYS ALIGNED TO now(), RETAIN HISTORY FOR '1h') AS SELECT 1 a",
    "CREATE MATERIALIZED VIEW v (a) IN CLUSTER c WITH (ASSERT NOT NULL = a, REFRESH = EVERY '1' DAY ALIGNED TO now(), RETAIN HISTORY = FOR '1h') AS SELECT 1 AS a",
  ],
  [
    'CREATE TYPE m AS MAP (KEY TYPE text, VALUE TYPE int list)',
    'CREATE TYPE m AS MAP (KEY TYPE = text, VALUE TYPE = int4 list)',
  ],
  [
    "CREATE CLUSTER c SIZE '25cc', REPLICATION FACTOR 2",
    "CREATE CLUSTER c (SIZE = '25cc', REPLICATION FACTOR = 2)",
  ],
  [
    "ALTER CONNECTION k SET (BROKER 'x'), RESET (USERNAME) WITH (VALIDATE false)",
    "ALTER CONNECTION k SET (BROKER = 'x'), DROP (USER) WITH (VALIDATE = false)",
  ],
  ['DROP SINK a, b RESTRICT', 'DROP SINK a, b'],
  ["COMMENT ON COLUMN t.c IS e'it\\'s'", "COMMENT ON COLUMN t.c IS 'it''s'"],
  [
    'EXPLAIN value SCHEMA as json FOR CREATE SINK FROM v INTO KAFKA CONNECTION k',
    'EXPLAIN VALUE SCHEMA AS JSON FOR CREATE SINK FROM v INTO KAFKA CONNECTION k',
  ],
  [
    'create view V as SELECT a "b", t.* FROM t LEFT OUTER JOIN u USING (x) FETCH FIRST ROW ONLY',
    'CREATE VIEW v AS SELECT a AS b, t.* FROM t LEFT JOIN u USING (x) LIMIT 1',
  ],
  ['CREATE CLUSTER c (REPLICAS ())', 'CREATE CLUSTER c (REPLICAS = ())'],
];

/** Expressions and their canonical form. */
export const CANONICAL_EXPRESSIONS: readonly (readonly [sql: string, canonical: string])[] = [
  ['CAST(a + b AS int)', '(a + b)::int4'],
  ['CAST(a AS character varying(5))', 'a::varchar(5)'],
  ["date '2020-01-01' + interval '1-2' year to month", "'2020-01-01'::date + INTERVAL '1-2' MONTH"],
  ['a != b AND c ISNULL', 'a <> b AND c IS NULL'],
  ['a NOT LIKE ANY (b)', 'a !~~ ANY (b)'],
  ['-x::int * -1', '- x::int4 * -1'],
  ['- 0', '- 0'],
  ['~ a + b', '~ (a + b)'],
  ['- a COLLATE "C"', '(- a) COLLATE "C"'],
  ['a IN (1)::int', '(a IN (1))::int4'],
  ["ts AT TIME ZONE 'utc'", "timezone('utc', ts)"],
  ['extract(YEAR from ts)', "extract('year' FROM ts)"],
  ["trim(leading 'x' from a)", "ltrim(a, 'x')"],
  ['substring(a from 2 for 3)', '"substring"(a, 2, 3)'],
  ['position(a || b in c)', '"position"(a || b, c)'],
  ["position('a' in b)", "position('a' IN b)"],
  ['normalize(a, NFKD)', `"normalize"(a, 'NFKD')`],
  ['left(a, 1) || right(a, 1)', '"left"(a, 1) || "right"(a, 1)'],
  ['ARRAY[[1,2],[3]]', 'ARRAY[ARRAY[1, 2], ARRAY[3]]'],
  ["map['a'=>['b'=>1,],]", "MAP['a' => MAP['b' => 1]]"],
  ['"map"[1]', '(map)[1]'],
  ['a::int[1]', 'a::int4[]'],
  ['(a::int[])[1:]', '(a::int4[])[1:]'],
  ['count(ALL a) filter (where b) over (partition by c)', 'count(a) FILTER (WHERE b) OVER (PARTITION BY c)'],
  ['1e+05 + .5', '1E05 + .5'],
  ['TRUE is not unknown', 'true IS NOT UNKNOWN'],
  ["E'a\\tb' || $$c$$", "'a	b' || 'c'"],
];
