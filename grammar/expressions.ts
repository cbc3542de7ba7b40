import type { ParserMethod } from 'chevrotain';
import type { Expression, Identifier, ItemName, StringLiteral, SubscriptIndex } from '../src/ast/nodes.ts';
import { LEVELS, levelOf } from '../src/ast/operator-levels.ts';
import { joinSpans, type Span } from '../src/source/span.ts';
import type { StatementInput } from './foundation.ts';
import { MAX_HEIGHT, MAX_LINKS, OperatorStack } from './operators.ts';
import { spanOf, type Token, t } from './tokens.ts';
import { MAX_DEPTH, TypeRules } from './types.ts';

type InfixForm =
  | 'symbol'
  | 'qualified'
  | 'logic'
  | 'is'
  | 'isnull'
  | 'in'
  | 'like'
  | 'between'
  | 'escape'
  | 'at'
  | 'collate'
  | 'cast'
  | 'subscript'
  | 'field';

const INFIX_FORMS: ReadonlyMap<unknown, InfixForm> = new Map<unknown, InfixForm>([
  [t.Star, 'symbol'],
  [t.Equals, 'symbol'],
  [t.Minus, 'symbol'],
  [t.Plus, 'symbol'],
  [t.Tilde, 'symbol'],
  [t.OtherOperator, 'symbol'],
  [t.Operator, 'qualified'],
  [t.And, 'logic'],
  [t.Or, 'logic'],
  [t.Is, 'is'],
  [t.Isnull, 'isnull'],
  [t.In, 'in'],
  [t.Like, 'like'],
  [t.Ilike, 'like'],
  [t.Between, 'between'],
  [t.Escape, 'escape'],
  [t.At, 'at'],
  [t.Collate, 'collate'],
  [t.DoubleColon, 'cast'],
  [t.LBracket, 'subscript'],
  [t.Period, 'field'],
]);

const FORM_LEVELS: Readonly<Record<InfixForm, number>> = {
  symbol: LEVELS.other,
  qualified: LEVELS.other,
  logic: LEVELS.or,
  is: LEVELS.is,
  isnull: LEVELS.is,
  in: LEVELS.like,
  like: LEVELS.like,
  between: LEVELS.like,
  escape: LEVELS.postfix,
  at: LEVELS.atTimeZone,
  collate: LEVELS.atTimeZone,
  cast: LEVELS.postfix,
  subscript: LEVELS.postfix,
  field: LEVELS.postfix,
};

/**
 * Expressions are one flat run of operands and operators; an operator stack makes the tree of it, as levels of
 * operators ask. What an operand may be stands in a later class.
 */
export abstract class ExpressionRules extends TypeRules {
  /** The deepest tree among the expressions read since an operand began. */
  private innerHeight = 0;

  protected override prepare(source: StatementInput): void {
    super.prepare(source);
    this.innerHeight = 0;
  }

  /** primary := literal | name | call | CASE ... END | "(" ... ")" | ... */
  protected abstract readonly primary: ParserMethod<[], Expression>;
  /** quantified := "(" (query | expression) ")" */
  protected abstract readonly quantified: ParserMethod<[], Expression>;
  /** inElements := "(" (query | expression ("," expression)*) ")" */
  protected abstract readonly inElements: ParserMethod<[], readonly Expression[]>;

  /** expression := operand (infix)*; operators at or below `floor` end it */
  readonly expression: ParserMethod<[floor?: number], Expression> = this.RULE(
    'expression',
    (floor?: number): Expression => {
      const stack = new OperatorStack(this.depth, floor ?? 0);
      this.SUBRULE(this.operand, { ARGS: [stack] });
      this.MANY({
        GATE: () => this.infixForm(stack) !== undefined,
        DEF: () => this.SUBRULE(this.infix, { ARGS: [stack] }),
      });
      return this.ACTION(() => this.finish(stack));
    },
  );

