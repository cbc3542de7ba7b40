import type { SqlType } from './sql-type.ts';

export type TypeCategory =
  | 'Boolean'
  | 'Numeric'
  | 'String'
  | 'DateTime'
  | 'Timespan'
  | 'UserDefined'
  | 'Array'
  | 'List'
  | 'Pseudo';

const CATEGORIES: { readonly [K in SqlType['kind']]: TypeCategory } = {
  bool: 'Boolean',
  int2: 'Numeric',
  int4: 'Numeric',
  int8: 'Numeric',
  uint2: 'Numeric',
  uint4: 'Numeric',
  uint8: 'Numeric',
  float4: 'Numeric',
  float8: 'Numeric',
  numeric: 'Numeric',
  oid: 'Numeric',
  mz_timestamp: 'Numeric',
  text: 'String',
  varchar: 'String',
  char: 'String',
  name: 'String',
  date: 'DateTime',
  time: 'DateTime',
  timestamp: 'DateTime',
  timestamptz: 'DateTime',
  interval: 'Timespan',
  bytea: 'UserDefined',
  jsonb: 'UserDefined',
  uuid: 'UserDefined',
  array: 'Array',
  list: 'List',
  map: 'Pseudo',
  record: 'Pseudo',
};

/** The type of a category that wins where several would do. */
const PREFERRED: { readonly [C in TypeCategory]?: SqlType } = {
  Boolean: { kind: 'bool' },
  Numeric: { kind: 'float8' },
  String: { kind: 'text' },
  DateTime: { kind: 'timestamptz' },
  Timespan: { kind: 'interval' },
};

export function categoryOf(type: SqlType): TypeCategory {
  return CATEGORIES[type.kind];
}

export function preferredType(category: TypeCategory): SqlType | undefined {
  return PREFERRED[category];
}

export function isPreferred(type: SqlType): boolean {
  return PREFERRED[CATEGORIES[type.kind]]?.kind === type.kind;
}

/** Signed types that hold every value of an unsigned one. */
export const NEAR_TYPES: { readonly [K in SqlType['kind']]?: 'int4' | 'int8' | 'numeric' } = {
  uint2: 'int4',
  uint4: 'int8',
  uint8: 'numeric',
};
