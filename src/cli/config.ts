import { dirname, join, relative, resolve } from 'node:path';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { Place } from '../diagnostics/define.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestNames } from '../diagnostics/nearest.ts';
import { renderText } from '../diagnostics/render-text.ts';
import { configDiagnostics } from './config-diagnostics.ts';
import { flagOf } from './flag-of.ts';
import type { Io } from './io.ts';
import {
  SETTING_NAMES,
  SETTINGS,
  type SettingFlags,
  type SettingName,
  type SettingValues,
} from './settings.ts';
import { UsageError } from './usage-error.ts';

export const CONFIG_FILE = 'sinkc.json';
const CATALOG_FILE = 'sinkc.catalog.json';

/** A setting in force, and where it was set. */
export interface SettingInForce {
  readonly value: unknown;
  /** `default`, a flag, a variable of the environment, or the configuration file. */
  readonly from: string;
}

export interface Config {
  readonly values: SettingValues;
  readonly inForce: { readonly [N in SettingName]: SettingInForce };
  /** Path of the configuration file, relative to the working folder; absent where there is none. */
  readonly file?: string;
}

/**
 * The settings in force: flags win, then the environment, then the file, then what is built in.
 *
 * @throws {UsageError} where the file is wrong, once what is wrong with it is written to standard error
 */
export async function loadConfig(io: Io, flags: SettingFlags, start: string = io.cwd): Promise<Config> {
  const path = await findConfigFile(io, start);
  const file = path === undefined ? undefined : await readConfigFile(io, path);
  const inForce = Object.fromEntries(
    await Promise.all(
      SETTING_NAMES.map(async (name) => [name, await settingInForce(name, io, flags, file)] as const),
    ),
  ) as Config['inForce'];
  const values = Object.fromEntries(
    SETTING_NAMES.map((name) => [name, inForce[name].value]),
  ) as unknown as SettingValues;
  return {
    values,
    inForce,
    ...(file === undefined ? {} : { file: file.name }),
  };
}

/** The nearest `sinkc.json`, up to the folder that holds `.git`. */
async function findConfigFile(io: Io, start: string): Promise<string | undefined> {
  for (let folder = start; ; folder = dirname(folder)) {
    const path = join(folder, CONFIG_FILE);
    if (await io.exists(path)) return path;
    if (dirname(folder) === folder || (await io.exists(join(folder, '.git')))) return undefined;
  }
}

interface ConfigFile {
  /** Relative to the working folder. */
  readonly name: string;
  readonly folder: string;
  readonly values: Readonly<Partial<Record<SettingName, unknown>>>;
}

async function readConfigFile(io: Io, path: string): Promise<ConfigFile> {
  const name = relative(io.cwd, path);
  const text = await io.readText(path);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const diagnostics: Diagnostic[] = errors.map(({ error, offset, length }) =>
    configDiagnostics.create(
      'syntax',
      { file: name, span: { start: offset, end: offset + length } },
      { what: printParseErrorCode(error) },
    ),
  );
  const values: Partial<Record<SettingName, unknown>> = {};
  if (root?.type === 'object') {
    for (const property of root.children ?? []) readProperty(property, name, values, diagnostics);
  } else if (errors.length === 0) {
    const place = { file: name, span: { start: 0, end: text.length } };
    diagnostics.push(configDiagnostics.create('syntax', place, { what: 'expected an object' }));
  }
  if (diagnostics.length > 0) {
    io.writeError(renderText(diagnostics, { textOf: () => text, styles: io.errorStyles }));
    throw new UsageError(`${name} cannot be used`);
  }
  return { name, folder: dirname(path), values };
}

function readProperty(
  property: Node,
  file: string,
  values: Partial<Record<SettingName, unknown>>,
  diagnostics: Diagnostic[],
): void {
  const [keyNode, valueNode] = property.children ?? [];
  if (keyNode === undefined || valueNode === undefined) return;
  const key = String(keyNode.value);
  if (key === '$schema') return;
  const setting = SETTING_NAMES.find((name) => name === key);
  if (setting === undefined) {
    const parameters = { key, nearest: nearestNames(key, SETTING_NAMES) };
    diagnostics.push(configDiagnostics.create('unknown-key', placeOfNode(file, keyNode), parameters));
    return;
  }
  const parsed = SETTINGS[setting].schema.safeParse(getNodeValue(valueNode));
  if (parsed.success) {
    values[setting] = parsed.data;
    return;
  }
  for (const { path, message } of parsed.error.issues) {
    const node = findNodeAtLocation(valueNode, path as (string | number)[]) ?? valueNode;
    const parameters = { key, reason: message.toLowerCase() };
    diagnostics.push(configDiagnostics.create('value', placeOfNode(file, node), parameters));
  }
}

function placeOfNode(file: string, { offset, length }: Node): Place {
  return { file, span: { start: offset, end: offset + length } };
}

async function settingInForce(
  name: SettingName,
  io: Io,
  flags: SettingFlags,
  file: ConfigFile | undefined,
): Promise<SettingInForce> {
  const { env } = SETTINGS[name];
  const flag = flags[name];
  if (flag !== undefined) return { value: readText(name, flag, flagOf(name)), from: flagOf(name) };
  const variable = io.env(env);
  if (variable !== undefined && variable !== '') return { value: readText(name, variable, env), from: env };
  const inFile = file?.values[name];
  if (file !== undefined && inFile !== undefined)
    return { value: fromFile(name, inFile, file, io), from: file.name };
  if (name === 'catalog') return defaultCatalog(io, file);
  return { value: SETTINGS[name].default, from: 'default' };
}

/** Paths in the file are relative to its folder. */
function fromFile(name: SettingName, value: unknown, file: ConfigFile, io: Io): unknown {
  if (SETTINGS[name].kind !== 'files' || !Array.isArray(value)) return value;
  return value.map((path) => relative(io.cwd, resolve(file.folder, String(path))));
}

async function defaultCatalog(io: Io, file: ConfigFile | undefined): Promise<SettingInForce> {
  const path = join(file?.folder ?? io.cwd, CATALOG_FILE);
  const found = await io.exists(path);
  return { value: found ? [relative(io.cwd, path)] : [], from: 'default' };
}

/** Reads a flag or a variable as the setting wants it. */
function readText(name: SettingName, given: string | readonly string[] | boolean, source: string): unknown {
  const parsed = SETTINGS[name].schema.safeParse(fromText(SETTINGS[name].kind, given));
  if (parsed.success) return parsed.data;
  const reason = parsed.error.issues[0]?.message.toLowerCase() ?? 'wrong value';
  throw new UsageError(`${source}: ${reason}, found ${JSON.stringify(given)}`);
}

function fromText(
  kind: (typeof SETTINGS)[SettingName]['kind'],
  given: string | readonly string[] | boolean,
): unknown {
  if (typeof given !== 'string') return given;
  switch (kind) {
    case 'text':
      return given;
    case 'files':
      return given.split(',').map((path) => path.trim());
    case 'integer':
      return /^-?\d+$/.test(given) ? Number(given) : given;
    case 'switch':
      return given === 'true' || given === '1' ? true : given === 'false' || given === '0' ? false : given;
  }
}