  private finish(stack: OperatorStack): Expression {
    if (!stack.finish()) this.fail('AND');
    if (stack.height > MAX_HEIGHT) this.leaveTooDeep(MAX_HEIGHT, 'levels in one expression');
    this.innerHeight = Math.max(this.innerHeight, stack.height);
    return stack.result();
  }

  private leaveTooDeep(limit: number, what: string): never {
    return this.leave({ slug: 'too-deep', span: spanOf(this.look(1)), limit, what });
  }

  /** operand := (NOT | "-" | "+" | "~")* primary */
  readonly operand: ParserMethod<[OperatorStack], void> = this.RULE(
    'operand',
    (stack: OperatorStack): void => {
      this.MANY({
        GATE: () => !this.isNegativeNumber(),
        DEF: () => {
          const token = this.OR([
            { ALT: () => this.CONSUME(t.Not) },
            { ALT: () => this.CONSUME(t.Minus) },
            { ALT: () => this.CONSUME(t.Plus) },
            { ALT: () => this.CONSUME(t.Tilde) },
          ]) as Token;
          this.ACTION(() => this.pushPrefix(stack, token));
        },
      });
      this.within(stack, () => {
        const node = this.SUBRULE(this.primary);
        this.ACTION(() => stack.pushOperand(node, this.innerHeight));
      });
    },
  );

  private pushPrefix(stack: OperatorStack, token: Token): void {
    const operator = token.tokenType === t.Not ? 'NOT' : (token.value as '-' | '+' | '~');
    const level = operator === 'NOT' ? LEVELS.not : operator === '~' ? LEVELS.other : LEVELS.sign;
    stack.push({ form: 'prefix', operator, span: spanOf(token) }, level);
    this.checkDepth(stack);
  }

  private checkDepth(stack: OperatorStack): void {
    if (stack.base + stack.depth >= MAX_DEPTH) this.leaveTooDeep(MAX_DEPTH, 'nested expressions');
  }

  /** Reads what is nested in an operand or behind an operator. */
  private within(stack: OperatorStack, read: () => void): void {
    if (this.RECORDING_PHASE) {
      read();
      return;
    }
    this.checkDepth(stack);
    const outer = this.innerHeight;
    this.innerHeight = 0;
    this.depth = stack.base + stack.depth + 1;
    read();
    this.depth = stack.base;
    this.innerHeight = outer;
  }

  /** `-1` is one literal, but `-0` is an operator and a number. */
  protected isNegativeNumber(): boolean {
    if (!this.isNext(t.Minus) || !this.isNext(t.NumberLiteral, 2)) return false;
    return /[1-9]/.test(this.look(2).value.split('E')[0] ?? '');
  }

  private infixForm(stack: OperatorStack): InfixForm | undefined {
    const token = this.look(1);
    const negatable = token.tokenType === t.Not ? this.look(2).tokenType : token.tokenType;
    const form = INFIX_FORMS.get(negatable);
    if (form === undefined) return undefined;
    if (token.tokenType === t.Not && !['in', 'like', 'between'].includes(form)) return undefined;
    if (form === 'escape') return stack.canEscape() ? form : undefined;
    const level = form === 'symbol' ? levelOf(token.value) : FORM_LEVELS[form];
    if (form === 'logic' && token.tokenType === t.And) {
      return stack.isBetween || stack.takes(LEVELS.and) ? form : undefined;
    }
    return stack.takes(level) ? form : undefined;
  }

