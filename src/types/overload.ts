import { canCast } from './casts.ts';
import type { FunctionRow, Parameter, ParameterKind } from './function-row.ts';
import { sameType } from './same-type.ts';
import type { SqlType } from './sql-type.ts';
import { categoryOf, isPreferred, NEAR_TYPES, preferredType, type TypeCategory } from './type-category.ts';

/** A literal in quotes or NULL has no type yet. */
export type ArgumentType = SqlType | undefined;

/** The row a call means, and the type each argument is cast to. */
export interface Overload {
  readonly row: FunctionRow;
  readonly parameters: readonly SqlType[];
  readonly result: SqlType;
}

export type OverloadFailure = 'none' | 'ambiguous';

/** A row that accepts the arguments: one parameter an argument. */
interface Candidate {
  readonly row: FunctionRow;
  readonly parameters: readonly Parameter[];
}

/** Finds the row that a call with these arguments means. */
export function resolveOverload(
  rows: readonly FunctionRow[],
  types: readonly ArgumentType[],
): Overload | OverloadFailure {
  const candidates = rows
    .map((row) => candidateOf(row, types.length))
    .filter((candidate) => candidate !== undefined)
    .filter((candidate) => bindParameters(candidate, types) !== undefined);
  const chosen = choose(candidates, types);
  if (typeof chosen === 'string') return chosen;
  const parameters = bindParameters(chosen, types);
  if (parameters === undefined) return 'none';
  const { result } = chosen.row;
  return {
    row: chosen.row,
    parameters,
    result: typeof result === 'string' ? ({ kind: result } as SqlType) : result(parameters),
  };
}

function candidateOf(row: FunctionRow, count: number): Candidate | undefined {
  const { parameters, variadic } = row;
  if (variadic === undefined) return parameters.length === count ? { row, parameters } : undefined;
  const further = count - parameters.length;
  if (further < 1) return undefined;
  return { row, parameters: [...parameters, ...Array.from({ length: further }, () => variadic)] };
}

function choose(
  candidates: readonly Candidate[],
  types: readonly ArgumentType[],
): Candidate | OverloadFailure {
  const allTyped = types.every((type) => type !== undefined);
  const exact = candidates.filter((candidate) => exactMatches(candidate, types) === types.length);
  const [only, ...others] = exact;
  if (allTyped && only !== undefined && others.length === 0) return only;
  if (candidates.length === 0) return 'none';
  let left = candidates;
  for (const count of [exactMatches, nearMatches, preferredMatches]) {
    const [single, ...more] = left;
    if (single !== undefined && more.length === 0) return single;
    left = withMost(left, (candidate) => count(candidate, types));
  }
  const [single, ...more] = left;
  if (single !== undefined && more.length === 0) return single;
  return allTyped ? 'ambiguous' : chooseForLiterals(left, types);
}

function withMost(
  candidates: readonly Candidate[],
  count: (candidate: Candidate) => number,
): readonly Candidate[] {
  const most = Math.max(...candidates.map(count));
  return candidates.filter((candidate) => count(candidate) === most);
}

type Count = (candidate: Candidate, types: readonly ArgumentType[]) => number;

function counting(counts: (parameter: Parameter, type: ArgumentType) => boolean): Count {
  return ({ parameters }, types) => parameters.filter((parameter, at) => counts(parameter, types[at])).length;
}

const exactMatches = counting((parameter, type) => {
  const concrete = plainType(parameter);
  return type !== undefined && concrete !== undefined && sameType(concrete, type);
});

/** Positions that take an unsigned number as the signed type holding all its values. */
const nearMatches = counting((parameter, type) => type !== undefined && NEAR_TYPES[type.kind] === parameter);

const preferredMatches = counting((parameter, type) => {
  const concrete = plainType(parameter);
  if (concrete === undefined || !isPreferred(concrete)) return false;
  return type === undefined || categoryOf(concrete) === categoryOf(type);
});

/** Narrows by what literals may be, position by position; then takes them to be of the type the others have. */
function chooseForLiterals(
  candidates: readonly Candidate[],
  types: readonly ArgumentType[],
): Candidate | OverloadFailure {
  let left = candidates;
  const noted: SqlType[] = [];
  for (const [at, type] of types.entries()) {
    if (type !== undefined) {
      noted.push(type);
      continue;
    }
    const category = literalCategory(left, at);
    if (category === undefined) break;
    left = narrow(left, at, category);
  }
  const [only, ...others] = left;
  if (only !== undefined && others.length === 0) return only;
  const [first] = noted;
  if (first === undefined || !noted.every((type) => sameType(type, first))) return 'ambiguous';
  const assumed = types.map((type) => type ?? first);
  const accepting = left.filter((candidate) => bindParameters(candidate, assumed) !== undefined);
  const [match, ...more] = accepting;
  return match !== undefined && more.length === 0 ? match : 'ambiguous';
}

