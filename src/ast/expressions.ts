import type { Span } from '../source/span.ts';
import type { Identifier, IdName, ItemName, NodeBase } from './names.ts';
import type { DataType } from './types.ts';

export type Expression =
  | StringLiteral
  | HexLiteral
  | NumberLiteral
  | BooleanLiteral
  | NullLiteral
  | IntervalLiteral
  | Parameter
  | ColumnReference
  | FunctionCall
  | ConditionalCall
  | UnaryOperation
  | BinaryOperation
  | IsTest
  | IsDistinctFrom
  | InList
  | Like
  | Between
  | Cast
  | Case
  | Collate
  | Subscript
  | FieldAccess
  | ArrayConstructor
  | MapConstructor
  | RowConstructor
  | Subquery
  | Parenthesized;

/** `'it''s'`, `E'a\n'`, `$$body$$`; `value` is the text meant. */
export interface StringLiteral extends NodeBase<'StringLiteral'> {
  readonly value: string;
}

/** `X'00ff'`; the content is not checked to be hex. */
export interface HexLiteral extends NodeBase<'HexLiteral'> {
  readonly value: string;
}

/** `1`, `-1.5E3`; `text` as the language keeps it: exponent letter `E`, no `+`, `-` in front if negative. */
export interface NumberLiteral extends NodeBase<'NumberLiteral'> {
  readonly text: string;
}

/** `TRUE` */
export interface BooleanLiteral extends NodeBase<'BooleanLiteral'> {
  readonly value: boolean;
}

/** `NULL` */
export interface NullLiteral extends NodeBase<'NullLiteral'> {}

export type IntervalUnit = 'YEAR' | 'MONTH' | 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND';

/** `INTERVAL '1-2' YEAR TO MONTH` */
export interface IntervalLiteral extends NodeBase<'IntervalLiteral'> {
  readonly value: string;
  readonly from?: IntervalUnit;
  readonly to?: IntervalUnit;
  /** Digits of `SECOND(3)`. */
  readonly precision?: string;
}

/** `$1` */
export interface Parameter extends NodeBase<'Parameter'> {
  readonly number: string;
}

/** `id`, `orders.id` */
export interface ColumnReference extends NodeBase<'ColumnReference'> {
  readonly parts: readonly Identifier[];
}

/**
 * `kafka_murmur2(name)`, `count(*)`, `extract(year FROM x)`, `x AT TIME ZONE 'utc'`: special forms are calls of the
 * function they stand for, and `syntax` says how they were written.
 */
export interface FunctionCall extends NodeBase<'FunctionCall'> {
  readonly name: ItemName;
  /** The whole of `[u1 AS a.f]`, whose name is `name`. */
  readonly idName?: IdName;
  readonly arguments: readonly Expression[];
  readonly syntax: 'call' | 'extract' | 'position' | 'substring' | 'trim' | 'normalize' | 'at time zone';
  /** `f(*)` */
  readonly star: boolean;
  readonly distinct?: Span;
  readonly orderBy?: Span;
  readonly filter?: Span;
  /** `OVER (...)` with its frame. */
  readonly over?: Span;
  /** What `orderBy` spans. */
  readonly orderItems?: readonly OrderItem[];
  /** The condition in `filter`. */
  readonly filterCondition?: Expression;
  /** What `over` spans. */
  readonly window?: WindowSpecification;
}

/** `a DESC NULLS LAST` */
export interface OrderItem extends NodeBase<'OrderItem'> {
  readonly expression: Expression;
  readonly direction?: 'ASC' | 'DESC';
  readonly nulls?: 'FIRST' | 'LAST';
}

/** `IGNORE NULLS OVER (PARTITION BY a ORDER BY b ROWS UNBOUNDED PRECEDING)` */
export interface WindowSpecification extends NodeBase<'WindowSpecification'> {
  readonly ignoreNulls: boolean;
  readonly respectNulls: boolean;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  /** In upper case with single spaces: `ROWS BETWEEN 1 PRECEDING AND CURRENT ROW`. */
  readonly frame?: string;
}

/** `COALESCE(a, b)` and its kin, which evaluate their arguments by rules of their own. */
export interface ConditionalCall extends NodeBase<'ConditionalCall'> {
  readonly name: 'coalesce' | 'greatest' | 'least' | 'nullif';
  readonly arguments: readonly Expression[];
}

/** `NOT a`, `- a`, `+ a`, `~ a` */
export interface UnaryOperation extends NodeBase<'UnaryOperation'> {
  readonly operator: 'NOT' | '-' | '+' | '~';
  readonly operatorSpan: Span;
  readonly operand: Expression;
}

