import type { OptionList, OptionValue } from '../ast/nodes.ts';
import { printValue } from './print-values.ts';

/** A list of options in parentheses, with a space in front; nothing for an absent or empty list. */
export function printOptions<O>(list: OptionList<O> | undefined, print: (option: O) => string): string {
  return list === undefined || list.options.length === 0 ? '' : ` (${list.options.map(print).join(', ')})`;
}

/** `NAME = value`, or the name alone. */
export function printOption(name: string, value: OptionValue | undefined): string {
  return value === undefined ? name : `${name} = ${printValue(value)}`;
}
