import {
  Alternation,
  type Alternative,
  EmbeddedActionsParser,
  type IProduction,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  Terminal,
  type TokenType,
} from 'chevrotain';
import { createGrammar } from '../../grammar/sink-grammar.ts';
import { t } from '../../grammar/tokens.ts';

/** A piece of a rule. */
export type Part =
  | { readonly kind: 'terminal'; readonly text: string }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'sequence'; readonly parts: readonly Part[] }
  | { readonly kind: 'choice'; readonly parts: readonly Part[] }
  | { readonly kind: 'optional'; readonly part: Part }
  /** One or more, with something between them if there is a separator. */
  | { readonly kind: 'repeated'; readonly part: Part; readonly separator?: Part };

export interface GrammarRule {
  readonly name: string;
  readonly part: Part;
}

const TEXTS: ReadonlyMap<TokenType, string> = new Map([
  [t.Word, 'word'],
  [t.AnyKeyword, 'keyword'],
  [t.ExpressionWord, 'word'],
  [t.TypeWord, 'word'],
  [t.AnyToken, 'token'],
  [t.AnyOperator, 'operator'],
  [t.OtherOperator, 'operator'],
  [t.Identifier, 'identifier'],
  [t.StringLiteral, 'string'],
  [t.HexLiteral, 'hexString'],
  [t.NumberLiteral, 'number'],
  [t.Parameter, 'parameter'],
  [t.LParen, "'('"],
  [t.RParen, "')'"],
  [t.LBracket, "'['"],
  [t.RBracket, "']'"],
  [t.Comma, "','"],
  [t.Semicolon, "';'"],
  [t.Period, "'.'"],
  [t.Colon, "':'"],
  [t.DoubleColon, "'::'"],
  [t.Arrow, "'=>'"],
  [t.Star, "'*'"],
  [t.Equals, "'='"],
  [t.Minus, "'-'"],
  [t.Plus, "'+'"],
  [t.Tilde, "'~'"],
]);

/** The rules as the parser has them, statements first, then in the order in which they are first used. */
export function readRules(): readonly GrammarRule[] {
  const grammar = createGrammar();
  if (!(grammar instanceof EmbeddedActionsParser)) throw new Error('bug: the grammar is no parser');
  const rules = new Map(
    Object.entries(grammar.getGAstProductions()).map(([name, rule]) => [name, sequence(rule.definition)]),
  );
  const used = new Set([...rules.values()].flatMap((part) => [...rulesIn(part)]));
  const ordered = new Set([...rules.keys()].filter((name) => !used.has(name)));
  for (const name of ordered) {
    const part = rules.get(name);
    if (part !== undefined) for (const below of rulesIn(part)) ordered.add(below);
  }
  return [...ordered].flatMap((name) => {
    const part = rules.get(name);
    return part === undefined || isEmpty(part) ? [] : [{ name, part }];
  });
}

function* rulesIn(part: Part): Generator<string> {
  if (part.kind === 'rule') yield part.name;
  else if (part.kind === 'sequence' || part.kind === 'choice')
    for (const each of part.parts) yield* rulesIn(each);
  else if (part.kind === 'optional' || part.kind === 'repeated') yield* rulesIn(part.part);
}

function isEmpty(part: Part): boolean {
  return part.kind === 'sequence' && part.parts.length === 0;
}

function sequence(definition: readonly IProduction[]): Part {
  const parts = definition.map(toPart);
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { kind: 'sequence', parts };
}

function toPart(production: IProduction): Part {
  if (production instanceof Terminal) return terminal(production.terminalType);
  if (production instanceof NonTerminal) return { kind: 'rule', name: production.nonTerminalName };
  if (production instanceof Alternation) {
    const parts = (production.definition as Alternative[]).map(({ definition }) => sequence(definition));
    const filled = parts.filter((part) => !isEmpty(part));
    const [only] = filled;
    const choice: Part = only !== undefined && filled.length === 1 ? only : { kind: 'choice', parts: filled };
    return filled.length < parts.length ? { kind: 'optional', part: choice } : choice;
  }
  if (production instanceof Option) return { kind: 'optional', part: sequence(production.definition) };
  if (production instanceof RepetitionMandatory)
    return { kind: 'repeated', part: sequence(production.definition) };
  if (production instanceof Repetition)
    return { kind: 'optional', part: { kind: 'repeated', part: sequence(production.definition) } };
  if (
    production instanceof RepetitionMandatoryWithSeparator ||
    production instanceof RepetitionWithSeparator
  ) {
    const separator = terminal(production.separator);
    const part: Part = { kind: 'repeated', part: sequence(production.definition), separator };
    return production instanceof RepetitionWithSeparator ? { kind: 'optional', part } : part;
  }
  throw new Error('bug: a production of an unknown kind');
}

function terminal(type: TokenType): Part {
  return { kind: 'terminal', text: TEXTS.get(type) ?? type.LABEL ?? type.name };
}
