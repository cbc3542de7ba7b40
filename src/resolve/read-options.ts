import type { CredentialValue, OptionList, OptionValue } from '../ast/nodes.ts';
import type { Span } from '../source/span.ts';
import { placeOf, type ResolveContext } from './context.ts';
import { resolveDiagnostics } from './diagnostics.ts';
import { describeValue, expectedValue, type Misfit, readValue, type WantedValues } from './option-values.ts';
import type { OptionRow, Wanted } from './options.ts';

/** An option as every list has it. */
interface OptionNode {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly value?: OptionValue | CredentialValue;
}

export interface GivenOption<V> {
  readonly nameSpan: Span;
  /** The whole option. */
  readonly span: Span;
  /** Of the value; of the name where there is none. */
  readonly valueSpan: Span;
  /** Absent: wrong, and reported; or a level that is left to the registry. */
  readonly value?: V;
}

type Table = Readonly<Record<string, OptionRow>>;

/** What a list gives, by name; the first of several equal options counts. */
export type GivenOptions<T extends Table> = {
  readonly [N in keyof T]?: GivenOption<WantedValues[T[N]['wants']]>;
};

export interface ReadOptionsRules {
  /** Options that may stand for themselves without a value, besides the boolean ones. */
  readonly mayBeBare?: (name: string) => boolean;
  /** Options that may repeat. */
  readonly mayRepeat?: (name: string) => boolean;
}

/** Reads the options of a list by their table: repetitions, missing values and wrong values are reported. */
export function readOptions<T extends Table>(
  list: OptionList<OptionNode> | undefined,
  table: T,
  context: ResolveContext,
  rules: ReadOptionsRules = {},
): GivenOptions<T> {
  const given: Record<string, GivenOption<unknown>> = {};
  for (const option of list?.options ?? []) {
    const row = table[option.name];
    if (row === undefined) continue;
    const first = given[option.name];
    const read = readOption(option, row, context, rules);
    if (first === undefined) given[option.name] = read;
    else if (rules.mayRepeat?.(option.name) !== true) reportDuplicate(option, first, context);
  }
  return given as GivenOptions<T>;
}

function readOption(
  option: OptionNode,
  row: OptionRow,
  context: ResolveContext,
  rules: ReadOptionsRules,
): GivenOption<unknown> {
  const { nameSpan, span, value } = option;
  if (row.wants === 'special') return { nameSpan, span, valueSpan: span };
  if (value === undefined) {
    if (row.wants === 'bool') return { nameSpan, span, valueSpan: nameSpan, value: true };
    if (rules.mayBeBare?.(option.name) !== true) reportMissingValue(option, row.wants, context);
    return { nameSpan, span, valueSpan: nameSpan };
  }
  const read = readValue(row.wants, value);
  if (read.kind === 'value') return { nameSpan, span, valueSpan: value.span, value: read.value };
  if (read.kind === 'misfit') reportMisfit(option.name, value.span, row.wants, read, context);
  else {
    for (const { key, value: wrong, fixes } of read.entries) {
      const parameters = { key, found: describeValue(wrong) };
      const place = placeOf(context, wrong.span);
      context.report(resolveDiagnostics.create('topic-config-text', place, parameters, { fixes }));
    }
  }
  return { nameSpan, span, valueSpan: value.span };
}

function reportDuplicate(option: OptionNode, first: GivenOption<unknown>, context: ResolveContext): void {
  context.report(
    resolveDiagnostics.create(
      'duplicate-option',
      placeOf(context, option.nameSpan),
      { option: option.name },
      { related: [{ ...placeOf(context, first.nameSpan), message: 'it is given here first' }] },
    ),
  );
}

function reportMissingValue(option: OptionNode, wanted: Wanted, context: ResolveContext): void {
  const reason = `a value is needed: ${expectedValue(wanted)}`;
  const place = placeOf(context, option.nameSpan);
  context.report(resolveDiagnostics.create('option-value', place, { option: option.name, reason }));
}

function reportMisfit(
  option: string,
  span: Span,
  wanted: Wanted,
  { reason, hint }: Misfit,
  context: ResolveContext,
): void {
  const parameters = hint === undefined ? { option, reason } : { option, reason, hint };
  const slug = wanted === 'secret' ? 'literal-secret' : 'option-value';
  context.report(resolveDiagnostics.create(slug, placeOf(context, span), parameters));
}
