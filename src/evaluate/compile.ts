import { assertNever } from '../diagnostics/assert-never.ts';
import { castConversion } from '../types/casts.ts';
import { comparisonOf } from '../types/compare.ts';
import { rowOfSignature } from '../types/functions.ts';
import { sortEntries } from '../types/sequence-rows.ts';
import { parseText } from '../types/text-forms.ts';
import type {
  TypedCall,
  TypedCase,
  TypedCast,
  TypedConstructor,
  TypedExpression,
  TypedIsDistinctFrom,
  TypedIsTest,
  TypedLogic,
  TypedVariadic,
} from '../types/typed-expression.ts';
import type { Row, Value } from '../types/value.ts';

/** Computes a value from a row. @throws {SinkError} where there is none: a division by zero, a text that is no number */
export type Evaluate = (row: Row) => Value;

/** Turns an expression into a function, once; see `TypedExpression` for what each part means. */
export function compileExpression(expression: TypedExpression): Evaluate {
  switch (expression.kind) {
    case 'column': {
      const { index } = expression;
      return (row) => row[index] ?? null;
    }
    case 'constant': {
      const value = expression.text === null ? null : parseText(expression.type, expression.text);
      return () => value;
    }
    case 'call':
      return compileCall(expression);
    case 'cast':
      return compileCast(expression);
    case 'case':
      return compileCase(expression);
    case 'coalesce':
      return compileCoalesce(expression);
    case 'greatest':
    case 'least':
      return compileExtreme(expression);
    case 'and':
    case 'or':
      return compileLogic(expression);
    case 'not': {
      const operand = compileFirst(expression.arguments);
      return (row) => {
        const value = operand(row);
        return value === null ? null : value !== true;
      };
    }
    case 'is':
      return compileIsTest(expression);
    case 'is distinct from':
      return compileIsDistinctFrom(expression);
    case 'array':
    case 'list':
    case 'row':
    case 'map':
      return compileConstructor(expression);
    case 'field': {
      const { index } = expression;
      const operand = compileExpression(expression.operand);
      return (row) => {
        const record = operand(row);
        return record === null ? null : ((record as readonly Value[])[index] ?? null);
      };
    }
    default:
      return assertNever(expression);
  }
}

function compileFirst([first]: readonly TypedExpression[]): Evaluate {
  if (first === undefined) throw new Error('bug: an expression without operand');
  return compileExpression(first);
}

type Apply = (...values: Value[]) => Value;

/** Every argument is evaluated, so that an error in one wins over NULL in another. */
function compileCall({ signature, arguments: parts }: TypedCall): Evaluate {
  const row = rowOfSignature(signature);
  const apply = (row.apply ?? row.bind?.(parts.map((part) => part.type))) as Apply | undefined;
  if (apply === undefined) throw new Error(`bug: nothing computes ${signature}`);
  const operands = parts.map(compileExpression);
  const [first, second, ...further] = operands;
  if (row.nulls === 'accepted') return (input) => apply(...operands.map((operand) => operand(input)));
  if (first !== undefined && second === undefined) {
    return (input) => {
      const value = first(input);
      return value === null ? null : apply(value);
    };
  }
  if (first !== undefined && second !== undefined && further.length === 0) {
    return (input) => {
      const left = first(input);
      const right = second(input);
      return left === null || right === null ? null : apply(left, right);
    };
  }
  return (input) => {
    const values = operands.map((operand) => operand(input));
    return values.includes(null) ? null : apply(...values);
  };
}

function compileCast({ operand, type, explicit }: TypedCast): Evaluate {
  const convert = castConversion(operand.type, type, explicit);
  const evaluate = compileExpression(operand);
  if (operand.kind === 'constant') return once(() => convertNullable(evaluate([]), convert));
  return (row) => convertNullable(evaluate(row), convert);
}

function convertNullable(value: Value, convert: (value: Exclude<Value, null>) => Value): Value {
  return value === null ? null : convert(value);
}

/** Remembers the value; an error comes again with every row. */
function once(compute: () => Value): Evaluate {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

/** Only the branch taken is evaluated; a condition that is NULL is not met. */
function compileCase({ branches, otherwise }: TypedCase): Evaluate {
  const compiled = branches.map(({ condition, result }) => ({
    condition: compileExpression(condition),
    result: compileExpression(result),
  }));
  const last = otherwise === undefined ? () => null : compileExpression(otherwise);
  return (row) => {
    for (const { condition, result } of compiled) {
      if (condition(row) === true) return result(row);
    }
    return last(row);
  };
}

/** Stops at the first value that is not NULL. */
function compileCoalesce({ arguments: parts }: TypedVariadic): Evaluate {
  const operands = parts.map(compileExpression);
  return (row) => {
    for (const operand of operands) {
      const value = operand(row);
      if (value !== null) return value;
    }
    return null;
  };
}

/** Evaluates everything and leaves NULL out. */
function compileExtreme({ kind, type, arguments: parts }: TypedVariadic): Evaluate {
  const operands = parts.map(compileExpression);
  const compare = comparisonOf(type);
  const sign = kind === 'greatest' ? 1 : -1;
  return (row) => {
    let best: Value = null;
    for (const operand of operands) {
      const value = operand(row);
      const wins = value !== null && (best === null || sign * compare(value as never, best as never) > 0);
      if (wins) best = value;
    }
    return best;
  };
}

/** One operand that decides hides errors of the others; otherwise an error wins over NULL. */
function compileLogic({ kind, arguments: parts }: TypedLogic): Evaluate {
  const operands = parts.map(compileExpression);
  const deciding = kind === 'or';
  return (row) => {
    let failure: { readonly error: unknown } | undefined;
    let unknown = false;
    for (const operand of operands) {
      try {
        const value = operand(row);
        if (value === deciding) return deciding;
        if (value === null) unknown = true;
      } catch (error) {
        failure ??= { error };
      }
    }
    if (failure !== undefined) throw failure.error;
    return unknown ? null : !deciding;
  };
}

function compileIsTest({ operand, test, negated }: TypedIsTest): Evaluate {
  const evaluate = compileExpression(operand);
  const wanted = test === 'TRUE' ? true : test === 'FALSE' ? false : null;
  return (row) => (evaluate(row) === wanted) !== negated;
}

/** `equality` is true, false or NULL; two NULLs are not distinct. */
function compileIsDistinctFrom({ left, right, negated }: TypedIsDistinctFrom): Evaluate {
  const first = compileExpression(left);
  const second = compileExpression(right);
  const compare = comparisonOf(left.type);
  return (row) => {
    const a = first(row);
    const b = second(row);
    const distinct = a === null || b === null ? a !== b : compare(a as never, b as never) !== 0;
    return distinct !== negated;
  };
}

function compileConstructor({ kind, arguments: parts }: TypedConstructor): Evaluate {
  const operands = parts.map(compileExpression);
  if (kind !== 'map') return (row) => operands.map((operand) => operand(row));
  return (row) => {
    const values = operands.map((operand) => operand(row));
    const entries: [string, Value][] = [];
    for (let at = 0; at < values.length; at += 2) {
      const key = values[at];
      // A NULL key has no place in a map.
      if (typeof key !== 'string') return null;
      entries.push([key, values[at + 1] ?? null]);
    }
    return sortEntries(entries);
  };
}
