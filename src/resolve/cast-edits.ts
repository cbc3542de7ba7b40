import type { Expression } from '../ast/expressions.ts';
import type { Fix } from '../diagnostics/diagnostic.ts';

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
