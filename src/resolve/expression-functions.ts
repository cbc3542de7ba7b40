import type { FunctionCall } from '../ast/expressions.ts';
import type { Fix } from '../diagnostics/diagnostic.ts';
import { nearestNames } from '../diagnostics/nearest.ts';
import type { Span } from '../source/span.ts';
import {
  AGGREGATE_FUNCTIONS,
  CATALOG_FUNCTIONS,
  TABLE_FUNCTIONS,
  UNSUPPORTED_FUNCTIONS,
  WINDOW_FUNCTIONS,
} from '../types/function-names.ts';
import { type FunctionRow, functionSignature, operatorSignature, showTypes } from '../types/function-row.ts';
import { FUNCTION_ALIASES, FUNCTIONS, functionsNamed, operatorsNamed } from '../types/functions.ts';
import { resolveOverload } from '../types/overload.ts';
import type { TypedExpression } from '../types/typed-expression.ts';
import { castEdits } from './cast-edits.ts';
import { buildCall } from './expression-calls.ts';
import { type ExpressionContext, placeOf, type Typed, typeAll, typeOf } from './expression-context.ts';
import { columnDiagnostics } from './expression-diagnostics.ts';
import { typeDiagnostics } from './type-diagnostics.ts';

const SCHEMAS: ReadonlySet<string> = new Set(['pg_catalog', 'mz_catalog']);
/** Functions of mz_catalog among those that PARTITION BY refuses. */
const MZ_FUNCTIONS = /^(mz_|list_agg|map_agg|csv_extract|regexp_extract)/;

const ALL_NAMES: readonly string[] = [
  ...new Set([
    ...FUNCTIONS.map(({ name }) => name),
    ...FUNCTION_ALIASES.keys(),
    ...AGGREGATE_FUNCTIONS,
    ...WINDOW_FUNCTIONS,
    ...TABLE_FUNCTIONS,
    ...UNSUPPORTED_FUNCTIONS,
  ]),
];

export function typeCall(context: ExpressionContext, call: FunctionCall): TypedExpression | undefined {
  const name = plainName(call);
  const isKnown = name !== undefined && isFunction(name);
  if (!isKnown) reportUnknown(context, call);
  const allowed = isKnown && checkShape(context, call, name);
  const typed = call.star ? [] : typeAll(context, call.arguments);
  if (!allowed || typed === undefined || name === undefined) return undefined;
  if (UNSUPPORTED_FUNCTIONS.has(name)) {
    context.report(
      typeDiagnostics.create('unsupported-function', placeOf(context, call.name.span), { name }),
    );
    return undefined;
  }
  const alias = FUNCTION_ALIASES.get(name);
  if (alias !== undefined && functionsNamed(alias).length === 0) {
    const overload = resolveOverload(operatorsNamed(alias), typed.map(typeOf));
    if (typeof overload !== 'string') return buildCall(overload, typed, operatorSignature(overload.row));
    reportOverload(context, name, call, typed, overload);
    return undefined;
  }
  const rows = functionsNamed(alias ?? name);
  const overload = resolveOverload(rows, typed.map(typeOf));
  if (typeof overload !== 'string') return buildCall(overload, typed, functionSignature(overload.row));
  reportOverload(context, name, call, typed, overload, rows);
  return undefined;
}

/** The last part of a name in a schema of built-in functions. */
function plainName({ name }: FunctionCall): string | undefined {
  const parts = name.parts.map((part) => part.name);
  return parts.length === 1 || SCHEMAS.has(parts.at(-2) ?? '') ? parts.at(-1) : undefined;
}

function isFunction(name: string): boolean {
  return (
    functionsNamed(name).length > 0 ||
    FUNCTION_ALIASES.has(name) ||
    [AGGREGATE_FUNCTIONS, WINDOW_FUNCTIONS, TABLE_FUNCTIONS, CATALOG_FUNCTIONS, UNSUPPORTED_FUNCTIONS].some(
      (names) => names.has(name),
    )
  );
}

