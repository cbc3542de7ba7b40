// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of statements are written so
import { describe, expect, it } from 'vitest';
import { judge, sinkSql, type Verdict } from './support.ts';

function kafka(options: string): Verdict {
  return judge(`CREATE CONNECTION c TO KAFKA (${options})`);
}

function registry(options: string): Verdict {
  return judge(`CREATE CONNECTION c TO CONFLUENT SCHEMA REGISTRY (${options})`);
}

const SASL = "BROKER 'a:1', SASL MECHANISMS 'PLAIN', SASL USERNAME 'u', SASL PASSWORD SECRET p";

const ACCEPTED: readonly (readonly [string, string])[] = [
  ['71 one broker', "BROKER 'a:1'"],
  ['72 plain text, asked for', "BROKER 'a:1', SECURITY PROTOCOL plaintext"],
  ['76 SASL', SASL],
  ['several brokers', "BROKERS ('a:1', 'b')"],
  ['a broker that is an IPv6 address', "BROKER '[::1]:9092'"],
  ['certificate and key', "BROKER 'a:1', SSL CERTIFICATE 'c', SSL KEY SECRET p"],
  ['AWS', "BROKER 'a:1', AWS CONNECTION = aws"],
  ['a variable as address', "BROKER '${KAFKA_BROKER}'"],
  ['a variable as protocol', "BROKER 'a:1', SECURITY PROTOCOL '${PROTOCOL}'"],
  ['a tunnel', "BROKER 'a:1' USING SSH TUNNEL ssh"],
  ['the progress topic', "BROKER 'a:1', PROGRESS TOPIC 'p', PROGRESS TOPIC REPLICATION FACTOR 3"],
];

const REFUSED: readonly (readonly [string, string, readonly string[]])[] = [
  ['73 TLS', "BROKER 'a:1', SECURITY PROTOCOL 'tls'", ['resolve/option-value', 'TLS', 'SASL_SSL']],
  ['74 a comma', "BROKER 'a:1,b:2'", ['resolve/broker-address', 'comma', 'BROKERS']],
  ['75 two options', "BROKER 'a:1', BROKERS ('b:2')", ['resolve/broker-choice', 'BROKER and BROKERS']],
  ['75 no broker', 'SECURITY PROTOCOL ssl', ['resolve/broker-choice', 'no broker']],
  [
    '77 no password',
    SASL.replace(', SASL PASSWORD SECRET p', ''),
    ['resolve/missing-connection-option', 'SASL PASSWORD'],
  ],
  [
    '77 a password as a text',
    SASL.replace('SECRET p', "'x'"),
    ['resolve/literal-secret', 'SASL PASSWORD', 'SECRET'],
  ],
  ['78 no key', "BROKER 'a:1', SSL CERTIFICATE 'c'", ['resolve/missing-connection-option', 'SSL KEY']],
  [
    '79 an authority without TLS',
    "BROKER 'a:1', SECURITY PROTOCOL PLAINTEXT, SSL CERTIFICATE AUTHORITY 'x'",
    ['resolve/unused-security-option', 'SSL CERTIFICATE AUTHORITY', 'PLAINTEXT'],
  ],
  [
    '80 no replicas',
    "BROKER 'a:1', PROGRESS TOPIC REPLICATION FACTOR 0",
    ['resolve/option-value', 'PROGRESS TOPIC REPLICATION FACTOR', 'positive integer'],
  ],
  ['81 an option of others', "BROKER 'a:1', HOST 'h'", ['resolve/connection-option', 'HOST', 'KAFKA']],
  ['an option twice', "BROKER 'a:1', PROGRESS TOPIC 'a', PROGRESS TOPIC 'b'", ['resolve/duplicate-option']],
  ['SASL beside SSL', `${SASL}, SECURITY PROTOCOL 'SSL'`, ['resolve/unused-security-option', 'SASL']],
  ['SASL beside AWS', `${SASL}, AWS CONNECTION = aws`, ['resolve/unused-security-option', 'AWS CONNECTION']],
  ['a port that is none', "BROKER 'a:70000'", ['resolve/broker-address', 'port']],
  ['a scheme', "BROKER 'kafka://a:1'", ['resolve/broker-address', 'scheme']],
  ['no host', "BROKER ':9092'", ['resolve/broker-address', 'host']],
  [
    'a text as certificate key',
    "BROKER 'a:1', SSL CERTIFICATE 'c', SSL KEY 'k'",
    ['resolve/literal-secret', 'SSL KEY'],
  ],
  [
    'a secret as a plain option',
    "BROKER 'a:1', PROGRESS TOPIC SECRET p",
    ['resolve/option-value', 'PROGRESS TOPIC'],
  ],
  ['an unknown secret', SASL.replace('SECRET p', 'SECRET pp'), ['resolve/unknown-item', 'secret', 'pp']],
  [
    'a table as secret',
    SASL.replace('SECRET p', 'SECRET t'),
    ['resolve/unknown-connection', '"t"', 'a secret'],
  ],
  ['a tunnel that is none', "BROKER 'a:1' USING SSH TUNNEL kc", ['resolve/unknown-connection', 'SSH TUNNEL']],
  [
    'a tunnel beside a private link',
    'SSH TUNNEL ssh, AWS PRIVATELINK link',
    ['resolve/option-conflict', 'SSH TUNNEL', 'AWS PRIVATELINK'],
  ],
];

