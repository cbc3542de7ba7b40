import type { BinaryOperation, Expression, FunctionCall, Like, UnaryOperation } from '../ast/expressions.ts';
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
import { type Overload, resolveOverload } from '../types/overload.ts';
import type { TypedCall, TypedExpression } from '../types/typed-expression.ts';
import {
  BOOL,
  cast,
  coerce,
  coerceLiteral,
  type ExpressionContext,
  placeOf,
  type Typed,
  typeAll,
  typeOf,
} from './expression-context.ts';
import { columnDiagnostics } from './expression-diagnostics.ts';
import { typeDiagnostics } from './type-diagnostics.ts';

const SCHEMAS: ReadonlySet<string> = new Set(['pg_catalog', 'mz_catalog']);
/** Functions of mz_catalog among those that PARTITION BY refuses. */
const MZ_FUNCTIONS = /^(mz_|list_agg|map_agg|csv_extract|regexp_extract)/;

const ALL_NAMES: readonly string[] = [
  ...new Set([
    ...FUNCTIONS.map(({ name }) => name),
    ...Object.keys(FUNCTION_ALIASES),
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
  const alias = FUNCTION_ALIASES[name];
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
    Object.hasOwn(FUNCTION_ALIASES, name) ||
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

/** Puts a cast behind an expression, in parentheses where it needs them. */
export function castEdits(expression: Expression, suffix: string): Fix['edits'] {
  const { start, end } = expression.span;
  const binds =
    expression.kind === 'ColumnReference' ||
    expression.kind === 'FunctionCall' ||
    expression.kind === 'Parenthesized';
  if (binds) return [{ span: { start: end, end }, text: suffix }];
  return [
    { span: { start, end: start }, text: '(' },
    { span: { start: end, end }, text: `)${suffix}` },
  ];
}

function buildCall(
  { row, parameters, result }: Overload,
  typed: readonly Typed[],
  signature: string,
): TypedCall {
  const parts = typed.map((one, at) => {
    const type = parameters[at];
    if (type === undefined) throw new Error(`bug: ${signature} has no parameter ${at}`);
    // `||` writes whatever stands beside a text.
    const explicit = row.parameters[at] === 'as text' && one.kind !== 'untyped';
    return explicit ? cast(one, type, true) : coerce(one, type);
  });
  const nullable =
    row.nulls !== undefined && row.nulls !== 'propagated'
      ? row.name !== 'concat'
      : parts.some((part) => part.nullable);
  return { kind: 'call', type: result, nullable, signature, arguments: parts };
}

/** Calls an operator; reports where none fits. @param span  where a failure is shown */
export function callOperator(
  context: ExpressionContext,
  symbol: string,
  span: Span,
  typed: readonly Typed[],
): TypedExpression | undefined {
  const place = placeOf(context, span);
  const rows = operatorsNamed(symbol);
  if (rows.length === 0) {
    context.report(typeDiagnostics.create('unknown-operator', place, { name: symbol }));
    return undefined;
  }
  const overload = resolveOverload(rows, typed.map(typeOf));
  if (typeof overload !== 'string') return buildCall(overload, typed, operatorSignature(overload.row));
  const types = showTypes(typed.map(typeOf));
  if (overload === 'ambiguous') {
    context.report(typeDiagnostics.create('ambiguous-operator', place, { name: symbol, types }));
  } else {
    context.report(
      typeDiagnostics.create('no-overload', place, { name: symbol, types, known: [], operator: true }),
    );
  }
  return undefined;
}

export function typeUnary(
  context: ExpressionContext,
  operation: UnaryOperation,
): TypedExpression | undefined {
  const typed = context.type(operation.operand);
  if (typed === undefined) return undefined;
  if (operation.operator === '+' && typed.kind === 'untyped') return coerceLiteral(typed, { kind: 'float8' });
  if (operation.operator !== 'NOT') {
    return callOperator(context, operation.operator, operation.operatorSpan, [typed]);
  }
  const operand = booleanOperand(context, 'NOT', typed, operation.operand);
  return operand === undefined
    ? undefined
    : { kind: 'not', type: BOOL, nullable: operand.nullable, arguments: [operand] };
}

export function typeBinary(
  context: ExpressionContext,
  operation: BinaryOperation,
): TypedExpression | undefined {
  const { operator, operatorSpan, quantifier } = operation;
  const left = context.type(operation.left);
  const right = context.type(operation.right);
  if (quantifier !== undefined) {
    if (operation.right.kind === 'Subquery') return undefined;
    const what = `${operator} ${quantifier} (..)`;
    context.report(
      typeDiagnostics.create('unsupported-expression', placeOf(context, operatorSpan), { what }),
    );
    return undefined;
  }
  if (left === undefined || right === undefined) return undefined;
  if (operator === 'AND' || operator === 'OR') {
    const parts = [
      booleanOperand(context, operator, left, operation.left),
      booleanOperand(context, operator, right, operation.right),
    ].filter((part) => part !== undefined);
    if (parts.length < 2) return undefined;
    const nullable = parts.some((part) => part.nullable);
    return { kind: operator === 'AND' ? 'and' : 'or', type: BOOL, nullable, arguments: parts };
  }
  const schema = operation.operatorSchema?.parts.map((part) => part.name).join('.');
  if (schema !== undefined && schema !== 'pg_catalog') {
    const name = `${schema}.${operator}`;
    context.report(typeDiagnostics.create('unknown-operator', placeOf(context, operatorSpan), { name }));
    return undefined;
  }
  return callOperator(context, operator, operatorSpan, [left, right]);
}

function booleanOperand(
  context: ExpressionContext,
  operator: string,
  typed: Typed,
  { span }: Expression,
): TypedExpression | undefined {
  if (typed.kind === 'untyped' || typed.type.kind === 'bool') return coerce(typed, BOOL);
  const parameters = { construct: `an operand of ${operator}`, type: typed.type };
  context.report(typeDiagnostics.create('not-boolean', placeOf(context, span), parameters));
  return undefined;
}

export function typeLike(context: ExpressionContext, like: Like): TypedExpression | undefined {
  const written = like.escape === undefined ? [] : [like.escape];
  const typed = typeAll(context, [like.operand, like.pattern, ...written]);
  if (typed === undefined) return undefined;
  const sign = `~~${like.caseInsensitive ? '*' : ''}`;
  if (like.escape === undefined)
    return callOperator(context, like.negated ? `!${sign}` : sign, like.span, typed);
  const overload = resolveOverload(
    functionsNamed(like.caseInsensitive ? 'ilike_escape' : 'like_escape'),
    typed.map(typeOf),
  );
  if (typeof overload === 'string') {
    const types = showTypes(typed.map(typeOf));
    const parameters = { name: 'LIKE .. ESCAPE', types, known: [], operator: true };
    context.report(typeDiagnostics.create('no-overload', placeOf(context, like.span), parameters));
    return undefined;
  }
  const call = buildCall(overload, typed, functionSignature(overload.row));
  return like.negated ? { kind: 'not', type: BOOL, nullable: call.nullable, arguments: [call] } : call;
}