function reportUnknown(context: ExpressionContext, { name }: FunctionCall): void {
  const written = name.parts.map((part) => part.name).join('.');
  const last = name.parts.at(-1)?.name ?? '';
  const jsonb = last.replace(/^json_/, 'jsonb_');
  const nearest = jsonb !== last && isFunction(jsonb) ? [jsonb] : nearestNames(last, ALL_NAMES);
  const fixes = nearest.slice(0, 1).map(
    (best): Fix => ({
      title: `Replace it by ${best}`,
      applicability: 'suggested',
      edits: [{ span: name.span, text: best }],
    }),
  );
  const place = placeOf(context, name.span);
  context.report(typeDiagnostics.create('unknown-function', place, { name: written, nearest }, { fixes }));
}

/** Refuses what is not computed from one row. */
function checkShape(context: ExpressionContext, call: FunctionCall, name: string): boolean {
  const what = misplacedFunction(call, name) ?? misplacedClause(call, name);
  if (what === undefined) return true;
  const { construct } = context.scope;
  const span = what.span ?? call.name.span;
  context.report(
    columnDiagnostics.create('partition-shape', placeOf(context, span), { what: what.text, construct }),
  );
  return false;
}

interface Misplaced {
  readonly text: string;
  /** Of the function's name if absent. */
  readonly span?: Span;
}

function misplacedFunction(call: FunctionCall, name: string): Misplaced | undefined {
  const full = `"${MZ_FUNCTIONS.test(name) ? 'mz_catalog' : 'pg_catalog'}.${name}"`;
  if (AGGREGATE_FUNCTIONS.has(name)) {
    return { text: `${call.over === undefined ? 'aggregate' : 'window'} function ${full}` };
  }
  if (WINDOW_FUNCTIONS.has(name)) return { text: `window function ${full}` };
  if (TABLE_FUNCTIONS.has(name)) return { text: `table function ${full}` };
  return CATALOG_FUNCTIONS.has(name)
    ? { text: `function ${full}, which is a subquery of the catalog,` }
    : undefined;
}

function misplacedClause(call: FunctionCall, name: string): Misplaced | undefined {
  const clauses = [
    ['DISTINCT', call.distinct],
    ['ORDER BY', call.orderBy],
    ['FILTER', call.filter],
    ['OVER', call.over],
  ] as const;
  for (const [clause, span] of clauses) {
    if (span !== undefined) return { text: `${clause} of function "${name}"`, span };
  }
  return call.star ? { text: `* as argument of function "${name}"`, span: call.span } : undefined;
}

function reportOverload(
  context: ExpressionContext,
  name: string,
  call: FunctionCall,
  typed: readonly Typed[],
  failure: 'none' | 'ambiguous',
  rows: readonly FunctionRow[] = [],
): void {
  const types = showTypes(typed.map(typeOf));
  const place = placeOf(context, call.name.span);
  if (failure === 'ambiguous') {
    context.report(typeDiagnostics.create('ambiguous-function', place, { name, types }));
    return;
  }
  const known = rows.map(({ parameters, variadic }) =>
    [...parameters, ...(variadic === undefined ? [] : [`${variadic}...`])].join(', '),
  );
  const fixes = textFixes(call, typed, rows);
  context.report(
    typeDiagnostics.create('no-overload', place, { name, types, known, operator: false }, { fixes }),
  );
}

/** One argument of a type that only lacks `::text`. */
function textFixes(
  call: FunctionCall,
  typed: readonly Typed[],
  rows: readonly FunctionRow[],
): readonly Fix[] {
  const [argument, ...others] = call.arguments;
  const takesText = rows.some(({ parameters }) => parameters.length === 1 && parameters[0] === 'text');
  if (
    argument === undefined ||
    others.length > 0 ||
    !takesText ||
    typeOf(typed[0] ?? { kind: 'untyped', text: '' }) === undefined
  ) {
    return [];
  }
  return [
    {
      title: 'Cast the argument to text',
      applicability: 'suggested',
      edits: castEdits(argument, '::text'),
    },
  ];
}
