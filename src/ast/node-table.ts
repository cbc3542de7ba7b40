import type {
  AlterAction,
  AutoScaling,
  AvroSeed,
  BrokerEntry,
  CaseBranch,
  ClusterReference,
  ClusterReplica,
  ClusterSchedule,
  ColumnDefinition,
  ColumnName,
  ColumnOption,
  CommonTable,
  ConnectionOption,
  DataType,
  DefinitionOption,
  EnvelopeClause,
  Expression,
  Format,
  FormatClause,
  FromItem,
  HeadersClause,
  IcebergTarget,
  Identifier,
  IdName,
  IncludedMetadata,
  InlineErrors,
  ItemName,
  Join,
  KafkaSinkOption,
  KafkaTarget,
  KeyClause,
  Limit,
  MapConstructorEntry,
  MapValue,
  MapValueEntry,
  OptionList,
  OrderItem,
  PrivateLink,
  PrivateLinkOption,
  ProtobufSeed,
  Query,
  QueryBody,
  RefreshPolicy,
  RegistryOption,
  RegistryReference,
  Relation,
  SchemaStrategy,
  Script,
  SecretReference,
  SelectItem,
  SequenceValue,
  SinkOption,
  SourceEnvelope,
  SourceKey,
  SourceOrigin,
  SourceReference,
  SourceReferences,
  Statement,
  SubscriptIndex,
  TableAlias,
  TableConstraint,
  TableOption,
  TypedColumn,
  ValidateOption,
  WindowSpecification,
  WithClause,
} from './nodes.ts';

type AnyOption =
  | KafkaSinkOption
  | SinkOption
  | RegistryOption
  | ConnectionOption
  | PrivateLinkOption
  | ValidateOption
  | TableOption
  | DefinitionOption;

/** Every node of the tree. */
export type Node =
  | Script
  | Statement
  | Identifier
  | ItemName
  | IdName
  | ColumnName
  | ClusterReference
  | KafkaTarget
  | OptionList<AnyOption>
  | AnyOption
  | KeyClause
  | HeadersClause
  | FormatClause
  | Format
  | RegistryReference
  | AvroSeed
  | ProtobufSeed
  | SchemaStrategy
  | EnvelopeClause
  | BrokerEntry
  | PrivateLink
  | ColumnDefinition
  | ColumnOption
  | TableConstraint
  | DataType
  | Expression
  | CaseBranch
  | SubscriptIndex
  | MapConstructorEntry
  | OrderItem
  | WindowSpecification
  | SequenceValue
  | MapValue
  | MapValueEntry
  | SecretReference
  | IcebergTarget
  | SourceOrigin
  | SourceKey
  | IncludedMetadata
  | SourceEnvelope
  | InlineErrors
  | SourceReferences
  | SourceReference
  | RefreshPolicy
  | ClusterReplica
  | ClusterSchedule
  | AutoScaling
  | TypedColumn
  | AlterAction
  | Query
  | WithClause
  | CommonTable
  | Limit
  | QueryBody
  | SelectItem
  | FromItem
  | Relation
  | TableAlias
  | Join;

export type NodeKind = Node['kind'];
export type NodeOf<K extends NodeKind> = Extract<Node, { readonly kind: K }>;

/**
 * What a member of a node holds:
 * - `node`, `nodes`  a child, a list of children
 * - `value`          plain data that belongs to the meaning
 * - `spelling`       plain data that only says how the text was written
 * - `span`           a place; whether it is there belongs to the meaning
 * - a table          a record whose members are described in turn
 */
export type MemberShape =
  | 'node'
  | 'nodes'
  | 'value'
  | 'spelling'
  | 'span'
  | { readonly [member: string]: MemberShape };

export type NodeShape<K extends NodeKind> = {
  readonly [M in Exclude<keyof NodeOf<K>, 'kind' | 'span'>]-?: MemberShape;
};

/**
 * Every node and its members, in the order they stand in the text as far as one order serves. A node or a member
 * that is missing here does not compile.
 */
