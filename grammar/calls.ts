import type { ParserMethod, TokenType } from 'chevrotain';
import type {
  ConditionalCall,
  Expression,
  FunctionCall,
  ItemName,
  OrderItem,
  Query,
  RowConstructor,
  Subquery,
  WindowSpecification,
} from '../src/ast/nodes.ts';
import { LEVELS } from '../src/ast/operator-levels.ts';
import type { Span } from '../src/source/span.ts';
import { ExpressionRules } from './expressions.ts';
import { spanOf, type Token, t } from './tokens.ts';
import { MAX_DEPTH } from './types.ts';

type Trailer = Pick<FunctionCall, 'filter' | 'filterCondition' | 'over' | 'window'>;
type CallArguments = Pick<FunctionCall, 'arguments' | 'star' | 'distinct' | 'orderBy' | 'orderItems'>;

interface Ordering {
  readonly span: Span;
  readonly items: readonly OrderItem[];
}

type SyntaxForm = FunctionCall['syntax'];

const QUERY_STARTS = new Set([t.With, t.Select, t.Values, t.Show, t.Table]);
/** What makes a query in parentheses the first one of several. */
const SET_OPERATORS = new Set([t.Union, t.Except, t.Intersect]);
/** What may stand behind a query in parentheses that is part of another one; but not inside an expression. */
const QUERY_TAILS = new Set([...SET_OPERATORS, t.Order, t.Limit, t.Offset, t.Fetch]);

/** Function calls, the forms with a syntax of their own, and queries in parentheses. */
export abstract class CallRules extends ExpressionRules {
  /** True where the parenthesis ahead opens a query, in however many more parentheses. */
  protected startsQuery(isRelation = false): boolean {
    return (
      this.isNext(t.LParen) && this.opensQuery(this.look(1).index, isRelation ? QUERY_TAILS : SET_OPERATORS)
    );
  }

  private opensQuery(open: number, tails: ReadonlySet<TokenType>): boolean {
    const { tokens } = this.source;
    let at = open;
    while (tokens[at]?.tokenType === t.LParen && at - open <= MAX_DEPTH) at++;
    if (!QUERY_STARTS.has(tokens[at]?.tokenType ?? t.LParen)) return false;
    for (at--; at > open; at--) {
      const close = this.closeOf(at);
      const behind = close === undefined ? undefined : tokens[close + 1];
      if (behind === undefined) return false;
      if (behind.tokenType !== t.RParen && !tails.has(behind.tokenType)) return false;
    }
    return true;
  }

  /** query := (WITH ...)? (SELECT ... | VALUES ... | ...) */
  protected abstract readonly query: ParserMethod<[], Query>;

  /** subquery := "(" query ")"; parentheses around all of the query are left out */
  readonly subquery: ParserMethod<[Subquery['form'], number], Subquery> = this.RULE(
    'subquery',
    (form: Subquery['form'], start: number): Subquery => {
      this.CONSUME(t.LParen);
      const query = this.SUBRULE(this.query);
      this.CONSUME(t.RParen);
      return { kind: 'Subquery', span: this.spanFrom(start), form, query };
    },
  );

  /** callTail := "(" callArguments ")" callTrailer */
  readonly callTail: ParserMethod<[ItemName], FunctionCall> = this.RULE(
    'callTail',
    (name: ItemName): FunctionCall => {
      this.CONSUME(t.LParen);
      const values = this.SUBRULE(this.callArguments);
      this.CONSUME(t.RParen);
      const trailer = this.SUBRULE(this.callTrailer);
      return this.ACTION(() => ({
        kind: 'FunctionCall' as const,
        span: this.spanFrom(name.span.start),
        name,
        syntax: 'call' as const,
        ...values,
        ...trailer,
      }));
    },
  );

