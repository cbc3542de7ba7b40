import type { ItemName, Statement } from '../ast/nodes.ts';
import type { ItemKind } from './snapshot.ts';

/** The item a statement declares, by its name. */
export interface DeclaredName {
  readonly kind: ItemKind;
  readonly name: ItemName;
}

/**
 * What a statement that is read declares. A replacement, which takes the place of another view, declares none; neither
 * does a sink without a name.
 */
export function declaredName(statement: Statement): DeclaredName | undefined {
  switch (statement.kind) {
    case 'CreateSink':
    case 'CreateIcebergSink':
      return statement.name === undefined ? undefined : { kind: 'sink', name: statement.name };
    case 'CreateConnection':
      return { kind: 'connection', name: statement.name };
    case 'CreateSecret':
      return { kind: 'secret', name: statement.name };
    case 'CreateTable':
    case 'CreateTableFromSource':
      return { kind: 'table', name: statement.name };
    case 'CreateSource':
      return { kind: 'source', name: statement.name };
    case 'CreateView':
      return { kind: 'view', name: statement.name };
    case 'CreateMaterializedView':
      return statement.replaces === undefined
        ? { kind: 'materialized view', name: statement.name }
        : undefined;
    case 'CreateType':
      return { kind: 'type', name: statement.name };
    default:
      return undefined;
  }
}
