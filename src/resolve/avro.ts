import type { AvroFormat, ColumnName, RawName, RegistryOption } from '../ast/nodes.ts';
import { nearestNames } from '../diagnostics/nearest.ts';
import type { Span } from '../source/span.ts';
import type { SqlType } from '../types/sql-type.ts';
import { describeConnection } from './connection.ts';
import { placeOf, type ResolveContext } from './context.ts';
import { resolveDiagnostics } from './diagnostics.ts';
import { reportUnknownColumn } from './key.ts';
import { lookUp, nearestItems, renameFixes, replaceFixes, withArticle } from './names.ts';
import { COMPATIBILITY_LEVELS, CONFLUENT_OPTIONS, GLUE_OPTIONS } from './options.ts';
import { type GivenOption, type GivenOptions, readOptions } from './read-options.ts';
import type { ResolvedRelation } from './resolved-sink.ts';

/** What a format is checked against. */
export interface FormatSubject {
  readonly side: 'key' | 'value';
  readonly hasKey: boolean;
  readonly relation: ResolvedRelation;
  /** Types of the columns that are written; absent where not known. */
  readonly types?: readonly (SqlType | undefined)[];
}

export const REGISTRY_TYPES = {
  confluent: 'CONFLUENT SCHEMA REGISTRY',
  glue: 'AWS GLUE SCHEMA REGISTRY',
} as const;

/** Checks an Avro format clause, which serves the key, the value, or both. */
export function checkAvro(
  format: AvroFormat,
  subjects: readonly FormatSubject[],
  context: ResolveContext,
): void {
  checkSourceWords(format, context);
  const confluent = format.source === 'confluent';
  if (format.registry !== undefined) {
    const type = confluent ? REGISTRY_TYPES.confluent : REGISTRY_TYPES.glue;
    checkRegistry(format.registry.connection, type, context);
  }
  const list = format.registry?.options;
  checkOptionKinds(list?.options ?? [], confluent, context);
  const [subject] = subjects;
  if (subject === undefined) return;
  if (!confluent) {
    checkGlueOptions(readOptions(list, GLUE_OPTIONS, context), subject, context);
    return;
  }
  const isDoc = (name: string) => name.includes('DOC ON');
  const mayBeBare = (name: string) => name.endsWith('COMPATIBILITY LEVEL');
  const options = readOptions(list, CONFLUENT_OPTIONS, context, { mayRepeat: isDoc, mayBeBare });
  checkFullNames(options, subject, context);
  checkLevel(options, 'KEY COMPATIBILITY LEVEL', context);
  checkLevel(options, 'VALUE COMPATIBILITY LEVEL', context);
  checkDocs(list?.options ?? [], context);
}

/** SEED and the strategies say how a source reads. */
function checkSourceWords(format: AvroFormat, context: ResolveContext): void {
  const words = [
    { option: 'SEED', given: format.seed },
    { option: 'KEY STRATEGY', given: format.keyStrategy },
    { option: 'VALUE STRATEGY', given: format.valueStrategy },
  ];
  for (const { option, given } of words) {
    if (given !== undefined) reportOption(option, 'is for sources, not for sinks', given.span, context);
  }
}

function reportOption(option: string, reason: string, span: Span, context: ResolveContext): void {
  context.report(resolveDiagnostics.create('registry-option', placeOf(context, span), { option, reason }));
}

/** A registry connection of a sink; also asked for where the format itself is not looked at. */
export function checkRegistry(name: RawName, type: string, context: ResolveContext): void {
  const { item, written, missing } = lookUp(name, context);
  const actual = item?.connection?.type;
  const fits = item === undefined || (item.kind === 'connection' && (actual ?? type) === type);
  if (fits && !missing) return;
  const nearest = nearestItems(name, ['connection'], context).filter((candidate) => candidate !== written);
  const kind = item === undefined ? {} : { kind: describeConnection(item) };
  const parameters = { name: written, nearest, wanted: withArticle(`${type} connection`), ...kind };
  const fixes = renameFixes(name, nearest);
  context.report(
    resolveDiagnostics.create('unknown-connection', placeOf(context, name.span), parameters, { fixes }),
  );
}

function checkOptionKinds(
  options: readonly RegistryOption[],
  confluent: boolean,
  context: ResolveContext,
): void {
  const [own, other] = confluent ? [CONFLUENT_OPTIONS, GLUE_OPTIONS] : [GLUE_OPTIONS, CONFLUENT_OPTIONS];
  for (const { name, nameSpan } of options) {
    if (name in own) continue;
    const registry = confluent ? 'an AWS Glue registry' : 'a Confluent registry';
    const reason = name in other ? `is an option of ${registry}` : 'is not an option of a schema registry';
    reportOption(`option ${name}`, reason, nameSpan, context);
  }
}

