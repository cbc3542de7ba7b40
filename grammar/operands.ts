import type { ParserMethod, TokenType } from 'chevrotain';
import type {
  ArrayConstructor,
  Case,
  CaseBranch,
  Cast,
  Expression,
  Identifier,
  IdName,
  ItemName,
  MapConstructor,
  MapConstructorEntry,
  Subquery,
} from '../src/ast/nodes.ts';
import { CallRules } from './calls.ts';
import { isWord, spanOf, type Token, t } from './tokens.ts';

type PrimaryForm =
  | 'interval'
  | 'typed literal'
  | 'call by id'
  | 'literal'
  | 'array'
  | 'map'
  | 'case'
  | 'cast'
  | 'special'
  | 'name'
  | 'parameter'
  | 'parentheses'
  | 'none';

const PRIMARY_FORMS: ReadonlyMap<TokenType, PrimaryForm> = new Map<TokenType, PrimaryForm>([
  [t.True, 'literal'],
  [t.False, 'literal'],
  [t.Null, 'literal'],
  [t.StringLiteral, 'literal'],
  [t.HexLiteral, 'literal'],
  [t.NumberLiteral, 'literal'],
  [t.Minus, 'literal'],
  [t.Array, 'array'],
  [t.Case, 'case'],
  [t.Cast, 'cast'],
  [t.Parameter, 'parameter'],
  [t.LParen, 'parentheses'],
]);

/** Words that start a syntax of their own, but only in front of a parenthesis. */
const SPECIAL_CALLS: ReadonlySet<TokenType> = new Set([
  t.Coalesce,
  t.Greatest,
  t.Least,
  t.Nullif,
  t.Exists,
  t.Row,
  t.Extract,
  t.Position,
  t.Substring,
  t.Trim,
  t.Normalize,
]);

/** What an operand may be. */
export abstract class OperandRules extends CallRules {
  protected override readonly primary: ParserMethod<[], Expression> = this.RULE(
    'primary',
    (): Expression =>
      this.choose<PrimaryForm, Expression>(this.ACTION(() => this.primaryForm()) ?? 'none', {
        interval: () => this.SUBRULE(this.interval),
        'typed literal': () => this.SUBRULE(this.typedLiteral),
        'call by id': () => this.SUBRULE(this.callById),
        literal: () => this.SUBRULE(this.literal),
        array: () => this.SUBRULE(this.arrayConstructor),
        map: () => this.SUBRULE(this.mapConstructor),
        case: () => this.SUBRULE(this.caseExpression),
        cast: () => this.SUBRULE(this.cast),
        special: () => this.SUBRULE(this.specialCall),
        name: () => this.SUBRULE(this.nameOrCall),
        parameter: () => this.SUBRULE(this.parameter),
        parentheses: () => this.SUBRULE(this.parentheses),
        none: () => this.failWithoutOperand(),
      }),
  );

  private primaryForm(): PrimaryForm {
    const token = this.look(1);
    const literal = this.typedLiteralForm(token);
    if (literal !== undefined) return literal;
    const form = PRIMARY_FORMS.get(token.tokenType);
    if (form !== undefined) return form;
    if (token.tokenType === t.LBracket) return 'call by id';
    const opens = this.isNext(t.LParen, 2);
    if ((token.tokenType === t.List || token.tokenType === t.Map) && (opens || this.isNext(t.LBracket, 2))) {
      return token.tokenType === t.Map ? 'map' : 'array';
    }
    if (opens && SPECIAL_CALLS.has(token.tokenType)) return 'special';
    return t.ExpressionWord.categoryMatchesMap?.[token.tokenTypeIdx] === true ? 'name' : 'none';
  }

  /** A type in front of a string; the bare type `interval` has a syntax of its own. */
  private typedLiteralForm(token: Token): 'interval' | 'typed literal' | undefined {
    if (!isWord(token) && token.tokenType !== t.LBracket) return undefined;
    const behind = this.distanceBehindType(1);
    if (behind === undefined || !this.isNext(t.StringLiteral, behind)) return undefined;
    return behind === 2 && token.value === 'interval' ? 'interval' : 'typed literal';
  }

  private failWithoutOperand(): never {
    const token = this.look(1);
    const hint = isWord(token)
      ? `${token.image.toUpperCase()} is a reserved word. In double quotes, "${token.value}" is a name.`
      : undefined;
    return this.fail('an expression', token, hint);
  }

  /** typedLiteral := dataType STRING */
  readonly typedLiteral: ParserMethod<[], Cast> = this.RULE('typedLiteral', (): Cast => {
    const start = this.begin();
    const type = this.SUBRULE(this.dataType);
    const operand = this.SUBRULE(this.stringLiteral);
    return { kind: 'Cast', span: this.spanFrom(start), operand, type, syntax: 'typed literal' };
  });

  /** parameter := PARAMETER */
  readonly parameter: ParserMethod<[], Expression> = this.RULE('parameter', (): Expression => {
    const token = this.CONSUME(t.Parameter) as Token;
    return { kind: 'Parameter', span: spanOf(token), number: token.value };
  });

