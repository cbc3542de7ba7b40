import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { catalogFileSchema } from '../src/cli/catalog-file.ts';
import {
  diagnosticsDocumentSchema,
  planDocumentSchema,
  previewDocumentSchema,
} from '../src/cli/output-schemas.ts';
import { configFileSchema } from '../src/cli/settings.ts';

// Writes the JSON schemas of the files that people write and of the documents that commands print. With --check it only says whether they are
// as they should be.

const SCHEMAS = [
  { name: 'sinkc.schema.json', title: 'Configuration of sinkc', schema: configFileSchema },
  { name: 'sinkc.catalog.schema.json', title: 'Catalog of sinkc', schema: catalogFileSchema },
  { name: 'plan.schema.json', title: 'Output of sinkc plan', schema: planDocumentSchema },
  { name: 'plan-rows.schema.json', title: 'Output of sinkc plan --rows', schema: previewDocumentSchema },
  { name: 'diagnostics.schema.json', title: 'Diagnostics of sinkc', schema: diagnosticsDocumentSchema },
];

const folder = join(import.meta.dirname, '..', 'schemas');
mkdirSync(folder, { recursive: true });

for (const { name, title, schema } of SCHEMAS) {
  const path = join(folder, name);
  const text = `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, undefined, 2)}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text);
  } else if (current(path) !== JSON.stringify(JSON.parse(text))) {
    console.error(`schemas/${name} is not what scripts/config-schema.ts makes; run that script`);
    process.exitCode = 1;
  }
}

/** What the file holds; how it is broken into lines is the formatter's business. */
function current(path: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
