import type { ParserMethod } from 'chevrotain';
import type {
  CommonTable,
  DefinitionOption,
  Expression,
  FromItem,
  FunctionCall,
  Identifier,
  Join,
  Limit,
  NestedQuery,
  OptionList,
  Query,
  QueryBody,
  Relation,
  RowConstructor,
  Select,
  SelectItem,
  ShowBody,
  TableAlias,
  TypedColumn,
  Values,
  WithClause,
} from '../src/ast/nodes.ts';
import { definitionFamilies } from './definition-families.ts';
import { DefinitionOptionRules } from './definition-options.ts';
import { RESERVED_AS_COLUMN_ALIAS, RESERVED_AS_TABLE_ALIAS, RESERVED_EVERYWHERE } from './keywords.ts';
import { isKeyword, isWord, spanOf, type Token, t } from './tokens.ts';

type QueryParts = Omit<Query, 'kind' | 'span' | 'with'>;

const INFIX_WORDS = [
  'and',
  'or',
  'is',
  'isnull',
  'in',
  'like',
  'ilike',
  'between',
  'at',
  'collate',
  'operator',
];
const NOT_A_COLUMN_ALIAS: ReadonlySet<string> = new Set([
  ...RESERVED_EVERYWHERE,
  ...RESERVED_AS_COLUMN_ALIAS,
  ...INFIX_WORDS,
  'as',
  'of',
]);
const NOT_A_TABLE_ALIAS: ReadonlySet<string> = new Set([
  ...RESERVED_EVERYWHERE,
  ...RESERVED_AS_TABLE_ALIAS,
  'as',
  'of',
]);
const RESERVED: ReadonlySet<string> = new Set(RESERVED_EVERYWHERE);

const QUERY_WORDS = 'SELECT, VALUES or a query in parentheses';

export abstract class QueryRules extends DefinitionOptionRules {
  /** show := SHOW ...; as a query */
  protected abstract readonly show: ParserMethod<[], ShowBody['statement']>;

  /** query := withClause? queryBody queryTail */
  protected override readonly query: ParserMethod<[], Query> = this.RULE('query', (): Query => {
    const start = this.begin();
    this.enter('nested queries');
    const own = this.OPTION(() => this.SUBRULE(this.withClause));
    const bodyAt = this.look(1);
    const body = this.SUBRULE(this.queryBody);
    const inner = this.ACTION(() => (body.kind === 'NestedQuery' ? body.query : undefined));
    this.ACTION(() => {
      if (own !== undefined && inner?.with !== undefined) this.fail('a query without another WITH', bodyAt);
    });
    const parts = this.SUBRULE(this.queryTail, { ARGS: [inner ?? { body, orderBy: [] }] });
    this.ACTION(() => {
      this.depth--;
    });
    const with_ = own ?? inner?.with;
    return {
      kind: 'Query',
      span: this.spanFrom(start),
      ...(with_ === undefined ? {} : { with: with_ }),
      ...parts,
    };
  });

  /**
   * queryTail := orderBy? (LIMIT ALL | LIMIT expression | OFFSET expression (ROW | ROWS)? | fetch)*
   *
   * Behind a query in parentheses it adds what that one does not have.
   */
  readonly queryTail: ParserMethod<[QueryParts], QueryParts> = this.RULE(
    'queryTail',
    (inner: QueryParts): QueryParts => {
      let parts: QueryParts = this.ACTION(() => {
        const { body, orderBy, limit, offset } = inner;
        return {
          body,
          orderBy,
          ...(limit === undefined ? {} : { limit }),
          ...(offset === undefined ? {} : { offset }),
        };
      });
      this.OPTION(() => {
        this.ACTION(() => {
          if (parts.orderBy.length > 0) this.fail('a query without another ORDER BY');
        });
        const { items } = this.SUBRULE(this.orderBy);
        this.ACTION(() => {
          parts = { ...parts, orderBy: items };
        });
      });
      this.MANY(() => {
        this.OR([
          {
            ALT: () => {
              this.ACTION(() => this.refuseSecond(parts.limit, 'LIMIT'));
              const limit = this.SUBRULE(this.limit);
              this.ACTION(() => {
                if (limit !== undefined) parts = { ...parts, limit };
              });
            },
          },
          {
            ALT: () => {
              this.ACTION(() => this.refuseSecond(parts.offset, 'OFFSET'));
              const offset = this.SUBRULE(this.offset);
              this.ACTION(() => {
                parts = { ...parts, offset };
              });
            },
          },
          {
            ALT: () => {
              this.ACTION(() => this.refuseSecond(parts.limit, 'LIMIT'));
              const limit = this.SUBRULE(this.fetch);
              this.ACTION(() => {
                parts = { ...parts, limit };
              });
            },
          },
        ]);
      });
      return parts;
    },
  );