  /** nameOrCall := EXPRESSIONWORD ("." identifier)* callTail? */
  readonly nameOrCall: ParserMethod<[], Expression> = this.RULE('nameOrCall', (): Expression => {
    const start = this.begin();
    const first = this.CONSUME(t.ExpressionWord) as Token;
    const parts: Identifier[] = [this.ACTION(() => this.identifierOf(first))];
    this.MANY({
      GATE: () => this.isNext(t.Period) && !this.isNext(t.Star, 2),
      DEF: () => {
        this.CONSUME(t.Period);
        parts.push(this.SUBRULE(this.columnIdentifier));
      },
    });
    const span = this.spanFrom(start);
    const call = this.OPTION(() =>
      this.SUBRULE(this.callTail, { ARGS: [{ kind: 'ItemName', span, parts }] }),
    );
    return call ?? { kind: 'ColumnReference', span, parts };
  });

  /** callById := idName callTail */
  readonly callById: ParserMethod<[], Expression> = this.RULE('callById', (): Expression => {
    const idName: IdName = this.SUBRULE(this.idName);
    const name = this.ACTION((): ItemName => ({ ...idName.name, span: idName.span }));
    const call = this.SUBRULE(this.callTail, { ARGS: [name] });
    return this.ACTION(() => ({ ...call, idName }));
  });

  /** parentheses := "(" (query | expression ("," expression)*) ")" */
  readonly parentheses: ParserMethod<[], Expression> = this.RULE('parentheses', (): Expression => {
    const start = this.begin();
    return this.choose<string, Expression>(this.startsQuery() ? 'query' : 'expressions', {
      query: () => this.SUBRULE(this.subquery, { ARGS: ['scalar', start] }),
      expressions: () => {
        this.CONSUME(t.LParen);
        const elements: Expression[] = [];
        this.AT_LEAST_ONE_SEP({
          SEP: t.Comma,
          DEF: () => elements.push(this.SUBRULE(this.expression)),
          ERR_MSG: 'an expression',
        });
        this.CONSUME(t.RParen);
        const span = this.spanFrom(start);
        const [operand] = elements;
        return operand !== undefined && elements.length === 1
          ? { kind: 'Parenthesized', span, operand }
          : { kind: 'RowConstructor', span, elements };
      },
    });
  });

  protected override readonly quantified: ParserMethod<[], Expression> = this.RULE(
    'quantified',
    (): Expression =>
      this.choose(this.startsQuery() ? 'query' : 'expression', {
        query: () => this.SUBRULE(this.subquery, { ARGS: ['quantified', this.begin()] }),
        expression: () => {
          this.CONSUME(t.LParen);
          const operand = this.SUBRULE(this.expression);
          this.CONSUME(t.RParen);
          return operand;
        },
      }),
  );

  protected override readonly inElements: ParserMethod<[], readonly Expression[]> = this.RULE(
    'inElements',
    (): readonly Expression[] =>
      this.choose<string, readonly Expression[]>(this.startsQuery() ? 'query' : 'expressions', {
        query: () => [this.SUBRULE(this.subquery, { ARGS: ['in', this.begin()] })],
        expressions: () => {
          const elements: Expression[] = [];
          this.CONSUME(t.LParen);
          this.AT_LEAST_ONE_SEP({
            SEP: t.Comma,
            DEF: () => elements.push(this.SUBRULE(this.expression)),
            ERR_MSG: 'an expression',
          });
          this.CONSUME(t.RParen);
          return elements;
        },
      }),
  );

  /** caseExpression := CASE expression? (WHEN expression THEN expression)+ (ELSE expression)? END */
  readonly caseExpression: ParserMethod<[], Case> = this.RULE('caseExpression', (): Case => {
    const start = this.begin();
    this.CONSUME(t.Case);
    const operand = this.optionally(
      () => !this.isNext(t.When),
      () => this.SUBRULE(this.expression),
    );
    const branches: CaseBranch[] = [];
    this.AT_LEAST_ONE({ DEF: () => branches.push(this.SUBRULE(this.caseBranch)), ERR_MSG: 'WHEN' });
    const otherwise = this.OPTION2(() => {
      this.CONSUME(t.Else);
      return this.SUBRULE2(this.expression);
    });
    this.CONSUME(t.End);
    return {
      kind: 'Case',
      span: this.spanFrom(start),
      ...(operand === undefined ? {} : { operand }),
      branches,
      ...(otherwise === undefined ? {} : { otherwise }),
    };
  });

  /** caseBranch := WHEN expression THEN expression */
  readonly caseBranch: ParserMethod<[], CaseBranch> = this.RULE('caseBranch', (): CaseBranch => {
    const start = this.begin();
    this.CONSUME(t.When);
    const condition = this.SUBRULE(this.expression);
    this.CONSUME(t.Then);
    const result = this.SUBRULE2(this.expression);
    return { kind: 'CaseBranch', span: this.spanFrom(start), condition, result };
  });

