/** `interval`: the three fields never carry over into each other. */
export interface IntervalValue {
  readonly months: number;
  readonly days: number;
  readonly micros: bigint;
}

/**
 * A value of a SQL type, exact in each:
 *
 *     bool                       boolean
 *     int2 int4 uint2 uint4 oid  number
 *     int8 uint8 mz_timestamp    bigint
 *     float4 float8              number; float4 rounded to 32 bits
 *     numeric                    string, reduced: no exponent, no `+`, no needless zero, `-0` is `0`; `NaN`
 *     text varchar name          string
 *     char(n)                    string without trailing blanks
 *     bytea                      Uint8Array
 *     date                       number: days since 1970-01-01
 *     time                       number: microseconds since midnight
 *     timestamp timestamptz      bigint: microseconds since 1970-01-01T00:00:00 (UTC)
 *     interval                   IntervalValue
 *     uuid                       string, lower case with hyphens
 *     jsonb                      string: compact JSON text, object keys sorted by UTF-8 bytes, numbers reduced
 *     array list                 array of values; more dimensions are nested arrays
 *     map                        array of [key, value], sorted by the keys' UTF-8 bytes, keys unique
 *     record                     array of values, by position
 *
 * SQL NULL is `null` at every level.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | IntervalValue
  | readonly Value[]
  | readonly (readonly [string, Value])[];

/** The values of one row, by column position. */
export type Row = readonly Value[];
