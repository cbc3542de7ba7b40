declare module 'murmurhash-js' {
  /** Reads the low byte of each character. */
  export function murmur2(text: string, seed: number): number;
}
