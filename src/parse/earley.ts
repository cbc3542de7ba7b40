import {
  Alternation,
  type Alternative,
  type IProduction,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  type Rule,
  Terminal,
  type TokenType,
  tokenMatcher,
} from 'chevrotain';
import type { Token } from '../../grammar/tokens.ts';

/** A grammar in plain productions: a number is a nonterminal, all else a terminal. */
type Sequence = readonly (number | TokenType)[];

export interface PlainGrammar {
  /** The alternatives of each nonterminal. */
  readonly alternatives: readonly (readonly Sequence[])[];
  readonly isNullable: readonly boolean[];
  /** Nonterminals of the rules that read statements. */
  readonly starts: readonly number[];
}

/**
 * Takes the grammar out of what Chevrotain recorded of its rules.
 *
 * @param startsStatement  whether a rule reads a statement although another rule uses it
 */
export function plainGrammar(
  rules: Readonly<Record<string, Rule>>,
  startsStatement: (rule: Rule) => boolean,
): PlainGrammar {
  const alternatives: (readonly Sequence[])[] = [];
  const numbers = new Map<string, number>(Object.keys(rules).map((name, index) => [name, index]));
  const used = new Set<number>();
  const add = (of: readonly Sequence[]): number => alternatives.push(of) - 1;
  const sequence = (definition: readonly IProduction[]): Sequence => definition.map((part) => symbol(part));
  const repeated = (definition: readonly IProduction[], separator: Sequence, atLeast: Sequence[]): number => {
    const body = sequence(definition);
    const at = add([]);
    alternatives[at] = [body, [at, ...separator, ...body], ...atLeast];
    return at;
  };
  const symbol = (production: IProduction): number | TokenType => {
    if (production instanceof Terminal) return production.terminalType;
    if (production instanceof NonTerminal) {
      const number = numbers.get(production.nonTerminalName) ?? 0;
      used.add(number);
      return number;
    }
    if (production instanceof Alternation) {
      return add((production.definition as Alternative[]).map(({ definition }) => sequence(definition)));
    }
    if (production instanceof Option) return add([sequence(production.definition), []]);
    if (production instanceof Repetition) return repeated(production.definition, [], [[]]);
    if (production instanceof RepetitionMandatory) return repeated(production.definition, [], []);
    if (production instanceof RepetitionWithSeparator)
      return repeated(production.definition, [production.separator], [[]]);
    if (production instanceof RepetitionMandatoryWithSeparator)
      return repeated(production.definition, [production.separator], []);
    throw new Error('bug: a production of an unknown kind');
  };
  const all = Object.values(rules);
  for (const _ of all) add([]);
  for (const [index, rule] of all.entries()) alternatives[index] = [sequence(rule.definition)];
  const starts = [...all.entries()]
    .filter(([index, rule]) => !used.has(index) || startsStatement(rule))
    .map(([index]) => index);
  return { alternatives, isNullable: nullable(alternatives), starts };
}

function nullable(alternatives: PlainGrammar['alternatives']): readonly boolean[] {
  const found = alternatives.map(() => false);
  const isNull = (symbol: number | TokenType) => typeof symbol === 'number' && found[symbol] === true;
  for (let changed = true; changed; ) {
    changed = false;
    alternatives.forEach((choices, at) => {
      if (found[at] === true || !choices.some((choice) => choice.every(isNull))) return;
      found[at] = true;
      changed = true;
    });
  }
  return found;
}

/** How far an alternative was read, that began at some token. */
interface Item {
  readonly of: number;
  readonly sequence: Sequence;
  readonly dot: number;
  readonly origin: number;
}

type ItemSet = Map<Sequence, Set<number>>;

interface Column {
  readonly items: Item[];
  readonly seen: ItemSet;
}

/**
 * Which terminals may follow some tokens, by Earley's method: all readings are followed at once.
 *
 * @returns  none where the tokens are no beginning of any statement
 */
export function terminalsAfter(grammar: PlainGrammar, tokens: readonly Token[]): ReadonlySet<TokenType> {
  let column: Column = { items: [], seen: new Map() };
  const columns = [column];
  for (const of of grammar.starts) predict(grammar, column, of, 0);
  close(grammar, columns, column);
  for (const token of tokens) {
    const next: Column = { items: [], seen: new Map() };
    for (const item of column.items) {
      const symbol = item.sequence[item.dot];
      if (symbol === undefined || typeof symbol === 'number' || !tokenMatcher(token, symbol)) continue;
      addItem(next, { ...item, dot: item.dot + 1 });
    }
    columns.push(next);
    close(grammar, columns, next);
    column = next;
  }
  const found = new Set<TokenType>();
  for (const { sequence, dot } of column.items) {
    const symbol = sequence[dot];
    if (symbol !== undefined && typeof symbol !== 'number') found.add(symbol);
  }
  return found;
}

function predict(grammar: PlainGrammar, column: Column, of: number, at: number): void {
  for (const sequence of grammar.alternatives[of] ?? [])
    addItem(column, { of, sequence, dot: 0, origin: at });
}

function addItem({ items, seen }: Column, item: Item): void {
  const places = seen.get(item.sequence) ?? new Set<number>();
  const place = item.origin * (item.sequence.length + 1) + item.dot;
  if (places.has(place)) return;
  places.add(place);
  seen.set(item.sequence, places);
  items.push(item);
}

/** Adds to a column what follows from its items; items are appended while they are walked. */
function close(grammar: PlainGrammar, columns: readonly Column[], column: Column): void {
  const at = columns.length - 1;
  for (const item of column.items) {
    const symbol = item.sequence[item.dot];
    if (typeof symbol === 'number') {
      predict(grammar, column, symbol, at);
      if (grammar.isNullable[symbol] === true) addItem(column, { ...item, dot: item.dot + 1 });
    } else if (symbol === undefined) {
      for (const waiting of columns[item.origin]?.items ?? []) {
        if (waiting.sequence[waiting.dot] === item.of) addItem(column, { ...waiting, dot: waiting.dot + 1 });
      }
    }
  }
}
