import { crc32 } from '../hash/crc32.ts';
import { murmur2 } from '../hash/murmur2.ts';
import { seaHash } from '../hash/sea-hash.ts';
import { createSeaHash } from '../hash/sea-hash-wasm.ts';
import type { FunctionRow, ParameterKind } from './function-row.ts';
import { createUtf8Buffer } from './utf8-buffer.ts';
import type { Value } from './value.ts';

interface Hash {
  readonly name: string;
  readonly result: ParameterKind;
  readonly bytes: (bytes: Uint8Array) => Value;
  /** Made once for each call that is compiled, as it may keep a buffer. */
  readonly text: () => (text: string) => Value;
  readonly summary: string;
}

const HASHES: readonly Hash[] = [
  {
    name: 'kafka_murmur2',
    result: 'int4',
    bytes: murmur2,
    text: () => overBuffer(murmur2),
    summary: "Hashes as Kafka's default partitioner does, to 0 or more.",
  },
  {
    name: 'crc32',
    result: 'uint4',
    bytes: crc32,
    text: () => overBuffer(crc32),
    summary: 'Computes the CRC-32 of zlib.',
  },
  {
    name: 'seahash',
    result: 'uint8',
    bytes: seaHash,
    text: seaHashOfText,
    summary: 'Computes SeaHash, by which keys are spread without PARTITION BY.',
  },
];

function overBuffer(hash: (bytes: Uint8Array) => number): (text: string) => number {
  const encode = createUtf8Buffer();
  return (text) => hash(encode(text));
}

function seaHashOfText(): (text: string) => bigint {
  const hasher = createSeaHash();
  return (text) => {
    const { high, low } = hasher.hashText(text);
    return (BigInt(high) << 32n) | BigInt(low);
  };
}

/** Hashes of a text's UTF-8 bytes, or of bytes. */
export const HASH_FUNCTIONS: readonly FunctionRow[] = HASHES.flatMap(
  ({ name, result, bytes, text, summary }) => [
    { name, parameters: ['text'], result, bind: text, summary },
    { name, parameters: ['bytea'], result, apply: bytes, summary },
  ],
);