function literalCategory(candidates: readonly Candidate[], at: number): TypeCategory | undefined {
  const categories = new Set(candidates.map((candidate) => parameterCategory(candidate.parameters[at])));
  if (categories.has('String')) return 'String';
  const [only] = categories;
  return categories.size === 1 ? only : undefined;
}

function narrow(candidates: readonly Candidate[], at: number, category: TypeCategory): readonly Candidate[] {
  const kept = candidates.filter((candidate) => parameterCategory(candidate.parameters[at]) === category);
  const preferred = preferredType(category);
  const best = kept.filter(({ parameters }) => {
    const concrete = plainType(parameters[at]);
    return preferred !== undefined && concrete !== undefined && canCast(preferred, concrete, 'implicit');
  });
  return best.length > 0 ? best : kept;
}

function parameterCategory(parameter: Parameter | undefined): TypeCategory {
  const concrete = plainType(parameter);
  if (concrete !== undefined) return categoryOf(concrete);
  if (parameter === 'array') return 'Array';
  return parameter === 'list' ? 'List' : 'Pseudo';
}

const TEXT: SqlType = { kind: 'text' };
const TEXT_ARRAY: SqlType = { kind: 'array', element: TEXT };

/** The type of a parameter that takes just one. */
function plainType(parameter: Parameter | undefined): SqlType | undefined {
  switch (parameter) {
    case undefined:
    case 'any':
    case 'as text':
    case 'array':
    case 'element of array':
    case 'list':
    case 'element of list':
    case 'map':
    case 'value of map':
    case 'record':
      return undefined;
    case 'text[]':
      return TEXT_ARRAY;
    default:
      return { kind: parameter satisfies ParameterKind } as SqlType;
  }
}

/** The type each argument is cast to; nothing where one does not fit. */
function bindParameters(
  { parameters }: Candidate,
  types: readonly ArgumentType[],
): readonly SqlType[] | undefined {
  const bound = new Map<Container, SqlType>();
  for (const [at, parameter] of parameters.entries()) {
    const part = CONTAINER_OF[parameter];
    const type = types[at];
    if (part?.whole !== true || type === undefined) continue;
    if (type.kind !== part.container) return undefined;
    const inner = innerType(type);
    const known = bound.get(part.container);
    if (known !== undefined && !sameType(known, inner)) return undefined;
    bound.set(part.container, inner);
  }
  const concrete = parameters.map((parameter, at) => concreteType(parameter, types[at], bound));
  return concrete.every((type) => type !== undefined) ? concrete : undefined;
}

type Container = 'array' | 'list' | 'map';

const CONTAINER_OF: {
  readonly [P in Parameter]?: { readonly container: Container; readonly whole: boolean };
} = {
  array: { container: 'array', whole: true },
  'element of array': { container: 'array', whole: false },
  list: { container: 'list', whole: true },
  'element of list': { container: 'list', whole: false },
  map: { container: 'map', whole: true },
  'value of map': { container: 'map', whole: false },
};

function innerType(type: SqlType): SqlType {
  if (type.kind === 'array' || type.kind === 'list') return type.element;
  return type.kind === 'map' ? type.value : type;
}

function concreteType(
  parameter: Parameter,
  type: ArgumentType,
  bound: ReadonlyMap<Container, SqlType>,
): SqlType | undefined {
  const part = CONTAINER_OF[parameter];
  if (part !== undefined) {
    const inner = bound.get(part.container);
    if (inner === undefined) return undefined;
    const target = part.whole ? wrap(part.container, inner) : inner;
    return type === undefined || canCast(type, target, 'implicit') ? target : undefined;
  }
  if (parameter === 'any') return type ?? TEXT;
  if (parameter === 'as text') return type?.kind === 'array' || type?.kind === 'list' ? undefined : TEXT;
  if (parameter === 'record') return type?.kind === 'record' ? type : undefined;
  const plain = plainType(parameter);
  return plain === undefined || type === undefined || canCast(type, plain, 'implicit') ? plain : undefined;
}

function wrap(container: Container, inner: SqlType): SqlType {
  return container === 'map' ? { kind: 'map', value: inner } : { kind: container, element: inner };
}
