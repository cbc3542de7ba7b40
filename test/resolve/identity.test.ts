import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/catalog/catalog.ts';
import type { CatalogSnapshot } from '../../src/catalog/snapshot.ts';
import { parse } from '../../src/parse/parse.ts';
import { escapeIdentity } from '../../src/resolve/identity.ts';
import { resolve } from '../../src/resolve/resolve.ts';
import { judge, SNAPSHOT, sinkSql } from './support.ts';

const KAFKA = `CREATE CONNECTION k TO KAFKA (BROKER 'b:1', SECURITY PROTOCOL PLAINTEXT, PROGRESS TOPIC 'p');
  CREATE TABLE t (id int4 NOT NULL, PRIMARY KEY (id));`;
const sinkInto = (name: string, topic: string): string =>
  `CREATE SINK ${name} FROM t INTO KAFKA CONNECTION k (TOPIC '${topic}') KEY (id) FORMAT JSON ENVELOPE UPSERT;`;

function codesOf(sql: string, snapshot?: CatalogSnapshot): readonly string[] {
  const { value } = parse(sql);
  if (value === undefined) return ['no script'];
  return resolve(value, createCatalog([value], snapshot)).diagnostics.map(({ code }) => code);
}

describe('sinks that would be taken for each other', () => {
  it('are refused where two names are escaped to one', () => {
    expect(codesOf(KAFKA + sinkInto('"a b"', 'x') + sinkInto('"a_x20b"', 'y'))).toEqual([
      'resolve/duplicate-identity',
      'resolve/duplicate-identity',
    ]);
  });

  it('are refused where one id was given twice', () => {
    const items = [
      { name: 'a', kind: 'sink', id: 'u5' },
      { name: 'b', kind: 'sink', id: 'u5' },
    ] as const;
    const sql = KAFKA + sinkInto('a', 'x') + sinkInto('b', 'y');
    expect(codesOf(sql, { version: 1, items })).toContain('resolve/duplicate-identity');
    expect(codesOf(sql)).toEqual([]);
  });

  it('may not write where progress is kept', () => {
    expect(codesOf(KAFKA + sinkInto('a', 'p'))).toEqual(['resolve/progress-topic-as-topic']);
  });
});

describe('identities', () => {
  it('are the names in three parts where the catalog has no ids', () => {
    const [sink] = judge(sinkSql()).sinks;
    expect(sink?.transactionalId).toEqual({
      value: 'materialize-local-materialize.public.kc-materialize.public.x',
      from: 'default',
    });
    expect(sink?.groupId).toEqual(sink?.transactionalId);
    expect(sink?.connection.progressTopic).toEqual({
      value: '_materialize-progress-local-materialize.public.kc',
      from: 'default',
    });
  });

  it('are the ids and the region of the catalog', () => {
    const snapshot: CatalogSnapshot = {
      ...SNAPSHOT,
      region: 'aws-us-east-1-9ee24be6-05e5-4aa4-a7de-fbea0dbd6ecf-0',
      items: [
        ...SNAPSHOT.items,
        { name: 'kc', kind: 'connection', id: 'u7' },
        { name: 'x', kind: 'sink', id: 'u12' },
      ],
    };
    const [sink] = judge(sinkSql(), snapshot).sinks;
    expect(sink?.transactionalId.value).toBe(
      'materialize-aws-us-east-1-9ee24be6-05e5-4aa4-a7de-fbea0dbd6ecf-0-u7-u12',
    );
    expect(sink?.connection.progressTopic.value).toBe(
      '_materialize-progress-aws-us-east-1-9ee24be6-05e5-4aa4-a7de-fbea0dbd6ecf-0-u7',
    );
    expect(sink?.id).toBe('u12');
  });

  it('begin with the prefixes of the statement, and nothing in between', () => {
    const options = "TOPIC 'a', TRANSACTIONAL ID PREFIX 'tx', PROGRESS GROUP ID PREFIX 'g.'";
    const [sink] = judge(sinkSql({ options })).sinks;
    const base = 'materialize-local-materialize.public.kc-materialize.public.x';
    expect(sink?.transactionalId).toEqual({ value: `tx${base}`, from: 'statement' });
    expect(sink?.groupId).toEqual({ value: `g.${base}`, from: 'statement' });
  });

  it('take the progress topic of the connection', () => {
    const sql = `CREATE CONNECTION c TO KAFKA (BROKER 'b:1', PROGRESS TOPIC 'p'); ${sinkSql({ connection: 'c' })}`;
    expect(judge(sql).sinks[0]?.connection.progressTopic).toEqual({ value: 'p', from: 'connection' });
  });

  it('write what no topic name may hold as bytes', () => {
    expect(escapeIdentity('materialize.public.a_b-c')).toBe('materialize.public.a_b-c');
    expect(escapeIdentity('Käse "x"')).toBe('K_xc3a4se_x20_x22x_x22');
    expect(escapeIdentity('😀')).toBe('_xf09f9880');
  });

  it('ask for the option where the progress topic would be too long', () => {
    const connection = `"${'k'.repeat(255)}"`;
    const { diagnostics } = judge(sinkSql({ connection }), { version: 1, items: [] });
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ['resolve/identity-too-long', 'Give the option PROGRESS TOPIC of the connection.'],
    ]);
  });
});
