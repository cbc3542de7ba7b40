import { z } from 'zod';
import type { SqlType } from '../types/sql-type.ts';
import type { TypedExpression } from '../types/typed-expression.ts';

// What `--format json` prints, for the schemas that ship with the package and for the tests that hold the output
// to them. Readers ignore members that they do not know: documents may gain some.

const SIMPLE_TYPES = [
  'bool',
  'int2',
  'int4',
  'int8',
  'uint2',
  'uint4',
  'uint8',
  'float4',
  'float8',
  'oid',
  'text',
  'name',
  'bytea',
  'date',
  'time',
  'interval',
  'uuid',
  'jsonb',
  'mz_timestamp',
] as const;

const sqlType: z.ZodType<SqlType> = z
  .lazy(() =>
    z.union([
      z.object({ kind: z.enum(SIMPLE_TYPES) }),
      z.object({ kind: z.literal('numeric'), scale: z.int().optional() }),
      z.object({ kind: z.enum(['varchar', 'char']), length: z.int().optional() }),
      z.object({ kind: z.enum(['timestamp', 'timestamptz']), precision: z.int().optional() }),
      z.object({ kind: z.enum(['array', 'list']), element: sqlType }),
      z.object({ kind: z.literal('map'), value: sqlType }),
      z.object({
        kind: z.literal('record'),
        fields: z.array(z.object({ name: z.string(), type: sqlType, nullable: z.boolean() })),
        name: z.string().optional(),
      }),
    ]),
  )
  .meta({ id: 'SqlType' }) as unknown as z.ZodType<SqlType>;

/** What is inside follows from `kind`; see `TypedExpression`. */
const expression = z
  .looseObject({ kind: z.string(), type: sqlType, nullable: z.boolean() })
  .meta({ id: 'TypedExpression' }) as unknown as z.ZodType<TypedExpression>;

const columns = z.array(z.object({ name: z.string(), type: sqlType, nullable: z.boolean() }));
const positions = z.array(z.int().min(0));
const format = z.object({ kind: z.enum(['json', 'text']) });
const textOrSecret = z.union([
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('secret'), name: z.string() }),
]);

const connection = z.object({
  name: z.string(),
  id: z.string(),
  brokers: z.array(z.string()),
  tls: z
    .object({
      certificateAuthority: textOrSecret.optional(),
      certificate: textOrSecret.optional(),
      key: textOrSecret.optional(),
    })
    .optional(),
  sasl: z.object({ mechanism: z.string(), username: textOrSecret, password: textOrSecret }).optional(),
});

const partitioning = z.union([
  z.object({ by: z.literal('expression'), sql: z.string(), type: sqlType, expression }),
  z.object({ by: z.literal('key hash') }),
  z.object({ by: z.literal('no key') }),
]);

export const sinkPlanSchema = z
  .object({
    version: z.literal(1),
    sink: z.object({ name: z.string(), id: z.string(), version: z.int() }),
    relation: z.object({ name: z.string(), columns }),
    connection,
    topic: z.object({
      name: z.string(),
      partitionCount: z.int().min(1).optional(),
      replicationFactor: z.int().min(1).optional(),
      config: z.record(z.string(), z.string()),
      metadataRefreshMs: z.number(),
    }),
    progress: z.object({ topic: z.string(), replicationFactor: z.int().min(1).optional(), key: z.string() }),
    transactionalId: z.string(),
    groupId: z.string(),
    envelope: z.enum(['upsert', 'debezium']),
    key: z.object({ columns: positions, format }).optional(),
    value: z.object({ format }),
    headers: z.object({ column: z.int().min(0) }).optional(),
    grouping: z.object({ by: z.enum(['key', 'unique key', 'row']), columns: positions }),
    partitioning,
    compression: z.enum(['none', 'gzip', 'snappy', 'lz4', 'zstd']),
    snapshot: z.boolean(),
  })
  .meta({ id: 'SinkPlan' });

/** `sinkc plan --format json` */
export const planDocumentSchema = z.object({ version: z.literal(1), sinks: z.array(sinkPlanSchema) });

/** `sinkc plan --rows F --format json` */
export const previewDocumentSchema = z.object({
  version: z.literal(1),
  sink: z.string(),
  partitions: z.int().min(1),
  rows: z.array(
    z.object({
      line: z.int(),
      key: z.string().nullable(),
      hash: z.string().regex(/^\d+$/),
      partition: z.int().min(0),
      reason: z.enum(['null', 'error', 'no key']).nullable(),
      value: z.string().nullable().optional(),
      type: z.string().optional(),
    }),
  ),
});

const place = z.object({
  file: z.string(),
  span: z.tuple([z.int(), z.int()]),
  start: z.object({ line: z.int(), column: z.int() }).optional(),
  end: z.object({ line: z.int(), column: z.int() }).optional(),
});

/** What is wrong, where a result was asked for as JSON. */
export const diagnosticsDocumentSchema = z.object({
  version: z.literal(1),
  diagnostics: z.array(
    place.extend({
      code: z.string(),
      severity: z.enum(['error', 'warning', 'info']),
      message: z.string(),
      detail: z.string().optional(),
      hint: z.string().optional(),
      related: z.array(place.extend({ message: z.string() })),
      fixes: z.array(
        z.object({
          title: z.string(),
          applicability: z.enum(['safe', 'suggested']),
          edits: z.array(z.object({ text: z.string(), span: z.tuple([z.int(), z.int()]) })),
        }),
      ),
    }),
  ),
});
