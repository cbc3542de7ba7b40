import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression } from '../../src/ast/nodes.ts';
import { parse } from '../../src/parse/parse.ts';
import { BINARY, CLOSING, groupByPratt } from './pratt.ts';

function read(text: string): Expression {
  const { value, diagnostics } = parse(`CREATE SECRET s AS ${text}`);
  const [statement] = value?.statements ?? [];
  if (diagnostics.length > 0 || statement?.kind !== 'CreateSecret') throw new Error(diagnostics[0]?.message);
  return statement.value;
}

/** Parentheses around every operation, in the spelling of the reference. */
function group(node: Expression): string {
  switch (node.kind) {
    case 'ColumnReference':
      return node.parts.map(({ name }) => name).join('.');
    case 'UnaryOperation':
      return `(${node.operator} ${group(node.operand)})`;
    case 'BinaryOperation':
      if (node.quantifier !== undefined)
        return `(${group(node.left)} ${node.operator} ANY (${group(node.right)}))`;
      return `(${group(node.left)} ${node.operator} ${group(node.right)})`;
    case 'IsTest':
      return `(${group(node.operand)} IS ${node.negated ? 'NOT ' : ''}${node.test})`;
    case 'IsDistinctFrom':
      return `(${group(node.left)} IS DISTINCT FROM ${group(node.right)})`;
    case 'InList':
      return `(${group(node.operand)} ${node.negated ? 'NOT ' : ''}IN (1))`;
    case 'Like': {
      const sign = node.escape === undefined ? '' : ` ESCAPE ${group(node.escape)}`;
      return `(${group(node.operand)} LIKE ${group(node.pattern)}${sign})`;
    }
    case 'Between':
      return `(${group(node.operand)} BETWEEN ${group(node.low)} AND ${group(node.high)})`;
    case 'Collate':
      return `(${group(node.operand)} COLLATE c)`;
    case 'Cast':
      return `(${group(node.operand)} ::text)`;
    case 'Subscript':
      return node.indexes.reduce((inner) => `(${inner} [1])`, group(node.operand));
    case 'FunctionCall': {
      const [zone, value] = node.arguments;
      return `(${group(value!)} AT TIME ZONE ${group(zone!)})`;
    }
    default:
      throw new Error(`no operator: ${node.kind}`);
  }
}

const operand = fc.constantFrom('a', 'b', 'x', 'y');

/** Tokens that may stand behind an operand: operators with what they need on their right. */
const tail: fc.Arbitrary<readonly string[]> = fc.letrec<{
  operand: readonly string[];
  step: readonly string[];
}>((tie) => ({
  operand: fc
    .tuple(fc.array(fc.constantFrom('NOT', '-', '~'), { maxLength: 2 }), operand)
    .map(([signs, name]) => [...signs, name]),
  step: fc.oneof(
    fc.constantFrom(...CLOSING).map((token) => [token]),
    fc.tuple(fc.constantFrom(...BINARY), tie('operand')).map(([token, right]) => [token, ...right]),
    fc.tuple(tie('operand'), tie('operand')).map(([low, high]) => ['BETWEEN', ...low, 'AND', ...high]),
    fc.tuple(tie('operand')).map(([pattern]) => ['LIKE', ...pattern]),
    fc
      .tuple(tie('operand'), tie('operand'))
      .map(([pattern, sign]) => ['LIKE', ...pattern, 'ESCAPE', ...sign]),
  ),
})).step;

const expressions = fc
  .tuple(
    fc.array(fc.constantFrom('NOT', '-', '~'), { maxLength: 2 }),
    operand,
    fc.array(tail, { maxLength: 7 }),
  )
  .map(([signs, first, steps]) => [...signs, first, ...steps.flat()]);

/** `a::text[1]` is a cast to an array, so that a subscript behind a cast is left out. */
function isMisread(tokens: readonly string[]): boolean {
  return tokens.some((token, index) => token === '::text' && tokens[index + 1] === '[1]');
}

describe('operators', () => {
  it('group as in the plain operator loop', () => {
    fc.assert(
      fc.property(
        expressions.filter((tokens) => !isMisread(tokens)),
        (tokens) => {
          expect(group(read(tokens.join(' ')))).toBe(groupByPratt(tokens));
        },
      ),
      { numRuns: 3000, seed: 20260801 },
    );
  });

  it.each([
    ['a IS NULL + b', '((a IS NULL) + b)'],
    ['a IN (1) * b', '((a IN (1)) * b)'],
    ['a IN (1)::text', '((a IN (1)) ::text)'],
    ['a = ANY (q)[1]', '((a = ANY (q)) [1])'],
    ['a ^ b * x ^ y', '((a ^ (b * x)) ^ y)'],
    ['a = b LIKE x', '(a = (b LIKE x))'],
    ['NOT a = b AND x', '((NOT (a = b)) AND x)'],
    ['- a AT TIME ZONE b', '((- a) AT TIME ZONE b)'],
    ['- a::text', '(- (a ::text))'],
    ['~ a + b', '(~ (a + b))'],
    ['a BETWEEN b AND x AND y', '((a BETWEEN b AND x) AND y)'],
    ['a LIKE b LIKE x ESCAPE y', '((a LIKE b) LIKE x ESCAPE y)'],
  ])('%s', (text, grouped) => {
    expect(group(read(text))).toBe(grouped);
  });
});
