import type { Span } from '../source/span.ts';
import type { DefinitionOption } from './expressions.ts';
import type { ClusterReference, Identifier, ItemName, NodeBase, RawName } from './names.ts';
import type { FormatClause } from './sinks.ts';
import type { ColumnDefinition, TableConstraint } from './tables.ts';
import type { OptionList } from './values.ts';

/** `CREATE SOURCE s IN CLUSTER c FROM KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE UPSERT` */
export interface CreateSourceStatement extends NodeBase<'CreateSource'> {
  readonly ifNotExists?: Span;
  readonly name: ItemName;
  readonly columns: readonly Identifier[];
  readonly key?: SourceKey;
  readonly cluster?: ClusterReference;
  readonly from: SourceOrigin;
  readonly format?: FormatClause;
  readonly includes: readonly IncludedMetadata[];
  readonly envelope?: SourceEnvelope;
  readonly references?: SourceReferences;
  /** What `EXPOSE PROGRESS AS` names. */
  readonly progress?: RawName;
  readonly withOptions?: OptionList<DefinitionOption>;
}

/** `PRIMARY KEY (a, b) NOT ENFORCED` */
export interface SourceKey extends NodeBase<'SourceKey'> {
  readonly columns: readonly Identifier[];
}

export type SourceType = 'KAFKA' | 'POSTGRES' | 'MYSQL' | 'SQL SERVER' | 'LOAD GENERATOR';

export type GeneratorName = 'CLOCK' | 'COUNTER' | 'MARKETING' | 'AUCTION' | 'TPCH' | 'DATUMS' | 'KEY VALUE';

/** `KAFKA CONNECTION k (TOPIC 't')`, `LOAD GENERATOR COUNTER (TICK INTERVAL '1s')` */
export interface SourceOrigin extends NodeBase<'SourceOrigin'> {
  readonly type: SourceType;
  /** Of a load generator, which has no connection. */
  readonly generator?: GeneratorName;
  readonly connection?: RawName;
  readonly options?: OptionList<DefinitionOption>;
}

/** `KEY AS k`, `HEADER 'h' AS h BYTES` */
export interface IncludedMetadata extends NodeBase<'IncludedMetadata'> {
  readonly metadata: 'KEY' | 'TIMESTAMP' | 'PARTITION' | 'OFFSET' | 'HEADERS' | 'HEADER';
  /** The name behind `HEADER`. */
  readonly header?: string;
  readonly alias?: Identifier;
  readonly bytes: boolean;
}

/** `ENVELOPE UPSERT (VALUE DECODING ERRORS = (INLINE AS e))` */
export interface SourceEnvelope extends NodeBase<'SourceEnvelope'> {
  readonly envelope: 'NONE' | 'DEBEZIUM' | 'MATERIALIZE' | 'UPSERT';
  readonly errors: readonly InlineErrors[];
}

/** `INLINE AS e` */
export interface InlineErrors extends NodeBase<'InlineErrors'> {
  readonly alias?: Identifier;
}

/** `FOR TABLES (a AS b)`, `FOR SCHEMAS (s)`, `FOR ALL TABLES` */
export interface SourceReferences extends NodeBase<'SourceReferences'> {
  readonly form: 'TABLES' | 'SCHEMAS' | 'ALL TABLES';
  readonly tables: readonly SourceReference[];
  readonly schemas: readonly Identifier[];
}

/** `a.b AS c` */
export interface SourceReference extends NodeBase<'SourceReference'> {
  readonly name: ItemName;
  readonly alias?: ItemName;
}

/** `CREATE TABLE t (a, b) FROM SOURCE s (REFERENCE = r.x) FORMAT JSON` */
export interface CreateTableFromSourceStatement extends NodeBase<'CreateTableFromSource'> {
  readonly ifNotExists?: Span;
  readonly name: ItemName;
  /** Names alone; a table has either these or definitions. */
  readonly columnNames: readonly Identifier[];
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly TableConstraint[];
  readonly source: RawName;
  readonly reference?: ItemName;
  readonly format?: FormatClause;
  readonly includes: readonly IncludedMetadata[];
  readonly envelope?: SourceEnvelope;
  readonly withOptions?: OptionList<DefinitionOption>;
}
