import type { Span } from '../source/span.ts';
import type {
  BooleanLiteral,
  HexLiteral,
  IntervalLiteral,
  NullLiteral,
  NumberLiteral,
  StringLiteral,
} from './literals.ts';
import type { ClusterReference, Identifier, IdName, ItemName, NodeBase, RawName } from './names.ts';
import type { DataType } from './types.ts';
import type { Literal, OptionList, OptionValue } from './values.ts';

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

/** `(SELECT ..)`, `EXISTS (..)`, `ARRAY(SELECT ..)` */
export interface Subquery extends NodeBase<'Subquery'> {
  readonly form: 'scalar' | 'exists' | 'array' | 'list' | 'map' | 'in' | 'quantified';
  readonly query: Query;
}

/** `(a)`: kept, so that text can be given back. */
export interface Parenthesized extends NodeBase<'Parenthesized'> {
  readonly operand: Expression;
}

/** `WITH c AS (...) SELECT a FROM t ORDER BY a LIMIT 1`; parentheses around all of it are left out. */
export interface Query extends NodeBase<'Query'> {
  readonly with?: WithClause;
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly limit?: Limit;
  readonly offset?: Expression;
}

export type QueryBody = Select | Values | TableBody | ShowBody | NestedQuery | SetOperation;

/** `WITH a AS (SELECT 1)`, `WITH MUTUALLY RECURSIVE (RECURSION LIMIT 10) a (x int4) AS (SELECT 1)` */
export interface WithClause extends NodeBase<'WithClause'> {
  readonly recursive: boolean;
  readonly options?: OptionList<DefinitionOption>;
  readonly tables: readonly CommonTable[];
}

/** `a (x, y) AS (SELECT 1, 2)`; in a recursive clause the columns have types. */
export interface CommonTable extends NodeBase<'CommonTable'> {
  readonly name: Identifier;
  readonly columns: readonly Identifier[];
  readonly typedColumns: readonly TypedColumn[];
  readonly query: Query;
}

/** `LIMIT 1`, `FETCH FIRST 5 ROWS WITH TIES` */
export interface Limit extends NodeBase<'Limit'> {
  readonly count: Expression;
  readonly withTies: boolean;
}

/** `SELECT a AS b, t.* FROM t WHERE c GROUP BY d HAVING e` */
export interface Select extends NodeBase<'Select'> {
  /** Span of `DISTINCT`. */
  readonly distinct?: Span;
  readonly distinctOn: readonly Expression[];
  readonly items: readonly SelectItem[];
  readonly from: readonly FromItem[];
  readonly where?: Expression;
  readonly groupBy: readonly Expression[];
  readonly having?: Expression;
  readonly qualify?: Expression;
  readonly options?: OptionList<DefinitionOption>;
}

/** `a + 1 AS b`, `*` */
export interface SelectItem extends NodeBase<'SelectItem'> {
  /** Absent for `*`. */
  readonly expression?: Expression;
  readonly alias?: Identifier;
}

/** `a JOIN b USING (x) CROSS JOIN c` */
export interface FromItem extends NodeBase<'FromItem'> {
  readonly relation: Relation;
  /** From left to right. */
  readonly joins: readonly Join[];
}

export type Relation = TableRelation | FunctionRelation | QueryRelation | JoinRelation;

/** `orders AS o (a, b)` */
export interface TableRelation extends NodeBase<'TableRelation'> {
  readonly name: RawName;
  readonly alias?: TableAlias;
}

/** `generate_series(1, 2) WITH ORDINALITY AS g`, `ROWS FROM (f(1), g(2))` */
export interface FunctionRelation extends NodeBase<'FunctionRelation'> {
  readonly rowsFrom: boolean;
  readonly calls: readonly FunctionCall[];
  readonly ordinality: boolean;
  readonly alias?: TableAlias;
}

/** `LATERAL (SELECT 1) AS q` */
export interface QueryRelation extends NodeBase<'QueryRelation'> {
  readonly lateral: boolean;
  readonly query: Query;
  readonly alias?: TableAlias;
}

/** `(a JOIN b ON c) AS d` */
export interface JoinRelation extends NodeBase<'JoinRelation'> {
  readonly item: FromItem;
  readonly alias?: TableAlias;
}

/** `AS o (a, b)` */
export interface TableAlias extends NodeBase<'TableAlias'> {
  readonly name: Identifier;
  readonly columns: readonly Identifier[];
}

