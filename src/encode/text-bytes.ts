const SLAB_BYTES = 65_536;

/**
 * Compiles what turns texts into their UTF-8 bytes. Texts share a larger piece of memory: an allocation for each
 * would cost more than the encoding.
 */
export function createTextBytes(): (text: string) => Uint8Array {
  const encoder = new TextEncoder();
  let slab = new ArrayBuffer(SLAB_BYTES);
  let used = 0;
  return (text) => {
    const most = text.length * 3;
    if (most > SLAB_BYTES) return encoder.encode(text);
    if (used + most > SLAB_BYTES) {
      slab = new ArrayBuffer(SLAB_BYTES);
      used = 0;
    }
    const { written } = encoder.encodeInto(text, new Uint8Array(slab, used));
    const bytes = new Uint8Array(slab, used, written);
    used += written;
    return bytes;
  };
}
