import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { configFileSchema } from '../src/cli/settings.ts';

// Writes the JSON schema of sinkc.json, for editors. With --check it only says whether the file is as it should be.

const path = join(import.meta.dirname, '..', 'schemas', 'sinkc.schema.json');
const schema = { title: 'Configuration of sinkc', ...z.toJSONSchema(configFileSchema) };
const text = `${JSON.stringify(schema, undefined, 2)}\n`;

if (!process.argv.includes('--check')) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
} else if (current() !== text) {
  console.error('schemas/sinkc.schema.json is not what scripts/config-schema.ts makes; run that script');
  process.exitCode = 1;
}

function current(): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