export const nodeTable: { readonly [K in NodeKind]: NodeShape<K> } = {
  Script: { source: 'spelling', statements: 'nodes', comments: 'spelling' },
  OpaqueStatement: { text: 'value' },
  CreateSink: {
    ifNotExists: 'span',
    name: 'node',
    cluster: 'node',
    from: 'node',
    into: 'node',
    key: 'node',
    headers: 'node',
    format: 'node',
    envelope: 'node',
    withOptions: 'node',
  },
  CreateConnection: {
    ifNotExists: 'span',
    name: 'node',
    type: 'value',
    typeSpan: 'span',
    legacy: 'spelling',
    options: 'node',
    withOptions: 'node',
  },
  CreateSecret: { ifNotExists: 'span', name: 'node', value: 'node' },
  CreateTable: {
    ifNotExists: 'span',
    temporary: 'value',
    name: 'node',
    columns: 'nodes',
    constraints: 'nodes',
    withOptions: 'node',
  },
  Identifier: { name: 'value', quoted: 'spelling' },
  ItemName: { parts: 'nodes' },
  IdName: { id: 'value', name: 'node', version: 'value' },
  ColumnName: { relation: 'node', column: 'node' },
  ClusterReference: { name: 'node', isId: 'value' },
  KafkaTarget: { connection: 'node', options: 'node' },
  OptionList: { options: 'nodes' },
  KafkaSinkOption: { name: 'value', nameSpan: 'span', value: 'node', expression: 'node' },
  SinkOption: { name: 'value', nameSpan: 'span', value: 'node' },
  RegistryOption: { name: 'value', nameSpan: 'span', target: 'node', value: 'node' },
  ConnectionOption: {
    name: 'value',
    nameSpan: 'span',
    value: 'node',
    item: 'node',
    brokers: 'nodes',
    privateLink: 'node',
  },
  PrivateLinkOption: { name: 'value', nameSpan: 'span', value: 'node' },
  ValidateOption: { nameSpan: 'span', value: 'node' },
  TableOption: { name: 'value', nameSpan: 'span', value: 'node' },
  KeyClause: { columns: 'nodes', notEnforced: 'span' },
  HeadersClause: { column: 'node' },
  FormatClause: { key: 'node', value: 'node' },
  AvroFormat: {
    source: 'value',
    registry: 'node',
    schema: 'value',
    schemaOptions: 'node',
    seed: 'node',
    keyStrategy: 'node',
    valueStrategy: 'node',
  },
  SimpleFormat: { name: 'value' },
  CsvFormat: { header: 'nodes', columnCount: 'value', delimiter: 'value' },
  RegexFormat: { pattern: 'value' },
  ProtobufFormat: { registry: 'node', seed: 'node', message: 'value', schema: 'value' },
  ProtobufSeed: { key: 'value', value: 'value' },
  RegistryReference: { connection: 'node', options: 'node' },
  AvroSeed: { keySchema: 'value', keyReferences: 'value', valueSchema: 'value', valueReferences: 'value' },
  SchemaStrategy: { strategy: 'value', argument: 'value' },
  EnvelopeClause: { envelope: 'value' },
  BrokerEntry: {
    address: 'value',
    addressSpan: 'span',
    matching: 'value',
    sshTunnel: 'node',
    privateLink: 'node',
  },
  PrivateLink: { connection: 'node', options: 'node' },
  ColumnDefinition: { name: 'node', type: 'node', collation: 'node', options: 'nodes' },
  ColumnOption: {
    constraintName: 'node',
    option: 'value',
    expression: 'node',
    references: { table: 'node', columns: 'nodes' },
    version: 'value',
  },
  TableConstraint: {
    constraintName: 'node',
    constraint: 'value',
    nullsNotDistinct: 'value',
    columns: 'nodes',
    expression: 'node',
    references: { table: 'node', columns: 'nodes' },
  },
  NamedType: { name: 'node', idName: 'node', builtIn: 'spelling', modifiers: 'value' },
  ListType: { element: 'node' },
  ArrayType: { element: 'node' },
  MapType: { key: 'node', value: 'node' },
  StringLiteral: { value: 'value' },
  HexLiteral: { value: 'value' },
  NumberLiteral: { text: 'value' },
  BooleanLiteral: { value: 'value' },
  NullLiteral: {},
  IntervalLiteral: { value: 'value', from: 'value', to: 'value', precision: 'value' },
  Parameter: { number: 'value' },
  ColumnReference: { parts: 'nodes' },
  FunctionCall: {
    name: 'node',
    idName: 'node',
    arguments: 'nodes',
    syntax: 'spelling',
    star: 'value',
    distinct: 'span',
    orderBy: 'span',
    filter: 'span',
    over: 'span',
    orderItems: 'nodes',
    filterCondition: 'node',
    window: 'node',
  },
  OrderItem: { expression: 'node', direction: 'value', nulls: 'value' },
  WindowSpecification: {
    ignoreNulls: 'value',
    respectNulls: 'value',
    partitionBy: 'nodes',
    orderBy: 'nodes',
    frame: 'value',
  },
  ConditionalCall: { name: 'value', arguments: 'nodes' },
  UnaryOperation: { operator: 'value', operatorSpan: 'span', operand: 'node' },
  BinaryOperation: {
    left: 'node',
    operator: 'value',
    operatorSchema: 'node',
    operatorSpan: 'span',
    quantifier: 'value',
    right: 'node',
  },
  IsTest: { operand: 'node', test: 'value', negated: 'value' },
  IsDistinctFrom: { left: 'node', right: 'node', negated: 'value' },
  InList: { operand: 'node', elements: 'nodes', negated: 'value' },
  Like: { operand: 'node', pattern: 'node', escape: 'node', caseInsensitive: 'value', negated: 'value' },
  Between: { operand: 'node', low: 'node', high: 'node', negated: 'value' },
  Cast: { operand: 'node', type: 'node', syntax: 'spelling' },
  Case: { operand: 'node', branches: 'nodes', otherwise: 'node' },
  CaseBranch: { condition: 'node', result: 'node' },
  Collate: { operand: 'node', collation: 'node' },
  Subscript: { operand: 'node', indexes: 'nodes' },
  SubscriptIndex: { start: 'node', end: 'node', slice: 'value' },
  FieldAccess: { operand: 'node', field: 'node' },
  ArrayConstructor: { constructs: 'value', elements: 'nodes' },
  MapConstructor: { entries: 'nodes' },
  MapConstructorEntry: { key: 'node', value: 'node' },
  RowConstructor: { elements: 'nodes' },
  Subquery: { form: 'value', query: 'node' },
  Parenthesized: { operand: 'node' },
  SequenceValue: { elements: 'nodes' },
  MapValue: { entries: 'nodes' },
  MapValueEntry: { key: 'node', value: 'node' },
  SecretReference: { name: 'node' },
  CreateIcebergSink: {
    ifNotExists: 'span',
    name: 'node',
    cluster: 'node',
    from: 'node',
    into: 'node',
    key: 'node',
    mode: 'value',
    withOptions: 'node',
  },
  IcebergTarget: { connection: 'node', options: 'node', aws: 'node' },
  CreateMetricSink: { ifNotExists: 'span', name: 'node', cluster: 'node', from: 'node', withOptions: 'node' },
  CreateSource: {
    ifNotExists: 'span',
    name: 'node',
    columns: 'nodes',
    key: 'node',
    cluster: 'node',
    from: 'node',
    format: 'node',
    includes: 'nodes',
    envelope: 'node',
    references: 'node',
    progress: 'node',
    withOptions: 'node',
  },
  SourceKey: { columns: 'nodes' },
  SourceOrigin: { type: 'value', generator: 'value', connection: 'node', options: 'node' },
  IncludedMetadata: { metadata: 'value', header: 'value', alias: 'node', bytes: 'value' },
  SourceEnvelope: { envelope: 'value', errors: 'nodes' },
  InlineErrors: { alias: 'node' },
  SourceReferences: { form: 'value', tables: 'nodes', schemas: 'nodes' },
  SourceReference: { name: 'node', alias: 'node' },
  CreateTableFromSource: {
    ifNotExists: 'span',
    name: 'node',
    columnNames: 'nodes',
    columns: 'nodes',
    constraints: 'nodes',
    source: 'node',
    reference: 'node',
    format: 'node',
    includes: 'nodes',
    envelope: 'node',
    withOptions: 'node',
  },
  CreateView: {
    orReplace: 'span',
    temporary: 'value',
    ifNotExists: 'span',
    name: 'node',
    columns: 'nodes',
    query: 'node',
  },
  CreateMaterializedView: {
    orReplace: 'span',
    ifNotExists: 'span',
    name: 'node',
    columns: 'nodes',
    replaces: 'node',
    cluster: 'node',
    replica: 'node',
    withOptions: 'node',
    query: 'node',
    asOf: 'value',
  },
  CreateType: { name: 'node', form: 'value', fields: 'nodes', options: 'node' },
  CreateCluster: { ifNotExists: 'span', name: 'node', options: 'node', features: 'node' },
  Comment: { objectType: 'value', object: 'node', text: 'node' },
  ValidateConnection: { connection: 'node' },
  Alter: { objectType: 'value', ifExists: 'span', name: 'node', actions: 'nodes', withOptions: 'node' },
  AlterAction: {
    action: 'value',
    identifier: 'node',
    value: 'node',
    from: 'node',
    cluster: 'node',
    options: 'node',
  },
  Drop: { objectType: 'value', ifExists: 'span', names: 'nodes', cascade: 'value' },
  ShowCreate: { redacted: 'value', objectType: 'value', object: 'node' },
  ShowSinks: { from: 'node', cluster: 'node', like: 'value', where: 'node' },
  ExplainSchema: { part: 'value', asJson: 'value', sink: 'node' },
  DefinitionOption: {
    name: 'value',
    nameSpan: 'span',
    value: 'node',
    type: 'node',
    refresh: 'node',
    replicas: 'nodes',
    schedule: 'node',
    scaling: 'node',
  },
  RefreshPolicy: { form: 'value', at: 'node', every: 'node', alignedTo: 'node' },
  ClusterReplica: { name: 'node', options: 'node' },
  ClusterSchedule: { form: 'value', estimate: 'node' },
  AutoScaling: { hydrationSize: 'node', lingerDuration: 'node' },
  TypedColumn: { name: 'node', type: 'node' },
  Query: { with: 'node', body: 'node', orderBy: 'nodes', limit: 'node', offset: 'node' },
  WithClause: { recursive: 'value', options: 'node', tables: 'nodes' },
  CommonTable: { name: 'node', columns: 'nodes', typedColumns: 'nodes', query: 'node' },
  Limit: { count: 'node', withTies: 'value' },
  Select: {
    distinct: 'span',
    distinctOn: 'nodes',
    items: 'nodes',
    from: 'nodes',
    where: 'node',
    groupBy: 'nodes',
    having: 'node',
    qualify: 'node',
    options: 'node',
  },
  SelectItem: { expression: 'node', alias: 'node' },
  FromItem: { relation: 'node', joins: 'nodes' },
  TableRelation: { name: 'node', alias: 'node' },
  FunctionRelation: { rowsFrom: 'value', calls: 'nodes', ordinality: 'value', alias: 'node' },
  QueryRelation: { lateral: 'value', query: 'node', alias: 'node' },
  JoinRelation: { item: 'node', alias: 'node' },
  TableAlias: { name: 'node', columns: 'nodes' },
  Join: { type: 'value', natural: 'value', relation: 'node', on: 'node', using: 'nodes', usingAlias: 'node' },
  Values: { rows: 'nodes' },
  TableBody: { name: 'node' },
  ShowBody: { statement: 'node' },
  NestedQuery: { query: 'node' },
  SetOperation: { left: 'node', operator: 'value', all: 'value', right: 'node' },
};