  /** infix := symbol operand | AND operand | IS NULL | IN (...) | "::" dataType | ... */
  readonly infix: ParserMethod<[OperatorStack], void> = this.RULE('infix', (stack: OperatorStack): void => {
    const with_ = { ARGS: [stack] as [OperatorStack] };
    this.choose<InfixForm, void>(this.ACTION(() => this.infixForm(stack)) ?? 'symbol', {
      symbol: () => this.SUBRULE(this.symbolInfix, with_),
      qualified: () => this.SUBRULE(this.qualifiedInfix, with_),
      logic: () => this.SUBRULE(this.logicInfix, with_),
      is: () => this.SUBRULE(this.isInfix, with_),
      isnull: () => this.SUBRULE(this.isNullInfix, with_),
      in: () => this.SUBRULE(this.inInfix, with_),
      like: () => this.SUBRULE(this.likeInfix, with_),
      between: () => this.SUBRULE(this.betweenInfix, with_),
      escape: () => this.SUBRULE(this.escapeInfix, with_),
      at: () => this.SUBRULE(this.timeZoneInfix, with_),
      collate: () => this.SUBRULE(this.collateInfix, with_),
      cast: () => this.SUBRULE(this.castInfix, with_),
      subscript: () => this.SUBRULE(this.subscriptInfix, with_),
      field: () => this.SUBRULE(this.fieldInfix, with_),
    });
  });

  private reduce(stack: OperatorStack, level: number): void {
    if (this.RECORDING_PHASE) return;
    const outcome = stack.reduce(level);
    if (outcome === 'AND is missing') this.fail('AND');
    if (outcome === 'chain too long') this.leaveTooDeep(MAX_LINKS, 'operators in a row');
  }

  /** symbolInfix := ("*" | "=" | OPERATOR) (quantifier | operand) */
  readonly symbolInfix: ParserMethod<[OperatorStack], void> = this.RULE(
    'symbolInfix',
    (stack: OperatorStack) => {
      const token = this.OR([
        { ALT: () => this.CONSUME(t.Star) },
        { ALT: () => this.CONSUME(t.Equals) },
        { ALT: () => this.CONSUME(t.AnyOperator) },
      ]) as Token;
      const operator = token.value;
      this.SUBRULE(this.rightSide, { ARGS: [stack, operator, levelOf(operator), spanOf(token), undefined] });
    },
  );

  /** qualifiedInfix := OPERATOR "(" (identifier ".")* ("*" | OPERATOR) ")" (quantifier | operand) */
  readonly qualifiedInfix: ParserMethod<[OperatorStack], void> = this.RULE(
    'qualifiedInfix',
    (stack: OperatorStack) => {
      const start = this.begin();
      const parts: Identifier[] = [];
      this.CONSUME(t.Operator);
      this.CONSUME(t.LParen);
      this.MANY(() => {
        parts.push(this.SUBRULE(this.identifier));
        this.CONSUME(t.Period);
      });
      const token = this.OR({
        DEF: [{ ALT: () => this.CONSUME(t.Star) }, { ALT: () => this.CONSUME(t.AnyOperator) }],
        ERR_MSG: 'an operator',
      }) as Token;
      this.CONSUME(t.RParen);
      const schema = this.ACTION((): ItemName | undefined => nameOfParts(parts));
      const span = this.spanFrom(start);
      this.SUBRULE(this.rightSide, { ARGS: [stack, token.value, LEVELS.other, span, schema] });
    },
  );

  /** rightSide := (ANY | SOME | ALL) quantified | operand */
  readonly rightSide: ParserMethod<[OperatorStack, string, number, Span, ItemName | undefined], void> =
    this.RULE(
      'rightSide',
      (
        stack: OperatorStack,
        operator: string,
        level: number,
        span: Span,
        schema: ItemName | undefined,
      ): void => {
        this.reduce(stack, level);
        const operatorSchema = schema === undefined ? {} : { schema };
        this.choose(this.isQuantifier() ? 'quantified' : 'operand', {
          quantified: () => this.SUBRULE(this.quantifiedSide, { ARGS: [stack, operator, span, schema] }),
          operand: () => {
            this.ACTION(() => stack.push({ form: 'binary', operator, ...operatorSchema, span }, level));
            this.SUBRULE(this.operand, { ARGS: [stack] });
          },
        });
      },
    );

  private isQuantifier(): boolean {
    return this.isNext(t.Any) || this.isNext(t.Some) || this.isNext(t.All);
  }