  /** callArguments := (ALL | DISTINCT)? ("*" | (expression ("," expression)* orderBy?)?); no star behind DISTINCT */
  readonly callArguments: ParserMethod<[], CallArguments> = this.RULE('callArguments', (): CallArguments => {
    const values: Expression[] = [];
    let star = false;
    let distinct: Span | undefined;
    let order: Ordering | undefined;
    this.OPTION(() => {
      distinct = this.SUBRULE(this.setQuantifier);
    });
    const listed = () => {
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => values.push(this.SUBRULE(this.expression)),
        ERR_MSG: 'an expression',
      });
      order = this.OPTION2(() => this.SUBRULE(this.orderBy));
    };
    this.choose<string, void>(this.argumentForm(distinct), {
      star: () => {
        this.CONSUME(t.Star);
        star = true;
      },
      list: listed,
      empty: () => undefined,
    });
    return this.ACTION(() => ({
      arguments: values,
      star,
      ...(distinct === undefined ? {} : { distinct }),
      ...(order === undefined ? {} : { orderBy: order.span, orderItems: order.items }),
    }));
  });

  private argumentForm(distinct: Span | undefined): string {
    if (this.isNext(t.RParen)) return 'empty';
    return this.isNext(t.Star) && distinct === undefined ? 'star' : 'list';
  }

  /** setQuantifier := ALL | DISTINCT, never both; ALL says nothing */
  readonly setQuantifier: ParserMethod<[], Span | undefined> = this.RULE(
    'setQuantifier',
    (): Span | undefined => {
      const word = this.OR([
        { ALT: () => this.CONSUME(t.All) },
        { ALT: () => this.CONSUME(t.Distinct) },
      ]) as Token;
      this.ACTION(() => {
        if (this.isNext(word.tokenType === t.All ? t.Distinct : t.All)) this.fail('an expression');
      });
      return word.tokenType === t.Distinct ? spanOf(word) : undefined;
    },
  );

  /** orderBy := ORDER BY orderItem ("," orderItem)* */
  readonly orderBy: ParserMethod<[], Ordering> = this.RULE('orderBy', () => {
    const start = this.begin();
    const items: OrderItem[] = [];
    this.CONSUME(t.Order);
    this.CONSUME(t.By);
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => items.push(this.SUBRULE(this.orderItem)),
      ERR_MSG: 'an expression',
    });
    return { span: this.spanFrom(start), items };
  });

  /** orderItem := expression (ASC | DESC)? (NULLS (FIRST | LAST))? */
  readonly orderItem: ParserMethod<[], OrderItem> = this.RULE('orderItem', (): OrderItem => {
    const start = this.begin();
    const expression = this.SUBRULE(this.expression);
    const direction = this.OPTION(() =>
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.Asc);
            return 'ASC' as const;
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Desc);
            return 'DESC' as const;
          },
        },
      ]),
    );
    const nulls = this.OPTION2(() => {
      this.CONSUME(t.Nulls);
      return this.OR2([
        {
          ALT: () => {
            this.CONSUME(t.First);
            return 'FIRST' as const;
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Last);
            return 'LAST' as const;
          },
        },
      ]);
    });
    return {
      kind: 'OrderItem',
      span: this.spanFrom(start),
      expression,
      ...(direction === undefined ? {} : { direction }),
      ...(nulls === undefined ? {} : { nulls }),
    };
  });

  /** callTrailer := (FILTER "(" WHERE expression ")")? windowClause? */
  readonly callTrailer: ParserMethod<[], Trailer> = this.RULE('callTrailer', (): Trailer => {
    const start = this.begin();
    let trailer: Trailer = {};
    this.OPTION(() => {
      this.CONSUME(t.Filter);
      this.CONSUME(t.LParen);
      this.CONSUME(t.Where);
      const filterCondition = this.SUBRULE(this.expression);
      this.CONSUME(t.RParen);
      trailer = { filter: this.spanFrom(start), filterCondition };
    });
    this.OPTION2(() => {
      const window = this.SUBRULE(this.windowClause);
      this.ACTION(() => {
        trailer = { ...trailer, over: window.span, window };
      });
    });
    return trailer;
  });

  /**
   * windowClause := (IGNORE NULLS)? (RESPECT NULLS)? OVER "(" (PARTITION BY expression ("," expression)*)?
   *                 orderBy? frame? ")"
   */
  readonly windowClause: ParserMethod<[], WindowSpecification> = this.RULE(
    'windowClause',
    (): WindowSpecification => {
      const start = this.begin();
      const partitionBy: Expression[] = [];
      const ignoreNulls = this.OPTION(() => {
        this.CONSUME(t.Ignore);
        this.CONSUME(t.Nulls);
        return true;
      });
      const respectNulls = this.OPTION2(() => {
        this.CONSUME(t.Respect);
        this.CONSUME2(t.Nulls);
        return true;
      });
      this.CONSUME(t.Over);
      this.CONSUME(t.LParen);
      this.OPTION3(() => {
        this.CONSUME(t.Partition);
        this.CONSUME(t.By);
        this.AT_LEAST_ONE_SEP({
          SEP: t.Comma,
          DEF: () => partitionBy.push(this.SUBRULE(this.expression)),
          ERR_MSG: 'an expression',
        });
      });
      const order = this.OPTION4(() => this.SUBRULE(this.orderBy));
      const frame = this.OPTION5(() => this.SUBRULE(this.frame));
      this.CONSUME(t.RParen);
      return {
        kind: 'WindowSpecification',
        span: this.spanFrom(start),
        ignoreNulls: ignoreNulls === true,
        respectNulls: respectNulls === true,
        partitionBy,
        orderBy: order?.items ?? [],
        ...(frame === undefined ? {} : { frame }),
      };
    },
  );

  /** frame := (ROWS | RANGE | GROUPS) (frameBound | BETWEEN frameBound AND frameBound) */
  readonly frame: ParserMethod<[], string> = this.RULE('frame', (): string => {
    const first = this.look(1).index;
    this.OR([
      { ALT: () => this.CONSUME(t.Rows) },
      { ALT: () => this.CONSUME(t.Range) },
      { ALT: () => this.CONSUME(t.Groups) },
    ]);
    this.OR2([
      { ALT: () => this.SUBRULE(this.frameBound) },
      {
        ALT: () => {
          this.CONSUME(t.Between);
          this.SUBRULE2(this.frameBound);
          this.CONSUME(t.And);
          this.SUBRULE3(this.frameBound);
        },
      },
    ]);
    return this.ACTION(() => {
      const tokens = this.source.tokens.slice(first, this.look(0).index + 1);
      return tokens.map(({ value }) => value.toUpperCase()).join(' ');
    });
  });

  /** frameBound := CURRENT ROW | (UNBOUNDED | uint) (PRECEDING | FOLLOWING) */
  readonly frameBound: ParserMethod<[], void> = this.RULE('frameBound', (): void => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Current);
          this.CONSUME(t.Row);
        },
      },
      {
        ALT: () => {
          this.OR2([
            { ALT: () => this.CONSUME(t.Unbounded) },
            { ALT: () => this.SUBRULE(this.unsignedInteger) },
          ]);
          this.OR3([{ ALT: () => this.CONSUME(t.Preceding) }, { ALT: () => this.CONSUME(t.Following) }]);
        },
      },
    ]);
  });

  /** specialCall := COALESCE (...) | NULLIF (...) | EXISTS (...) | ROW (...) | EXTRACT (...) | ... */
  readonly specialCall: ParserMethod<[], Expression> = this.RULE('specialCall', () =>
    this.OR([
      { ALT: (): Expression => this.SUBRULE(this.conditional) },
      { ALT: (): Expression => this.SUBRULE(this.nullif) },
      { ALT: (): Expression => this.SUBRULE(this.exists) },
      { ALT: (): Expression => this.SUBRULE(this.row) },
      { ALT: (): Expression => this.SUBRULE(this.extract) },
      { ALT: (): Expression => this.SUBRULE(this.position) },
      { ALT: (): Expression => this.SUBRULE(this.substring) },
      { ALT: (): Expression => this.SUBRULE(this.trim) },
      { ALT: (): Expression => this.SUBRULE(this.normalize) },
    ]),
  );

  /** conditional := (COALESCE | GREATEST | LEAST) "(" expression ("," expression)* ")" */
  readonly conditional: ParserMethod<[], ConditionalCall> = this.RULE('conditional', (): ConditionalCall => {
    const start = this.begin();
    const values: Expression[] = [];
    const name = this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Coalesce);
          return 'coalesce' as const;
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Greatest);
          return 'greatest' as const;
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Least);
          return 'least' as const;
        },
      },
    ]);
    this.CONSUME(t.LParen);
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => values.push(this.SUBRULE(this.expression)),
      ERR_MSG: 'an expression',
    });
    this.CONSUME(t.RParen);
    return { kind: 'ConditionalCall', span: this.spanFrom(start), name, arguments: values };
  });

  /** nullif := NULLIF "(" expression "," expression ")" */
  readonly nullif: ParserMethod<[], ConditionalCall> = this.RULE('nullif', (): ConditionalCall => {
    const start = this.begin();
    this.CONSUME(t.Nullif);
    this.CONSUME(t.LParen);
    const first = this.SUBRULE(this.expression);
    this.CONSUME(t.Comma);
    const second = this.SUBRULE2(this.expression);
    this.CONSUME(t.RParen);
    return {
      kind: 'ConditionalCall',
      span: this.spanFrom(start),
      name: 'nullif',
      arguments: [first, second],
    };
  });

  /** exists := EXISTS subquery */
  readonly exists: ParserMethod<[], Subquery> = this.RULE('exists', (): Subquery => {
    const start = this.begin();
    this.CONSUME(t.Exists);
    return this.SUBRULE(this.subquery, { ARGS: ['exists', start] });
  });

  /** row := ROW "(" (expression ("," expression)*)? ")" */
  readonly row: ParserMethod<[], RowConstructor> = this.RULE('row', (): RowConstructor => {
    const start = this.begin();
    const elements: Expression[] = [];
    this.CONSUME(t.Row);
    this.CONSUME(t.LParen);
    this.optionally(
      () => !this.isNext(t.RParen),
      () => {
        this.AT_LEAST_ONE_SEP({
          SEP: t.Comma,
          DEF: () => elements.push(this.SUBRULE(this.expression)),
          ERR_MSG: 'an expression',
        });
      },
    );
    this.CONSUME(t.RParen);
    return { kind: 'RowConstructor', span: this.spanFrom(start), elements };
  });

  /** extract := EXTRACT "(" (WORD | STRING) FROM expression ")" */
  readonly extract: ParserMethod<[], FunctionCall> = this.RULE('extract', (): FunctionCall => {
    const word = this.CONSUME(t.Extract) as Token;
    this.CONSUME(t.LParen);
    const field = this.OR({
      DEF: [{ ALT: () => this.CONSUME(t.Word) }, { ALT: () => this.CONSUME(t.StringLiteral) }],
      ERR_MSG: 'a field such as YEAR',
    }) as Token;
    this.CONSUME(t.From);
    const value = this.SUBRULE(this.expression);
    this.CONSUME(t.RParen);
    const unit = this.impliedString(field.value, spanOf(field));
    return this.specialForm('extract', word, 'extract', [unit, value]);
  });

  /** position := POSITION "(" expression IN expression ")" */
  readonly position: ParserMethod<[], FunctionCall> = this.RULE('position', (): FunctionCall => {
    const word = this.CONSUME(t.Position) as Token;
    this.CONSUME(t.LParen);
    const needle = this.SUBRULE(this.expression, { ARGS: [LEVELS.like] });
    this.CONSUME(t.In);
    const value = this.SUBRULE2(this.expression);
    this.CONSUME(t.RParen);
    return this.specialForm('position', word, 'position', [needle, value]);
  });

  /**
   * substring := SUBSTRING "(" expression (FROM expression (FOR expression)? | FOR expression | ("," expression)+) ")"
   */
  readonly substring: ParserMethod<[], FunctionCall> = this.RULE('substring', (): FunctionCall => {
    const word = this.CONSUME(t.Substring) as Token;
    this.CONSUME(t.LParen);
    const values: Expression[] = [this.SUBRULE(this.expression)];
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.From);
          values.push(this.SUBRULE2(this.expression));
          this.OPTION(() => {
            this.CONSUME(t.For);
            values.push(this.SUBRULE3(this.expression));
          });
        },
      },
      {
        ALT: () => {
          const start = this.begin();
          this.CONSUME2(t.For);
          values.push({ kind: 'NumberLiteral', span: { start, end: start }, text: '1' });
          values.push(this.SUBRULE4(this.expression));
        },
      },
      {
        ALT: () => {
          this.AT_LEAST_ONE(() => {
            this.CONSUME(t.Comma);
            values.push(this.SUBRULE5(this.expression));
          });
        },
      },
    ]);
    this.CONSUME(t.RParen);
    return this.specialForm('substring', word, 'substring', values);
  });

  /** trim := TRIM "(" (BOTH | LEADING | TRAILING)? (FROM expression | expression (FROM expression)?) ")" */
  readonly trim: ParserMethod<[], FunctionCall> = this.RULE('trim', (): FunctionCall => {
    const word = this.CONSUME(t.Trim) as Token;
    this.CONSUME(t.LParen);
    const name =
      this.OPTION(() =>
        this.OR([
          {
            ALT: () => {
              this.CONSUME(t.Both);
              return 'btrim';
            },
          },
          {
            ALT: () => {
              this.CONSUME(t.Leading);
              return 'ltrim';
            },
          },
          {
            ALT: () => {
              this.CONSUME(t.Trailing);
              return 'rtrim';
            },
          },
        ]),
      ) ?? 'btrim';
    const values: Expression[] = [];
    this.OR2([
      {
        ALT: () => {
          this.CONSUME(t.From);
          values.push(this.SUBRULE(this.expression));
        },
      },
      {
        ALT: () => {
          values.push(this.SUBRULE2(this.expression));
          this.OPTION2(() => {
            this.CONSUME2(t.From);
            values.unshift(this.SUBRULE3(this.expression));
          });
        },
      },
    ]);
    this.CONSUME(t.RParen);
    return this.specialForm(name, word, 'trim', values);
  });

  /** normalize := NORMALIZE "(" expression ("," (NFC | NFD | NFKC | NFKD))? ")" */
  readonly normalize: ParserMethod<[], FunctionCall> = this.RULE('normalize', (): FunctionCall => {
    const word = this.CONSUME(t.Normalize) as Token;
    this.CONSUME(t.LParen);
    const value = this.SUBRULE(this.expression);
    const end = this.look(0).endOffset + 1;
    const form = this.OPTION(() => {
      this.CONSUME(t.Comma);
      return this.OR([
        { ALT: () => this.CONSUME(t.Nfc) },
        { ALT: () => this.CONSUME(t.Nfd) },
        { ALT: () => this.CONSUME(t.Nfkc) },
        { ALT: () => this.CONSUME(t.Nfkd) },
      ]);
    }) as Token | undefined;
    this.CONSUME(t.RParen);
    const implied = form === undefined ? this.impliedString('NFC', { start: end, end }) : undefined;
    return this.ACTION(() =>
      this.specialForm('normalize', word, 'normalize', [
        value,
        implied ?? this.impliedString((form ?? word).value.toUpperCase(), spanOf(form ?? word)),
      ]),
    );
  });

  /** A form with a syntax of its own is a call of the function it stands for. */
  private specialForm(
    name: string,
    word: Token,
    syntax: SyntaxForm,
    values: readonly Expression[],
  ): FunctionCall {
    const span = spanOf(word);
    return {
      kind: 'FunctionCall',
      span: this.spanFrom(word.startOffset),
      name: { kind: 'ItemName', span, parts: [{ kind: 'Identifier', span, name, quoted: false }] },
      arguments: values,
      syntax,
      star: false,
    };
  }
}
