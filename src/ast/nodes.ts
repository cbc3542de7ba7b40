import type { SourceText } from '../source/source-text.ts';
import type { Span } from '../source/span.ts';
import type { CreateConnectionStatement } from './connections.ts';
import type { OpaqueStatement, ShowCreateStatement, ShowSinksStatement } from './expressions.ts';
import type { NodeBase } from './names.ts';
import type { CreateSinkStatement } from './sinks.ts';
import type { CreateSourceStatement, CreateTableFromSourceStatement } from './sources.ts';
import type {
  AlterStatement,
  CommentStatement,
  CreateClusterStatement,
  CreateIcebergSinkStatement,
  CreateMaterializedViewStatement,
  CreateMetricSinkStatement,
  CreateTypeStatement,
  CreateViewStatement,
  DropStatement,
  ExplainSchemaStatement,
  ValidateConnectionStatement,
} from './statements.ts';
import type { CreateSecretStatement, CreateTableStatement } from './tables.ts';

export * from './connections.ts';
export * from './expressions.ts';
export * from './literals.ts';
export * from './names.ts';
export * from './sinks.ts';
export * from './sources.ts';
export * from './statements.ts';
export * from './tables.ts';
export * from './types.ts';
export * from './values.ts';

/** A line comment or a block comment; `text` includes the comment signs. */
export interface Comment {
  readonly kind: 'LineComment' | 'BlockComment';
  readonly span: Span;
  readonly text: string;
}

/** One file: its statements in order, its comments in order. */
export interface Script extends NodeBase<'Script'> {
  readonly source: SourceText;
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
}

export type Statement =
  | CreateSinkStatement
  | CreateConnectionStatement
  | CreateSecretStatement
  | CreateTableStatement
  | CreateIcebergSinkStatement
  | CreateMetricSinkStatement
  | CreateSourceStatement
  | CreateTableFromSourceStatement
  | CreateViewStatement
  | CreateMaterializedViewStatement
  | CreateTypeStatement
  | CreateClusterStatement
  | CommentStatement
  | ValidateConnectionStatement
  | AlterStatement
  | DropStatement
  | ShowCreateStatement
  | ShowSinksStatement
  | ExplainSchemaStatement
  | OpaqueStatement;
