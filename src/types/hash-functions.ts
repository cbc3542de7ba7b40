import { crc32 } from '../hash/crc32.ts';
import { murmur2 } from '../hash/murmur2.ts';
import { seaHash } from '../hash/sea-hash.ts';
import type { FunctionRow, ParameterKind } from './function-row.ts';
import type { Value } from './value.ts';

const encoder = new TextEncoder();

function rows(
  name: string,
  result: ParameterKind,
  hash: (bytes: Uint8Array) => Value,
  summary: string,
): readonly FunctionRow[] {
  return [
    { name, parameters: ['text'], result, apply: (text: string) => hash(encoder.encode(text)), summary },
    { name, parameters: ['bytea'], result, apply: hash, summary },
  ];
}

/** Hashes of a text's UTF-8 bytes, or of bytes. */
export const HASH_FUNCTIONS: readonly FunctionRow[] = [
  ...rows('kafka_murmur2', 'int4', murmur2, "Hashes as Kafka's default partitioner does, to 0 or more."),
  ...rows('crc32', 'uint4', crc32, 'Computes the CRC-32 of zlib.'),
  ...rows('seahash', 'uint8', seaHash, 'Computes SeaHash, by which keys are spread without PARTITION BY.'),
];
