import type { ColumnDefinition, CreateTableStatement } from '../ast/nodes.ts';
import { resolveDataType } from '../types/type-names.ts';
import type { CatalogColumn } from './catalog-item.ts';

/** What a CREATE TABLE says of its rows. */
export interface DeclaredTable {
  readonly columns: readonly CatalogColumn[];
  readonly keys: readonly (readonly string[])[];
}

/**
 * Columns and keys of a table. PRIMARY KEY makes its columns NOT NULL and a key. UNIQUE at a column is a key even
 * over NULLs; UNIQUE over the table is one only where no column may be NULL, or with NULLS NOT DISTINCT.
 */
export function declaredTable(statement: CreateTableStatement): DeclaredTable {
  const primary = primaryKeyColumns(statement);
  const columns = statement.columns.map((column): CatalogColumn => {
    const type = resolveDataType(column.type);
    return {
      name: column.name.name,
      ...(type === undefined ? {} : { type }),
      nullable: !hasOption(column, 'NOT NULL') && !primary.has(column.name.name),
    };
  });
  return { columns, keys: declaredKeys(statement, columns) };
}

function primaryKeyColumns(statement: CreateTableStatement): ReadonlySet<string> {
  const inline = statement.columns.filter((column) => hasOption(column, 'PRIMARY KEY'));
  const listed = statement.constraints.filter(({ constraint }) => constraint === 'PRIMARY KEY');
  return new Set([
    ...inline.map((column) => column.name.name),
    ...listed.flatMap(({ columns }) => columns.map(({ name }) => name)),
  ]);
}

function declaredKeys(
  statement: CreateTableStatement,
  columns: readonly CatalogColumn[],
): readonly (readonly string[])[] {
  const inline = statement.columns
    .filter((column) => hasOption(column, 'PRIMARY KEY') || hasOption(column, 'UNIQUE'))
    .map((column) => [column.name.name]);
  const required = new Set(columns.filter(({ nullable }) => !nullable).map(({ name }) => name));
  const known = new Set(columns.map(({ name }) => name));
  const listed = statement.constraints
    .filter(({ constraint, nullsNotDistinct, columns: names }) => {
      if (!names.every(({ name }) => known.has(name))) return false;
      if (constraint === 'PRIMARY KEY') return true;
      return constraint === 'UNIQUE' && (nullsNotDistinct || names.every(({ name }) => required.has(name)));
    })
    .map(({ columns: names }) => names.map(({ name }) => name));
  return [...inline, ...listed];
}

function hasOption(column: ColumnDefinition, wanted: string): boolean {
  return column.options.some(({ option }) => option === wanted);
}
