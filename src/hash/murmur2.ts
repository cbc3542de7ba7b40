const SEED = 0x9747b28c;
const M = 0x5bd1e995;

/** MurmurHash2 of 32 bits with Kafka's seed, unsigned. */
export function murmur2Unmasked(bytes: Uint8Array): number {
  const { length } = bytes;
  const whole = length & ~3;
  let hash = SEED ^ length;
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(littleEndian(bytes, at, 4), M);
    word = Math.imul(word ^ (word >>> 24), M);
    hash = Math.imul(hash, M) ^ word;
  }
  if (whole < length) hash = Math.imul(hash ^ littleEndian(bytes, whole, length - whole), M);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** What Kafka's own default partitioner takes modulo the number of partitions; never negative. */
export function murmur2(bytes: Uint8Array): number {
  return murmur2Unmasked(bytes) & 0x7fffffff;
}

/** Up to four bytes; the missing high ones are zero. */
function littleEndian(bytes: Uint8Array, at: number, count: number): number {
  let word = 0;
  for (let index = 0; index < count; index++) word |= (bytes[at + index] ?? 0) << (8 * index);
  return word;
}
