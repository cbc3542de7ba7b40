import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');

const USE = `
  import { parse, createCatalog, resolve, plan, print, assemble } from 'sinkc';
  import { walk } from 'sinkc/ast';
  import { createClock, createMemoryDriver, createMemorySource } from 'sinkc/drivers/memory';
  import { createKafkaDriver } from 'sinkc/drivers/kafka';
  const text = \`
    CREATE CONNECTION k TO KAFKA (BROKER 'b:9092', SECURITY PROTOCOL PLAINTEXT);
    CREATE TABLE t (id int4 NOT NULL, PRIMARY KEY (id));
    CREATE SINK s FROM t INTO KAFKA CONNECTION k (TOPIC 'o') KEY (id) FORMAT JSON ENVELOPE UPSERT\`;
  const { value: script } = parse(text);
  const [sink] = resolve(script, createCatalog([script])).value;
  const { value } = plan(sink);
  const kafka = createMemoryDriver();
  const source = createMemorySource(value.relation.columns, [{ changes: [{ time: 5, row: { id: 7 } }], frontier: 6 }]);
  const pipeline = assemble(value, { kafka, source, clock: createClock(), report: () => undefined });
  await pipeline.run(new AbortController().signal);
  const [record] = kafka.readCommitted('o');
  let nodes = 0;
  walk(script, () => { nodes++; });
  console.log(JSON.stringify({
    printed: print(script.statements[2]),
    key: new TextDecoder().decode(record.key),
    kafka: typeof createKafkaDriver,
    nodes: nodes > 10,
  }));
`;

/** What `npm pack` makes, installed in a folder of its own: only what is published can be imported. */
describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sinkc-package-'));
  const consumer = join(folder, 'consumer');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(async () => {
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
    const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[')));
    await run('mkdir', ['-p', consumer]);
    writeFileSync(join(consumer, 'package.json'), '{"name":"consumer","private":true,"type":"module"}');
    await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, filename)], {
      cwd: consumer,
    });
  }, 120_000);

  it('brings the library with all its entry points', async () => {
    writeFileSync(join(consumer, 'use.js'), USE);
    const { stdout } = await run(process.execPath, ['use.js'], { cwd: consumer });
    expect(JSON.parse(stdout)).toEqual({
      printed:
        "CREATE SINK s FROM t INTO KAFKA CONNECTION k (TOPIC = 'o') KEY (id) FORMAT JSON ENVELOPE UPSERT",
      key: '{"id":7}',
      kafka: 'function',
      nodes: true,
    });
  });

  it('brings the command', async () => {
    const sinkc = join(consumer, 'node_modules', '.bin', 'sinkc');
    const { stdout } = await run(process.execPath, [sinkc, 'run', '--help'], { cwd: consumer });
    expect(stdout).toContain('--dry-run');
  });
});
