import type { Cast, Expression, FieldAccess, Subscript } from '../ast/expressions.ts';
import { assertNever } from '../diagnostics/assert-never.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestNames } from '../diagnostics/nearest.ts';
import { canCast } from '../types/casts.ts';
import type { SqlType } from '../types/sql-type.ts';
import { readDataType, TYPE_NAMES, type TypeProblem } from '../types/type-names.ts';
import type { TypedExpression } from '../types/typed-expression.ts';
import { typeBinary, typeLike, typeUnary } from './expression-calls.ts';
import { typeColumn } from './expression-columns.ts';
import {
  typeBetween,
  typeCase,
  typeConditional,
  typeInList,
  typeIsDistinctFrom,
  typeIsTest,
} from './expression-conditions.ts';
import { typeConstructor } from './expression-constructors.ts';
import {
  asTyped,
  cast,
  coerceLiteral,
  type ExpressionContext,
  type ExpressionScope,
  placeOf,
  TEXT,
  type Typed,
} from './expression-context.ts';
import { columnDiagnostics } from './expression-diagnostics.ts';
import { typeCall } from './expression-functions.ts';
import { typeInterval, typeNumber } from './expression-literals.ts';
import { typeSubscript } from './expression-subscripts.ts';
import { partitionCastFixes } from './partition-fixes.ts';
import { typeDiagnostics } from './type-diagnostics.ts';

export type { ExpressionScope } from './expression-context.ts';

const UINT8: SqlType = { kind: 'uint8' };

type Report = (diagnostic: Diagnostic) => void;

/** Binds the names of an expression and finds its types; reports every error that does not follow from another. */
export function typeExpression(
  expression: Expression,
  scope: ExpressionScope,
  report: Report,
): TypedExpression | undefined {
  const typed = createContext(scope, report).type(expression);
  return typed === undefined ? undefined : asTyped(typed);
}

/** PARTITION BY as it is evaluated, cast to uint8, and the type it had before. */
export interface TypedPartitionBy {
  readonly expression: TypedExpression;
  readonly type: SqlType;
}

export function typePartitionBy(
  expression: Expression,
  scope: ExpressionScope,
  report: Report,
): TypedPartitionBy | undefined {
  const typed = createContext(scope, report).type(expression);
  if (typed === undefined) return undefined;
  if (typed.kind === 'untyped') return { expression: coerceLiteral(typed, UINT8), type: UINT8 };
  if (canCast(typed.type, UINT8, 'assignment')) {
    return { expression: cast(typed, UINT8, false), type: typed.type };
  }
  const place = { file: scope.file, span: expression.span };
  const parameters = { from: asText(typed.type), to: UINT8, construct: scope.construct };
  report(
    typeDiagnostics.create('no-cast', place, parameters, {
      fixes: partitionCastFixes(expression, typed.type),
    }),
  );
  return undefined;
}

/** Texts of a length are looked up as text. */
function asText(type: SqlType): SqlType {
  return type.kind === 'varchar' || type.kind === 'char' || type.kind === 'name' ? TEXT : type;
}

function createContext(scope: ExpressionScope, report: Report): ExpressionContext {
  const context: ExpressionContext = {
    scope,
    report,
    type: (expression) => typeNode(context, expression),
  };
  return context;
}

function typeNode(context: ExpressionContext, expression: Expression): Typed | undefined {
  switch (expression.kind) {
    case 'StringLiteral':
      return { kind: 'untyped', text: expression.value };
    case 'NullLiteral':
      return { kind: 'untyped', text: null };
    case 'BooleanLiteral':
      return {
        kind: 'constant',
        type: { kind: 'bool' },
        nullable: false,
        text: expression.value ? 't' : 'f',
      };
    case 'NumberLiteral':
      return typeNumber(context, expression);
    case 'IntervalLiteral':
      return typeInterval(context, expression);
    case 'ColumnReference':
      return typeColumn(context, expression);
    case 'Parenthesized':
      return context.type(expression.operand);
    case 'FunctionCall':
      return typeCall(context, expression);
    case 'ConditionalCall':
      return typeConditional(context, expression);
    case 'UnaryOperation':
      return typeUnary(context, expression);
    case 'BinaryOperation':
      return typeBinary(context, expression);
    case 'Like':
      return typeLike(context, expression);
    case 'IsTest':
      return typeIsTest(context, expression);
    case 'IsDistinctFrom':
      return typeIsDistinctFrom(context, expression);
    case 'InList':
      return typeInList(context, expression);
    case 'Between':
      return typeBetween(context, expression);
    case 'Case':
      return typeCase(context, expression);
    case 'Cast':
      return typeCast(context, expression);
    case 'Subscript':
      return typeSubscript(context, expression satisfies Subscript);
    case 'FieldAccess':
      return typeField(context, expression);
    case 'ArrayConstructor':
    case 'MapConstructor':
    case 'RowConstructor':
      return typeConstructor(context, expression);
    case 'HexLiteral':
      return unsupported(context, expression, "a hex literal X'..'");
    case 'Collate': {
      const operand = context.type(expression.operand);
      const name = expression.collation.parts.map((part) => part.name).join('.');
      return name === 'pg_catalog.default' ? operand : unsupported(context, expression, `COLLATE "${name}"`);
    }
    case 'Parameter':
      return misplaced(context, expression, `parameter "$${expression.number}"`);
    case 'Subquery':
      return misplaced(context, expression, 'a subquery');
    default:
      return assertNever(expression);
  }
}

