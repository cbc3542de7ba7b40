import type { CreateSinkStatement, Format, SimpleFormat } from '../ast/nodes.ts';
import { assertNever } from '../diagnostics/assert-never.ts';
import { showType } from '../types/show-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { checkAvro, checkRegistry, type FormatSubject, REGISTRY_TYPES } from './avro.ts';
import { placeOf, type ResolveContext } from './context.ts';
import { resolveDiagnostics } from './diagnostics.ts';
import type { ResolvedColumn, ResolvedFormat, ResolvedKey, ResolvedRelation } from './resolved-sink.ts';

/** The formats of key and value. Without KEY a key format is not looked at, as there is nothing it could write. */
export function resolveFormats(
  statement: CreateSinkStatement,
  relation: ResolvedRelation,
  key: ResolvedKey | undefined,
  context: ResolveContext,
): { readonly key?: ResolvedFormat; readonly value: ResolvedFormat } | undefined {
  const clause = statement.format;
  if (clause === undefined) return undefined;
  const hasKey = statement.key !== undefined;
  const keySubject = { side: 'key', hasKey, relation, ...keyTypes(key, relation) } as const;
  const valueSubject = { side: 'value', hasKey, relation, ...valueTypes(relation) } as const;
  const subjects: FormatSubject[] =
    clause.key === undefined && hasKey ? [keySubject, valueSubject] : [valueSubject];
  if (!hasKey && clause.key !== undefined) checkUnusedKeyFormat(clause.key, context);
  const keyFormat =
    clause.key === undefined || !hasKey ? undefined : resolveFormat(clause.key, [keySubject], context);
  const value = resolveFormat(clause.value, subjects, context);
  if (!hasKey) return { value };
  return { key: keyFormat ?? value, value };
}

/** Names are looked up before anything else is: the registry of a format that writes nothing must exist, too. */
function checkUnusedKeyFormat(format: Format, context: ResolveContext): void {
  if (format.kind !== 'AvroFormat' || format.source === 'inline' || format.registry === undefined) return;
  checkRegistry(format.registry.connection, REGISTRY_TYPES[format.source], context);
}

function keyTypes(key: ResolvedKey | undefined, relation: ResolvedRelation): Pick<FormatSubject, 'types'> {
  const columns = relation.item?.columns;
  if (key === undefined) return {};
  const typeOf = ({ index }: ResolvedColumn) => (index === undefined ? undefined : columns?.[index]?.type);
  return { types: key.columns.map(typeOf) };
}

function valueTypes(relation: ResolvedRelation): Pick<FormatSubject, 'types'> {
  const columns = relation.item?.columns;
  return columns === undefined ? {} : { types: columns.map(({ type }) => type) };
}

/** Checks one format clause for each thing it writes; a clause that serves two is read once. */
function resolveFormat(
  format: Format,
  subjects: readonly FormatSubject[],
  context: ResolveContext,
): ResolvedFormat {
  const { span } = format;
  switch (format.kind) {
    case 'SimpleFormat':
      return resolveSimple(format, subjects, context);
    case 'AvroFormat':
      if (format.source === 'inline') return unsupported(format, 'AVRO USING SCHEMA', context);
      checkAvro(format, subjects, context);
      return { kind: 'avro', span, registry: format.source };
    case 'CsvFormat':
      return unsupported(format, 'CSV', context);
    case 'RegexFormat':
      return unsupported(format, 'REGEX', context);
    case 'ProtobufFormat':
      return unsupported(format, 'PROTOBUF', context);
    default:
      return assertNever(format);
  }
}

function unsupported(format: Format, name: string, context: ResolveContext): ResolvedFormat {
  const place = placeOf(context, format.span);
  context.report(resolveDiagnostics.create('unsupported-format', place, { format: name }));
  return { kind: 'other', span: format.span };
}

function resolveSimple(
  format: SimpleFormat,
  subjects: readonly FormatSubject[],
  context: ResolveContext,
): ResolvedFormat {
  const { name, span } = format;
  if (name === 'JSON') return { kind: 'json', span };
  if (name === 'JSON ARRAY') return unsupported(format, name, context);
  for (const { side, types } of subjects) {
    const reason = types === undefined ? undefined : singleColumnProblem(name, side, types);
    if (reason === undefined) continue;
    const parameters = { format: name, side, reason };
    context.report(resolveDiagnostics.create('single-column-format', placeOf(context, span), parameters));
  }
  return { kind: name === 'TEXT' ? 'text' : 'bytes', span };
}

function singleColumnProblem(
  name: 'TEXT' | 'BYTES',
  side: 'key' | 'value',
  types: readonly (SqlType | undefined)[],
): string | undefined {
  const [type] = types;
  if (types.length !== 1) return `${side} has ${types.length} columns, and the format writes one`;
  if (name === 'TEXT' || type === undefined || hasBinaryForm(type)) return undefined;
  return `type ${showType(type)} has no binary form`;
}

function hasBinaryForm(type: SqlType): boolean {
  switch (type.kind) {
    case 'list':
    case 'map':
      return false;
    case 'array':
      return hasBinaryForm(type.element);
    case 'record':
      return type.fields.every((field) => hasBinaryForm(field.type));
    default:
      return true;
  }
}