const WORLD = `
  CREATE CONNECTION kc TO KAFKA (BROKER 'b:9092');
  CREATE CONNECTION aws TO AWS (REGION 'x');
  CREATE CONNECTION ssh TO SSH TUNNEL (HOST 'h', USER 'u', PORT 22);
  CREATE CONNECTION link TO AWS PRIVATELINK (SERVICE NAME 's', AVAILABILITY ZONES ('z'));
  CREATE SECRET p AS 'x';
  CREATE TABLE t (k int4);
`;

describe('connections to Kafka', () => {
  it.each(ACCEPTED)('accepts %s', (_title, options) => {
    expect(judge(`CREATE CONNECTION c TO KAFKA (${options})`, undefined, WORLD).found).toEqual([]);
  });

  it.each(REFUSED)('refuses %s', (_title, options, [code, ...named]) => {
    const { diagnostics } = judge(`CREATE CONNECTION c TO KAFKA (${options})`, undefined, WORLD);
    const match = diagnostics.find((diagnostic) => diagnostic.code === code);
    expect(match, JSON.stringify(diagnostics)).toBeDefined();
    const text = `${match?.message} ${match?.detail} ${match?.hint}`;
    for (const name of named) expect(text).toContain(name);
  });

  it('never repeats a password in a message', () => {
    expect(JSON.stringify(kafka(SASL.replace('SECRET p', "'hunter2'")).diagnostics)).not.toContain('hunter2');
  });

  it('infers TLS, and SASL where something signs in', () => {
    const protocolOf = (options: string) =>
      judge(`CREATE CONNECTION c TO KAFKA (${options}); ${sinkSql({ connection: 'c' })}`).sinks[0]?.connection
        .kafka?.securityProtocol;
    expect(protocolOf("BROKER 'a:1'")).toEqual({ value: 'SSL', from: 'default' });
    expect(protocolOf(SASL)).toEqual({ value: 'SASL_SSL', from: 'default' });
    expect(protocolOf("BROKER 'a:1', SECURITY PROTOCOL plaintext")).toEqual({
      value: 'PLAINTEXT',
      from: 'connection',
    });
  });

  it('gives a broker without a port the usual one', () => {
    const sql = `CREATE CONNECTION c TO KAFKA (BROKERS ('a', 'b:1')); ${sinkSql({ connection: 'c' })}`;
    expect(judge(sql).sinks[0]?.connection.kafka?.brokers).toEqual(['a:9092', 'b:1']);
  });
});

describe('connections to a schema registry', () => {
  it('83 accepts a password without a user', () => {
    expect(registry("URL 'http://r:8081', PASSWORD SECRET p").found).toEqual([]);
  });

  it.each([
    ['82 no URL', "USER 'u'", 'resolve/registry-url'],
    ['82 nonsense', "URL 'nonsense'", 'resolve/registry-url'],
    ['82 a path', "URL 'http://r:8081/path'", 'resolve/registry-url'],
    [
      '84 a key without a certificate',
      "URL 'https://r', SSL KEY SECRET p",
      'resolve/missing-connection-option',
    ],
    ['a port as a text', "URL 'https://r', PORT '1'", 'resolve/option-value'],
  ])('refuses %s', (_title, options, code) => {
    expect(registry(options).diagnostics.map((each) => each.code)).toEqual([code]);
  });
});
