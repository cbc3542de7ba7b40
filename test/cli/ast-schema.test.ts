import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CORPUS } from '../parse/corpus.ts';
import { loadFixtures } from '../support/fixtures.ts';
import { sinkc } from './memory-io.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly allOf?: readonly Schema[];
  readonly if?: Schema;
  readonly then?: Schema;
  readonly additionalProperties?: false;
  readonly description?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly $schema?: string;
}

const path = join(import.meta.dirname, '..', '..', 'schemas', 'ast.schema.json');
const schema = JSON.parse(readFileSync(path, 'utf8')) as Schema;

/** Says where a value is not as the schema has it; knows the keywords of `Schema` and no others. */
function* findFaults(value: unknown, given: Schema, at: string): Generator<string> {
  if (given.$ref !== undefined) {
    yield* findFaults(value, schema.$defs![given.$ref.replace('#/$defs/', '')]!, at);
    return;
  }
  if (given.type !== undefined && !isOfType(value, [given.type].flat())) yield `${at}: ${typeOf(value)}`;
  if (given.const !== undefined && value !== given.const) yield `${at}: not ${given.const}`;
  if (given.enum !== undefined && !given.enum.includes(value)) yield `${at}: ${value}`;
  if (given.minimum !== undefined && Number(value) < given.minimum) yield `${at}: below ${given.minimum}`;
  if (Array.isArray(value)) {
    if (value.length < (given.minItems ?? 0)) yield `${at}: too short`;
    if (value.length > (given.maxItems ?? value.length)) yield `${at}: too long`;
    if (given.items !== undefined) {
      for (const [index, item] of value.entries()) yield* findFaults(item, given.items, `${at}[${index}]`);
    }
  } else if (typeof value === 'object' && value !== null) {
    const members = value as Readonly<Record<string, unknown>>;
    for (const name of given.required ?? []) if (!(name in members)) yield `${at}: no ${name}`;
    for (const [name, member] of Object.entries(members)) {
      const inner = given.properties?.[name];
      if (inner !== undefined) yield* findFaults(member, inner, `${at}.${name}`);
      else if (given.additionalProperties === false) yield `${at}: ${name} is unknown`;
    }
  }
  for (const part of given.allOf ?? []) yield* findFaults(value, part, at);
  if (given.if !== undefined && [...findFaults(value, given.if, at)].length === 0) {
    yield* findFaults(value, given.then!, at);
  }
}

function isOfType(value: unknown, types: readonly string[]): boolean {
  return types.includes(typeOf(value)) || (typeof value === 'number' && types.includes('number'));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** Members of nodes that their kind's schema does not have. */
function unknownMembers(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(unknownMembers);
  const known = 'kind' in value ? schema.$defs![String(value.kind)]?.properties : undefined;
  if (known === undefined) return below;
  return [...below, ...Object.keys(value).filter((name) => !(name in known) && name !== 'file')];
}

const FIXTURES = loadFixtures('fixtures').flatMap(({ cases }) => cases.map(({ sql }) => sql));

describe('the schema of sinkc parse', () => {
  it.each([
    ['of the tables', CORPUS],
    ['of the fixtures', FIXTURES],
  ])(
    'fits what is printed of statements %s',
    async (_, texts) => {
      const { out } = await sinkc(['parse'], { stdin: texts.join(' ;\n') });
      const document = JSON.parse(out);
      expect(document.statements.length).toBeGreaterThan(texts.length / 2);
      expect([...findFaults(document, schema, '')]).toEqual([]);
      expect(unknownMembers(document)).toEqual([]);
    },
    30_000,
  );

  it('refuses what is not printed', () => {
    const faults = (statement: object) => [
      ...findFaults({ version: 1, statements: [statement] }, schema, ''),
    ];
    const name = { kind: 'ItemName', span: [0, 1], parts: [] };
    expect(faults({ kind: 'CreateSecret', span: [0, 1], name })).toEqual([]);
    expect(faults({ kind: 'Nothing', span: [0, 1] })).not.toEqual([]);
    expect(faults({ kind: 'CreateSecret', span: { start: 0, end: 1 }, name })).not.toEqual([]);
    expect(faults({ kind: 'CreateSecret', span: [0, 1], name: 'x' })).not.toEqual([]);
    expect(faults({ kind: 'CreateSecret' })).not.toEqual([]);
  });
});