  /** quantifiedSide := (ANY | SOME | ALL) quantified; closes itself */
  readonly quantifiedSide: ParserMethod<[OperatorStack, string, Span, ItemName | undefined], void> =
    this.RULE(
      'quantifiedSide',
      (stack: OperatorStack, operator: string, operatorSpan: Span, schema: ItemName | undefined): void => {
        const word = this.OR([
          { ALT: () => this.CONSUME(t.Any) },
          { ALT: () => this.CONSUME(t.Some) },
          { ALT: () => this.CONSUME(t.All) },
        ]) as Token;
        this.within(stack, () => {
          const right = this.SUBRULE(this.quantified);
          const end = this.look(0).endOffset + 1;
          this.ACTION(() =>
            stack.close(
              (left) => ({
                kind: 'BinaryOperation',
                span: { start: left.span.start, end },
                operator,
                ...(schema === undefined ? {} : { operatorSchema: schema }),
                operatorSpan,
                quantifier: word.tokenType === t.All ? 'ALL' : 'ANY',
                left,
                right,
              }),
              this.innerHeight,
            ),
          );
        });
      },
    );

  /** logicInfix := (AND | OR) operand; AND may also go on with a BETWEEN */
  readonly logicInfix: ParserMethod<[OperatorStack], void> = this.RULE(
    'logicInfix',
    (stack: OperatorStack) => {
      const token = this.OR([{ ALT: () => this.CONSUME(t.And) }, { ALT: () => this.CONSUME(t.Or) }]) as Token;
      this.ACTION(() => {
        const operator = token.tokenType === t.And ? 'AND' : 'OR';
        if (operator === 'AND' && stack.isBetween) {
          stack.beginUpperBound();
          return;
        }
        const level = operator === 'AND' ? LEVELS.and : LEVELS.or;
        this.reduceBefore(stack, level, token);
        stack.push({ form: 'binary', operator, span: spanOf(token) }, level);
      });
      this.SUBRULE(this.operand, { ARGS: [stack] });
    },
  );

  /** Like `reduce`, where the operator was consumed already. */
  private reduceBefore(stack: OperatorStack, level: number, token: Token): void {
    const outcome = stack.reduce(level);
    if (outcome === 'AND is missing') this.fail('AND', token);
    if (outcome === 'chain too long') this.leaveTooDeep(MAX_LINKS, 'operators in a row');
  }

  /** isInfix := IS NOT? (NULL | TRUE | FALSE | UNKNOWN | DISTINCT FROM operand) */
  readonly isInfix: ParserMethod<[OperatorStack], void> = this.RULE(
    'isInfix',
    (stack: OperatorStack): void => {
      this.reduce(stack, LEVELS.is);
      this.CONSUME(t.Is);
      const negated = this.OPTION(() => this.CONSUME(t.Not)) !== undefined;
      const test = (
        type: 'Null' | 'True' | 'False' | 'Unknown',
        name: 'NULL' | 'TRUE' | 'FALSE' | 'UNKNOWN',
      ) => ({
        ALT: () => {
          this.CONSUME(t[type]);
          this.ACTION(() =>
            this.closeWith(stack, (operand, span) => ({
              kind: 'IsTest',
              span,
              operand,
              test: name,
              negated,
            })),
          );
        },
      });
      this.OR({
        DEF: [
          test('Null', 'NULL'),
          test('True', 'TRUE'),
          test('False', 'FALSE'),
          test('Unknown', 'UNKNOWN'),
          {
            ALT: () => {
              this.CONSUME(t.Distinct);
              this.CONSUME(t.From);
              this.ACTION(() => stack.push({ form: 'distinct', negated }, LEVELS.is));
              this.SUBRULE(this.operand, { ARGS: [stack] });
            },
          },
        ],
      });
    },
  );

  /** `innerHeight` is that of the expressions inside what closes the operand. */
  private closeWith(
    stack: OperatorStack,
    build: (operand: Expression, span: Span) => Expression,
    innerHeight = 0,
  ): void {
    const end = this.look(0).endOffset + 1;
    stack.close((operand) => build(operand, { start: operand.span.start, end }), innerHeight);
  }

