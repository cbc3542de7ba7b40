/**
 * Assembles the WebAssembly module behind `createSeaHash` and writes it, as base64, into
 * `src/hash/sea-hash-module.ts`. With `--check` it writes nothing and fails where the file differs.
 *
 *     memory              exported; the result lies at 0 (8 bytes, little-endian), the input begins at 8
 *     hash(length)        reads the input, writes the result
 *     remainder(count)    the result modulo `count`, both unsigned
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { argv, exit } from 'node:process';

type Code = readonly number[];

const I32 = 0x7f;
const I64 = 0x7e;
const NO_RESULT = 0x40;
const INPUT = 8;

const P = 0x6eed0e9da4d94a4fn;
const LANES = [0x16f11fe89b0d677cn, 0xb480a793d8e6c86cn, 0x6fe2e5aaf078ebc9n, 0x14f994a4c5259381n];

// Parameters and locals of `hash`; the lanes move one place on with every chunk.
const LENGTH = 0;
const AT = 1;
const [A, B, C, D, X] = [2, 3, 4, 5, 6] as const;

const op = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  i32GtU: 0x4b,
  i32Add: 0x6a,
  i32And: 0x71,
  i32Shl: 0x74,
  i32WrapI64: 0xa7,
  i64RemU: 0x82,
  i64Mul: 0x7e,
  i64And: 0x83,
  i64Xor: 0x85,
  i64Shl: 0x86,
  i64ShrU: 0x88,
  i64ExtendI32U: 0xad,
} as const;

function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: bigint): Code {
  const byte = Number(value & 0x7fn);
  const rest = value >> 7n;
  const last = (rest === 0n && byte < 0x40) || (rest === -1n && byte >= 0x40);
  return last ? [byte] : [byte | 0x80, ...signed(rest)];
}

const get = (local: number): Code => [0x20, local];
const set = (local: number): Code => [0x21, local];
const tee = (local: number): Code => [0x22, local];
const i32 = (value: number): Code => [0x41, ...signed(BigInt(value))];
const i64 = (value: bigint): Code => [0x42, ...signed(BigInt.asIntN(64, value))];
// Alignment is only a hint: 0 promises nothing.
const load64 = (offset: number): Code => [0x29, 0, offset];
const store64 = (offset: number): Code => [0x37, 0, offset];

/** Takes a number from the stack and leaves it diffused; uses X. */
const diffuse: Code = [
  ...i64(P),
  op.i64Mul,
  ...tee(X),
  ...get(X),
  ...i64(32n),
  op.i64ShrU,
  ...get(X),
  ...i64(60n),
  op.i64ShrU,
  op.i64ShrU,
  op.i64Xor,
  ...i64(P),
  op.i64Mul,
];

/** Whole chunks: `d' = diffuse(a XOR chunk)`, and the other lanes move on. AT is an offset into the input. */
const wholeChunks: Code = [
  ...[op.block, NO_RESULT, op.loop, NO_RESULT],
  ...[...get(AT), ...i32(8), op.i32Add, ...get(LENGTH), op.i32GtU, op.brIf, 1],
  ...[...get(A), ...get(AT), ...load64(INPUT), op.i64Xor, ...diffuse],
  ...[...get(B), ...set(A), ...get(C), ...set(B), ...get(D), ...set(C), ...set(D)],
  ...[...get(AT), ...i32(8), op.i32Add, ...set(AT), op.br, 0],
  ...[op.end, op.end],
];

/** The last 1 to 7 bytes; what lies behind them in memory is masked out. */
const lastChunk: Code = [
  ...[...get(LENGTH), ...i32(7), op.i32And, op.if, NO_RESULT],
  ...[...get(A), ...get(AT), ...load64(INPUT)],
  // ~(-1 << 8 * rest)
  ...[...i64(-1n), ...get(LENGTH), ...i32(7), op.i32And, ...i32(3), op.i32Shl, op.i64ExtendI32U, op.i64Shl],
  ...[...i64(-1n), op.i64Xor, op.i64And, op.i64Xor, ...diffuse, ...set(A)],
  op.end,
];

const hash: Code = [
  ...LANES.flatMap((lane, index) => [...i64(lane), ...set(A + index)]),
  ...wholeChunks,
  ...lastChunk,
  ...i32(0),
  ...[...get(A), ...get(B), op.i64Xor, ...get(C), op.i64Xor, ...get(D), op.i64Xor],
  ...[...get(LENGTH), op.i64ExtendI32U, op.i64Xor, ...diffuse, ...store64(0), op.end],
];

const remainder: Code = [
  ...[...i32(0), ...load64(0), ...get(0), op.i64ExtendI32U, op.i64RemU, op.i32WrapI64, op.end],
];

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (content: Code): Code => [...unsigned(content.length), ...content];
const section = (id: number, items: readonly Code[]): Code => [id, ...sized(vector(items))];
const name = (text: string): Code => sized([...Buffer.from(text)]);

const moduleBytes: Code = [
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...section(1, [
    [0x60, 1, I32, 0],
    [0x60, 1, I32, 1, I32],
  ]),
  ...section(3, [[0], [1]]),
  ...section(5, [[0x00, 1]]),
  ...section(7, [
    [...name('memory'), 0x02, 0],
    [...name('hash'), 0x00, 0],
    [...name('remainder'), 0x00, 1],
  ]),
  ...section(10, [
    sized([
      ...vector([
        [1, I32],
        [5, I64],
      ]),
      ...hash,
    ]),
    sized([...vector([]), ...remainder]),
  ]),
];

const target = new URL('../src/hash/sea-hash-module.ts', import.meta.url);
const text = `// Made by scripts/build-sea-hash.ts; do not edit.

/** The WebAssembly module of \`createSeaHash\`, ${moduleBytes.length} bytes in base64. */
export const SEA_HASH_MODULE =
  '${Buffer.from(moduleBytes).toString('base64')}';
`;

if (argv.includes('--check')) {
  const same = readFileSync(target, 'utf8') === text;
  if (!same) console.error('src/hash/sea-hash-module.ts is out of date: run scripts/build-sea-hash.ts');
  exit(same ? 0 : 1);
}
writeFileSync(target, text);
