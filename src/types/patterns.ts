import { SinkError } from '../diagnostics/sink-error.ts';
import { padCharacters } from './characters.ts';
import type { FunctionRow, ParameterKind } from './function-row.ts';
import { quoted } from './invalid-text.ts';
import type { SqlType } from './sql-type.ts';

/**
 * Turns a LIKE pattern into a regular expression: `%` is any text, `_` any character.
 *
 * @param escapeSign  the character that takes the meaning from the next one; none for ''
 * @throws {SinkError} `run/invalid-pattern` where the pattern ends in it
 */
export function likePattern(pattern: string, escapeSign: string, caseInsensitive: boolean): RegExp {
  let source = '';
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    let character = characters[at] ?? '';
    const escaped = escapeSign !== '' && character === escapeSign;
    if (escaped) {
      at++;
      if (at >= characters.length) {
        throw new SinkError('run/invalid-pattern', `pattern ${quoted(pattern)} ends in its escape character`);
      }
      character = characters[at] ?? '';
    }
    if (!escaped && character === '%') source += '.*';
    else if (!escaped && character === '_') source += '.';
    else source += character.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
  }
  return new RegExp(`^${source}$`, caseInsensitive ? 'sui' : 'su');
}

/** @throws {SinkError} `run/invalid-pattern` */
function regularExpression(pattern: string, caseInsensitive: boolean): RegExp {
  try {
    return new RegExp(pattern, caseInsensitive ? 'ui' : 'u');
  } catch (cause) {
    throw new SinkError('run/invalid-pattern', `${quoted(pattern)} is not a regular expression`, { cause });
  }
}

interface PatternOperator {
  readonly name: string;
  readonly summary: string;
  readonly compile: (pattern: string) => RegExp;
  readonly negated: boolean;
}

const OPERATORS: readonly PatternOperator[] = [
  { name: '~~', compile: (pattern) => likePattern(pattern, '\\', false), negated: false, summary: 'LIKE.' },
  { name: '~~*', compile: (pattern) => likePattern(pattern, '\\', true), negated: false, summary: 'ILIKE.' },
  {
    name: '!~~',
    compile: (pattern) => likePattern(pattern, '\\', false),
    negated: true,
    summary: 'NOT LIKE.',
  },
  {
    name: '!~~*',
    compile: (pattern) => likePattern(pattern, '\\', true),
    negated: true,
    summary: 'NOT ILIKE.',
  },
  {
    name: '~',
    compile: (pattern) => regularExpression(pattern, false),
    negated: false,
    summary: 'True where the regular expression matches.',
  },
  {
    name: '~*',
    compile: (pattern) => regularExpression(pattern, true),
    negated: false,
    summary: 'True where the regular expression matches in any case.',
  },
  {
    name: '!~',
    compile: (pattern) => regularExpression(pattern, false),
    negated: true,
    summary: 'True where the regular expression does not match.',
  },
  {
    name: '!~*',
    compile: (pattern) => regularExpression(pattern, true),
    negated: true,
    summary: 'True where the regular expression does not match in any case.',
  },
];

/** The last pattern is kept compiled: it is a constant as a rule. */
function matcher({ compile, negated }: PatternOperator): (text: string, pattern: string) => boolean {
  let compiled: { readonly pattern: string; readonly expression: RegExp } | undefined;
  return (text, pattern) => {
    if (compiled?.pattern !== pattern) compiled = { pattern, expression: compile(pattern) };
    return compiled.expression.test(text) !== negated;
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
    return likePattern(pattern, escapeSign, caseInsensitive).test(text);
  },
  summary: 'LIKE with an escape character of its own.',
}));
