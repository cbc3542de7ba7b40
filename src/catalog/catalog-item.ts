import type { CreateConnectionStatement, Statement } from '../ast/nodes.ts';
import type { Span } from '../source/span.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { ItemKind } from './snapshot.ts';

export interface CatalogItem {
  /** In three parts. */
  readonly name: string;
  readonly kind: ItemKind;
  /** What identities are built from; absent where only the name is known. */
  readonly id?: string;
  /** The statement that declares it; absent where only the snapshot knows it. */
  readonly declaration?: Declaration;
  /** Absent: unknown. */
  readonly columns?: readonly CatalogColumn[];
  /** Sets of columns that no two rows share; an empty set means one row at most. Absent: unknown. */
  readonly keys?: readonly (readonly string[])[];
  readonly rows?: number;
  readonly rowBytes?: number;
  readonly comment?: string;
  /** Of a connection: its statement, or one made from the snapshot. Absent: type and options are unknown. */
  readonly connection?: CreateConnectionStatement;
  /** The kind under which the snapshot knows the name, where it is another one. */
  readonly snapshotKind?: ItemKind;
}

export interface Declaration {
  readonly file: string;
  readonly statement: Statement;
  /** Where the name stands. */
  readonly span: Span;
}

export interface CatalogColumn {
  readonly name: string;
  /** Absent: a type that is not known here. */
  readonly type?: SqlType;
  readonly nullable: boolean;
  readonly distinct?: number;
  readonly comment?: string;
}
