import type { FunctionRow } from './function-row.ts';
import { functionSignature, operatorSignature } from './function-row.ts';
import { HASH_FUNCTIONS } from './hash-functions.ts';
import { JSON_FUNCTIONS } from './json-rows.ts';
import { MOMENT_FUNCTIONS } from './moment-functions.ts';
import { NUMBER_FUNCTIONS } from './number-functions.ts';
import { OPERATORS } from './operators.ts';
import { LIKE_ESCAPE_ROWS } from './patterns.ts';
import { SEQUENCE_FUNCTIONS, SUBSCRIPTS } from './sequence-rows.ts';
import { SESSION_FUNCTIONS } from './session-functions.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';

/** Every function that can be called by name. */
export const FUNCTIONS: readonly FunctionRow[] = [
  ...HASH_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...MOMENT_FUNCTIONS,
  ...JSON_FUNCTIONS,
  ...SEQUENCE_FUNCTIONS,
  ...SESSION_FUNCTIONS,
];

/** Functions that syntax alone calls. */
export const SYNTAX_FUNCTIONS: readonly FunctionRow[] = [...LIKE_ESCAPE_ROWS, ...SUBSCRIPTS];

/** Other names of functions and operators. */
export const FUNCTION_ALIASES: ReadonlyMap<string, string> = new Map([
  ['pow', 'power'],
  ['mod', '%'],
]);

const FUNCTIONS_BY_NAME: ReadonlyMap<string, readonly FunctionRow[]> = Map.groupBy(
  [...FUNCTIONS, ...SYNTAX_FUNCTIONS],
  ({ name }) => name,
);
const OPERATORS_BY_NAME: ReadonlyMap<string, readonly FunctionRow[]> = Map.groupBy(
  OPERATORS,
  ({ name }) => name,
);

const BY_SIGNATURE: ReadonlyMap<string, FunctionRow> = new Map([
  ...OPERATORS.map((row) => [operatorSignature(row), row] as const),
  ...[...FUNCTIONS, ...SYNTAX_FUNCTIONS].map((row) => [functionSignature(row), row] as const),
]);

/** @returns no row for a name that no function has */
export function functionsNamed(name: string): readonly FunctionRow[] {
  return FUNCTIONS_BY_NAME.get(name) ?? [];
}

/** @returns no row for a symbol that no operator has */
export function operatorsNamed(symbol: string): readonly FunctionRow[] {
  return OPERATORS_BY_NAME.get(symbol) ?? [];
}

/** The row a plan names. */
export function rowOfSignature(signature: string): FunctionRow {
  const row = BY_SIGNATURE.get(signature);
  if (row === undefined) throw new Error(`bug: no function or operator ${signature}`);
  return row;
}
