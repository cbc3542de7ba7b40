import type { Column, SqlType } from '../types/sql-type.ts';
import type { Row, Value } from '../types/value.ts';
import { distinctNames } from './column-names.ts';
import { createJsonValueWriter, type JsonPurpose, type JsonValueWriter } from './json-values.ts';

/** The JSON object of a row, or of some of its columns, as compact text. */
export type JsonWriter = (row: Row) => string;

export interface JsonWriterOptions {
  /** Which columns, in this order; all of them by default. */
  readonly positions?: readonly number[];
  /** Of all columns, in their order: those of messages by default. Writers of one row may share them. */
  readonly writers?: readonly JsonValueWriter[];
  /** Makes a function of source text; closures serve where it is forbidden. */
  readonly compile?: Compile;
}

/** `new Function(...names, body)`; throws where a host forbids it. */
export type Compile = (names: readonly string[], body: string) => (...values: readonly unknown[]) => unknown;

interface Member {
  /** What stands before the value: `{"id":`, `,"name":`. */
  readonly prefix: string;
  readonly position: number;
  readonly type: SqlType;
  readonly write: JsonValueWriter;
}

/** Compiles the writing of rows, once a relation. */
export function createJsonWriter(columns: readonly Column[], options: JsonWriterOptions = {}): JsonWriter {
  const { positions = [...columns.keys()], writers = createColumnWriters(columns, 'message') } = options;
  const members = membersOf(columns, positions, writers);
  if (members.length === 0) return () => '{}';
  try {
    return generateWriter(members, options.compile ?? compileFunction);
  } catch {
    return composeWriter(members);
  }
}

function membersOf(
  columns: readonly Column[],
  positions: readonly number[],
  writers: readonly JsonValueWriter[],
): readonly Member[] {
  const chosen = positions.map((position) => {
    const column = columns[position];
    const write = writers[position];
    if (column === undefined || write === undefined) throw new Error(`bug: no column ${position}`);
    return { ...column, position, write };
  });
  const names = distinctNames(chosen.map(({ name }) => name));
  return chosen.map(({ position, type, write }, index) => ({
    prefix: `${index === 0 ? '{' : ','}${JSON.stringify(names[index])}:`,
    position,
    type,
    write,
  }));
}

/** One writer a column; what one keeps of a row serves every text that is made of the row. */
export function createColumnWriters(
  columns: readonly Column[],
  purpose: JsonPurpose,
): readonly JsonValueWriter[] {
  return columns.map(({ type }) => createJsonValueWriter(type, purpose));
}

function composeWriter(members: readonly Member[]): JsonWriter {
  return (row) => {
    let text = '';
    for (const { prefix, position, write } of members) {
      const value = row[position] ?? null;
      text += prefix + (value === null ? 'null' : write(value));
    }
    return `${text}}`;
  };
}

const compileFunction: Compile = (names, body) => new Function(...names, body) as ReturnType<Compile>;

/** Types whose values are their own JSON text once they are joined to a string. */
const PLAIN: readonly string[] = ['bool', 'int2', 'int4', 'uint2', 'uint4', 'oid'];

/**
 * One expression for the whole row. The source holds numbers only: prefixes and writers come in as arguments.
 *
 *     const a0 = row[0], a1 = row[4];
 *     return p0 + a0 + p1 + (a1 === null ? 'null' : w1(a1)) + '}';
 */
function generateWriter(members: readonly Member[], compile: Compile): JsonWriter {
  const indexes = [...members.keys()];
  const values = members.map(({ position }, index) => `a${index} = row[${position}]`);
  const terms = members.map(({ type }, index) => {
    // NULL joins as `null`, too.
    if (PLAIN.includes(type.kind)) return `p${index} + a${index}`;
    return `p${index} + (a${index} === null ? 'null' : w${index}(a${index}))`;
  });
  const names = [...indexes.map((index) => `p${index}`), ...indexes.map((index) => `w${index}`)];
  const body = `return (row) => { const ${values.join(', ')}; return ${terms.join(' + ')} + '}'; };`;
  const make = compile(names, body);
  const writer = make(...members.map(({ prefix }) => prefix), ...members.map(({ write }) => write));
  return writer as (row: readonly Value[]) => string;
}
