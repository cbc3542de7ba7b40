/**
 * SeaHash in WebAssembly against 32-bit and BigInt arithmetic.
 *
 *     node bench/sea-hash.ts [--rounds 7]
 */
import { seaHash32 } from '../src/hash/sea-hash.ts';
import { createSeaHash } from '../src/hash/sea-hash-wasm.ts';
import { referenceSeaHash } from '../test/hash/reference-sea-hash.ts';
import { type Bench, type Contender, runBenches } from './harness.ts';

const LENGTHS = [16, 64, 1024];

function contenders(keys: readonly Uint8Array[], texts: readonly string[]): readonly Contender[] {
  const encoder = new TextEncoder();
  const over = <T>(name: string, inputs: readonly T[], lowOf: (input: T) => number): Contender => ({
    name,
    create: () => () => inputs.reduce((sum, input) => sum + lowOf(input), 0),
  });
  const hasher = createSeaHash();
  return [
    over('32-bit arithmetic, of bytes', keys, (key) => seaHash32(key).low),
    over('WebAssembly, of bytes', keys, (key) => hasher.hashBytes(key).low),
    over('BigInt, of bytes', keys, (key) => Number(referenceSeaHash(key) & 0xffffffffn)),
    over('32-bit arithmetic, of text', texts, (text) => seaHash32(encoder.encode(text)).low),
    over('WebAssembly, of text', texts, (text) => hasher.hashText(text).low),
  ];
}

runBenches({
  sizes: { keys: 10_000 },
  benches: ({ keys = 0 }): readonly Bench[] =>
    LENGTHS.map((length) => {
      const texts = Array.from({ length: keys }, (_, index) => `${index}`.padEnd(length, 'key '));
      const bytes = texts.map((text) => new TextEncoder().encode(text));
      return {
        title: `SeaHash of ${length} bytes`,
        units: keys,
        unitName: 'hashes',
        contenders: contenders(bytes, texts),
      };
    }),
});