function unsupported(context: ExpressionContext, { span }: Expression, what: string): undefined {
  context.report(typeDiagnostics.create('unsupported-expression', placeOf(context, span), { what }));
}

function misplaced(context: ExpressionContext, { span }: Expression, what: string): undefined {
  const { construct } = context.scope;
  context.report(columnDiagnostics.create('partition-shape', placeOf(context, span), { what, construct }));
}

function typeCast(context: ExpressionContext, expression: Cast): Typed | undefined {
  const type = readDataType(expression.type);
  if ('problem' in type) reportType(context, type);
  const empty = 'problem' in type ? undefined : emptyConstructor(expression.operand, type);
  if (empty !== undefined) return empty;
  const operand = context.type(expression.operand);
  if (operand === undefined || 'problem' in type) return undefined;
  if (operand.kind === 'untyped' && (operand.text === null || canCast(TEXT, type, 'explicit'))) {
    return coerceLiteral(operand, type);
  }
  if (operand.kind !== 'untyped' && canCast(operand.type, type, 'explicit')) return cast(operand, type, true);
  const from = operand.kind === 'untyped' ? TEXT : operand.type;
  const parameters = { from: type.kind === 'text' ? from : asText(from), to: type };
  context.report(typeDiagnostics.create('no-cast', placeOf(context, expression.span), parameters));
  return undefined;
}

/** `ARRAY[]::int4[]`: the cast alone says what the elements would be. */
function emptyConstructor(operand: Expression, type: SqlType): TypedExpression | undefined {
  if (operand.kind === 'Parenthesized') return emptyConstructor(operand.operand, type);
  const isArray = operand.kind === 'ArrayConstructor' && operand.elements.length === 0;
  const isMap = operand.kind === 'MapConstructor' && operand.entries.length === 0;
  if (isMap && type.kind === 'map') return { kind: 'map', type, nullable: false, arguments: [] };
  if (!isArray || operand.constructs !== type.kind) return undefined;
  return { kind: type.kind, type, nullable: false, arguments: [] };
}

function reportType(context: ExpressionContext, { problem, name, span, reason }: TypeProblem): void {
  const place = placeOf(context, span);
  if (problem === 'unknown') {
    const nearest = nearestNames(name, TYPE_NAMES);
    context.report(typeDiagnostics.create('unknown-type', place, { name, nearest }));
  } else if (problem === 'unsupported') {
    context.report(typeDiagnostics.create('unsupported-type', place, { name }));
  } else {
    context.report(typeDiagnostics.create('type-modifier', place, { reason: reason ?? name }));
  }
}

function typeField(context: ExpressionContext, expression: FieldAccess): Typed | undefined {
  const typed = context.type(expression.operand);
  if (typed === undefined) return undefined;
  const operand = asTyped(typed);
  if (expression.field === undefined) return unsupported(context, expression, '.* in an expression');
  const { name, span } = expression.field;
  const fields = operand.type.kind === 'record' ? operand.type.fields : [];
  const index = fields.findIndex((field) => field.name === name);
  const field = fields[index];
  if (field !== undefined) return { kind: 'field', type: field.type, nullable: true, operand, index };
  context.report(
    typeDiagnostics.create('unknown-field', placeOf(context, span), { name, type: operand.type }),
  );
  return undefined;
}
