import type { ArrayConstructor, MapConstructor, RowConstructor } from '../ast/expressions.ts';
import { showType } from '../types/show-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { TypedExpression } from '../types/typed-expression.ts';
import { unify } from './expression-conditions.ts';
import {
  asTyped,
  coerce,
  type ExpressionContext,
  fits,
  placeOf,
  TEXT,
  typeAll,
} from './expression-context.ts';
import { typeDiagnostics } from './type-diagnostics.ts';

type Constructor = ArrayConstructor | MapConstructor | RowConstructor;

export function typeConstructor(
  context: ExpressionContext,
  written: Constructor,
): TypedExpression | undefined {
  switch (written.kind) {
    case 'ArrayConstructor':
      return typeArray(context, written);
    case 'MapConstructor':
      return typeMap(context, written);
    case 'RowConstructor':
      return typeRow(context, written);
  }
}

const HELD_AS_ARRAYS: ReadonlySet<string> = new Set(['list', 'map', 'record']);

function typeArray(
  context: ExpressionContext,
  { constructs, elements, span }: ArrayConstructor,
): TypedExpression | undefined {
  const construct = constructs.toUpperCase();
  if (elements.length === 0) return empty(context, span, construct);
  const typed = typeAll(context, elements);
  const unified = typed === undefined ? undefined : unify(context, construct, typed, elements);
  if (unified === undefined) return undefined;
  // Arrays in an array are its further dimensions.
  const inner = constructs === 'array' && unified.type.kind === 'array';
  if (inner && HELD_AS_ARRAYS.has(unified.type.element.kind)) {
    // Their values are arrays too, so that the dimensions could not be told from them.
    const what = `an array of several dimensions of type "${showType(unified.type.element)}"`;
    context.report(typeDiagnostics.create('unsupported-expression', placeOf(context, span), { what }));
    return undefined;
  }
  const type: SqlType = inner ? unified.type : { kind: constructs, element: unified.type };
  return { kind: constructs, type, nullable: false, arguments: unified.members };
}

function typeMap(context: ExpressionContext, { entries, span }: MapConstructor): TypedExpression | undefined {
  if (entries.length === 0) return empty(context, span, 'MAP');
  const keys = typeAll(
    context,
    entries.map(({ key }) => key),
  );
  const values = typeAll(
    context,
    entries.map(({ value }) => value),
  );
  if (keys === undefined || values === undefined) return undefined;
  const misfit = keys.findIndex((key) => !fits(key, TEXT));
  const wrong = keys[misfit];
  const place = entries[misfit]?.key.span;
  if (wrong !== undefined && place !== undefined) {
    const parameters = { from: asTyped(wrong).type, to: TEXT };
    context.report(typeDiagnostics.create('no-cast', placeOf(context, place), parameters));
    return undefined;
  }
  const unified = unify(
    context,
    'MAP',
    values,
    entries.map(({ value }) => value),
  );
  if (unified === undefined) return undefined;
  const parts = keys.flatMap((key, at) => {
    const value = unified.members[at];
    return value === undefined ? [] : [coerce(key, TEXT), value];
  });
  return { kind: 'map', type: { kind: 'map', value: unified.type }, nullable: false, arguments: parts };
}

function typeRow(context: ExpressionContext, { elements }: RowConstructor): TypedExpression | undefined {
  const typed = typeAll(context, elements)?.map(asTyped);
  if (typed === undefined) return undefined;
  const fields = typed.map(({ type, nullable }, at) => ({ name: `f${at + 1}`, type, nullable }));
  return { kind: 'row', type: { kind: 'record', fields }, nullable: false, arguments: typed };
}

function empty(context: ExpressionContext, span: Constructor['span'], construct: string): undefined {
  context.report(typeDiagnostics.create('empty-constructor', placeOf(context, span), { construct }));
}
