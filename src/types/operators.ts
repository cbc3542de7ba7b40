import { AFFIRMATIONS, ARITHMETIC, NEGATIONS } from './arithmetic.ts';
import { BITS } from './bits.ts';
import { COMPARISON_ROWS } from './comparisons.ts';
import type { FunctionRow } from './function-row.ts';
import { JSON_OPERATORS } from './json-rows.ts';
import { MOMENT_ROWS } from './moment-operators.ts';
import { PATTERN_ROWS } from './patterns.ts';
import { SEQUENCE_OPERATORS } from './sequence-rows.ts';

const join = (left: string, right: string): string => left + right;

/** Text takes whatever stands on the other side; numbers alone cannot be joined. */
const CONCATENATIONS: readonly FunctionRow[] = [
  { name: '||', parameters: ['text', 'text'], result: 'text', apply: join, summary: 'Joins two texts.' },
  {
    name: '||',
    parameters: ['text', 'as text'],
    result: 'text',
    apply: join,
    summary: 'Adds a value to a text.',
  },
  {
    name: '||',
    parameters: ['as text', 'text'],
    result: 'text',
    apply: join,
    summary: 'Adds a text to a value.',
  },
];

/** Every operator: two parameters, or one for those that stand in front. */
export const OPERATORS: readonly FunctionRow[] = [
  ...ARITHMETIC,
  ...NEGATIONS,
  ...AFFIRMATIONS,
  ...BITS,
  ...COMPARISON_ROWS,
  ...PATTERN_ROWS,
  ...CONCATENATIONS,
  ...JSON_OPERATORS,
  ...MOMENT_ROWS,
  ...SEQUENCE_OPERATORS,
];
