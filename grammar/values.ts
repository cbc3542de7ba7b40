import type { ParserMethod } from 'chevrotain';
import type {
  CredentialValue,
  IntervalLiteral,
  IntervalUnit,
  Literal,
  MapValue,
  MapValueEntry,
  NumberLiteral,
  OptionValue,
  SecretReference,
  SequenceValue,
  StringLiteral,
} from '../src/ast/nodes.ts';
import type { Span } from '../src/source/span.ts';
import type { StatementInput } from './foundation.ts';
import { NameRules } from './names.ts';
import { isWord, spanOf, type Token, t } from './tokens.ts';

/** From the largest to the smallest. */
const INTERVAL_UNITS: readonly IntervalUnit[] = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];

/** Sequences and maps inside option values may nest this deep. */
const MAX_VALUE_DEPTH = 256;

export interface IntervalRange {
  readonly from?: IntervalUnit;
  readonly to?: IntervalUnit;
  readonly precision?: string;
}

export abstract class ValueRules extends NameRules {
  private valueDepth = 0;

  protected override prepare(source: StatementInput): void {
    super.prepare(source);
    this.valueDepth = 0;
  }

  /**
   * literal := TRUE | FALSE | NULL | STRING | HEXSTRING | "-"? NUMBER | interval
   */
  readonly literal: ParserMethod<[], Literal> = this.RULE('literal', (): Literal => {
    const start = this.begin();
    return this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.stringLiteral) },
        { ALT: () => this.SUBRULE(this.numberLiteral) },
        { ALT: () => this.truth(this.CONSUME(t.True) as Token, true) },
        { ALT: () => this.truth(this.CONSUME(t.False) as Token, false) },
        { ALT: (): Literal => ({ kind: 'NullLiteral', span: spanOf(this.CONSUME(t.Null) as Token) }) },
        {
          ALT: (): Literal => {
            const { value } = this.CONSUME(t.HexLiteral) as Token;
            return { kind: 'HexLiteral', span: this.spanFrom(start), value };
          },
        },
        { ALT: () => this.SUBRULE(this.interval) },
      ],
      ERR_MSG: 'a literal',
    });
  });

  private truth(token: Token, value: boolean): Literal {
    return { kind: 'BooleanLiteral', span: spanOf(token), value };
  }

  /** stringLiteral := STRING */
  readonly stringLiteral: ParserMethod<[], StringLiteral> = this.RULE('stringLiteral', (): StringLiteral => {
    const token = this.CONSUME(t.StringLiteral, { ERR_MSG: 'a string in single quotes' }) as Token;
    return { kind: 'StringLiteral', span: spanOf(token), value: token.value };
  });

  /** numberLiteral := "-"? NUMBER */
  readonly numberLiteral: ParserMethod<[], NumberLiteral> = this.RULE('numberLiteral', (): NumberLiteral => {
    const start = this.begin();
    const sign = this.OPTION(() => this.CONSUME(t.Minus)) === undefined ? '' : '-';
    const { value } = this.CONSUME(t.NumberLiteral) as Token;
    return { kind: 'NumberLiteral', span: this.spanFrom(start), text: sign + value };
  });

  /** interval := INTERVAL STRING intervalRange? */
  readonly interval: ParserMethod<[], IntervalLiteral> = this.RULE('interval', (): IntervalLiteral => {
    const start = this.begin();
    this.CONSUME(t.Interval);
    const { value } = this.CONSUME(t.StringLiteral) as Token;
    const range = this.SUBRULE(this.intervalRange);
    return { kind: 'IntervalLiteral', span: this.spanFrom(start), value, ...range };
  });

  /** intervalRange := (unit (TO unit)? ("(" uint ")")?)?; digits only behind SECOND, and TO only to a smaller unit */
  readonly intervalRange: ParserMethod<[], IntervalRange> = this.RULE('intervalRange', (): IntervalRange => {
    const start = this.begin();
    let from: IntervalUnit | undefined;
    let to: IntervalUnit | undefined;
    let precision: string | undefined;
    this.OPTION(() => {
      from = this.SUBRULE(this.intervalUnit);
      this.OPTION2(() => {
        this.CONSUME(t.To);
        to = this.SUBRULE2(this.intervalUnit);
      });
      precision = this.optionally(
        () => (to ?? from) === 'SECOND' && this.isNext(t.LParen),
        () => {
          this.CONSUME(t.LParen);
          const digits = this.SUBRULE(this.unsignedInteger);
          this.CONSUME(t.RParen);
          return digits;
        },
      );
    });
    return this.ACTION(() => this.rangeOf(from, to, precision, this.spanFrom(start))) ?? {};
  });

  /** A range from YEAR on says no more than its last unit: YEAR TO SECOND is every unit. */
  private rangeOf(
    from: IntervalUnit | undefined,
    to: IntervalUnit | undefined,
    precision: string | undefined,
    span: Span,
  ): IntervalRange {
    if (from === undefined) return {};
    const digits = precision === undefined ? {} : { precision };
    if (to === undefined) return { from, ...digits };
    if (INTERVAL_UNITS.indexOf(from) >= INTERVAL_UNITS.indexOf(to)) {
      this.report({ slug: 'interval-range', span, from, to });
    }
    if (from !== 'YEAR') return { from, to, ...digits };
    return to === 'SECOND' && precision === undefined ? {} : { from: to, ...digits };
  }

  /** intervalUnit := YEAR | YEARS | MONTH | ... | SECONDS */
  readonly intervalUnit: ParserMethod<[], IntervalUnit> = this.RULE('intervalUnit', (): IntervalUnit => {
    const unit = (type: keyof typeof t, name: IntervalUnit) => ({
      ALT: () => {
        this.CONSUME(t[type]);
        return name;
      },
    });
    return this.OR({
      DEF: [
        unit('Year', 'YEAR'),
        unit('Years', 'YEAR'),
        unit('Month', 'MONTH'),
        unit('Months', 'MONTH'),
        unit('Day', 'DAY'),
        unit('Days', 'DAY'),
        unit('Hour', 'HOUR'),
        unit('Hours', 'HOUR'),
        unit('Minute', 'MINUTE'),
        unit('Minutes', 'MINUTE'),
        unit('Second', 'SECOND'),
        unit('Seconds', 'SECOND'),
      ],
      ERR_MSG: 'YEAR, MONTH, DAY, HOUR, MINUTE or SECOND',
    });
  });

  /** True where an option's value stands: anything but `,` `)` and the end. */
  protected hasValue(): boolean {
    return !(this.isAtEnd() || this.isNext(t.Comma) || this.isNext(t.RParen));
  }

  /** assigned := "="? optionValue */
  readonly assigned: ParserMethod<[], OptionValue> = this.RULE('assigned', (): OptionValue => {
    this.OPTION(() => this.CONSUME(t.Equals));
    return this.SUBRULE(this.optionValue);
  });

  /** optionValue := sequence | map | secret | literal | itemName; SECRET alone is a name, but one of no more parts */
  readonly optionValue: ParserMethod<[], OptionValue> = this.RULE(
    'optionValue',
    (): OptionValue =>
      this.choose<string, OptionValue>(this.valueForm(), {
        sequence: () => this.SUBRULE(this.sequence),
        map: () => this.SUBRULE(this.map),
        secret: () => this.SUBRULE(this.secret),
        literal: () => this.SUBRULE(this.literal),
        name: () => this.SUBRULE(this.itemName),
        word: () => {
          const start = this.begin();
          const word = this.SUBRULE(this.identifier);
          return { kind: 'ItemName', span: this.spanFrom(start), parts: [word] };
        },
        none: () => this.fail('an option value'),
      }),
  );

  private valueForm(): string {
    const { tokenType } = this.look(1);
    if (tokenType === t.LParen || tokenType === t.LBracket) return 'sequence';
    if (tokenType === t.Map && this.isNext(t.LBracket, 2)) return 'map';
    if (tokenType === t.Secret) return this.isSecretNamed() ? 'secret' : 'word';
    if (this.startsLiteral()) return 'literal';
    return isWord(this.look(1)) ? 'name' : 'none';
  }

  private isSecretNamed(): boolean {
    return isWord(this.look(2)) || this.isNext(t.LBracket, 2);
  }

  private startsLiteral(): boolean {
    const { tokenType } = this.look(1);
    if (tokenType === t.Interval) return this.isNext(t.StringLiteral, 2);
    if (tokenType === t.Minus) return this.isNext(t.NumberLiteral, 2);
    return LITERAL_STARTS.has(tokenType);
  }

  /** sequence := "(" (optionValue ("," optionValue)*)? ")" | "[" ... "]" */
  readonly sequence: ParserMethod<[], SequenceValue> = this.RULE('sequence', (): SequenceValue => {
    const start = this.begin();
    const open = this.look(1);
    const close = open.tokenType === t.LBracket ? t.RBracket : t.RParen;
    this.OR([{ ALT: () => this.CONSUME(t.LParen) }, { ALT: () => this.CONSUME(t.LBracket) }]);
    const elements = this.nested(() =>
      this.list(open, {
        expected: 'an option value',
        mayBeEmpty: true,
        item: () => this.SUBRULE(this.optionValue),
        startsItem: () => this.isNext(t.StringLiteral),
      }),
    );
    this.closeList(open, close);
    return { kind: 'SequenceValue', span: this.spanFrom(start), elements };
  });

  /** map := MAP "[" (mapEntry ("," mapEntry)* ","?)? "]" */
  readonly map: ParserMethod<[], MapValue> = this.RULE('map', (): MapValue => {
    const start = this.begin();
    this.CONSUME(t.Map);
    const open = this.CONSUME(t.LBracket) as Token;
    const entries = this.nested(() =>
      this.list(open, {
        expected: 'a map key in single quotes',
        mayBeEmpty: true,
        mayEndInComma: true,
        item: () => this.SUBRULE(this.mapEntry),
        startsItem: () => this.isNext(t.StringLiteral) && this.isNext(t.Arrow, 2),
      }),
    );
    this.closeList(open, t.RBracket);
    return { kind: 'MapValue', span: this.spanFrom(start), entries };
  });

  /** mapEntry := STRING "=>" optionValue */
  readonly mapEntry: ParserMethod<[], MapValueEntry> = this.RULE('mapEntry', (): MapValueEntry => {
    const start = this.begin();
    const keyToken = this.CONSUME(t.StringLiteral, { ERR_MSG: 'a map key in single quotes' }) as Token;
    const key: StringLiteral = { kind: 'StringLiteral', span: spanOf(keyToken), value: keyToken.value };
    this.CONSUME(t.Arrow);
    const value = this.SUBRULE(this.optionValue);
    return { kind: 'MapValueEntry', span: this.spanFrom(start), key, value };
  });

  private nested<T>(read: () => T): T {
    if (!this.RECORDING_PHASE && this.valueDepth >= MAX_VALUE_DEPTH) {
      const span = spanOf(this.look(0));
      this.leave({ slug: 'too-deep', span, limit: MAX_VALUE_DEPTH, what: 'nested option values' });
    }
    this.valueDepth++;
    try {
      return read();
    } finally {
      this.valueDepth--;
    }
  }

  /** secret := SECRET rawName */
  readonly secret: ParserMethod<[], SecretReference> = this.RULE('secret', (): SecretReference => {
    const start = this.begin();
    this.CONSUME(t.Secret);
    const name = this.SUBRULE(this.rawName);
    return { kind: 'SecretReference', span: this.spanFrom(start), name };
  });

  /** credential := "="? (secret | literal | WORD); a bare word is a string */
  readonly credential: ParserMethod<[], CredentialValue> = this.RULE('credential', (): CredentialValue => {
    this.OPTION(() => this.CONSUME(t.Equals));
    return this.choose<string, CredentialValue>(this.credentialForm(), {
      secret: () => this.SUBRULE(this.secret),
      literal: () => this.SUBRULE(this.literal),
      word: () => {
        const token = this.CONSUME(t.Word) as Token;
        return { kind: 'StringLiteral', span: spanOf(token), value: token.value };
      },
      none: () => this.fail('a connection credential value'),
    });
  });

  private credentialForm(): string {
    if (this.isNext(t.Secret) && this.isSecretNamed()) return 'secret';
    if (this.startsLiteral()) return 'literal';
    return isWord(this.look(1)) && !isUnusableWord(this.look(1)) ? 'word' : 'none';
  }

  /** assignedItem := "="? rawName */
  readonly assignedItem: ParserMethod<[], ReturnType<ValueRules['rawName']>> = this.RULE(
    'assignedItem',
    () => {
      this.OPTION(() => this.CONSUME(t.Equals));
      return this.SUBRULE(this.rawName);
    },
  );
}

const LITERAL_STARTS = new Set([t.StringLiteral, t.HexLiteral, t.NumberLiteral, t.True, t.False, t.Null]);

function isUnusableWord(token: Token): boolean {
  return token.value === '' || token.value === '.' || token.value === '..';
}