  /** isNullInfix := ISNULL */
  readonly isNullInfix: ParserMethod<[OperatorStack], void> = this.RULE(
    'isNullInfix',
    (stack: OperatorStack) => {
      this.reduce(stack, LEVELS.is);
      this.CONSUME(t.Isnull);
      this.ACTION(() =>
        this.closeWith(stack, (operand, span) => ({
          kind: 'IsTest',
          span,
          operand,
          test: 'NULL',
          negated: false,
        })),
      );
    },
  );

  /** inInfix := NOT? IN inElements */
  readonly inInfix: ParserMethod<[OperatorStack], void> = this.RULE(
    'inInfix',
    (stack: OperatorStack): void => {
      this.reduce(stack, LEVELS.like);
      const negated = this.OPTION(() => this.CONSUME(t.Not)) !== undefined;
      this.CONSUME(t.In);
      this.within(stack, () => {
        const elements = this.SUBRULE(this.inElements);
        this.ACTION(() =>
          this.closeWith(
            stack,
            (operand, span) => ({ kind: 'InList', span, operand, elements, negated }),
            this.innerHeight,
          ),
        );
      });
    },
  );

  /** likeInfix := NOT? (LIKE | ILIKE) (quantifier | operand) */
  readonly likeInfix: ParserMethod<[OperatorStack], void> = this.RULE(
    'likeInfix',
    (stack: OperatorStack): void => {
      this.reduce(stack, LEVELS.like);
      const start = this.begin();
      const negated = this.OPTION(() => this.CONSUME(t.Not)) !== undefined;
      const word = this.OR([
        { ALT: () => this.CONSUME(t.Like) },
        { ALT: () => this.CONSUME(t.Ilike) },
      ]) as Token;
      const caseInsensitive = word.tokenType === t.Ilike;
      const operator = `${negated ? '!' : ''}~~${caseInsensitive ? '*' : ''}`;
      const span = this.spanFrom(start);
      this.choose(this.isQuantifier() ? 'quantified' : 'pattern', {
        quantified: () => this.SUBRULE(this.quantifiedSide, { ARGS: [stack, operator, span, undefined] }),
        pattern: () => {
          this.ACTION(() => stack.push({ form: 'like', caseInsensitive, negated }, LEVELS.like));
          this.SUBRULE(this.operand, { ARGS: [stack] });
        },
      });
    },
  );

  /** escapeInfix := ESCAPE operand, behind the pattern of a LIKE */
  readonly escapeInfix: ParserMethod<[OperatorStack], void> = this.RULE(
    'escapeInfix',
    (stack: OperatorStack) => {
      this.CONSUME(t.Escape);
      this.ACTION(() => stack.beginEscape());
      this.SUBRULE(this.operand, { ARGS: [stack] });
    },
  );

  /** betweenInfix := NOT? BETWEEN operand; its AND comes as an operator of its own */
  readonly betweenInfix: ParserMethod<[OperatorStack], void> = this.RULE(
    'betweenInfix',
    (stack: OperatorStack) => {
      this.reduce(stack, LEVELS.like);
      const negated = this.OPTION(() => this.CONSUME(t.Not)) !== undefined;
      this.CONSUME(t.Between);
      this.ACTION(() => stack.push({ form: 'between low', negated }, LEVELS.like));
      this.SUBRULE(this.operand, { ARGS: [stack] });
    },
  );

  /** timeZoneInfix := AT TIME ZONE operand */
  readonly timeZoneInfix: ParserMethod<[OperatorStack], void> = this.RULE(
    'timeZoneInfix',
    (stack: OperatorStack) => {
      this.reduce(stack, LEVELS.atTimeZone);
      const start = this.begin();
      this.CONSUME(t.At);
      this.CONSUME(t.Time);
      this.CONSUME(t.Zone);
      const span = this.spanFrom(start);
      this.ACTION(() => stack.push({ form: 'time zone', span }, LEVELS.atTimeZone));
      this.SUBRULE(this.operand, { ARGS: [stack] });
    },
  );

