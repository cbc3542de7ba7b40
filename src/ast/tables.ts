import type { Span } from '../source/span.ts';
import type { Expression } from './expressions.ts';
import type { Identifier, ItemName, NodeBase, RawName } from './names.ts';
import type { DataType } from './types.ts';
import type { OptionList, OptionValue } from './values.ts';

/** `CREATE SECRET s AS '${KAFKA_PASSWORD}'` */
export interface CreateSecretStatement extends NodeBase<'CreateSecret'> {
  readonly ifNotExists?: Span;
  readonly name: ItemName;
  readonly value: Expression;
}

/** `CREATE TABLE t (id int8 NOT NULL, PRIMARY KEY (id))` */
export interface CreateTableStatement extends NodeBase<'CreateTable'> {
  readonly ifNotExists?: Span;
  readonly temporary: boolean;
  readonly name: ItemName;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly TableConstraint[];
  readonly withOptions?: OptionList<TableOption>;
}

/** `id int8 NOT NULL` */
export interface ColumnDefinition extends NodeBase<'ColumnDefinition'> {
  readonly name: Identifier;
  readonly type: DataType;
  readonly collation?: ItemName;
  readonly options: readonly ColumnOption[];
}

export interface ColumnOption extends NodeBase<'ColumnOption'> {
  readonly option:
    | 'NOT NULL'
    | 'NULL'
    | 'DEFAULT'
    | 'PRIMARY KEY'
    | 'UNIQUE'
    | 'CHECK'
    | 'REFERENCES'
    | 'VERSION ADDED';
  readonly constraintName?: Identifier;
  /** Of `DEFAULT` and `CHECK`. */
  readonly expression?: Expression;
  /** Of `REFERENCES`. */
  readonly references?: { readonly table: ItemName; readonly columns: readonly Identifier[] };
  readonly version?: string;
}

export interface TableConstraint extends NodeBase<'TableConstraint'> {
  readonly constraint: 'PRIMARY KEY' | 'UNIQUE' | 'FOREIGN KEY' | 'CHECK';
  readonly constraintName?: Identifier;
  readonly columns: readonly Identifier[];
  readonly nullsNotDistinct: boolean;
  readonly expression?: Expression;
  readonly references?: { readonly table: RawName; readonly columns: readonly Identifier[] };
}

export interface TableOption extends NodeBase<'TableOption'> {
  readonly name: 'PARTITION BY' | 'RETAIN HISTORY' | 'REDACTED';
  readonly nameSpan: Span;
  readonly value?: OptionValue;
}
