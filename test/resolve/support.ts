import { createCatalog } from '../../src/catalog/catalog.ts';
import type { CatalogSnapshot } from '../../src/catalog/snapshot.ts';
import { type Diagnostic, hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { parse } from '../../src/parse/parse.ts';
import { resolve } from '../../src/resolve/resolve.ts';
import type { ResolvedSink } from '../../src/resolve/resolved-sink.ts';

/** What the verdict tables take for given: relations, connections, a secret. */
export const WORLD = `
  CREATE CONNECTION kc TO KAFKA (BROKER 'b:9092', SECURITY PROTOCOL 'PLAINTEXT');
  CREATE CONNECTION csr TO CONFLUENT SCHEMA REGISTRY (URL 'http://r:8081');
  CREATE SECRET p AS 'x';
  CREATE TABLE t (k int4 NOT NULL, i int4, s text);
  CREATE TABLE hm (k int4, h map[text => text], g map[text => varchar], b map[text => bytea]);
  CREATE TABLE one (s text);
  CREATE TABLE lists (l int4 list);
  CREATE VIEW v1 AS SELECT k FROM t;
  CREATE INDEX ix ON t (k);
`;

/** Materialized views, whose keys nobody declares. */
export const SNAPSHOT: CatalogSnapshot = {
  version: 1,
  complete: true,
  items: [
    view('mv1', [column('k', 'int4', false), column('cnt', 'int8', false)], [['k']]),
    view('mv2', [column('k', 'int4', false), column('s', 'text')], []),
    view('mv3', [column('cnt', 'int8', false)], [[]]),
    view('mv4', [column('i', 'int4'), column('s', 'text')], [['i', 's']]),
  ],
};

function view(
  name: string,
  columns: CatalogSnapshot['items'][number]['columns'] & {},
  keys: readonly (readonly string[])[],
): CatalogSnapshot['items'][number] {
  return { name, kind: 'materialized view', columns, keys };
}

function column(name: string, type: string, nullable = true) {
  return { name, type, nullable };
}

export interface Verdict {
  /** `CODE: message`, in the order they are reported. */
  readonly found: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sinks: readonly ResolvedSink[];
}

/** Parses and resolves statements, with the world's declarations beside them. */
export function judge(sql: string, snapshot: CatalogSnapshot = SNAPSHOT, world = WORLD): Verdict {
  const worldScript = parse({ name: 'world.sql', text: world });
  if (hasErrors(worldScript.diagnostics)) throw new Error(JSON.stringify(worldScript.diagnostics));
  const parsed = parse({ name: 'test.sql', text: sql });
  if (parsed.value === undefined || worldScript.value === undefined) throw new Error('bug: no script');
  const catalog = createCatalog([worldScript.value, parsed.value], snapshot);
  const resolved = hasErrors(parsed.diagnostics) ? { diagnostics: [] } : resolve(parsed.value, catalog);
  const diagnostics = [...parsed.diagnostics, ...resolved.diagnostics];
  return {
    found: diagnostics.map(({ code, message }) => `${code}: ${message}`),
    diagnostics,
    sinks: 'value' in resolved ? (resolved.value ?? []) : [],
  };
}

export interface SinkParts {
  readonly name?: string;
  readonly from?: string;
  readonly connection?: string;
  /** Between the parentheses; empty: no list at all. */
  readonly options?: string;
  readonly key?: string;
  readonly headers?: string;
  readonly format?: string;
  readonly envelope?: string;
  readonly with?: string;
}

/** The sink of the verdict tables, with some of its parts replaced; an empty part is left out. */
export function sinkSql(parts: SinkParts = {}): string {
  const options = parts.options ?? "TOPIC 'a'";
  return [
    `CREATE SINK ${parts.name ?? 'x'} FROM ${parts.from ?? 'mv1'} INTO KAFKA CONNECTION ${parts.connection ?? 'kc'}`,
    options === '' ? '' : `(${options})`,
    parts.key ?? 'KEY (k)',
    parts.headers ?? '',
    parts.format ?? 'FORMAT JSON',
    parts.envelope ?? 'ENVELOPE UPSERT',
    parts.with ?? '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
