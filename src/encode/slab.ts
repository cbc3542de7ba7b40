const SLAB_BYTES = 65_536;

/**
 * Writes something at `at` and answers where it ends. What would lie beyond the end of `into` is not written, and the
 * answer says how far it would have gone, or somewhat more.
 */
export type Write<T> = (value: T, into: Uint8Array, at: number) => number;

/**
 * Compiles what turns values into bytes. Many share a larger piece of memory: an allocation for each would cost more
 * than the writing.
 */
export function createSlabWriter<T>(write: Write<T>): (value: T) => Uint8Array {
  let slab = new Uint8Array(SLAB_BYTES);
  let used = 0;

  const writeAnew = (value: T, most: number): Uint8Array => {
    if (most > SLAB_BYTES) {
      const own = new Uint8Array(most);
      return own.subarray(0, write(value, own, 0));
    }
    slab = new Uint8Array(SLAB_BYTES);
    used = write(value, slab, 0);
    return slab.subarray(0, used);
  };

  return (value) => {
    const start = used;
    const end = write(value, slab, start);
    if (end > SLAB_BYTES) return writeAnew(value, end - start);
    used = end;
    return new Uint8Array(slab.buffer, start, end - start);
  };
}
