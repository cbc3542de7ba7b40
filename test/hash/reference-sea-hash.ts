const MASK = (1n << 64n) - 1n;
const START = [0x16f11fe89b0d677cn, 0xb480a793d8e6c86cn, 0x6fe2e5aaf078ebc9n, 0x14f994a4c5259381n];

export function diffuse(value: bigint): bigint {
  const product = (value * 0x6eed0e9da4d94a4fn) & MASK;
  const mixed = product ^ ((product >> 32n) >> (product >> 60n));
  return (mixed * 0x6eed0e9da4d94a4fn) & MASK;
}

/** SeaHash written a second time from its definition, over big integers; shares nothing with the product. */
export function referenceSeaHash(bytes: Uint8Array): bigint {
  const lanes = [...START];
  for (let chunk = 0; chunk * 8 < bytes.length; chunk++) {
    const reversed = [...bytes.subarray(chunk * 8, chunk * 8 + 8)].reverse();
    const word = reversed.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    lanes[chunk % 4] = diffuse(lanes[chunk % 4]! ^ word);
  }
  return diffuse(lanes.reduce((sum, lane) => sum ^ lane, BigInt(bytes.length)));
}
