import { SinkError } from '../diagnostics/sink-error.ts';
import { fitCharacters, fitName } from './characters.ts';
import { parseJson } from './json-text.ts';
import {
  dateToMzTimestamp,
  dateToTimestamp,
  intervalToTime,
  mzTimestampToTimestamp,
  timestampToDate,
  timestampToMzTimestamp,
  timestampToTime,
  timestampToTimestamp,
  timeToInterval,
} from './moment-casts.ts';
import { fitNumeric, numberConversion, scaleOf } from './number-casts.ts';
import { sameType } from './same-type.ts';
import type { SqlType } from './sql-type.ts';
import { formatText, parseText } from './text-forms.ts';
import type { Value } from './value.ts';

/** What a cast may be used for: `implicit` everywhere, `assignment` for PARTITION BY too, `explicit` by `::` alone. */
export type CastContext = 'implicit' | 'assignment' | 'explicit';

type Kind = SqlType['kind'];

/** `apply` never sees NULL; it throws a `SinkError` when the value does not fit. */
export interface CastRow {
  readonly from: Kind;
  readonly to: Kind;
  readonly context: CastContext;
  readonly apply: (value: never, to: SqlType, from: SqlType, explicit: boolean) => Value;
}

/** Rows are from, columns to. I, A, E: the contexts; `=`: the same type; `-`: no cast. */
const NUMBER_MATRIX = `
           int2 int4 int8 uint2 uint4 uint8 float4 float8 numeric oid bool mz_timestamp
  int2     =    I    I    A     A     A     I      I      I       I   -    -
  int4     A    =    I    A     A     A     I      I      I       I   E    I
  int8     A    A    =    A     A     A     I      I      I       I   E    I
  uint2    A    I    I    =     I     I     I      I      I       -   -    -
  uint4    A    A    I    A     =     I     I      I      I       -   -    I
  uint8    A    A    A    A     A     =     I      I      I       -   -    I
  float4   A    A    A    A     A     A     =      I      A       -   -    -
  float8   A    A    A    A     A     A     A      =      A       -   -    -
  numeric  A    A    A    A     A     A     I      I      =       -   -    I
  oid      -    A    A    -     -     -     -      -      -       =   -    -
  bool     -    E    E    -     -     -     -      -      -       -   =    -
`;

/** The same for types whose text is text. */
const TEXT_MATRIX = `
           text varchar char name
  text     =    I       I    I
  varchar  I    =       I    I
  char     I    I       =    I
  name     I    A       A    =
`;

const CONTEXTS: Readonly<Record<string, CastContext>> = { I: 'implicit', A: 'assignment', E: 'explicit' };

const TEXT_LIKE: readonly Kind[] = ['text', 'varchar', 'char', 'name'];

/** Types that text becomes by an explicit cast, which is also how a literal in quotes becomes them. */
const READ_FROM_TEXT: readonly Kind[] = [
  'bool',
  'int2',
  'int4',
  'int8',
  'uint2',
  'uint4',
  'uint8',
  'float4',
  'float8',
  'numeric',
  'oid',
  'date',
  'time',
  'timestamp',
  'timestamptz',
  'interval',
  'bytea',
  'jsonb',
  'uuid',
  'array',
  'list',
  'map',
];

/** Types that become text by assignment. */
const WRITTEN_AS_TEXT: readonly Kind[] = [
  ...READ_FROM_TEXT.filter((kind) => kind !== 'oid'),
  'mz_timestamp',
  'record',
];

