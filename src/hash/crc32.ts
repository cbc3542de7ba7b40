import library from 'crc-32';

/** CRC-32 as zlib computes it, unsigned. */
export function crc32(bytes: Uint8Array): number {
  return library.buf(bytes) >>> 0;
}
