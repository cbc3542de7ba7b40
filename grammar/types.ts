import type { ParserMethod, TokenType } from 'chevrotain';
import type { DataType, Identifier, MapType, NamedType } from '../src/ast/nodes.ts';
import { isWord, spanOf, type Token, t } from './tokens.ts';
import { ValueRules } from './values.ts';

/** Keywords that are types by themselves, with the name the language keeps. */
const SIMPLE_TYPES: readonly (readonly [TokenType, string])[] = [
  [t.Int, 'int4'],
  [t.Integer, 'int4'],
  [t.Smallint, 'int2'],
  [t.Bigint, 'int8'],
  [t.Real, 'float4'],
  [t.String, 'text'],
  [t.Bytes, 'bytea'],
  [t.Boolean, 'bool'],
  [t.Json, 'jsonb'],
];

/** Keywords whose type takes whole numbers in parentheses. */
const SIZED_TYPES: readonly (readonly [TokenType, string])[] = [
  [t.Dec, 'numeric'],
  [t.Decimal, 'numeric'],
  [t.Bpchar, 'bpchar'],
  [t.Varchar, 'varchar'],
];

const MAX_FLOAT4_DIGITS = 24n;
const MAX_FLOAT8_DIGITS = 53n;

export abstract class TypeRules extends ValueRules {
  /** dataType := mapType | (builtInType | otherType) (LIST | "[" NUMBER? "]")* */
  readonly dataType: ParserMethod<[], DataType> = this.RULE('dataType', (): DataType => {
    const start = this.begin();
    return this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.mapType) },
        {
          ALT: () => {
            let type: DataType = this.OR2({
              DEF: [
                { ALT: () => this.SUBRULE(this.builtInType) },
                { ALT: () => this.SUBRULE(this.otherType) },
              ],
              IGNORE_AMBIGUITIES: true,
            });
            let levels = 0;
            this.MANY(() => {
              if (type.kind !== 'ArrayType' || this.isNext(t.List)) {
                this.enter('nested types');
                levels++;
              }
              const suffix = this.SUBRULE(this.typeSuffix);
              type = this.withSuffix(type, suffix, start);
            });
            this.depth -= levels;
            return type;
          },
        },
      ],
      ERR_MSG: 'a data type name',
      IGNORE_AMBIGUITIES: true,
    });
  });

  /** Arrays of arrays are arrays; lists nest. */
  private withSuffix(element: DataType, suffix: 'list' | 'array', start: number): DataType {
    const span = this.spanFrom(start);
    if (suffix === 'list') return { kind: 'ListType', span, element };
    return element.kind === 'ArrayType' ? { ...element, span } : { kind: 'ArrayType', span, element };
  }

  /** typeSuffix := LIST | "[" NUMBER? "]" */
  readonly typeSuffix: ParserMethod<[], 'list' | 'array'> = this.RULE('typeSuffix', (): 'list' | 'array' =>
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.List);
          return 'list' as const;
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.LBracket);
          this.OPTION(() => this.CONSUME(t.NumberLiteral));
          this.CONSUME(t.RBracket);
          return 'array' as const;
        },
      },
    ]),
  );

  /** mapType := MAP "[" dataType "=>" dataType "]" */
  readonly mapType: ParserMethod<[], MapType> = this.RULE('mapType', (): MapType => {
    const start = this.begin();
    this.CONSUME(t.Map);
    this.CONSUME(t.LBracket);
    this.enter('nested types');
    const key = this.SUBRULE(this.dataType);
    this.CONSUME(t.Arrow);
    const value = this.SUBRULE2(this.dataType);
    this.depth--;
    this.CONSUME(t.RBracket);
    return { kind: 'MapType', span: this.spanFrom(start), key, value };
  });

  /** Counts one level of nesting; leaves the statement where there are too many. */
  protected enter(what: string): void {
    if (++this.depth <= MAX_DEPTH || this.RECORDING_PHASE) return;
    this.leave({ slug: 'too-deep', span: spanOf(this.look(1)), limit: MAX_DEPTH, what });
  }

  /** otherType := (TYPEWORD ("." identifier)* | idName) modifiers? */
  readonly otherType: ParserMethod<[], NamedType> = this.RULE('otherType', (): NamedType => {
    const start = this.begin();
    const name = this.OR({
      DEF: [
        {
          ALT: () => {
            const first = this.CONSUME(t.TypeWord) as Token;
            const parts: Identifier[] = [this.ACTION(() => this.checked(first))];
            this.MANY(() => {
              this.CONSUME(t.Period);
              parts.push(this.SUBRULE(this.identifier));
            });
            return { kind: 'ItemName' as const, span: this.spanFrom(start), parts };
          },
        },
        { ALT: () => this.SUBRULE(this.idName) },
      ],
      ERR_MSG: 'a data type name',
    });
    const modifiers = this.OPTION(() => this.SUBRULE(this.modifiers)) ?? [];
    return this.ACTION(() => ({
      kind: 'NamedType' as const,
      span: this.spanFrom(start),
      name: name.kind === 'IdName' ? name.name : name,
      ...(name.kind === 'IdName' ? { idName: name } : {}),
      builtIn: false,
      modifiers,
    }));
  });

  private checked(token: Token): Identifier {
    if (token.value === '' || token.value === '.' || token.value === '..') this.reportUnusable(token);
    return this.identifierOf(token);
  }

  /** modifiers := "(" integer ("," integer)* ")" */
  readonly modifiers: ParserMethod<[], readonly string[]> = this.RULE('modifiers', (): readonly string[] => {
    const numbers: string[] = [];
    this.CONSUME(t.LParen);
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => numbers.push(this.SUBRULE(this.integer)),
      ERR_MSG: 'a whole number',
    });
    this.CONSUME(t.RParen);
    return numbers;
  });

  /** builtInType := INT | DOUBLE PRECISION? | CHARACTER VARYING modifiers? | TIMESTAMP ... */
  readonly builtInType: ParserMethod<[], NamedType> = this.RULE('builtInType', (): NamedType => {
    const start = this.begin();
    let name = '';
    let modifiers: readonly string[] = [];
    const sized = () => {
      modifiers = this.OPTION(() => this.SUBRULE(this.modifiers)) ?? [];
    };
    this.OR([
      ...SIMPLE_TYPES.map(([token, canonical]) => ({
        ALT: () => {
          this.CONSUME(token);
          name = canonical;
        },
      })),
      {
        ALT: () => {
          name = this.SUBRULE(this.sizedName);
          sized();
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Double);
          this.OPTION2(() => this.CONSUME(t.Precision));
          name = 'float8';
        },
      },
      {
        ALT: () => {
          name = this.SUBRULE(this.floatName);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Time);
          name = this.SUBRULE(this.timeZone) === true ? 'timetz' : 'time';
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Timestamp);
          modifiers = this.OPTION3(() => this.SUBRULE(this.precision)) ?? [];
          name = this.SUBRULE2(this.timeZone) === true ? 'timestamptz' : 'timestamp';
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Timestamptz);
          modifiers = this.OPTION4(() => this.SUBRULE2(this.precision)) ?? [];
          name = 'timestamptz';
        },
      },
    ]);
    const span = this.spanFrom(start);
    const part: Identifier = { kind: 'Identifier', span, name, quoted: false };
    return {
      kind: 'NamedType',
      span,
      name: { kind: 'ItemName', span, parts: [part] },
      builtIn: true,
      modifiers,
    };
  });

  /** sizedName := DEC | DECIMAL | BPCHAR | VARCHAR | (CHAR | CHARACTER) VARYING? */
  readonly sizedName: ParserMethod<[], string> = this.RULE('sizedName', (): string => {
    const varying = () => (this.OPTION(() => this.CONSUME(t.Varying)) === undefined ? 'bpchar' : 'varchar');
    return this.OR([
      ...SIZED_TYPES.map(([token, canonical]) => ({
        ALT: () => {
          this.CONSUME(token);
          return canonical;
        },
      })),
      {
        ALT: () => {
          this.OR2([{ ALT: () => this.CONSUME(t.Char) }, { ALT: () => this.CONSUME(t.Character) }]);
          return varying();
        },
      },
    ]);
  });

  /** floatName := FLOAT ("(" uint ")")?; up to 24 binary digits are float4 */
  readonly floatName: ParserMethod<[], string> = this.RULE('floatName', (): string => {
    this.CONSUME(t.Float);
    let digits = '';
    this.OPTION(() => {
      this.CONSUME(t.LParen);
      digits = this.SUBRULE(this.unsignedInteger);
      this.ACTION(() => this.checkFloatDigits(digits, this.look(0)));
      this.CONSUME(t.RParen);
    });
    return this.ACTION(() => (digits !== '' && BigInt(digits) <= MAX_FLOAT4_DIGITS ? 'float4' : 'float8'));
  });

  private checkFloatDigits(digits: string, token: Token): void {
    const count = BigInt(digits);
    if (count >= 1n && count <= MAX_FLOAT8_DIGITS) return;
    const range = `1 to ${MAX_FLOAT8_DIGITS}`;
    this.report({
      slug: 'number-range',
      span: spanOf(token),
      written: digits,
      what: 'precision of float',
      range,
    });
  }

  /** precision := "(" integer ")" */
  readonly precision: ParserMethod<[], readonly string[]> = this.RULE('precision', (): readonly string[] => {
    this.CONSUME(t.LParen);
    const digits = this.SUBRULE(this.integer);
    this.CONSUME(t.RParen);
    return [digits];
  });

  /** timeZone := (WITH TIME ZONE | WITHOUT TIME ZONE)?; true for WITH */
  readonly timeZone: ParserMethod<[], boolean> = this.RULE('timeZone', (): boolean => {
    const withZone = this.optionally(
      () => this.isNext(t.With) || this.isNext(t.Without),
      () => {
        const has = this.OR([
          {
            ALT: () => {
              this.CONSUME(t.With);
              return true;
            },
          },
          {
            ALT: () => {
              this.CONSUME(t.Without);
              return false;
            },
          },
        ]);
        this.CONSUME(t.Time);
        this.CONSUME(t.Zone);
        return has;
      },
    );
    return withZone === true;
  });

  /**
   * The distance of the token behind a type that starts the given distance ahead; undefined where no type does. Only
   * looks: a name in front of a string is a type, and that shows but at the string.
   */
  protected distanceBehindType(from: number, depth = 0): number | undefined {
    if (this.isNext(t.Map, from)) return depth < MAX_DEPTH ? this.behindMapType(from, depth) : undefined;
    const base = this.behindBaseType(from);
    if (base === undefined) return undefined;
    let at = base;
    for (;;) {
      if (this.isNext(t.List, at)) at++;
      else if (this.isNext(t.LBracket, at)) {
        const close = this.isNext(t.NumberLiteral, at + 1) ? at + 2 : at + 1;
        if (!this.isNext(t.RBracket, close)) return undefined;
        at = close + 1;
      } else return at;
    }
  }

  private behindMapType(from: number, depth: number): number | undefined {
    if (!this.isNext(t.LBracket, from + 1)) return undefined;
    const key = this.distanceBehindType(from + 2, depth + 1);
    if (key === undefined || !this.isNext(t.Arrow, key)) return undefined;
    const value = this.distanceBehindType(key + 1, depth + 1);
    return value !== undefined && this.isNext(t.RBracket, value) ? value + 1 : undefined;
  }

  private behindBaseType(from: number): number | undefined {
    const { tokenType } = this.look(from);
    const next = from + 1;
    if (SIMPLE_TOKENS.has(tokenType)) return next;
    if (SIZED_TOKENS.has(tokenType)) return this.behindModifiers(next);
    if (tokenType === t.Char || tokenType === t.Character) {
      return this.behindModifiers(this.isNext(t.Varying, next) ? next + 1 : next);
    }
    if (tokenType === t.Double) return this.isNext(t.Precision, next) ? next + 1 : next;
    if (tokenType === t.Float || tokenType === t.Timestamptz) return this.behindModifiers(next);
    if (tokenType === t.Time) return this.behindTimeZone(next);
    if (tokenType === t.Timestamp) {
      const behind = this.behindModifiers(next);
      return behind === undefined ? undefined : this.behindTimeZone(behind);
    }
    if (tokenType === t.LBracket) return this.behindIdName(from);
    return this.matches(from, t.TypeWord) ? this.behindModifiers(this.behindDots(next)) : undefined;
  }

  private matches(distance: number, type: TokenType): boolean {
    return type.categoryMatchesMap?.[this.LA(distance).tokenTypeIdx] === true;
  }

  private behindDots(from: number): number {
    let at = from;
    while (this.isNext(t.Period, at) && isWord(this.look(at + 1))) at += 2;
    return at;
  }

  private behindIdName(from: number): number | undefined {
    if (!this.isNext(t.Identifier, from + 1) || !this.isNext(t.As, from + 2)) return undefined;
    if (!isWord(this.look(from + 3))) return undefined;
    let at = this.behindDots(from + 4);
    if (this.isNext(t.Version, at) && this.isNext(t.NumberLiteral, at + 1)) at += 2;
    return this.isNext(t.RBracket, at) ? this.behindModifiers(at + 1) : undefined;
  }

  private behindModifiers(from: number): number | undefined {
    if (!this.isNext(t.LParen, from)) return from;
    let at = from + 1;
    for (;;) {
      if (this.isNext(t.Minus, at)) at++;
      if (!this.isNext(t.NumberLiteral, at)) return undefined;
      at++;
      if (this.isNext(t.RParen, at)) return at + 1;
      if (!this.isNext(t.Comma, at)) return undefined;
      at++;
    }
  }

  private behindTimeZone(from: number): number {
    const hasZone =
      (this.isNext(t.With, from) || this.isNext(t.Without, from)) &&
      this.isNext(t.Time, from + 1) &&
      this.isNext(t.Zone, from + 2);
    return hasZone ? from + 3 : from;
  }
}

/** Expressions may nest this deep. */
export const MAX_DEPTH = 128;

const SIMPLE_TOKENS = new Set(SIMPLE_TYPES.map(([token]) => token));
const SIZED_TOKENS = new Set(SIZED_TYPES.map(([token]) => token));