const OTHER_CASTS: readonly CastRow[] = [
  { from: 'date', to: 'timestamp', context: 'implicit', apply: dateToTimestamp },
  { from: 'date', to: 'timestamptz', context: 'implicit', apply: dateToTimestamp },
  { from: 'date', to: 'mz_timestamp', context: 'implicit', apply: dateToMzTimestamp },
  { from: 'time', to: 'interval', context: 'implicit', apply: timeToInterval },
  { from: 'timestamp', to: 'timestamptz', context: 'implicit', apply: timestampToTimestamp },
  { from: 'timestamp', to: 'mz_timestamp', context: 'implicit', apply: timestampToMzTimestamp },
  { from: 'timestamp', to: 'date', context: 'assignment', apply: timestampToDate },
  { from: 'timestamp', to: 'time', context: 'assignment', apply: timestampToTime },
  { from: 'timestamptz', to: 'mz_timestamp', context: 'implicit', apply: timestampToMzTimestamp },
  { from: 'timestamptz', to: 'date', context: 'assignment', apply: timestampToDate },
  { from: 'timestamptz', to: 'time', context: 'assignment', apply: timestampToTime },
  { from: 'timestamptz', to: 'timestamp', context: 'assignment', apply: timestampToTimestamp },
  { from: 'interval', to: 'time', context: 'assignment', apply: intervalToTime },
  { from: 'mz_timestamp', to: 'timestamp', context: 'assignment', apply: mzTimestampToTimestamp },
  { from: 'mz_timestamp', to: 'timestamptz', context: 'assignment', apply: mzTimestampToTimestamp },
  { from: 'text', to: 'mz_timestamp', context: 'assignment', apply: readText },
  { from: 'oid', to: 'text', context: 'explicit', apply: writeText },
  ...(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'bool'] as const).map(
    (to): CastRow => ({ from: 'jsonb', to, context: 'explicit', apply: jsonConversion(to) }),
  ),
];

/** Every cast between two different types that needs no look into them. */
export const CASTS: readonly CastRow[] = [
  ...readMatrix(NUMBER_MATRIX, numberConversion),
  ...readMatrix(TEXT_MATRIX, () => fitText),
  ...OTHER_CASTS,
  ...READ_FROM_TEXT.map((to): CastRow => ({ from: 'text', to, context: 'explicit', apply: readText })),
  ...WRITTEN_AS_TEXT.flatMap((from) =>
    TEXT_LIKE.map((to): CastRow => ({ from, to, context: 'assignment', apply: writeText })),
  ),
];

const BY_KINDS: ReadonlyMap<string, CastRow> = new Map(CASTS.map((row) => [`${row.from} ${row.to}`, row]));

function readMatrix(matrix: string, apply: (from: Kind, to: Kind) => CastRow['apply']): readonly CastRow[] {
  const [heads = [], ...lines] = matrix
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/) as Kind[]);
  return lines.flatMap(([from = 'text', ...marks]) =>
    marks.flatMap((mark, index): readonly CastRow[] => {
      const context = CONTEXTS[mark];
      const to = heads[index];
      return context === undefined || to === undefined ? [] : [{ from, to, context, apply: apply(from, to) }];
    }),
  );
}

function readText(text: string, to: SqlType): Value {
  return parseText(to, text);
}

/** Values become text as people read them: `true`, and `char(n)` without its blanks. */
function writeText(value: Exclude<Value, null>, to: SqlType, from: SqlType, explicit: boolean): Value {
  return fitText(castText(from, value), to, from, explicit);
}

/** The text a value has when it is cast, which differs from FORMAT TEXT for bool and char. */
export function castText(type: SqlType, value: Exclude<Value, null>): string {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return typeof value === 'string' ? value : formatText(type, value);
}

function fitText(text: string, to: SqlType, _from: SqlType, explicit: boolean): string {
  if (to.kind === 'name') return fitName(text);
  return to.kind === 'varchar' || to.kind === 'char' ? fitCharacters(to, text, explicit) : text;
}

/** A JSON number through `numeric`, or a JSON boolean. */
function jsonConversion(to: Kind): CastRow['apply'] {
  const fromNumeric = to === 'bool' || to === 'numeric' ? undefined : numberConversion('numeric', to);
  return (text: string, type: SqlType): Value => {
    const tree = parseJson(text);
    if (to === 'bool' && tree.kind === 'boolean') return tree.value;
    if (to === 'bool' || tree.kind !== 'number') {
      throw new SinkError('run/invalid-cast', `cannot cast a jsonb ${tree.kind} to ${to}`);
    }
    return fromNumeric === undefined
      ? fitNumeric(tree.text, scaleOf(type))
      : fromNumeric(tree.text as never, type);
  };
}

const RANK: Readonly<Record<CastContext, number>> = { implicit: 0, assignment: 1, explicit: 2 };