  private refuseSecond(first: object | undefined, clause: string): void {
    if (first !== undefined) this.fail(`a query without another ${clause}`);
  }

  /** limit := LIMIT (ALL | expression); ALL says nothing */
  readonly limit: ParserMethod<[], Limit | undefined> = this.RULE('limit', (): Limit | undefined => {
    const start = this.begin();
    this.CONSUME(t.Limit);
    const count = this.choose<string, Expression | undefined>(this.isNext(t.All) ? 'all' : 'count', {
      all: () => {
        this.CONSUME(t.All);
        return undefined;
      },
      count: () => this.SUBRULE(this.expression),
    });
    if (count === undefined) return undefined;
    return { kind: 'Limit', span: this.spanFrom(start), count, withTies: false };
  });

  /** offset := OFFSET expression (ROW | ROWS)? */
  readonly offset: ParserMethod<[], Expression> = this.RULE('offset', (): Expression => {
    this.CONSUME(t.Offset);
    const offset = this.SUBRULE(this.expression);
    this.OPTION(() => this.OR([{ ALT: () => this.CONSUME(t.Row) }, { ALT: () => this.CONSUME(t.Rows) }]));
    return offset;
  });

  /** fetch := FETCH (FIRST | NEXT) expression? (ROW | ROWS) (ONLY | WITH TIES); without a number it is 1 */
  readonly fetch: ParserMethod<[], Limit> = this.RULE('fetch', (): Limit => {
    const start = this.begin();
    this.CONSUME(t.Fetch);
    this.OR([{ ALT: () => this.CONSUME(t.First) }, { ALT: () => this.CONSUME(t.Next) }]);
    const behind = this.look(0).endOffset + 1;
    const one: Expression = { kind: 'NumberLiteral', span: { start: behind, end: behind }, text: '1' };
    const count = this.optionally<Expression>(
      () => !this.isNext(t.Row) && !this.isNext(t.Rows),
      () => this.SUBRULE(this.expression),
    );
    this.OR2([{ ALT: () => this.CONSUME(t.Row) }, { ALT: () => this.CONSUME(t.Rows) }]);
    const withTies = this.OR3([
      {
        ALT: () => {
          this.CONSUME(t.Only);
          return false;
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.With);
          this.CONSUME(t.Ties);
          return true;
        },
      },
    ]);
    return { kind: 'Limit', span: this.spanFrom(start), count: count ?? one, withTies };
  });

  /** withClause := WITH (MUTUALLY RECURSIVE definitionOptions? recursiveTable list | commonTable list) */
  readonly withClause: ParserMethod<[], WithClause> = this.RULE('withClause', (): WithClause => {
    const start = this.begin();
    const tables: CommonTable[] = [];
    let options: OptionList<DefinitionOption> | undefined;
    this.CONSUME(t.With);
    const recursive = this.isNext(t.Mutually);
    this.choose<string, void>(recursive ? 'recursive' : 'plain', {
      recursive: () => {
        this.CONSUME(t.Mutually);
        this.CONSUME(t.Recursive);
        options = this.OPTION(() =>
          this.SUBRULE(this.definitionOptions, { ARGS: [definitionFamilies.recursion] }),
        );
        this.AT_LEAST_ONE_SEP({
          SEP: t.Comma,
          DEF: () => tables.push(this.SUBRULE(this.recursiveTable)),
        });
      },
      plain: () => {
        this.AT_LEAST_ONE_SEP2({
          SEP: t.Comma,
          DEF: () => tables.push(this.SUBRULE(this.commonTable)),
        });
      },
    });
    return {
      kind: 'WithClause',
      span: this.spanFrom(start),
      recursive,
      ...(options === undefined ? {} : { options }),
      tables,
    };
  });

  /** commonTable := identifier columns? AS "(" query ")" */
  readonly commonTable: ParserMethod<[], CommonTable> = this.RULE('commonTable', (): CommonTable => {
    const start = this.begin();
    const name = this.SUBRULE(this.identifier);
    const columns = this.OPTION(() => this.SUBRULE(this.columns)) ?? [];
    this.CONSUME(t.As);
    this.CONSUME(t.LParen);
    const query = this.SUBRULE(this.query);
    this.CONSUME(t.RParen);
    return { kind: 'CommonTable', span: this.spanFrom(start), name, columns, typedColumns: [], query };
  });

  /** recursiveTable := identifier typedColumns AS "(" query ")" */
  readonly recursiveTable: ParserMethod<[], CommonTable> = this.RULE('recursiveTable', (): CommonTable => {
    const start = this.begin();
    const name = this.SUBRULE(this.identifier);
    const typedColumns = this.SUBRULE(this.typedColumns);
    this.CONSUME(t.As);
    this.CONSUME(t.LParen);
    const query = this.SUBRULE(this.query);
    this.CONSUME(t.RParen);
    return { kind: 'CommonTable', span: this.spanFrom(start), name, columns: [], typedColumns, query };
  });

  /** typedColumns := "(" typedColumn ("," typedColumn)* ")" */
  readonly typedColumns: ParserMethod<[], readonly TypedColumn[]> = this.RULE(
    'typedColumns',
    (): readonly TypedColumn[] => {
      const open = this.CONSUME(t.LParen) as Token;
      const columns = this.list(open, {
        expected: 'identifier',
        item: () => this.SUBRULE(this.typedColumn),
      });
      this.closeList(open, t.RParen);
      return columns;
    },
  );

  /** typedColumn := identifier dataType */
  readonly typedColumn: ParserMethod<[], TypedColumn> = this.RULE('typedColumn', (): TypedColumn => {
    const start = this.begin();
    const name = this.SUBRULE(this.identifier);
    const type = this.SUBRULE(this.dataType);
    return { kind: 'TypedColumn', span: this.spanFrom(start), name, type };
  });

  /** queryBody := intersection ((UNION | EXCEPT) setQuantifier? intersection)* */
  readonly queryBody: ParserMethod<[], QueryBody> = this.RULE('queryBody', (): QueryBody => {
    const start = this.begin();
    let left = this.SUBRULE(this.intersection);
    this.MANY(() => {
      const word = this.OR([
        { ALT: () => this.CONSUME(t.Union) },
        { ALT: () => this.CONSUME(t.Except) },
      ]) as Token;
      const all = this.isNext(t.All);
      this.OPTION(() => this.SUBRULE(this.setQuantifier));
      const right = this.SUBRULE2(this.intersection);
      const operator = word.tokenType === t.Except ? 'EXCEPT' : 'UNION';
      left = { kind: 'SetOperation', span: this.spanFrom(start), operator, all, left, right };
    });
    return left;
  });

  /** intersection := simpleQuery (INTERSECT setQuantifier? simpleQuery)* */
  readonly intersection: ParserMethod<[], QueryBody> = this.RULE('intersection', (): QueryBody => {
    const start = this.begin();
    let left = this.SUBRULE(this.simpleQuery);
    this.MANY(() => {
      this.CONSUME(t.Intersect);
      const all = this.isNext(t.All);
      this.OPTION(() => this.SUBRULE(this.setQuantifier));
      const right = this.SUBRULE2(this.simpleQuery);
      left = { kind: 'SetOperation', span: this.spanFrom(start), operator: 'INTERSECT', all, left, right };
    });
    return left;
  });

  /** simpleQuery := select | values | TABLE rawName | show | "(" query ")" */
  readonly simpleQuery: ParserMethod<[], QueryBody> = this.RULE('simpleQuery', (): QueryBody => {
    const start = this.begin();
    return this.OR({
      DEF: [
        { ALT: (): QueryBody => this.SUBRULE(this.select) },
        { ALT: (): QueryBody => this.SUBRULE(this.values) },
        {
          ALT: (): QueryBody => {
            this.CONSUME(t.Table);
            const name = this.SUBRULE(this.rawName);
            return { kind: 'TableBody', span: this.spanFrom(start), name };
          },
        },
        {
          ALT: (): QueryBody => {
            const statement = this.SUBRULE(this.show);
            return { kind: 'ShowBody', span: this.spanFrom(start), statement };
          },
        },
        { ALT: (): QueryBody => this.SUBRULE(this.nestedQuery) },
      ],
      ERR_MSG: QUERY_WORDS,
    });
  });

  /** nestedQuery := "(" query ")" */
  readonly nestedQuery: ParserMethod<[], NestedQuery> = this.RULE('nestedQuery', (): NestedQuery => {
    const start = this.begin();
    this.CONSUME(t.LParen);
    const query = this.SUBRULE(this.query);
    this.CONSUME(t.RParen);
    return { kind: 'NestedQuery', span: this.spanFrom(start), query };
  });

  /** values := VALUES valuesRow ("," valuesRow)* */
  readonly values: ParserMethod<[], Values> = this.RULE('values', (): Values => {
    const start = this.begin();
    const rows: RowConstructor[] = [];
    this.CONSUME(t.Values);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => rows.push(this.SUBRULE(this.valuesRow)) });
    return { kind: 'Values', span: this.spanFrom(start), rows };
  });

  /** valuesRow := "(" expression ("," expression)* ")" */
  readonly valuesRow: ParserMethod<[], RowConstructor> = this.RULE('valuesRow', (): RowConstructor => {
    const start = this.begin();
    this.CONSUME(t.LParen);
    const elements = this.SUBRULE(this.expressions);
    this.CONSUME(t.RParen);
    return { kind: 'RowConstructor', span: this.spanFrom(start), elements };
  });

  /** expressions := expression ("," expression)* */
  readonly expressions: ParserMethod<[], readonly Expression[]> = this.RULE(
    'expressions',
    (): readonly Expression[] => {
      const expressions: Expression[] = [];
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => expressions.push(this.SUBRULE(this.expression)),
        ERR_MSG: 'an expression',
      });
      return expressions;
    },
  );

  /**
   * select := SELECT selectQuantifier? selectItems? (FROM fromItem ("," fromItem)*)? (WHERE expression)?
   *           (GROUP BY expressions)? (HAVING expression)? (QUALIFY expression)? (OPTIONS definitionOptions)?
   */
  readonly select: ParserMethod<[], Select> = this.RULE('select', (): Select => {
    const start = this.begin();
    this.CONSUME(t.Select);
    const quantifier = this.OPTION(() => this.SUBRULE(this.selectQuantifier)) ?? { distinctOn: [] };
    const items = this.optionally(
      () => this.startsSelectItem(),
      () => this.SUBRULE(this.selectItems),
    );
    const from: FromItem[] = [];
    this.OPTION2(() => {
      this.CONSUME(t.From);
      this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => from.push(this.SUBRULE(this.fromItem)) });
    });
    const where = this.OPTION3(() => {
      this.CONSUME(t.Where);
      return this.SUBRULE(this.expression);
    });
    const groupBy = this.OPTION4(() => {
      this.CONSUME(t.Group);
      this.CONSUME(t.By);
      return this.SUBRULE(this.expressions);
    });
    const having = this.OPTION5(() => {
      this.CONSUME(t.Having);
      return this.SUBRULE2(this.expression);
    });
    const qualify = this.OPTION6(() => {
      this.CONSUME(t.Qualify);
      return this.SUBRULE3(this.expression);
    });
    const options = this.OPTION7(() => {
      this.CONSUME(t.Options);
      return this.SUBRULE(this.definitionOptions, { ARGS: [definitionFamilies.select] });
    });
    return this.ACTION(() => ({
      kind: 'Select' as const,
      span: this.spanFrom(start),
      ...quantifier,
      items: items ?? [],
      from,
      ...(where === undefined ? {} : { where }),
      groupBy: groupBy ?? [],
      ...(having === undefined ? {} : { having }),
      ...(qualify === undefined ? {} : { qualify }),
      ...(options === undefined ? {} : { options }),
    }));
  });

  /** The list of a SELECT may be empty: then a reserved word follows, or AS, or a closing parenthesis, or nothing. */
  private startsSelectItem(): boolean {
    if (this.isAtEnd() || this.isNext(t.RParen) || this.isNext(t.As)) return false;
    const token = this.look(1);
    return !(isKeyword(token) && RESERVED.has(token.value));
  }

  /** selectQuantifier := ALL | DISTINCT (ON "(" expressions ")")?; ALL says nothing */
  readonly selectQuantifier: ParserMethod<[], Pick<Select, 'distinct' | 'distinctOn'>> = this.RULE(
    'selectQuantifier',
    (): Pick<Select, 'distinct' | 'distinctOn'> =>
      this.OR([
        {
          ALT: (): Pick<Select, 'distinct' | 'distinctOn'> => {
            this.CONSUME(t.All);
            this.ACTION(() => {
              if (this.isNext(t.Distinct)) this.fail('an expression');
            });
            return { distinctOn: [] };
          },
        },
        {
          ALT: (): Pick<Select, 'distinct' | 'distinctOn'> => {
            const word = this.CONSUME(t.Distinct) as Token;
            const distinctOn = this.OPTION(() => {
              this.CONSUME(t.On);
              this.CONSUME(t.LParen);
              const expressions = this.SUBRULE(this.expressions);
              this.CONSUME(t.RParen);
              return expressions;
            });
            return { distinct: spanOf(word), distinctOn: distinctOn ?? [] };
          },
        },
      ]),
  );

  /** selectItems := selectItem ("," selectItem)* */
  readonly selectItems: ParserMethod<[], readonly SelectItem[]> = this.RULE(
    'selectItems',
    (): readonly SelectItem[] => {
      const items: SelectItem[] = [];
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => {
          if (this.ACTION(() => this.isBehindLast(items.length)) === true) return;
          items.push(this.SUBRULE(this.selectItem));
        },
      });
      return items;
    },
  );

  /** Reports a comma in front of FROM, behind which no item is looked for. */
  private isBehindLast(itemCount: number): boolean {
    if (itemCount === 0 || !this.isNext(t.From)) return false;
    this.report({ slug: 'trailing-comma', span: spanOf(this.look(0)) });
    return true;
  }

  /** selectItem := "*" | expression (AS? columnAlias)? */
  readonly selectItem: ParserMethod<[], SelectItem> = this.RULE('selectItem', (): SelectItem => {
    const start = this.begin();
    return this.choose<string, SelectItem>(this.isNext(t.Star) ? 'all' : 'expression', {
      all: () => {
        this.CONSUME(t.Star);
        return { kind: 'SelectItem', span: this.spanFrom(start) };
      },
      expression: () => {
        const expression = this.SUBRULE(this.expression);
        const alias = this.OPTION({
          GATE: () => this.startsAlias(NOT_A_COLUMN_ALIAS),
          DEF: () => this.SUBRULE(this.columnAlias),
        });
        return {
          kind: 'SelectItem',
          span: this.spanFrom(start),
          expression,
          ...(alias === undefined ? {} : { alias }),
        };
      },
    });
  });

  /** columnAlias := AS? WORD; behind AS any word but OF */
  readonly columnAlias: ParserMethod<[], Identifier> = this.RULE('columnAlias', (): Identifier => {
    const isBare = !this.isNext(t.As);
    this.optionally(
      () => !isBare,
      () => this.CONSUME(t.As),
    );
    return this.SUBRULE(this.columnIdentifier);
  });

  private startsAlias(reserved: ReadonlySet<string>): boolean {
    if (this.isNext(t.As)) return !this.isNext(t.Of, 2);
    const token = this.look(1);
    return isWord(token) && !(isKeyword(token) && reserved.has(token.value));
  }

  /** fromItem := relation join* */
  readonly fromItem: ParserMethod<[], FromItem> = this.RULE('fromItem', (): FromItem => {
    const start = this.begin();
    this.enter('nested queries');
    const joins: Join[] = [];
    const relation = this.SUBRULE(this.relation);
    this.MANY(() => joins.push(this.SUBRULE(this.join)));
    this.ACTION(() => {
      this.depth--;
    });
    return { kind: 'FromItem', span: this.spanFrom(start), relation, joins };
  });

  /** relation := tableRelation | functionRelation | rowsFrom | queryRelation | joinRelation */
  readonly relation: ParserMethod<[], Relation> = this.RULE('relation', (): Relation => {
    const start = this.begin();
    const lateral = this.OPTION(() => this.CONSUME(t.Lateral)) !== undefined;
    return this.choose<string, Relation>(this.ACTION(() => this.relationForm(lateral)) ?? 'name', {
      query: () => this.SUBRULE(this.queryRelation, { ARGS: [start, lateral] }),
      join: () => this.SUBRULE(this.joinRelation, { ARGS: [start] }),
      rows: () => this.SUBRULE(this.rowsFrom, { ARGS: [start] }),
      name: () => this.SUBRULE(this.namedRelation, { ARGS: [start, lateral] }),
    });
  });

  private relationForm(lateral: boolean): string {
    if (this.isNext(t.LParen)) return lateral || this.startsQuery(true) ? 'query' : 'join';
    return this.isNext(t.Rows) && this.isNext(t.From, 2) ? 'rows' : 'name';
  }

  /** queryRelation := "(" query ")" tableAlias? */
  readonly queryRelation: ParserMethod<[number, boolean], Relation> = this.RULE(
    'queryRelation',
    (start: number, lateral: boolean): Relation => {
      this.CONSUME(t.LParen);
      const query = this.SUBRULE(this.query);
      this.CONSUME(t.RParen);
      const alias = this.SUBRULE(this.optionalAlias);
      return { kind: 'QueryRelation', span: this.spanFrom(start), lateral, query, ...alias };
    },
  );

  /** joinRelation := "(" fromItem ")" tableAlias?; without a join the parentheses hold nothing */
  readonly joinRelation: ParserMethod<[number], Relation> = this.RULE(
    'joinRelation',
    (start: number): Relation => {
      this.CONSUME(t.LParen);
      const item = this.SUBRULE(this.fromItem);
      this.ACTION(() => {
        if (item.joins.length === 0 && item.relation.kind !== 'JoinRelation') this.fail('JOIN');
      });
      this.CONSUME(t.RParen);
      const alias = this.SUBRULE(this.optionalAlias);
      return { kind: 'JoinRelation', span: this.spanFrom(start), item, ...alias };
    },
  );

  /** rowsFrom := ROWS FROM "(" relationCall ("," relationCall)* ")" (WITH ORDINALITY)? tableAlias? */
  readonly rowsFrom: ParserMethod<[number], Relation> = this.RULE('rowsFrom', (start: number): Relation => {
    const calls: FunctionCall[] = [];
    this.CONSUME(t.Rows);
    this.CONSUME(t.From);
    this.CONSUME(t.LParen);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => calls.push(this.SUBRULE(this.relationCall)) });
    this.CONSUME(t.RParen);
    const ordinality = this.SUBRULE(this.withOrdinality);
    const alias = this.SUBRULE(this.optionalAlias);
    return {
      kind: 'FunctionRelation',
      span: this.spanFrom(start),
      rowsFrom: true,
      calls,
      ordinality,
      ...alias,
    };
  });

  /** relationCall := rawName relationArguments */
  readonly relationCall: ParserMethod<[], FunctionCall> = this.RULE('relationCall', (): FunctionCall => {
    const start = this.begin();
    const name = this.SUBRULE(this.rawName);
    const parts = this.SUBRULE(this.relationArguments);
    return this.ACTION(() => ({
      kind: 'FunctionCall' as const,
      span: this.spanFrom(start),
      name: name.kind === 'IdName' ? { ...name.name, span: name.span } : name,
      ...(name.kind === 'IdName' ? { idName: name } : {}),
      syntax: 'call' as const,
      ...parts,
    }));
  });

  /** relationArguments := "(" ("*" | expressions)? ")" */
  readonly relationArguments: ParserMethod<[], Pick<FunctionCall, 'arguments' | 'star'>> = this.RULE(
    'relationArguments',
    (): Pick<FunctionCall, 'arguments' | 'star'> => {
      this.CONSUME(t.LParen);
      const form = this.isNext(t.RParen) ? 'empty' : this.isNext(t.Star) ? 'star' : 'list';
      const values = this.choose<string, readonly Expression[]>(form, {
        list: () => this.SUBRULE(this.expressions),
        star: () => {
          this.CONSUME(t.Star);
          return [];
        },
        empty: () => [],
      });
      this.CONSUME(t.RParen);
      return { arguments: values, star: form === 'star' };
    },
  );

  /** withOrdinality := (WITH ORDINALITY)? */
  readonly withOrdinality: ParserMethod<[], boolean> = this.RULE(
    'withOrdinality',
    (): boolean =>
      this.optionally(
        () => this.isNext(t.With) && this.isNext(t.Ordinality, 2),
        () => {
          this.CONSUME(t.With);
          this.CONSUME(t.Ordinality);
          return true;
        },
      ) === true,
  );

  /** namedRelation := rawName (relationArguments (WITH ORDINALITY)?)? tableAlias?; behind LATERAL a call */
  readonly namedRelation: ParserMethod<[number, boolean], Relation> = this.RULE(
    'namedRelation',
    (start: number, lateral: boolean): Relation => {
      const name = this.SUBRULE(this.rawName);
      const nameEnd = this.look(0).endOffset + 1;
      const parts = this.optionally(
        () => lateral || this.isNext(t.LParen),
        () => this.SUBRULE(this.relationArguments),
      );
      const callEnd = this.look(0).endOffset + 1;
      const ordinality = parts === undefined ? false : this.SUBRULE(this.withOrdinality);
      const alias = this.SUBRULE(this.optionalAlias);
      return this.ACTION((): Relation => {
        const span = this.spanFrom(start);
        if (parts === undefined) return { kind: 'TableRelation', span, name, ...alias };
        const call: FunctionCall = {
          kind: 'FunctionCall',
          span: { start: name.span.start, end: Math.max(callEnd, nameEnd) },
          name: name.kind === 'IdName' ? { ...name.name, span: name.span } : name,
          ...(name.kind === 'IdName' ? { idName: name } : {}),
          syntax: 'call',
          ...parts,
        };
        const calls = [call];
        return {
          kind: 'FunctionRelation',
          span,
          rowsFrom: false,
          calls,
          ordinality,
          ...alias,
        };
      });
    },
  );

  /** optionalAlias := tableAlias? */
  readonly optionalAlias: ParserMethod<[], { readonly alias?: TableAlias }> = this.RULE(
    'optionalAlias',
    (): { readonly alias?: TableAlias } => {
      const alias = this.OPTION({
        GATE: () => this.startsAlias(NOT_A_TABLE_ALIAS),
        DEF: () => this.SUBRULE(this.tableAlias),
      });
      return alias === undefined ? {} : { alias };
    },
  );

  /** tableAlias := columnAlias columns? */
  readonly tableAlias: ParserMethod<[], TableAlias> = this.RULE('tableAlias', (): TableAlias => {
    const start = this.begin();
    const name = this.SUBRULE(this.columnAlias);
    const columns = this.OPTION(() => this.SUBRULE(this.columns)) ?? [];
    return { kind: 'TableAlias', span: this.spanFrom(start), name, columns };
  });

  /**
   * join := CROSS JOIN relation | NATURAL joinType JOIN relation
   *         | joinType JOIN relation (ON expression | USING columns columnAlias?)
   */
  readonly join: ParserMethod<[], Join> = this.RULE('join', (): Join => {
    const start = this.begin();
    return this.OR([
      {
        ALT: (): Join => {
          this.CONSUME(t.Cross);
          this.CONSUME(t.Join);
          const relation = this.SUBRULE(this.relation);
          return {
            kind: 'Join',
            span: this.spanFrom(start),
            type: 'CROSS',
            natural: false,
            relation,
            using: [],
          };
        },
      },
      {
        ALT: (): Join => {
          this.CONSUME(t.Natural);
          const type = this.SUBRULE(this.joinType);
          const relation = this.SUBRULE2(this.relation);
          return { kind: 'Join', span: this.spanFrom(start), type, natural: true, relation, using: [] };
        },
      },
      {
        ALT: (): Join => {
          const type = this.SUBRULE2(this.joinType);
          const relation = this.SUBRULE3(this.relation);
          const condition = this.SUBRULE(this.joinCondition);
          return { kind: 'Join', span: this.spanFrom(start), type, natural: false, relation, ...condition };
        },
      },
    ]);
  });

  /** joinType := INNER? JOIN | (LEFT | RIGHT | FULL) OUTER? JOIN */
  readonly joinType: ParserMethod<[], Join['type']> = this.RULE('joinType', (): Join['type'] => {
    const side = this.OPTION(
      () =>
        this.OR({
          DEF: [{ ALT: () => this.CONSUME(t.Inner) }, { ALT: () => this.SUBRULE(this.outerSide) }],
        }) as Token,
    );
    this.CONSUME(t.Join);
    return this.ACTION((): Join['type'] => {
      if (side === undefined || side.tokenType === t.Inner) return 'INNER';
      return side.value.toUpperCase() as Join['type'];
    });
  });

  /** outerSide := (LEFT | RIGHT | FULL) OUTER? */
  readonly outerSide: ParserMethod<[], Token> = this.RULE('outerSide', (): Token => {
    const side = this.OR([
      { ALT: () => this.CONSUME(t.Left) },
      { ALT: () => this.CONSUME(t.Right) },
      { ALT: () => this.CONSUME(t.Full) },
    ]) as Token;
    this.OPTION(() => this.CONSUME(t.Outer));
    return side;
  });

  /** joinCondition := ON expression | USING columns columnAlias? */
  readonly joinCondition: ParserMethod<[], Pick<Join, 'on' | 'using' | 'usingAlias'>> = this.RULE(
    'joinCondition',
    (): Pick<Join, 'on' | 'using' | 'usingAlias'> =>
      this.OR({
        DEF: [
          {
            ALT: (): Pick<Join, 'on' | 'using' | 'usingAlias'> => {
              this.CONSUME(t.On);
              return { on: this.SUBRULE(this.expression), using: [] };
            },
          },
          {
            ALT: (): Pick<Join, 'on' | 'using' | 'usingAlias'> => {
              this.CONSUME(t.Using);
              const using = this.SUBRULE(this.columns);
              const usingAlias = this.OPTION({
                GATE: () => this.startsAlias(NOT_A_TABLE_ALIAS),
                DEF: () => this.SUBRULE(this.columnAlias),
              });
              return { using, ...(usingAlias === undefined ? {} : { usingAlias }) };
            },
          },
        ],
        ERR_MSG: 'ON or USING',
      }),
  );
}
