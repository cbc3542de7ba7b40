declare module 'murmurhash-js' {
  const library: {
    /** Reads the low byte of each character. */
    murmur2(text: string, seed: number): number;
  };
  export default library;
}
