import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MemberShape, type NodeKind, nodeTable } from '../src/ast/node-table.ts';

// Writes the JSON schema of what `sinkc parse` prints, made of the node table. With --check it only says whether the
// file is as it should be.

type Schema = Readonly<Record<string, unknown>>;

const span: Schema = {
  description: 'Where it stands: offsets in UTF-16 units, the second one exclusive.',
  type: 'array',
  items: { type: 'integer', minimum: 0 },
  minItems: 2,
  maxItems: 2,
};
const anyNode: Schema = { $ref: '#/$defs/Node' };

function memberSchema(member: MemberShape): Schema {
  if (member === 'node') return anyNode;
  if (member === 'nodes') return { type: 'array', items: anyNode };
  if (member === 'span') return { $ref: '#/$defs/Span' };
  if (member === 'value' || member === 'spelling') {
    return { type: ['string', 'number', 'boolean', 'null', 'array', 'object'] };
  }
  const members = Object.entries(member).map(([name, inner]) => [name, memberSchema(inner)]);
  return { type: 'object', properties: Object.fromEntries(members), additionalProperties: false };
}

function nodeSchema(kind: NodeKind): Schema {
  const members = Object.entries<MemberShape>(nodeTable[kind]);
  return {
    type: 'object',
    properties: {
      kind: { const: kind },
      span: { $ref: '#/$defs/Span' },
      ...Object.fromEntries(members.map(([name, member]) => [name, memberSchema(member)])),
    },
    required: ['kind', 'span'],
  };
}

const kinds = (Object.keys(nodeTable) as NodeKind[]).filter((kind) => kind !== 'Script');
const schema = {
  title: 'Output of sinkc parse --emit ast',
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    version: { const: 1 },
    statements: {
      type: 'array',
      items: {
        allOf: [
          anyNode,
          {
            properties: {
              file: { description: 'The file it stands in, where several were read.', type: 'string' },
            },
          },
        ],
      },
    },
  },
  required: ['version', 'statements'],
  $defs: {
    Span: span,
    // Each kind is asked for once: a list of alternatives would have validators try them all at every level.
    Node: {
      type: 'object',
      properties: { kind: { enum: kinds } },
      required: ['kind'],
      allOf: kinds.map((kind) => ({
        if: { properties: { kind: { const: kind } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema
        then: { $ref: `#/$defs/${kind}` },
      })),
    },
    ...Object.fromEntries(kinds.map((kind) => [kind, nodeSchema(kind)])),
  },
};

const path = join(import.meta.dirname, '..', 'schemas', 'ast.schema.json');
if (!process.argv.includes('--check')) {
  writeFileSync(path, `${JSON.stringify(schema, undefined, 2)}\n`);
} else if (current() !== JSON.stringify(schema)) {
  console.error('schemas/ast.schema.json is not what scripts/ast-schema.ts makes; run that script');
  process.exitCode = 1;
}

/** What the file holds; how it is broken into lines is the formatter's business. */
function current(): string | undefined {
  try {
    return JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