/** `NATURAL LEFT JOIN u`, `JOIN u USING (a) AS x`, `CROSS JOIN u` */
export interface Join extends NodeBase<'Join'> {
  readonly type: 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS';
  readonly natural: boolean;
  readonly relation: Relation;
  readonly on?: Expression;
  readonly using: readonly Identifier[];
  readonly usingAlias?: Identifier;
}

/** `VALUES (1, 2), (3, 4)` */
export interface Values extends NodeBase<'Values'> {
  readonly rows: readonly RowConstructor[];
}

/** `TABLE t` */
export interface TableBody extends NodeBase<'TableBody'> {
  readonly name: RawName;
}

/** `SHOW SINKS` where a query may stand. */
export interface ShowBody extends NodeBase<'ShowBody'> {
  readonly statement: ShowCreateStatement | ShowSinksStatement | OpaqueStatement;
}

/** `(SELECT 1)` as an operand of UNION and its kin. */
export interface NestedQuery extends NodeBase<'NestedQuery'> {
  readonly query: Query;
}

/** `SELECT 1 UNION ALL SELECT 2` */
export interface SetOperation extends NodeBase<'SetOperation'> {
  readonly operator: 'UNION' | 'EXCEPT' | 'INTERSECT';
  readonly all: boolean;
  readonly left: QueryBody;
  readonly right: QueryBody;
}

/** A statement that is not read further: kept with its text so that a file may hold anything. */
export interface OpaqueStatement extends NodeBase<'OpaqueStatement'> {
  readonly text: string;
}

/** `SHOW CREATE SINK s` */
export interface ShowCreateStatement extends NodeBase<'ShowCreate'> {
  readonly redacted: boolean;
  /** In upper case with single spaces: `MATERIALIZED VIEW`. */
  readonly objectType: string;
  readonly object: RawName | DataType | Identifier;
}

/** `SHOW SINKS FROM a.b IN CLUSTER c LIKE 'x%'` */
export interface ShowSinksStatement extends NodeBase<'ShowSinks'> {
  readonly from?: ItemName;
  readonly cluster?: ClusterReference;
  readonly like?: string;
  readonly where?: Expression;
}

/** `NAMESPACE = 'n'`, `RETAIN HISTORY = FOR '1h'`; which member is set follows from the name. */
export interface DefinitionOption extends NodeBase<'DefinitionOption'> {
  /** The phrase in upper case with single spaces; `IGNORE COLUMNS` is kept as `EXCLUDE COLUMNS`. */
  readonly name: string;
  readonly nameSpan: Span;
  /** Of `TEXT COLUMNS` and its kin a sequence of names, of `RETAIN HISTORY` a literal. */
  readonly value?: OptionValue;
  /** Of `ELEMENT TYPE`, `KEY TYPE`, `VALUE TYPE`. */
  readonly type?: DataType;
  readonly refresh?: RefreshPolicy;
  readonly replicas?: readonly ClusterReplica[];
  readonly schedule?: ClusterSchedule;
  readonly scaling?: AutoScaling;
}

/** `ON COMMIT`, `AT CREATION`, `AT now()`, `EVERY '1' DAY ALIGNED TO now()` */
export interface RefreshPolicy extends NodeBase<'RefreshPolicy'> {
  readonly form: 'ON COMMIT' | 'AT CREATION' | 'AT' | 'EVERY';
  readonly at?: Expression;
  readonly every?: IntervalLiteral;
  readonly alignedTo?: Expression;
}

/** `r1 (SIZE = '25cc')` */
export interface ClusterReplica extends NodeBase<'ClusterReplica'> {
  readonly name: Identifier;
  readonly options: OptionList<DefinitionOption>;
}

/** `MANUAL`, `ON REFRESH (HYDRATION TIME ESTIMATE = '1' HOUR)` */
export interface ClusterSchedule extends NodeBase<'ClusterSchedule'> {
  readonly form: 'MANUAL' | 'ON REFRESH';
  readonly estimate?: IntervalLiteral;
}

/** `(ON HYDRATION (HYDRATION SIZE = '100cc', LINGER DURATION = '1h'))` */
export interface AutoScaling extends NodeBase<'AutoScaling'> {
  readonly hydrationSize?: Literal;
  readonly lingerDuration?: Literal;
}

/** `id int8`: a field of a record, a column of a recursive query. */
export interface TypedColumn extends NodeBase<'TypedColumn'> {
  readonly name: Identifier;
  readonly type: DataType;
}