/** `a || b`, `a = b`, `a AND b`; `!=` is kept as `<>`. */
export interface BinaryOperation extends NodeBase<'BinaryOperation'> {
  /** `AND`, `OR`, or the operator's characters. */
  readonly operator: string;
  /** Schema of `OPERATOR(pg_catalog.+)`. */
  readonly operatorSchema?: ItemName;
  readonly operatorSpan: Span;
  /** Of `a = ANY (b)`, whose `right` is what the parentheses hold; SOME is kept as ANY. */
  readonly quantifier?: 'ANY' | 'ALL';
  readonly left: Expression;
  readonly right: Expression;
}

/** `a IS NOT NULL`, `a IS TRUE` */
export interface IsTest extends NodeBase<'IsTest'> {
  readonly operand: Expression;
  readonly test: 'NULL' | 'TRUE' | 'FALSE' | 'UNKNOWN';
  readonly negated: boolean;
}

/** `a IS DISTINCT FROM b` */
export interface IsDistinctFrom extends NodeBase<'IsDistinctFrom'> {
  readonly left: Expression;
  readonly right: Expression;
  readonly negated: boolean;
}

/** `a NOT IN (1, 2)` */
export interface InList extends NodeBase<'InList'> {
  readonly operand: Expression;
  readonly elements: readonly Expression[];
  readonly negated: boolean;
}

/** `a ILIKE 'x%' ESCAPE '!'` */
export interface Like extends NodeBase<'Like'> {
  readonly operand: Expression;
  readonly pattern: Expression;
  readonly escape?: Expression;
  readonly caseInsensitive: boolean;
  readonly negated: boolean;
}

/** `a BETWEEN 1 AND 2` */
export interface Between extends NodeBase<'Between'> {
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
  readonly negated: boolean;
}

/** `a::int4`, `CAST(a AS int4)`, `date '2024-01-01'` */
export interface Cast extends NodeBase<'Cast'> {
  readonly operand: Expression;
  readonly type: DataType;
  readonly syntax: '::' | 'CAST' | 'typed literal';
}

/** `CASE x WHEN 1 THEN 2 ELSE 3 END` */
export interface Case extends NodeBase<'Case'> {
  readonly operand?: Expression;
  readonly branches: readonly CaseBranch[];
  readonly otherwise?: Expression;
}

/** `WHEN a THEN b` */
export interface CaseBranch extends NodeBase<'CaseBranch'> {
  readonly condition: Expression;
  readonly result: Expression;
}

/** `a COLLATE "C"` */
export interface Collate extends NodeBase<'Collate'> {
  readonly operand: Expression;
  readonly collation: ItemName;
}

/** `a[1]`, `a[1:2]`: consecutive ones form one node. */
export interface Subscript extends NodeBase<'Subscript'> {
  readonly operand: Expression;
  readonly indexes: readonly SubscriptIndex[];
}

export interface SubscriptIndex extends NodeBase<'SubscriptIndex'> {
  /** Of `[i]`, or the lower bound of a slice. */
  readonly start?: Expression;
  readonly end?: Expression;
  readonly slice: boolean;
}

/** `(a).b`, `(a).*` */
export interface FieldAccess extends NodeBase<'FieldAccess'> {
  readonly operand: Expression;
  /** Absent for `.*`. */
  readonly field?: Identifier;
}

/** `ARRAY[1, 2]`, `LIST[1, 2]` */
export interface ArrayConstructor extends NodeBase<'ArrayConstructor'> {
  readonly constructs: 'array' | 'list';
  readonly elements: readonly Expression[];
}

/** `MAP['a' => 1]` */
export interface MapConstructor extends NodeBase<'MapConstructor'> {
  readonly entries: readonly MapConstructorEntry[];
}

export interface MapConstructorEntry extends NodeBase<'MapConstructorEntry'> {
  readonly key: Expression;
  readonly value: Expression;
}

/** `ROW(1, 2)`, `(a, b)` */
export interface RowConstructor extends NodeBase<'RowConstructor'> {
  readonly elements: readonly Expression[];
}

/** `(SELECT ..)`, `EXISTS (..)`, `ARRAY(SELECT ..)`: delimited, not read further. */
export interface Subquery extends NodeBase<'Subquery'> {
  readonly form: 'scalar' | 'exists' | 'array' | 'list' | 'map' | 'in' | 'quantified';
  readonly text: string;
}

/** `(a)`: kept, so that text can be given back. */
export interface Parenthesized extends NodeBase<'Parenthesized'> {
  readonly operand: Expression;
}
