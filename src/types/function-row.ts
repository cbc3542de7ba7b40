import { showType } from './show-type.ts';
import type { SqlType } from './sql-type.ts';
import type { Value } from './value.ts';

/** Types that a parameter can be by name alone. */
export type ParameterKind = Exclude<SqlType['kind'], 'array' | 'list' | 'map' | 'record'>;

/**
 * Parameters that take more than one type. Those of one call that name the same thing agree:
 *
 *     any        every type, kept as it is
 *     as text    every type but arrays and lists, cast to text
 *     text[]     arrays of text
 *     array      arrays; `element of array` is one of its elements
 *     list       lists; `element of list` is one of its elements
 *     map        maps; `value of map` is one of its values
 *     record     records
 */
export type ParameterPattern =
  | 'any'
  | 'as text'
  | 'text[]'
  | 'array'
  | 'element of array'
  | 'list'
  | 'element of list'
  | 'map'
  | 'value of map'
  | 'record';

export type Parameter = ParameterKind | ParameterPattern;

/** One function or operator with one list of parameters. */
export interface FunctionRow {
  /** `kafka_murmur2`, `+` */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** Further arguments, at least one of them. */
  readonly variadic?: Parameter;
  /** A function of the argument types where it depends on them. */
  readonly result: ParameterKind | ((types: readonly SqlType[]) => SqlType);
  /** `propagated` (default): NULL for a NULL argument, and only then; `made`: also otherwise; `accepted`: `apply` sees NULL. */
  readonly nulls?: 'propagated' | 'made' | 'accepted';
  /** Never sees NULL unless `nulls` is `accepted`; throws a `SinkError` where there is no result. */
  readonly apply?: (...values: never[]) => Value;
  /** In place of `apply` where it depends on the types of the arguments. */
  readonly bind?: (types: readonly SqlType[]) => (...values: never[]) => Value;
  /** One sentence. */
  readonly summary: string;
}

/** How a plan names the row of an operator: `int4 + int4`, `- int4`. */
export function operatorSignature({ name, parameters }: FunctionRow): string {
  const [left, right] = parameters;
  return right === undefined ? `${name} ${left}` : `${left} ${name} ${right}`;
}

/** How a plan names the row of a function: `kafka_murmur2(text)`. */
export function functionSignature({ name, parameters, variadic }: FunctionRow): string {
  return `${name}(${[...parameters, ...(variadic === undefined ? [] : [`${variadic}...`])].join(', ')})`;
}

/** `integer, text`; literals in quotes and NULL are `unknown`. */
export function showTypes(types: readonly (SqlType | undefined)[]): readonly string[] {
  return types.map((type) => (type === undefined ? 'unknown' : showType(type)));
}
