import { getNodeValue, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { z } from 'zod';
import { type CatalogSnapshot, ITEM_KINDS } from '../catalog/snapshot.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';

/** What `sinkc.catalog.json` may hold; see `CatalogSnapshot`. Members it does not know are left alone. */
export const catalogFileSchema = z.object({
  version: z.literal(1),
  complete: z.boolean().optional(),
  region: z.string().min(1).optional(),
  items: z.array(
    z.object({
      name: z.string().min(1),
      kind: z.enum(ITEM_KINDS),
      id: z.string().min(1).optional(),
      columns: z
        .array(
          z.object({
            name: z.string(),
            type: z.string(),
            nullable: z.boolean(),
            distinct: z.number().min(0).optional(),
            comment: z.string().optional(),
          }),
        )
        .optional(),
      keys: z.array(z.array(z.string())).optional(),
      rows: z.number().min(0).optional(),
      rowBytes: z.number().min(0).optional(),
      comment: z.string().optional(),
      type: z.string().optional(),
      options: z
        .record(
          z.string(),
          z.union([
            z.string(),
            z.number(),
            z.boolean(),
            z.array(z.string()),
            z.object({ secret: z.string().min(1) }),
          ]),
        )
        .optional(),
    }),
  ),
});

/** Reads a catalog file: JSON, comments let pass. */
export async function readCatalogFile(path: string, io: Io): Promise<CatalogSnapshot> {
  const errors: ParseError[] = [];
  const text = await io.readText(path);
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined || root === undefined) {
    const what =
      error === undefined ? 'it is empty' : `${printParseErrorCode(error.error)} at offset ${error.offset}`;
    throw new UsageError(`${path} is not JSON: ${what}`);
  }
  const parsed = catalogFileSchema.safeParse(getNodeValue(root));
  if (!parsed.success) throw new UsageError(`${path} is not a catalog: ${describeIssue(parsed.error)}`);
  return parsed.data as CatalogSnapshot;
}

function describeIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'unknown problem';
  const path = issue.path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('');
  return `${path.replace(/^\./, '') || 'the document'}: ${issue.message.toLowerCase()}`;
}
