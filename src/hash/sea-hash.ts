/** A 64-bit hash in two unsigned halves: what avoids `bigint` where every row is hashed. */
export interface SeaHash {
  readonly high: number;
  readonly low: number;
}

/** The four lanes at the start: high and low half of each in turn. */
const LANES = [
  0x16f11fe8, 0x9b0d677c, 0xb480a793, 0xd8e6c86c, 0x6fe2e5aa, 0xf078ebc9, 0x14f994a4, 0xc5259381,
];
const P_HIGH = 0x6eed0e9d;
const P_LOW = 0xa4d94a4f;
const P_LOW_HIGH = P_LOW >>> 16;
const P_LOW_LOW = P_LOW & 0xffff;

/** SeaHash as an unsigned 64-bit number. */
export function seaHash(bytes: Uint8Array): bigint {
  const { high, low } = seaHash32(bytes);
  return (BigInt(high) << 32n) | BigInt(low);
}

/**
 * SeaHash by 32-bit arithmetic alone.
 *
 * Chunk `i` of eight bytes, little-endian and filled up with zeros, goes into lane `i mod 4`, which is then
 * diffused; the lanes and the length are combined and diffused once more.
 */
export function seaHash32(bytes: Uint8Array): SeaHash {
  const { length } = bytes;
  const lanes = LANES.map((half) => half | 0);
  let lane = 0;
  for (let at = 0; at < length; at += 8) {
    lanes[lane] = (lanes[lane] ?? 0) ^ word(bytes, at + 4);
    lanes[lane + 1] = (lanes[lane + 1] ?? 0) ^ word(bytes, at);
    diffuse(lanes, lane);
    lane = (lane + 2) & 7;
  }
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = lanes;
  // Lengths above 2^32 - 1 cannot be: no byte array is that long.
  const combined = [a ^ c ^ e ^ g, b ^ d ^ f ^ h ^ length];
  diffuse(combined, 0);
  return { high: (combined[0] ?? 0) >>> 0, low: (combined[1] ?? 0) >>> 0 };
}

/** `x = x * P; x = x XOR ((x >> 32) >> (x >> 60)); x = x * P`, on two halves in place. */
function diffuse(halves: number[], at: number): void {
  let high = halves[at] ?? 0;
  let low = halves[at + 1] ?? 0;
  high = timesHigh(high, low);
  low = Math.imul(low, P_LOW) ^ (high >>> (high >>> 28));
  halves[at] = timesHigh(high, low);
  halves[at + 1] = Math.imul(low, P_LOW);
}

/** The upper half of the product with P, modulo 2^64. */
function timesHigh(high: number, low: number): number {
  const lowHigh = low >>> 16;
  const lowLow = low & 0xffff;
  const first = lowHigh * P_LOW_LOW + ((lowLow * P_LOW_LOW) >>> 16);
  const second = lowLow * P_LOW_HIGH + (first & 0xffff);
  const carried = lowHigh * P_LOW_HIGH + (first >>> 16) + (second >>> 16);
  return (carried + Math.imul(high, P_LOW) + Math.imul(low, P_HIGH)) | 0;
}

/** Four bytes, little-endian; those beyond the end are zero. */
function word(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  );
}

/** An unsigned 64-bit hash modulo `count` (1 to 2^32 - 1), exact: no step reaches 2^53. */
export function remainderOf({ high, low }: SeaHash, count: number): number {
  const upper = ((high % count) * 0x10000 + (low >>> 16)) % count;
  return (upper * 0x10000 + (low & 0xffff)) % count;
}
