import type { Span } from '../source/span.ts';
import type { ConnectionOption, ValidateOption } from './connections.ts';
import type { DefinitionOption, Expression, Query, TypedColumn } from './expressions.ts';
import type { StringLiteral } from './literals.ts';
import type { ClusterReference, ColumnName, Identifier, ItemName, NodeBase, RawName } from './names.ts';
import type { CreateSinkStatement, KeyClause, SinkOption } from './sinks.ts';
import type { DataType } from './types.ts';
import type { OptionList } from './values.ts';

/** `CREATE SINK s FROM v INTO ICEBERG CATALOG CONNECTION i (...) KEY (id) MODE UPSERT` */
export interface CreateIcebergSinkStatement extends NodeBase<'CreateIcebergSink'> {
  readonly ifNotExists?: Span;
  /** Absent in a nameless sink. */
  readonly name?: ItemName;
  readonly cluster?: ClusterReference;
  readonly from: RawName;
  readonly into: IcebergTarget;
  readonly key?: KeyClause;
  readonly mode?: 'UPSERT' | 'APPEND';
  readonly withOptions?: OptionList<SinkOption>;
}

/** `ICEBERG CATALOG CONNECTION i (NAMESPACE 'n', TABLE 't') USING AWS CONNECTION w` */
export interface IcebergTarget extends NodeBase<'IcebergTarget'> {
  readonly connection: RawName;
  readonly options?: OptionList<DefinitionOption>;
  /** What `USING AWS CONNECTION` names. */
  readonly aws?: RawName;
}

/** `CREATE METRIC SINK s IN CLUSTER c FROM v WITH (PREFIX = 'p')` */
export interface CreateMetricSinkStatement extends NodeBase<'CreateMetricSink'> {
  readonly ifNotExists?: Span;
  readonly name: ItemName;
  readonly cluster?: ClusterReference;
  readonly from: RawName;
  readonly withOptions?: OptionList<DefinitionOption>;
}

/** `CREATE OR REPLACE VIEW v (a) AS SELECT 1` */
export interface CreateViewStatement extends NodeBase<'CreateView'> {
  /** Span of `OR REPLACE`. */
  readonly orReplace?: Span;
  readonly temporary: boolean;
  readonly ifNotExists?: Span;
  readonly name: ItemName;
  readonly columns: readonly Identifier[];
  readonly query: Query;
}

/** `CREATE MATERIALIZED VIEW v IN CLUSTER c WITH (REFRESH = ON COMMIT) AS SELECT 1` */
export interface CreateMaterializedViewStatement extends NodeBase<'CreateMaterializedView'> {
  /** Span of `OR REPLACE`. */
  readonly orReplace?: Span;
  readonly ifNotExists?: Span;
  readonly name: ItemName;
  readonly columns: readonly Identifier[];
  /** What a `REPLACEMENT` stands for. */
  readonly replaces?: RawName;
  readonly cluster?: ClusterReference;
  readonly replica?: Identifier;
  readonly withOptions?: OptionList<DefinitionOption>;
  readonly query: Query;
  readonly asOf?: string;
}

/** `CREATE TYPE r AS (a int4)`, `AS LIST (ELEMENT TYPE = int4)`, `AS MAP (KEY TYPE = text, VALUE TYPE = int4)` */
export interface CreateTypeStatement extends NodeBase<'CreateType'> {
  readonly name: ItemName;
  readonly form: 'RECORD' | 'LIST' | 'MAP';
  /** Of a record. */
  readonly fields: readonly TypedColumn[];
  /** Of a list and of a map. */
  readonly options?: OptionList<DefinitionOption>;
}

/** `CREATE CLUSTER c (SIZE = '25cc')` */
export interface CreateClusterStatement extends NodeBase<'CreateCluster'> {
  readonly ifNotExists?: Span;
  readonly name: Identifier;
  readonly options: OptionList<DefinitionOption>;
  readonly features?: OptionList<DefinitionOption>;
}

/** `COMMENT ON COLUMN t.c IS 'text'` */
export interface CommentStatement extends NodeBase<'Comment'> {
  /** In upper case with single spaces: `MATERIALIZED VIEW`. */
  readonly objectType: string;
  readonly object: ItemName | RawName | ColumnName | DataType | Identifier | ClusterReference;
  /** Absent for NULL. */
  readonly text?: StringLiteral;
}

/** `VALIDATE CONNECTION k` */
export interface ValidateConnectionStatement extends NodeBase<'ValidateConnection'> {
  readonly connection: RawName;
}

/** `ALTER CONNECTION k SET (BROKER 'x'), DROP (PORT) WITH (VALIDATE = false)` */
export interface AlterStatement extends NodeBase<'Alter'> {
  readonly objectType: 'SINK' | 'CONNECTION' | 'SECRET';
  readonly ifExists?: Span;
  readonly name: ItemName;
  /** More than one only where options of a connection change. */
  readonly actions: readonly AlterAction[];
  readonly withOptions?: OptionList<ValidateOption>;
}

/** `RENAME TO x`, `SET (SNAPSHOT = true)`; which member is set follows from the action. */
export interface AlterAction extends NodeBase<'AlterAction'> {
  /** RESET of a connection's option is kept as DROP. */
  readonly action:
    | 'AS'
    | 'RENAME TO'
    | 'OWNER TO'
    | 'SET FROM'
    | 'SET CLUSTER'
    | 'SET'
    | 'RESET'
    | 'DROP'
    | 'ROTATE KEYS';
  /** Of RENAME TO and OWNER TO. */
  readonly identifier?: Identifier;
  /** Of AS. */
  readonly value?: Expression;
  readonly from?: RawName;
  readonly cluster?: ClusterReference;
  /** Of SET, RESET and DROP; the last two have names alone. */
  readonly options?: OptionList<SinkOption | ConnectionOption>;
}

/** `DROP SINK IF EXISTS a, b CASCADE` */
export interface DropStatement extends NodeBase<'Drop'> {
  /** In upper case with single spaces: `MATERIALIZED VIEW`. */
  readonly objectType: string;
  readonly ifExists?: Span;
  readonly names: readonly ItemName[];
  readonly cascade: boolean;
}

/** `EXPLAIN VALUE SCHEMA AS JSON FOR CREATE SINK ...` */
export interface ExplainSchemaStatement extends NodeBase<'ExplainSchema'> {
  readonly part: 'KEY' | 'VALUE';
  readonly asJson: boolean;
  readonly sink: CreateSinkStatement | CreateIcebergSinkStatement;
}