/** The least context in which a cast exists. */
export function castContext(from: SqlType, to: SqlType): CastContext | undefined {
  if (from.kind === 'array' && (to.kind === 'array' || to.kind === 'list')) {
    if (to.kind === 'array' && sameType(from, to)) return 'implicit';
    return castContext(from.element, to.element) === undefined ? undefined : 'explicit';
  }
  if (from.kind === 'list' && to.kind === 'list') return castContext(from.element, to.element);
  if (from.kind === 'record' && to.kind === 'record') {
    if (from.fields.length !== to.fields.length) return undefined;
    const contexts = from.fields.map((field, index) => {
      const target = to.fields[index];
      return target === undefined ? undefined : castContext(field.type, target.type);
    });
    return contexts.reduce((worst, context) =>
      worst === undefined || context === undefined
        ? undefined
        : RANK[context] > RANK[worst]
          ? context
          : worst,
    );
  }
  if (sameType(from, to)) return sameModifiers(from, to) ? 'implicit' : 'assignment';
  return rowOf(from, to)?.context;
}

/** True where a cast exists and may be used. */
export function canCast(from: SqlType, to: SqlType, context: CastContext): boolean {
  const least = castContext(from, to);
  return least !== undefined && RANK[least] <= RANK[context];
}

/** A type without modifiers takes every value of its kind. */
function sameModifiers(from: SqlType, to: SqlType): boolean {
  return Object.entries(to).every(([name, modifier]) =>
    typeof modifier === 'object' || name === 'kind' ? true : from[name as keyof SqlType] === modifier,
  );
}

/** Text of any type reads as text does. */
function rowOf(from: SqlType, to: SqlType): CastRow | undefined {
  const textual = TEXT_LIKE.includes(from.kind) && !TEXT_LIKE.includes(to.kind);
  return BY_KINDS.get(`${textual ? 'text' : from.kind} ${to.kind}`);
}

/**
 * The conversion of a cast that `castContext` knows. It never sees NULL.
 *
 * @param explicit  true cuts what is too long for `char(n)` and `varchar(n)`
 */
export function castConversion(
  from: SqlType,
  to: SqlType,
  explicit: boolean,
): (value: Exclude<Value, null>) => Value {
  if ((from.kind === 'array' || from.kind === 'list') && (to.kind === 'array' || to.kind === 'list')) {
    const convert = castConversion(from.element, to.element, explicit);
    return (value) => convertItems(value as readonly Value[], convert, from.element.kind !== 'list');
  }
  if (from.kind === 'record' && to.kind === 'record')
    return recordConversion(from.fields, to.fields, explicit);
  if (sameType(from, to)) return modifierConversion(to, explicit);
  const row = rowOf(from, to);
  if (row === undefined) throw new Error(`bug: no cast from ${from.kind} to ${to.kind}`);
  return (value) => row.apply(value as never, to, from, explicit);
}

function convertItems(
  items: readonly Value[],
  convert: (value: Exclude<Value, null>) => Value,
  nests: boolean,
): readonly Value[] {
  return items.map((item) => {
    if (item === null) return null;
    return nests && Array.isArray(item) ? convertItems(item, convert, nests) : convert(item);
  });
}

function recordConversion(
  from: readonly { readonly type: SqlType }[],
  to: readonly { readonly type: SqlType }[],
  explicit: boolean,
): (value: Exclude<Value, null>) => Value {
  const fields = to.map(({ type }, index) => castConversion(from[index]?.type ?? type, type, explicit));
  return (value) =>
    (value as readonly Value[]).map((item, index) =>
      item === null ? null : (fields[index]?.(item) ?? null),
    );
}

function modifierConversion(to: SqlType, explicit: boolean): (value: Exclude<Value, null>) => Value {
  switch (to.kind) {
    case 'numeric':
      return to.scale === undefined ? same : (value) => fitNumeric(value as string, to.scale);
    case 'varchar':
    case 'char':
      return to.length === undefined ? same : (value) => fitCharacters(to, value as string, explicit);
    case 'timestamp':
    case 'timestamptz':
      return to.precision === undefined ? same : (value) => timestampToTimestamp(value as bigint, to);
    default:
      return same;
  }
}

function same(value: Exclude<Value, null>): Value {
  return value;
}
