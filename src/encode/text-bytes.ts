const SLAB_BYTES = 65_536;

/**
 * Compiles what turns texts into their UTF-8 bytes. Texts share a larger piece of memory: an allocation for each
 * would cost more than the encoding.
 */
export function createTextBytes(): (text: string) => Uint8Array {
  const encoder = new TextEncoder();
  let free = new Uint8Array(SLAB_BYTES);
  return (text) => {
    const most = text.length * 3;
    if (most > SLAB_BYTES) return encoder.encode(text);
    if (most > free.length) free = new Uint8Array(SLAB_BYTES);
    const { written } = encoder.encodeInto(text, free);
    const bytes = free.subarray(0, written);
    free = free.subarray(written);
    return bytes;
  };
}