  /** collateInfix := COLLATE itemName */
  readonly collateInfix: ParserMethod<[OperatorStack], void> = this.RULE(
    'collateInfix',
    (stack: OperatorStack) => {
      this.reduce(stack, LEVELS.atTimeZone);
      this.CONSUME(t.Collate);
      const collation = this.SUBRULE(this.itemName);
      this.ACTION(() =>
        this.closeWith(stack, (operand, span) => ({ kind: 'Collate', span, operand, collation })),
      );
    },
  );

  /** castInfix := "::" dataType */
  readonly castInfix: ParserMethod<[OperatorStack], void> = this.RULE(
    'castInfix',
    (stack: OperatorStack): void => {
      this.reduce(stack, LEVELS.postfix);
      this.CONSUME(t.DoubleColon);
      const type = this.SUBRULE(this.dataType);
      this.ACTION(() =>
        this.closeWith(stack, (operand, span) => ({ kind: 'Cast', span, operand, type, syntax: '::' })),
      );
    },
  );

  /** subscriptInfix := subscriptIndex+ */
  readonly subscriptInfix: ParserMethod<[OperatorStack], void> = this.RULE(
    'subscriptInfix',
    (stack: OperatorStack) => {
      this.reduce(stack, LEVELS.postfix);
      this.within(stack, () => {
        const indexes: SubscriptIndex[] = [];
        this.AT_LEAST_ONE(() => indexes.push(this.SUBRULE(this.subscriptIndex)));
        this.ACTION(() =>
          this.closeWith(
            stack,
            (operand, span) => ({ kind: 'Subscript', span, operand, indexes }),
            this.innerHeight,
          ),
        );
      });
    },
  );

  /** subscriptIndex := "[" (expression | expression? ":" expression?) "]" */
  readonly subscriptIndex: ParserMethod<[], SubscriptIndex> = this.RULE(
    'subscriptIndex',
    (): SubscriptIndex => {
      const from = this.begin();
      this.CONSUME(t.LBracket);
      const first = this.optionally(
        () => !this.isNext(t.Colon),
        () => this.SUBRULE(this.expression),
      );
      let end: Expression | undefined;
      const slice = this.OPTION2(() => {
        this.CONSUME(t.Colon);
        end = this.OPTION3(() => this.SUBRULE2(this.expression));
        return true;
      });
      this.CONSUME(t.RBracket);
      return {
        kind: 'SubscriptIndex',
        span: this.spanFrom(from),
        ...(first === undefined ? {} : { start: first }),
        ...(end === undefined ? {} : { end }),
        slice: slice === true,
      };
    },
  );

  /** fieldInfix := "." (identifier | "*") */
  readonly fieldInfix: ParserMethod<[OperatorStack], void> = this.RULE(
    'fieldInfix',
    (stack: OperatorStack): void => {
      this.reduce(stack, LEVELS.postfix);
      this.CONSUME(t.Period);
      const field = this.OR({
        DEF: [
          {
            ALT: (): Identifier | undefined => {
              this.CONSUME(t.Star);
              return undefined;
            },
          },
          { ALT: (): Identifier | undefined => this.SUBRULE(this.identifier) },
        ],
        ERR_MSG: 'identifier or star',
      });
      this.ACTION(() =>
        this.closeWith(stack, (operand, span) => ({
          kind: 'FieldAccess',
          span,
          operand,
          ...(field === undefined ? {} : { field }),
        })),
      );
    },
  );

  /** A string that stands in a call without having been written as one. */
  protected impliedString(value: string, span: Span): StringLiteral {
    return { kind: 'StringLiteral', span, value };
  }
}

function nameOfParts(parts: readonly Identifier[]): ItemName | undefined {
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return { kind: 'ItemName', span: joinSpans(first.span, last.span), parts };
}