function checkGlueOptions(
  options: GivenOptions<typeof GLUE_OPTIONS>,
  subject: FormatSubject,
  context: ResolveContext,
): void {
  const source = options['SCHEMA NAME'];
  if (source !== undefined) {
    reportOption('option SCHEMA NAME', 'is for sources, not for sinks', source.nameSpan, context);
  }
  for (const name of ['KEY SCHEMA NAME', 'KEY COMPATIBILITY LEVEL'] as const) {
    const given = options[name];
    if (given !== undefined && !subject.hasKey) {
      reportOption(`option ${name}`, 'needs KEY', given.nameSpan, context);
    }
  }
  checkLevel(options, 'KEY COMPATIBILITY LEVEL', context);
  checkLevel(options, 'VALUE COMPATIBILITY LEVEL', context);
}

function checkFullNames(
  options: GivenOptions<typeof CONFLUENT_OPTIONS>,
  { hasKey }: FormatSubject,
  context: ResolveContext,
): void {
  const names = ['AVRO KEY FULLNAME', 'AVRO VALUE FULLNAME'] as const;
  const [key, value] = [options[names[0]], options[names[1]]];
  if (key !== undefined && !hasKey) reportPair(names[0], 'KEY', key, context);
  else if (hasKey && key !== undefined && value === undefined) reportPair(names[0], names[1], key, context);
  else if (hasKey && key === undefined && value !== undefined) reportPair(names[1], names[0], value, context);
  for (const name of names) checkFullName(name, options[name], context);
}

function reportPair(
  given: string,
  missing: string,
  option: GivenOption<string>,
  context: ResolveContext,
): void {
  const place = placeOf(context, option.nameSpan);
  context.report(resolveDiagnostics.create('avro-fullname-pair', place, { given, missing }));
}

function checkFullName(
  option: string,
  given: GivenOption<string> | undefined,
  context: ResolveContext,
): void {
  const part = given?.value?.split('.').find((text) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(text));
  if (given === undefined || part === undefined) return;
  const place = placeOf(context, given.valueSpan);
  context.report(resolveDiagnostics.create('avro-name', place, { option, part }));
}

function checkLevel<N extends string>(
  options: { readonly [K in N]?: GivenOption<string> },
  option: N,
  context: ResolveContext,
): void {
  const given = options[option];
  const written = given?.value?.toUpperCase();
  if (given === undefined || written === undefined) return;
  if (COMPATIBILITY_LEVELS.some((level) => level === written)) return;
  const [nearest] = nearestNames(written, COMPATIBILITY_LEVELS, 1);
  const reason = `"${given.value}" is not one of ${COMPATIBILITY_LEVELS.join(', ')}`;
  const fixes = nearest === undefined ? [] : replaceFixes(given.valueSpan, `'${nearest}'`);
  const place = placeOf(context, given.valueSpan);
  context.report(resolveDiagnostics.create('option-value', place, { option, reason }, { fixes }));
}

/** What DOC ON names must exist, and no target is documented twice by the same option. */
function checkDocs(options: readonly RegistryOption[], context: ResolveContext): void {
  const seen = new Map<string, RegistryOption>();
  for (const option of options) {
    if (option.target === undefined) continue;
    const written = JSON.stringify([option.name, targetParts(option.target)]);
    const first = seen.get(written);
    seen.set(written, first ?? option);
    if (first !== undefined) {
      const related = [{ ...placeOf(context, first.nameSpan), message: 'it is given here first' }];
      const place = placeOf(context, option.nameSpan);
      context.report(
        resolveDiagnostics.create('duplicate-option', place, { option: option.name }, { related }),
      );
    }
    checkDocTarget(option.target, context);
  }
}

function targetParts(target: RawName | ColumnName): readonly string[] {
  if (target.kind === 'ColumnName') return [...targetParts(target.relation), '.', target.column.name];
  return (target.kind === 'IdName' ? target.name : target).parts.map(({ name }) => name);
}

function checkDocTarget(target: RawName | ColumnName, context: ResolveContext): void {
  const name = target.kind === 'ColumnName' ? target.relation : target;
  const { item, written, missing } = lookUp(name, context);
  if (missing) {
    const kinds = ['table', 'source', 'materialized view', 'type'] as const;
    const nearest = nearestItems(name, kinds, context);
    const place = placeOf(context, name.span);
    const parameters = { kind: 'relation or type', name: written, nearest };
    context.report(
      resolveDiagnostics.create('unknown-item', place, parameters, { fixes: renameFixes(name, nearest) }),
    );
  }
  if (target.kind !== 'ColumnName' || item?.columns === undefined) return;
  const { column } = target;
  if (item.columns.some((candidate) => candidate.name === column.name)) return;
  reportUnknownColumn(placeOf(context, column.span), column.name, { name: written, item }, context);
}
