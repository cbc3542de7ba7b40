import type { Script } from '../ast/nodes.ts';
import { type Catalog, completeCatalog, createCatalog } from '../catalog/catalog.ts';
import { mergeSnapshots } from '../catalog/snapshot.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { parse } from '../parse/parse.ts';
import { resolve } from '../resolve/resolve.ts';
import type { ResolvedSink } from '../resolve/resolved-sink.ts';
import { substituteVariables } from '../resolve/variables.ts';
import { readCatalogFile } from './catalog-file.ts';
import { type Config, loadConfig } from './config.ts';
import { displayName, type Io } from './io.ts';
import type { SettingFlags } from './settings.ts';

/** The statements a command was given, resolved, and all that is to say about them. */
export interface Project {
  readonly config: Config;
  /** Connections and secrets hold the values of their variables. */
  readonly scripts: readonly Script[];
  readonly catalog: Catalog;
  readonly sinks: readonly ResolvedSink[];
  readonly diagnostics: readonly Diagnostic[];
  /** Text of every file read, by its name, for messages. */
  textOf(file: string): string | undefined;
}

/**
 * Reads files, settings and catalog files for a command that goes on to plan: variables are substituted, and the
 * catalog is taken for complete.
 *
 * A statement that could not be parsed is left out, and then no name counts as missing, as it may have declared it.
 */
export async function loadProject(files: readonly string[], flags: SettingFlags, io: Io): Promise<Project> {
  const config = await loadConfig(io, flags);
  const sources = new Map<string, string>();
  /** Lists, not one: there may be more findings than a call takes arguments. */
  const diagnostics: (readonly Diagnostic[])[] = [];
  const scripts: Script[] = [];
  let unread = false;
  for (const file of new Set(files)) {
    const source = { name: displayName(file), text: await io.readText(file) };
    sources.set(source.name, source.text);
    const parsed = parse(source);
    diagnostics.push(parsed.diagnostics);
    unread ||= parsed.value === undefined || hasErrors(parsed.diagnostics);
    if (parsed.value === undefined) continue;
    const substituted = substituteVariables(withoutErrors(parsed.value, parsed.diagnostics), io.env);
    diagnostics.push(substituted.diagnostics);
    if (substituted.value !== undefined) scripts.push(substituted.value);
  }
  const catalog = await buildCatalog(scripts, config, io);
  const known = unread ? catalog : completeCatalog(catalog);
  const sinks: (readonly ResolvedSink[])[] = [];
  for (const script of scripts) {
    const resolved = resolve(script, known);
    diagnostics.push(resolved.diagnostics);
    sinks.push(resolved.value ?? []);
  }
  return {
    config,
    scripts,
    catalog,
    sinks: sinks.flat(),
    diagnostics: inOrderOf([...sources.keys()], diagnostics.flat()),
    textOf: (file) => sources.get(file),
  };
}

function inOrderOf(files: readonly string[], diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((left, right) => files.indexOf(left.file) - files.indexOf(right.file));
}

function withoutErrors(script: Script, diagnostics: readonly Diagnostic[]): Script {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const isSound = ({ span }: Script['statements'][number]) =>
    !errors.some((error) => error.span.start >= span.start && error.span.start <= span.end);
  return { ...script, statements: script.statements.filter(isSound) };
}

async function buildCatalog(scripts: readonly Script[], config: Config, io: Io): Promise<Catalog> {
  const snapshots = await Promise.all(config.values.catalog.map((path) => readCatalogFile(path, io)));
  const snapshot = mergeSnapshots(snapshots);
  const isSet = config.inForce.region.from !== 'default';
  const region = isSet ? config.values.region : (snapshot.region ?? config.values.region);
  return createCatalog(scripts, { ...snapshot, region });
}
