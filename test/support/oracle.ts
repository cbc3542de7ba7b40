import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What the reference parser says of a text; offsets are UTF-8 bytes. */
export interface Verdict {
  readonly statements: readonly { readonly kind: string; readonly sql: string; readonly offset: number }[];
  readonly error: { readonly message: string; readonly offset: number } | null;
}

interface Glue {
  readonly parse: (sql: string) => Verdict;
  readonly inject_progress: (sql: string) => string;
  readonly __wbg_set_wasm: (exports: unknown) => void;
}

/** The part of WebAssembly used here; the project's compiler options leave out the browser's library. */
interface Wasm {
  readonly compile: (bytes: Uint8Array) => Promise<object>;
  readonly instantiate: (module: object, imports: object) => Promise<{ readonly exports: unknown }>;
  readonly Module: { readonly imports: (module: object) => readonly { readonly module: string }[] };
}

const GLUE = '@materializeinc/sql-parser/mz_sql_parser_wasm_bg.js';

/** What the reference parser can be asked. */
export interface Oracle {
  readonly judge: (sql: string) => Verdict;
  /** Canonical text of a query; undefined for what is none. */
  readonly canonicalQuery: (query: string) => string | undefined;
}

/** The verdicts alone. */
export async function loadOracle(): Promise<(sql: string) => Verdict> {
  return (await loadReference()).judge;
}

/** Loads the reference parser: test only, in process. Its own entry imports WebAssembly, which runners do not take. */
export async function loadReference(): Promise<Oracle> {
  const require = createRequire(import.meta.url);
  const glue = (await import(GLUE)) as Glue;
  const wasm = (globalThis as unknown as { readonly WebAssembly: Wasm }).WebAssembly;
  const bytes = readFileSync(require.resolve('@materializeinc/sql-parser/mz_sql_parser_wasm_bg.wasm'));
  const module = await wasm.compile(bytes);
  const [entry] = wasm.Module.imports(module);
  const instance = await wasm.instantiate(module, { [entry?.module ?? '']: glue });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports as { readonly __wbindgen_start: () => void }).__wbindgen_start();
  const judge = (sql: string): Verdict => {
    const { statements, error } = glue.parse(sql);
    return { statements, error: error ?? null };
  };
  const canonicalQuery = (query: string): string | undefined => {
    try {
      const printed = glue.inject_progress(`SUBSCRIBE (${query}\n)`);
      return printed.slice('SUBSCRIBE ('.length, -') WITH (PROGRESS)'.length);
    } catch {
      return undefined;
    }
  };
  return { judge, canonicalQuery };
}
