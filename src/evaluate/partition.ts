import { SinkError } from '../diagnostics/sink-error.ts';
import { createSeaHash } from '../hash/sea-hash-wasm.ts';
import type { TypedExpression } from '../types/typed-expression.ts';
import type { Row } from '../types/value.ts';
import { compileExpression, type Evaluate } from './compile.ts';

/** What PARTITION BY gives for a row; the object is used again for the next row. */
export interface PartitionHash {
  /** Upper and lower 32 bits, unsigned, of what is taken modulo the number of partitions; 0 where there is a reason. */
  readonly high: number;
  readonly low: number;
  /** Why there is no value: it is NULL, or could not be computed. */
  readonly reason: 'null' | 'error' | null;
  /** The value as a whole; null where there is a reason. */
  readonly value: bigint | null;
}

class ReusedHash implements PartitionHash {
  high = 0;
  low = 0;
  reason: 'null' | 'error' | null = null;

  /** Built only when asked for. */
  get value(): bigint | null {
    return this.reason === null ? (BigInt(this.high) << 32n) | BigInt(this.low) : null;
  }
}

/** Kinds whose values are numbers of at most 32 bits, so that their cast to uint8 needs no 64-bit arithmetic. */
const NARROW: ReadonlySet<string> = new Set(['int2', 'int4', 'uint2', 'uint4']);

/**
 * Compiles a PARTITION BY that was cast to uint8. NULL and errors give 0, silently but for the reason.
 *
 * @throws nothing but broken invariants: a `SinkError` of an evaluation becomes the reason `error`
 */
export function compilePartition(expression: TypedExpression): (row: Row) => PartitionHash {
  const hash = new ReusedHash();
  const fill =
    narrowFill(expression, hash) ??
    seaHashFill(expression, hash) ??
    wideFill(compileExpression(expression), hash);
  return (row) => {
    hash.high = 0;
    hash.low = 0;
    try {
      hash.reason = fill(row) ? null : 'null';
    } catch (error) {
      if (!(error instanceof SinkError)) throw error;
      hash.reason = 'error';
    }
    return hash;
  };
}

/** Sets the halves; false for NULL. */
type Fill = (row: Row) => boolean;

function wideFill(evaluate: Evaluate, hash: ReusedHash): Fill {
  return (row) => {
    const value = evaluate(row);
    if (value === null) return false;
    hash.high = Number((value as bigint) >> 32n);
    hash.low = Number((value as bigint) & 0xffffffffn);
    return true;
  };
}

const NEGATIVE = new SinkError('run/out-of-range', 'a negative number does not fit uint8');

/** For a cast from a number of 32 bits, which is the usual case: a hash, a column, a remainder. */
function narrowFill(expression: TypedExpression, hash: ReusedHash): Fill | undefined {
  if (expression.kind !== 'cast' || !NARROW.has(expression.operand.type.kind)) return undefined;
  const evaluate = compileExpression(expression.operand);
  return (row) => {
    const value = evaluate(row);
    if (value === null) return false;
    // The same error serves every row: nobody sees it, and its stack costs more than the rest.
    if ((value as number) < 0) throw NEGATIVE;
    hash.low = value as number;
    return true;
  };
}

/** For SeaHash of a text: its halves as they are, without a `bigint` in between. */
function seaHashFill(expression: TypedExpression, hash: ReusedHash): Fill | undefined {
  const isSeaHash = expression.kind === 'call' && expression.signature === 'seahash(text)';
  const text = isSeaHash ? expression.arguments[0] : undefined;
  if (text === undefined) return undefined;
  const evaluate = compileExpression(text);
  const hasher = createSeaHash();
  return (row) => {
    const value = evaluate(row);
    if (value === null) return false;
    const { high, low } = hasher.hashText(value as string);
    hash.high = high;
    hash.low = low;
    return true;
  };
}