  /** cast := CAST "(" expression AS dataType ")" */
  readonly cast: ParserMethod<[], Cast> = this.RULE('cast', (): Cast => {
    const start = this.begin();
    this.CONSUME(t.Cast);
    this.CONSUME(t.LParen);
    const operand = this.SUBRULE(this.expression);
    this.CONSUME(t.As);
    const type = this.SUBRULE(this.dataType);
    this.CONSUME(t.RParen);
    return { kind: 'Cast', span: this.spanFrom(start), operand, type, syntax: 'CAST' };
  });

  /** arrayConstructor := (ARRAY | LIST) (elements | "(" query ")") */
  readonly arrayConstructor: ParserMethod<[], ArrayConstructor | Subquery> = this.RULE(
    'arrayConstructor',
    (): ArrayConstructor | Subquery => {
      const start = this.begin();
      const word = this.OR([
        { ALT: () => this.CONSUME(t.Array) },
        { ALT: () => this.CONSUME(t.List) },
      ]) as Token;
      const constructs = word.tokenType === t.List ? 'list' : 'array';
      return this.choose<string, ArrayConstructor | Subquery>(this.isNext(t.LParen) ? 'query' : 'elements', {
        query: () => this.SUBRULE(this.subquery, { ARGS: [constructs, start] }),
        elements: () => this.SUBRULE(this.elements, { ARGS: [constructs, start] }),
      });
    },
  );

  /** elements := "[" (element ("," element)* ","?)? "]" */
  readonly elements: ParserMethod<['array' | 'list', number], ArrayConstructor> = this.RULE(
    'elements',
    (constructs: 'array' | 'list', start: number): ArrayConstructor => {
      const elements: Expression[] = [];
      this.CONSUME(t.LBracket);
      this.enter('nested expressions');
      this.optionally(
        () => !this.isNext(t.RBracket),
        () => {
          elements.push(this.SUBRULE(this.element, { ARGS: [constructs] }));
          this.MANY({
            GATE: () => this.isNext(t.Comma) && !this.isNext(t.RBracket, 2),
            DEF: () => {
              this.CONSUME(t.Comma);
              elements.push(this.SUBRULE2(this.element, { ARGS: [constructs] }));
            },
          });
          this.OPTION2(() => this.CONSUME2(t.Comma));
        },
      );
      this.depth--;
      this.CONSUME(t.RBracket);
      return { kind: 'ArrayConstructor', span: this.spanFrom(start), constructs, elements };
    },
  );

  /** element := expression | elements; a bare bracket is a nested constructor of the same kind */
  readonly element: ParserMethod<['array' | 'list'], Expression> = this.RULE(
    'element',
    (constructs: 'array' | 'list'): Expression =>
      this.choose<string, Expression>(this.isNext(t.LBracket) ? 'elements' : 'expression', {
        elements: () => this.SUBRULE(this.elements, { ARGS: [constructs, this.begin()] }),
        expression: () => this.SUBRULE(this.expression),
      }),
  );

  /** mapConstructor := MAP (mapEntries | "(" query ")") */
  readonly mapConstructor: ParserMethod<[], MapConstructor | Subquery> = this.RULE(
    'mapConstructor',
    (): MapConstructor | Subquery => {
      const start = this.begin();
      this.CONSUME(t.Map);
      return this.choose<string, MapConstructor | Subquery>(this.isNext(t.LParen) ? 'query' : 'entries', {
        query: () => this.SUBRULE(this.subquery, { ARGS: ['map', start] }),
        entries: () => this.SUBRULE(this.mapEntries, { ARGS: [start] }),
      });
    },
  );

  /** mapEntries := "[" (mapConstructorEntry ("," mapConstructorEntry)* ","?)? "]" */
  readonly mapEntries: ParserMethod<[number], MapConstructor> = this.RULE(
    'mapEntries',
    (start: number): MapConstructor => {
      const entries: MapConstructorEntry[] = [];
      this.CONSUME(t.LBracket);
      this.enter('nested expressions');
      this.optionally(
        () => !this.isNext(t.RBracket),
        () => {
          entries.push(this.SUBRULE(this.mapConstructorEntry));
          this.MANY({
            GATE: () => this.isNext(t.Comma) && !this.isNext(t.RBracket, 2),
            DEF: () => {
              this.CONSUME(t.Comma);
              entries.push(this.SUBRULE2(this.mapConstructorEntry));
            },
          });
          this.OPTION2(() => this.CONSUME2(t.Comma));
        },
      );
      this.depth--;
      this.CONSUME(t.RBracket);
      return { kind: 'MapConstructor', span: this.spanFrom(start), entries };
    },
  );

  /** mapConstructorEntry := expression "=>" (mapEntries | expression) */
  readonly mapConstructorEntry: ParserMethod<[], MapConstructorEntry> = this.RULE(
    'mapConstructorEntry',
    (): MapConstructorEntry => {
      const start = this.begin();
      const key = this.SUBRULE(this.expression);
      this.CONSUME(t.Arrow);
      const value = this.choose<string, Expression>(this.isNext(t.LBracket) ? 'entries' : 'expression', {
        entries: () => this.SUBRULE(this.mapEntries, { ARGS: [this.begin()] }),
        expression: () => this.SUBRULE2(this.expression),
      });
      return { kind: 'MapConstructorEntry', span: this.spanFrom(start), key, value };
    },
  );
}
