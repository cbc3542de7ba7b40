/** A broken statement; of each finding its code, the text it stands at, and what its message or its hint must say. */
export interface BrokenStatement {
  readonly sql: string;
  readonly findings: readonly (readonly [code: string, at: string, words: string])[];
}

/** What people write and what they must be told, all of it and nothing more. */
export const BROKEN_STATEMENTS: readonly BrokenStatement[] = [
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't',)",
    findings: [['parse/trailing-comma', ',', 'comma stands before the end of the list']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't' COMPRESSION TYPE 'zstd')",
    findings: [['parse/missing-comma', 'COMPRESSION', 'comma is missing before COMPRESSION']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't',, LEGACY IDS)",
    findings: [['parse/expected-token', ',', 'expected a Kafka sink option, found comma']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (,TOPIC 't')",
    findings: [['parse/expected-token', ',', 'expected a Kafka sink option, found comma']],
  },
  {
    sql: 'CREATE SINK s FROM v INTO KAFKA CONNECTION k ()',
    findings: [['parse/expected-token', ')', 'expected a Kafka sink option, found right parenthesis']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') KEY (a b) FORMAT JSON ENVELOPE UPSERT",
    findings: [['parse/missing-comma', 'b', 'comma is missing before identifier "b"']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') KEY (a,) FORMAT JSON ENVELOPE UPSERT",
    findings: [['parse/trailing-comma', ',', 'comma stands before the end of the list']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') KEY a FORMAT JSON ENVELOPE UPSERT",
    findings: [['parse/expected-token', 'a', 'Write KEY (a).']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') KEY ('a') FORMAT JSON ENVELOPE UPSERT",
    findings: [
      [
        'parse/expected-token',
        "'a'",
        'Names stand in double quotes, or in none. Single quotes are for strings.',
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') KEY (v.a) FORMAT JSON ENVELOPE UPSERT",
    findings: [
      ['parse/expected-token', '.', 'Columns of KEY stand alone, without the name of their relation.'],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') KEY (a) NOT ENFORCD FORMAT JSON ENVELOPE UPSERT",
    findings: [['parse/expected-token', 'NOT', 'Did you mean NOT ENFORCED?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') KEY (a) UNENFORCED FORMAT JSON ENVELOPE UPSERT",
    findings: [['parse/expected-token', 'UNENFORCED', 'Did you mean NOT ENFORCED?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON KEY (a) ENVELOPE UPSERT",
    findings: [['parse/clause-order', 'KEY (a)', 'KEY must stand before FORMAT']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') ENVELOPE UPSERT FORMAT JSON",
    findings: [['parse/clause-order', 'FORMAT JSON', 'FORMAT must stand before ENVELOPE']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE UPSERT HEADERS h",
    findings: [['parse/clause-order', 'HEADERS h', 'HEADERS must stand before FORMAT']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k FORMAT JSON (TOPIC 't') ENVELOPE DEBEZIUM",
    findings: [
      [
        'parse/expected-token',
        '(',
        "Options of the sink stand in parentheses right behind its connection: KAFKA CONNECTION k (TOPIC 't').",
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v IN CLUSTER c INTO KAFKA CONNECTION k (TOPIC 't')",
    findings: [['parse/clause-order', 'IN CLUSTER c', 'IN CLUSTER must stand before FROM']],
  },
  {
    sql: "CREATE SINK s INTO KAFKA CONNECTION k (TOPIC 't') FROM v FORMAT JSON ENVELOPE DEBEZIUM",
    findings: [['parse/clause-order', 'FROM v', 'FROM must stand before INTO']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') WITH (SNAPSHOT = false) FORMAT JSON ENVELOPE DEBEZIUM",
    findings: [
      ['parse/clause-order', 'FORMAT JSON', 'FORMAT must stand before WITH'],
      ['parse/clause-order', 'ENVELOPE DEBEZIUM', 'ENVELOPE must stand before WITH'],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON FORMAT JSON ENVELOPE DEBEZIUM",
    findings: [['parse/duplicate-clause', 'FORMAT JSON', 'FORMAT is given twice']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONECTION k (TOPIC 't')",
    findings: [['parse/expected-token', 'CONECTION', 'Did you mean CONNECTION?']],
  },
  {
    sql: "CREATE SINK s FROM v INOT KAFKA CONNECTION k (TOPIC 't')",
    findings: [['parse/expected-token', 'INOT', 'Did you mean INTO?']],
  },
  {
    sql: "CREATE SINK s FORM v INTO KAFKA CONNECTION k (TOPIC 't')",
    findings: [['parse/expected-token', 'FORM', 'Did you mean FROM?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFAK CONNECTION k (TOPIC 't')",
    findings: [['parse/expected-token', 'KAFAK', 'Did you mean KAFKA?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPICK 't')",
    findings: [['parse/unknown-option', 'TOPICK', 'Did you mean TOPIC?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't', TOPICK CONFIG MAP['a' => 'b'])",
    findings: [['parse/unknown-option', 'TOPICK CONFIG', 'Did you mean TOPIC CONFIG?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't', PARTITIONBY = a)",
    findings: [['parse/unknown-option', 'PARTITIONBY', 'Did you mean PARTITION BY?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't', COMPRESSION = 'zstd')",
    findings: [['parse/expected-token', '=', 'The option is called COMPRESSION TYPE.']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't', TOPIC PARTITION 4)",
    findings: [['parse/expected-token', '4', 'The option is called TOPIC PARTITION COUNT.']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't', PARTITION COUNT 4)",
    findings: [['parse/expected-token', 'COUNT', 'The option is called TOPIC PARTITION COUNT.']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't', REPLICATION FACTOR 3)",
    findings: [['parse/unknown-option', 'REPLICATION FACTOR', 'Did you mean TOPIC REPLICATION FACTOR?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k ('TOPIC' = 't')",
    findings: [['parse/expected-token', "'TOPIC'", 'Names of options are written without quotes.']],
  },
  {
    sql: 'CREATE SINK s FROM v INTO KAFKA CONNECTION k ("topic" \'t\')',
    findings: [['parse/unknown-option', '"topic"', 'Did you mean TOPIC?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC_NAME 't')",
    findings: [['parse/unknown-option', 'TOPIC_NAME', '"TOPIC_NAME" is not a Kafka sink option']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSN ENVELOPE DEBEZIUM",
    findings: [['parse/expected-token', 'JSN', 'Did you mean JSON?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FROMAT JSON ENVELOPE DEBEZIUM",
    findings: [['parse/expected-token', 'FROMAT', 'Did you mean FORMAT?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOP UPSERT",
    findings: [['parse/expected-token', 'ENVELOP', 'Did you mean ENVELOPE?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE UPSRET",
    findings: [['parse/expected-token', 'UPSRET', 'Did you mean UPSERT?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE NONE",
    findings: [
      [
        'parse/expected-token',
        'NONE',
        'UPSERT sends the latest row of each key, DEBEZIUM every change with the row before and after it.',
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE",
    findings: [
      [
        'parse/expected-token',
        '',
        'UPSERT sends the latest row of each key, DEBEZIUM every change with the row before and after it.',
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT ENVELOPE UPSERT",
    findings: [
      [
        'parse/expected-token',
        'ENVELOPE',
        'expected AVRO, PROTOBUF, REGEX, CSV, JSON, TEXT or BYTES, found ENVELOPE',
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT 'json' ENVELOPE UPSERT",
    findings: [
      [
        'parse/expected-token',
        "'json'",
        'expected AVRO, PROTOBUF, REGEX, CSV, JSON, TEXT or BYTES, found string literal "json"',
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') KEY FORMAT TEXT ENVELOPE UPSERT",
    findings: [
      [
        'parse/expected-token',
        'ENVELOPE',
        'KEY FORMAT goes with VALUE FORMAT: KEY FORMAT TEXT VALUE FORMAT JSON.',
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') KEY FORMAT TEXT VALUES FORMAT JSON ENVELOPE UPSERT",
    findings: [['parse/expected-token', 'VALUES', 'Did you mean VALUE?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT AVRO ENVELOPE UPSERT",
    findings: [
      ['parse/expected-token', 'ENVELOPE', 'Write FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION r.'],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT AVRO USING SCHEMA REGISTRY CONNECTION r ENVELOPE UPSERT",
    findings: [
      ['parse/expected-token', 'REGISTRY', 'Write FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION r.'],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY r ENVELOPE UPSERT",
    findings: [
      ['parse/expected-token', 'r', 'Write FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION r.'],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY 'http://r:8081' ENVELOPE UPSERT",
    findings: [
      [
        'parse/removed-syntax',
        "'http://r:8081'",
        'Write CREATE CONNECTION r TO CONFLUENT SCHEMA REGISTRY (...), and CONNECTION r here.',
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION r (AVRO KEY FULLNAME 'a' AVRO VALUE FULLNAME 'b') ENVELOPE UPSERT",
    findings: [['parse/missing-comma', 'AVRO', 'comma is missing before AVRO']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION r (AVRO KEY FULNAME 'a') ENVELOPE UPSERT",
    findings: [
      ['parse/unknown-option', 'AVRO KEY FULNAME', 'Did you mean AVRO KEY FULLNAME or AVRO VALUE FULLNAME?'],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION r (DOC ON COLUMN c = 'x') ENVELOPE UPSERT",
    findings: [['parse/unqualified-column', 'c', 'Write relation.c.']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT AVRO USING CONFLUENT SCEHMA REGISTRY CONNECTION r ENVELOPE UPSERT",
    findings: [['parse/expected-token', 'SCEHMA', 'Did you mean SCHEMA?']],
  },
  {
    sql: "CREATE SINK s v INTO KAFKA CONNECTION k (TOPIC 't')",
    findings: [['parse/expected-token', 'v', 'expected FROM, found identifier "v"']],
  },
  {
    sql: "CREATE SINK s FROM v KAFKA CONNECTION k (TOPIC 't')",
    findings: [['parse/expected-token', 'KAFKA', 'expected INTO, found KAFKA']],
  },
  {
    sql: "CREATE SINK s FROM v INTO CONNECTION k (TOPIC 't')",
    findings: [['parse/expected-token', 'CONNECTION', 'Write INTO KAFKA CONNECTION.']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA k (TOPIC 't')",
    findings: [['parse/expected-token', 'k', 'Write INTO KAFKA CONNECTION k.']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION (TOPIC 't')",
    findings: [
      ['parse/expected-token', '(', 'The name of the connection is missing in front of its options.'],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k TOPIC 't'",
    findings: [
      [
        'parse/expected-token',
        'TOPIC',
        "Options of the sink stand in parentheses right behind its connection: KAFKA CONNECTION k (TOPIC 't').",
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't' FORMAT JSON ENVELOPE UPSERT",
    findings: [['parse/expected-token', 'FORMAT', 'expected right parenthesis, found FORMAT']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k TOPIC 't') FORMAT JSON",
    findings: [
      [
        'parse/expected-token',
        'TOPIC',
        "Options of the sink stand in parentheses right behind its connection: KAFKA CONNECTION k (TOPIC 't').",
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM (SELECT * FROM v) INTO KAFKA CONNECTION k (TOPIC 't')",
    findings: [
      [
        'parse/expected-token',
        '(',
        'A sink reads a relation by its name. CREATE MATERIALIZED VIEW v AS the query, and write FROM v.',
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v WHERE a > 1 INTO KAFKA CONNECTION k (TOPIC 't')",
    findings: [
      [
        'parse/expected-token',
        'WHERE',
        'A sink reads a relation by its name. CREATE MATERIALIZED VIEW v AS the query, and write FROM v.',
      ],
    ],
  },
  {
    sql: 'CREATE SINK s',
    findings: [['parse/expected-token', '', 'expected FROM, found the end of the text']],
  },
  {
    sql: 'CREATE SINK',
    findings: [['parse/expected-token', '', 'expected identifier, found the end of the text']],
  },
  {
    sql: "CREATE SINK s IN CLUSTER FROM v INTO KAFKA CONNECTION k (TOPIC 't')",
    findings: [['parse/expected-token', 'v', 'The name of the cluster is missing behind IN CLUSTER.']],
  },
  {
    sql: 'CREATE SINK IF NOT EXIST s FROM v INTO KAFKA CONNECTION k',
    findings: [['parse/expected-token', 'EXIST', 'Did you mean EXISTS?']],
  },
  {
    sql: 'CREATE OR REPLACE SINK s FROM v INTO KAFKA CONNECTION k',
    findings: [
      [
        'parse/expected-token',
        'SINK',
        'A sink cannot be replaced and is never temporary. ALTER SINK ... SET FROM changes what it reads.',
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION 'k' (TOPIC 't')",
    findings: [
      [
        'parse/expected-token',
        "'k'",
        'Names stand in double quotes, or in none. Single quotes are for strings.',
      ],
    ],
  },
  {
    sql: "CREATE SINK 's' FROM v INTO KAFKA CONNECTION k",
    findings: [
      [
        'parse/expected-token',
        "'s'",
        'Names stand in double quotes, or in none. Single quotes are for strings.',
      ],
    ],
  },
  {
    sql: "CREATE SINK `s` FROM `v` INTO KAFKA CONNECTION k (TOPIC 't')",
    findings: [
      ['parse/expected-token', '`', 'Names stand in double quotes, or in none; not in backticks.'],
      ['parse/expected-token', '`', 'Names stand in double quotes, or in none; not in backticks.'],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't)  FORMAT JSON",
    findings: [
      ['lex/unterminated-string', "'t)  FORMAT JSON", 'A single quote inside a string is written twice.'],
    ],
  },
  {
    sql: 'CREATE SINK s FROM "v INTO KAFKA CONNECTION k',
    findings: [
      [
        'lex/unterminated-name',
        '"v INTO KAFKA CONNECTION k',
        'A double quote inside a name is written twice.',
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') /* open",
    findings: [['lex/unterminated-comment', '/* open', 'Block comments nest: every /* needs its own */.']],
  },
  {
    sql: 'CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC $$t)',
    findings: [
      [
        'lex/unterminated-dollar-string',
        '$$t)',
        'The string ends with the dollar signs, and the tag between them, that it started with.',
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA BROKER 'b:9092' TOPIC 't' FORMAT JSON",
    findings: [
      [
        'parse/removed-syntax',
        'BROKER',
        "Name the broker in CREATE CONNECTION k TO KAFKA, and write INTO KAFKA CONNECTION k (TOPIC 't').",
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE DEBEZIUM WITH (SIZE '3xsmall')",
    findings: [['parse/removed-syntax', 'SIZE', 'Name a cluster with IN CLUSTER.']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') CONSISTENCY (TOPIC 'c' FORMAT JSON) FORMAT JSON",
    findings: [
      ['parse/removed-syntax', 'CONSISTENCY', 'Leave it out. Progress is kept in a topic of the connection.'],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE DEBEZIUM WITH SNAPSHOT",
    findings: [['parse/removed-syntax', 'SNAPSHOT', 'Write WITH (SNAPSHOT = true).']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') WITH (retention_ms = 1000) FORMAT JSON",
    findings: [
      ['parse/unknown-option', 'retention_ms', '"retention_ms" is not a sink option'],
      ['parse/clause-order', 'FORMAT JSON', 'FORMAT must stand before WITH'],
    ],
  },
  {
    sql: "CREATE SINK s FROM v WITH (connector = 'kafka', topic = 't')",
    findings: [
      [
        'parse/other-dialect',
        'connector',
        "Here a sink reads CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE DEBEZIUM.",
      ],
    ],
  },
  {
    sql: "CREATE SINK s AS SELECT * FROM v WITH (connector = 'kafka')",
    findings: [
      [
        'parse/other-dialect',
        'AS',
        "Here a sink reads CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE DEBEZIUM.",
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v WITH (connector='kafka') FORMAT PLAIN ENCODE JSON",
    findings: [
      [
        'parse/other-dialect',
        'connector',
        "Here a sink reads CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE DEBEZIUM.",
      ],
    ],
  },
  {
    sql: "CREATE SINK CONNECTOR c WITH ('connector.class' = 'x')",
    findings: [
      [
        'parse/other-dialect',
        'CONNECTOR',
        "Here a sink reads CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE DEBEZIUM.",
      ],
    ],
  },
  {
    sql: "CREATE TABLE t (a INT) WITH ('connector' = 'kafka', 'topic' = 't')",
    findings: [
      [
        'parse/other-dialect',
        "'connector'",
        "Here a sink reads CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE DEBEZIUM.",
      ],
    ],
  },
  {
    sql: "CREATE TABLE t (a STRING, PRIMARY KEY (a) NOT ENFORCED) WITH ('connector' = 'upsert-kafka')",
    findings: [
      [
        'parse/other-dialect',
        "'connector'",
        "Here a sink reads CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE DEBEZIUM.",
      ],
    ],
  },
  {
    sql: "CREATE TABLE t WITH (KAFKA_TOPIC='t') AS SELECT * FROM v",
    findings: [
      [
        'parse/other-dialect',
        'KAFKA_TOPIC',
        "Here a sink reads CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE DEBEZIUM.",
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't', PARTITION BY a +)",
    findings: [['parse/expected-token', ')', 'expected an expression, found right parenthesis']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't', PARTITION BY = f(a)",
    findings: [['parse/expected-token', '', 'expected right parenthesis, found the end of the text']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't', PARTITION BY CASE WHEN a THEN 1)",
    findings: [['parse/expected-token', ')', 'expected END, found right parenthesis']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't', TOPIC CONFIG MAP['a' = 'b'])",
    findings: [['parse/expected-token', '=', 'In a MAP => stands between key and value.']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't', TOPIC CONFIG ('a' => 'b'))",
    findings: [
      ['parse/expected-token', '=>', "Keys and values stand in a map: MAP['retention.ms' => '1000']."],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't', TOPIC CONFIG MAP[a => 'b'])",
    findings: [['parse/expected-token', 'a', "Keys of a map are strings: MAP['retention.ms' => '1000']."]],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC: 't')",
    findings: [
      [
        'parse/expected-token',
        ':',
        'An equals sign may stand between an option and its value, or nothing; never a colon.',
      ],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't'; LEGACY IDS)",
    findings: [['parse/expected-token', ';', 'expected right parenthesis, found semicolon']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') COMMENT 'x'",
    findings: [['parse/expected-token', 'COMMENT', 'expected end of statement, found COMMENT']],
  },
  {
    sql: 'CREATE CONNECTION k TO KAFKA (BROKER b:9092)',
    findings: [['parse/expected-token', 'b', "An address is a string of host and port: 'localhost:9092'."]],
  },
  {
    sql: "CREATE CONNECTION k TO KAFAK (BROKER 'b')",
    findings: [['parse/expected-token', 'KAFAK', 'Did you mean KAFKA?']],
  },
  {
    sql: "CREATE CONNECTION k KAFKA (BROKER 'b')",
    findings: [['parse/expected-token', 'KAFKA', 'Write CREATE CONNECTION k TO KAFKA (...).']],
  },
  {
    sql: "CREATE CONNECTION k TO KAFKA (BROKERS 'a', 'b')",
    findings: [
      [
        'parse/expected-token',
        "'a'",
        "Write BROKERS ('a:9092', 'b:9092'). BROKER, without S, takes one address.",
      ],
    ],
  },
  {
    sql: "CREATE CONNECTION k TO KAFKA (BROKER 'b', SASL MECHANISM 'PLAIN', SASL PASWORD SECRET p)",
    findings: [
      ['parse/unknown-option', 'SASL MECHANISM', 'Did you mean SASL MECHANISMS?'],
      ['parse/unknown-option', 'SASL PASWORD', 'Did you mean SASL PASSWORD?'],
    ],
  },
  {
    sql: "CREATE CONNECTION k TO KAFKA BROKER 'b'",
    findings: [['parse/expected-token', 'BROKER', 'expected left parenthesis, found BROKER']],
  },
  {
    sql: "CREATE CONNECTION k FOR CONFLUENT REGISTRY (URL 'x')",
    findings: [['parse/expected-token', 'REGISTRY', 'Write CONFLUENT SCHEMA REGISTRY.']],
  },
  {
    sql: "CREATE SECRET p = 'x'",
    findings: [['parse/expected-token', '=', "Write CREATE SECRET p AS 'the secret'."]],
  },
  {
    sql: "CREATE SECRET p 'x'",
    findings: [['parse/expected-token', "'x'", "Write CREATE SECRET p AS 'the secret'."]],
  },
  {
    sql: 'CREATE TABLE t (a int b text)',
    findings: [['parse/missing-comma', 'b', 'comma is missing before identifier "b"']],
  },
  {
    sql: 'CREATE TABLE t (a int,)',
    findings: [['parse/trailing-comma', ',', 'comma stands before the end of the list']],
  },
  {
    sql: 'CREATE TABLE t (a int NOT NUL)',
    findings: [['parse/expected-token', 'NUL', 'Did you mean NULL?']],
  },
  {
    sql: 'CREATE TABLE t (a)',
    findings: [['parse/expected-token', ')', 'expected a data type name, found right parenthesis']],
  },
  {
    sql: 'CREATE TABLE t a int',
    findings: [['parse/expected-token', 'a', 'Columns stand in parentheses: CREATE TABLE t (a int).']],
  },
  {
    sql: 'CREATE SNIK x FROM y',
    findings: [['parse/unread-statement', 'CREATE SNIK', 'Did you mean CREATE SINK?']],
  },
  {
    sql: 'CRAETE SINK x FROM y',
    findings: [['parse/unread-statement', 'CRAETE SINK', 'Did you mean CREATE SINK?']],
  },
  {
    sql: "CREATE CONECTION k TO KAFKA (BROKER 'b')",
    findings: [['parse/unread-statement', 'CREATE CONECTION', 'Did you mean CREATE CONNECTION?']],
  },
  {
    sql: 'CREATE TABEL t (a int)',
    findings: [['parse/unread-statement', 'CREATE TABEL', 'Did you mean CREATE TABLE?']],
  },
  {
    sql: "CREATE SECERT p AS 'x'",
    findings: [['parse/unread-statement', 'CREATE SECERT', 'Did you mean CREATE SECRET?']],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPPIC 't', COMPRESION TYPE 'zstd',) FORMAT JSN KEY (a) ENVELOP UPSERT",
    findings: [
      ['parse/unknown-option', 'TOPPIC', 'Did you mean TOPIC?'],
      ['parse/unknown-option', 'COMPRESION TYPE', 'Did you mean COMPRESSION TYPE?'],
      ['parse/trailing-comma', ',', 'comma stands before the end of the list'],
      ['parse/expected-token', 'JSN', 'Did you mean JSON?'],
      ['parse/clause-order', 'KEY (a)', 'KEY must stand before FORMAT'],
      ['parse/expected-token', 'ENVELOP', 'Did you mean ENVELOPE?'],
    ],
  },
  {
    sql: "CREATE SINK s FORM v INOT KAFKA CONECTION k (TOPICK 't') FROMAT JSON ENVELOP UPSRET",
    findings: [
      ['parse/expected-token', 'FORM', 'Did you mean FROM?'],
      ['parse/expected-token', 'INOT', 'Did you mean INTO?'],
      ['parse/expected-token', 'CONECTION', 'Did you mean CONNECTION?'],
      ['parse/unknown-option', 'TOPICK', 'Did you mean TOPIC?'],
      ['parse/expected-token', 'FROMAT', 'Did you mean FORMAT?'],
      ['parse/expected-token', 'ENVELOP', 'Did you mean ENVELOPE?'],
      ['parse/expected-token', 'UPSRET', 'Did you mean UPSERT?'],
    ],
  },
  {
    sql: "CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE UPSERT CREATE SINK s2 FROM v INTO KAFKA CONNECTION k (TOPIC 't2')",
    findings: [
      [
        'parse/expected-token',
        'CREATE',
        'A semicolon stands between two statements. Nothing behind this word was read.',
      ],
    ],
  },
];
