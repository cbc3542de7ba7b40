/** Types without parameters. */
export type SimpleTypeName =
  | 'bool'
  | 'int2'
  | 'int4'
  | 'int8'
  | 'uint2'
  | 'uint4'
  | 'uint8'
  | 'float4'
  | 'float8'
  | 'oid'
  | 'text'
  | 'name'
  | 'bytea'
  | 'date'
  | 'time'
  | 'interval'
  | 'uuid'
  | 'jsonb'
  | 'mz_timestamp';

export interface SimpleType {
  readonly kind: SimpleTypeName;
}

/** `numeric(p, s)`: the precision is checked and forgotten; without `scale` any scale is kept. */
export interface NumericType {
  readonly kind: 'numeric';
  readonly scale?: number;
}

/** `varchar(n)`, `char(n)`; unbounded without `length` (in characters). */
export interface CharacterType {
  readonly kind: 'varchar' | 'char';
  readonly length?: number;
}

/** `timestamp(p)`, `timestamptz(p)`; `precision` is 0 to 6 fraction digits, absent means 6. */
export interface TimestampType {
  readonly kind: 'timestamp' | 'timestamptz';
  readonly precision?: number;
}

/** `t[]`, `t list` */
export interface SequenceType {
  readonly kind: 'array' | 'list';
  readonly element: SqlType;
}

/** `map[text => t]` */
export interface MapSqlType {
  readonly kind: 'map';
  readonly value: SqlType;
}

export interface RecordField {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
}

/** `ROW(..)` or a named composite type. */
export interface RecordType {
  readonly kind: 'record';
  readonly fields: readonly RecordField[];
  readonly name?: string;
}

/** Plain data: prints as JSON, compares by structure. */
export type SqlType =
  | SimpleType
  | NumericType
  | CharacterType
  | TimestampType
  | SequenceType
  | MapSqlType
  | RecordType;

/** A column of a relation. */
export interface Column {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
}
