import { SinkError } from '../diagnostics/sink-error.ts';
import { padCharacters } from './characters.ts';
import type { FunctionRow, ParameterKind } from './function-row.ts';
import { quoted } from './invalid-text.ts';
import { compileLike } from './like-pattern.ts';
import { compileLinear, PatternLimit } from './linear-regexp.ts';
import type { SqlType } from './sql-type.ts';

type Matches = (text: string) => boolean;

function like(caseInsensitive: boolean): (pattern: string) => Matches {
  return (pattern) => compileLike(pattern, { escapeSign: '\\', caseInsensitive });
}

/**
 * In the syntax of JavaScript, but for what needs going back in the text: looking around and references to groups are
 * refused, so that no pattern takes more time than its size times the length of the text.
 *
 * @throws {SinkError} `run/invalid-pattern`
 */
function regularExpression(caseInsensitive: boolean): (pattern: string) => Matches {
  return (pattern) => {
    try {
      return compileLinear(pattern, caseInsensitive ? 'iu' : 'u');
    } catch (cause) {
      const shown = quoted(pattern);
      const message =
        cause instanceof PatternLimit
          ? `regular expression ${shown} cannot be used: it ${cause.message}`
          : `${shown} is not a regular expression`;
      throw new SinkError('run/invalid-pattern', message, { cause });
    }
  };
}

interface PatternOperator {
  readonly name: string;
  readonly summary: string;
  readonly compile: (pattern: string) => Matches;
  readonly negated: boolean;
}

const OPERATORS: readonly PatternOperator[] = [
  { name: '~~', compile: like(false), negated: false, summary: 'LIKE.' },
  { name: '~~*', compile: like(true), negated: false, summary: 'ILIKE.' },
  {
    name: '!~~',
    compile: like(false),
    negated: true,
    summary: 'NOT LIKE.',
  },
  {
    name: '!~~*',
    compile: like(true),
    negated: true,
    summary: 'NOT ILIKE.',
  },
  {
    name: '~',
    compile: regularExpression(false),
    negated: false,
    summary: 'True where the regular expression matches.',
  },
  {
    name: '~*',
    compile: regularExpression(true),
    negated: false,
    summary: 'True where the regular expression matches in any case.',
  },
  {
    name: '!~',
    compile: regularExpression(false),
    negated: true,
    summary: 'True where the regular expression does not match.',
  },
  {
    name: '!~*',
    compile: regularExpression(true),
    negated: true,
    summary: 'True where the regular expression does not match in any case.',
  },
];

/** The last pattern is kept compiled: it is a constant as a rule. */
function matcher({ compile, negated }: PatternOperator): (text: string, pattern: string) => boolean {
  let compiled: { readonly pattern: string; readonly matches: Matches } | undefined;
  return (text, pattern) => {
    if (compiled?.pattern !== pattern) compiled = { pattern, matches: compile(pattern) };
    return compiled.matches(text) !== negated;
  };
}

function row(operator: PatternOperator, kind: ParameterKind): FunctionRow {
  return {
    name: operator.name,
    parameters: [kind, 'text'],
    result: 'bool',
    bind: ([type]) => {
      const matches = matcher(operator);
      const length = lengthOf(type);
      return (text: string, pattern: string) => matches(padCharacters(text, length), pattern);
    },
    summary: operator.summary,
  };
}

function lengthOf(type: SqlType | undefined): number | undefined {
  return type?.kind === 'char' ? type.length : undefined;
}

/** A `char(n)` is matched with its blanks. */
export const PATTERN_ROWS: readonly FunctionRow[] = OPERATORS.flatMap((operator) => [
  row(operator, 'text'),
  row(operator, 'char'),
]);

/** What `LIKE .. ESCAPE e` calls. */
export const LIKE_ESCAPE_ROWS: readonly FunctionRow[] = [false, true].map((caseInsensitive) => ({
  name: caseInsensitive ? 'ilike_escape' : 'like_escape',
  parameters: ['text', 'text', 'text'],
  result: 'bool',
  apply: (text: string, pattern: string, escapeSign: string) => {
    if ([...escapeSign].length > 1) {
      throw new SinkError('run/invalid-pattern', `escape ${quoted(escapeSign)} is not one character`);
    }
    return compileLike(pattern, { escapeSign, caseInsensitive })(text);
  },
  summary: 'LIKE with an escape character of its own.',
}));
