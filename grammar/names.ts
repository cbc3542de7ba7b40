import type { ParserMethod } from 'chevrotain';
import type { ClusterReference, Identifier, IdName, ItemName, RawName } from '../src/ast/nodes.ts';
import type { Span } from '../src/source/span.ts';
import { listChoices } from './expectations.ts';
import { Foundation } from './foundation.ts';
import { namesOf, type OptionFamily, type PhraseTree } from './options.ts';
import { GrammarFailure } from './problems.ts';
import { isWord, spanOf, type Token, t } from './tokens.ts';

/** A name an option's value may not be missing behind. */
export interface OptionName {
  readonly name: string;
  readonly span: Span;
}

const MAX_DIGITS = 20;

export abstract class NameRules extends Foundation {
  /** identifier := WORD */
  readonly identifier: ParserMethod<[], Identifier> = this.RULE('identifier', (): Identifier => {
    const token = this.CONSUME(t.Word) as Token;
    if (isUnusable(token)) this.reportUnusable(token);
    return this.identifierOf(token);
  });

  /** columnIdentifier := WORD; may be the empty `""`, as columns may. */
  readonly columnIdentifier: ParserMethod<[], Identifier> = this.RULE('columnIdentifier', (): Identifier => {
    const token = this.CONSUME(t.Word) as Token;
    if (token.value !== '' && isUnusable(token)) this.reportUnusable(token);
    return this.identifierOf(token);
  });

  protected identifierOf(token: Token): Identifier {
    return {
      kind: 'Identifier',
      span: spanOf(token),
      name: token.value,
      quoted: token.image.startsWith('"'),
    };
  }

  protected reportUnusable(token: Token): void {
    this.report({ slug: 'unusable-name', span: spanOf(token), name: token.value });
  }

  /** itemName := identifier ("." identifier)* */
  readonly itemName: ParserMethod<[], ItemName> = this.RULE('itemName', (): ItemName => {
    const start = this.begin();
    const parts = [this.SUBRULE(this.identifier)];
    this.MANY(() => {
      this.CONSUME(t.Period);
      parts.push(this.SUBRULE2(this.identifier));
    });
    return { kind: 'ItemName', span: this.spanFrom(start), parts };
  });

  /** rawName := itemName | idName */
  readonly rawName: ParserMethod<[], RawName> = this.RULE(
    'rawName',
    (): RawName =>
      this.OR({
        DEF: [{ ALT: () => this.SUBRULE(this.itemName) }, { ALT: () => this.SUBRULE(this.idName) }],
        ERR_MSG: 'identifier',
      }),
  );

  /** idName := "[" IDENTIFIER AS itemName (VERSION uint)? "]" */
  readonly idName: ParserMethod<[], IdName> = this.RULE('idName', (): IdName => {
    const start = this.begin();
    this.CONSUME(t.LBracket);
    const id = this.CONSUME(t.Identifier) as Token;
    this.CONSUME(t.As);
    const name = this.SUBRULE(this.itemName);
    this.ACTION(() => {
      if (name.parts.length < 2) this.fail('a name of at least two parts', this.look(0));
    });
    const version = this.OPTION(() => {
      this.CONSUME(t.Version);
      return this.SUBRULE(this.unsignedInteger);
    });
    this.CONSUME(t.RBracket);
    return {
      kind: 'IdName',
      span: this.spanFrom(start),
      id: id.value,
      name,
      ...(version === undefined ? {} : { version }),
    };
  });

  /** clusterReference := identifier | "[" (IDENTIFIER | NUMBER) "]" */
  readonly clusterReference: ParserMethod<[], ClusterReference> = this.RULE(
    'clusterReference',
    (): ClusterReference => {
      const start = this.begin();
      let isId = false;
      const name = this.OR({
        DEF: [
          { ALT: () => this.SUBRULE(this.identifier) },
          {
            ALT: () => {
              this.CONSUME(t.LBracket);
              const id = this.OR2([
                { ALT: () => this.CONSUME(t.Identifier) },
                { ALT: () => this.CONSUME(t.NumberLiteral) },
              ]) as Token;
              this.CONSUME(t.RBracket);
              isId = true;
              return this.ACTION(() => this.identifierOf(id));
            },
          },
        ],
        ERR_MSG: 'identifier',
      });
      return { kind: 'ClusterReference', span: this.spanFrom(start), name, isId };
    },
  );

  /** columns := "(" identifier ("," identifier)* ")" */
  readonly columns: ParserMethod<[], readonly Identifier[]> = this.RULE(
    'columns',
    (): readonly Identifier[] => {
      const open = this.CONSUME(t.LParen, { ERR_MSG: 'a list of columns in parentheses' }) as Token;
      const columns = this.list(open, {
        expected: 'identifier',
        item: () => this.SUBRULE(this.identifier),
        startsItem: () => isWord(this.look(1)),
      });
      this.closeList(open, t.RParen);
      return columns;
    },
  );

  /** unsignedInteger := NUMBER, without fraction, exponent or sign, below 2^64 */
  readonly unsignedInteger: ParserMethod<[], string> = this.RULE('unsignedInteger', (): string => {
    const token = this.CONSUME(t.NumberLiteral, { ERR_MSG: 'a whole number' }) as Token;
    this.checkInteger(token, '', 0n, 2n ** 64n - 1n);
    return token.value;
  });

  /** integer := "-"? NUMBER, without fraction or exponent, a signed number of so many bits */
  readonly integer: ParserMethod<[bits?: bigint], string> = this.RULE('integer', (bits = 64n): string => {
    const sign = this.OPTION(() => this.CONSUME(t.Minus)) === undefined ? '' : '-';
    const token = this.CONSUME(t.NumberLiteral, { ERR_MSG: 'a whole number' }) as Token;
    const limit = 2n ** (bits - 1n);
    this.checkInteger(token, sign, -limit, limit - 1n);
    return sign + token.value;
  });

  protected checkInteger(token: Token, sign: string, low: bigint, high: bigint): void {
    if (this.RECORDING_PHASE) return;
    if (!/^\d+$/.test(token.value)) this.fail('a whole number', token);
    const digits = token.value.replace(/^0+(?=\d)/, '');
    const value = digits.length > MAX_DIGITS ? high + 1n : BigInt(sign + digits);
    if (value >= low && value <= high) return;
    this.report({
      slug: 'number-range',
      span: spanOf(token),
      written: sign + token.value,
      what: 'number',
      range: `${low} to ${high}`,
    });
  }

  /** string := STRING; a hex string is none. */
  readonly string: ParserMethod<[], Token> = this.RULE(
    'string',
    (): Token => this.CONSUME(t.StringLiteral, { ERR_MSG: 'a string in single quotes' }) as Token,
  );

  /** optionName := WORD+, the longest name of the family that the words spell */
  readonly optionName: ParserMethod<[OptionFamily], OptionName> = this.RULE(
    'optionName',
    (family: OptionFamily): OptionName => {
      if (this.RECORDING_PHASE) {
        this.AT_LEAST_ONE(() => this.CONSUME(t.Word));
        return { name: '', span: spanOf(this.look(0)) };
      }
      const first = this.look(1);
      const place = this.walkPhrase(family.names);
      if (place.name === undefined) this.failInOptionName(family, first, place);
      return { name: place.name ?? '', span: this.spanFrom(first.startOffset) };
    },
  );

  /** Consumes words as long as they lead somewhere in the tree; gives the place reached. */
  protected walkPhrase(tree: PhraseTree): PhraseTree {
    let place = tree;
    for (;;) {
      const next = place.words.get(phraseWord(this.look(1)));
      if (next === undefined) return place;
      if (place.commitAfter === 2 && !next.words.has(phraseWord(this.look(2)))) return place;
      this.skip();
      place = next;
    }
  }

  /** Says that an option is unknown where its first word is, or where the next one looks like one that may follow. */
  private failInOptionName(family: OptionFamily, first: Token, place: PhraseTree): never {
    const found = this.look(1);
    const following = [...place.words.keys()];
    const isFirst = found.index === first.index;
    if (isFirst && !isWord(first)) this.fail(family.label);
    const isMisspelt = isWord(found) && this.source.nearest(found.value, following).length > 0;
    if (isFirst || isMisspelt) {
      const problem = this.unknownOption(family, this.optionNames(family), first, found.index);
      if (problem !== undefined) throw new GrammarFailure(problem);
    }
    return this.fail(listChoices(following));
  }

  /** True where the words ahead spell the whole name of an option. */
  protected spellsOption(family: OptionFamily): boolean {
    let place = family.names;
    for (let distance = 1; ; distance++) {
      const next = place.words.get(phraseWord(this.look(distance)));
      if (next === undefined) return place.name !== undefined && distance > 1;
      place = next;
    }
  }

  /** ifNotExists := (IF NOT EXISTS)? */
  readonly ifNotExists: ParserMethod<[], Span | undefined> = this.RULE('ifNotExists', (): Span | undefined =>
    this.OPTION(() => {
      const start = this.begin();
      this.CONSUME(t.If);
      this.CONSUME(t.Not);
      this.CONSUME(t.Exists);
      return this.spanFrom(start);
    }),
  );

  /** statementEnd := nothing; what still stands there does not belong to the statement */
  readonly statementEnd: ParserMethod<[], void> = this.RULE('statementEnd', (): void => {
    if (this.RECORDING_PHASE || this.isAtEnd()) return;
    this.report(this.expectation('end of statement'));
    this.skipUntil(() => false);
  });

  /** The options of one family in parentheses; a misspelt one costs only itself. */
  protected options<T>(open: Token, family: OptionFamily, item: () => T): readonly T[] {
    if (this.RECORDING_PHASE) return this.list(open, { expected: '', item });
    return this.list(open, {
      expected: family.label,
      item,
      startsItem: () => this.spellsOption(family),
      afterItem: (first) => {
        const spelled = this.spelledName(family, first);
        const longer = this.optionNames(family).filter((name) => name.startsWith(`${spelled} `));
        const problem = this.unknownOption(family, longer, first, this.look(1).index);
        return problem?.slug === 'unknown-option' && problem.nearest.length > 0 ? problem : undefined;
      },
    });
  }

  /** The longest name of the family that the words from a token on spell. */
  private spelledName(family: OptionFamily, first: Token): string {
    let place: PhraseTree | undefined = family.names;
    let spelled = '';
    for (let at = first.index; place !== undefined; at++) {
      spelled = place.name ?? spelled;
      place = place.words.get(phraseWord(this.source.tokens[at] ?? first));
    }
    return spelled;
  }

  protected optionNames(family: OptionFamily): readonly string[] {
    return namesOf(family.names);
  }
}

/** The word of an option's name that a token may be: keywords, and the numbers of `PUBLIC KEY 1`. */
function phraseWord(token: Token): string {
  if (token.tokenType === t.Identifier) return '';
  if (token.tokenType === t.NumberLiteral) return token.value;
  return isWord(token) ? token.value.toUpperCase() : '';
}

/** Names that the language refuses whoever writes them. */
function isUnusable(token: Token): boolean {
  return token.value === '' || token.value === '.' || token.value === '..';
}
