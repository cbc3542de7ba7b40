import { remainderOf, type SeaHash, seaHash32 } from './sea-hash.ts';
import { SEA_HASH_MODULE } from './sea-hash-module.ts';

/** Hashes with a memory of its own; what it answers of the last input holds until the next one. */
export interface SeaHasher {
  /** @param before  further bytes, in front of the others */
  hashBytes(bytes: Uint8Array, before?: Uint8Array): SeaHash;
  /** Of the text's UTF-8 bytes; a lone surrogate counts as U+FFFD. */
  hashText(text: string): SeaHash;
  /** A copy of the bytes hashed last. */
  lastBytes(): Uint8Array;
  /** The last hash modulo `count`, which is 1 to 2^32 - 1. */
  lastRemainder(count: number): number;
}

/** What hashes the first `length` bytes of its input. */
interface Engine {
  /** Room for that many bytes; what it held may be gone. */
  input(capacity: number): Uint8Array;
  hash(length: number): SeaHash;
  remainder(count: number): number;
}

/** The one global that is read; declared here because not every set of types has it. */
interface WebAssemblyHost {
  readonly WebAssembly?: unknown;
}

interface WebAssemblyNamespace {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** What the module exports: see `scripts/build-sea-hash.ts`. */
interface SeaHashExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  hash(length: number): void;
  remainder(count: number): number;
}

const PAGE_BYTES = 65_536;
const INPUT_AT = 8;
/** The last chunk is read whole: so many bytes behind the input must exist. */
const BEHIND = 8;
/** Up to here a loop over the characters is faster than a call of the encoder. */
const SHORT_TEXT = 48;
const NOTHING = new Uint8Array();

/** Over WebAssembly, or over 32-bit arithmetic where the host has none or forbids it. */
export function createSeaHash(host: WebAssemblyHost = globalThis as WebAssemblyHost): SeaHasher {
  return createHasher(createWasmEngine(host) ?? createPlainEngine());
}

function createHasher(engine: Engine): SeaHasher {
  const encoder = new TextEncoder();
  let input = engine.input(1024);
  let length = 0;

  const hashText = (text: string): SeaHash => {
    const most = text.length * 3;
    if (most > input.length) input = engine.input(most);
    length = writeShort(text, input);
    if (length < 0) length = encoder.encodeInto(text, input).written;
    return engine.hash(length);
  };

  const hashBytes = (bytes: Uint8Array, before: Uint8Array = NOTHING): SeaHash => {
    const start = before.length;
    length = start + bytes.length;
    if (length > input.length) input = engine.input(length);
    // A loop over few bytes is faster than a call.
    for (let at = 0; at < start; at++) input[at] = before[at] ?? 0;
    input.set(bytes, start);
    return engine.hash(length);
  };

  return {
    hashBytes,
    hashText,
    lastBytes: () => input.slice(0, length),
    lastRemainder: (count) => engine.remainder(count),
  };
}

/** @returns how many bytes were written, or -1 for a text that is long or not ASCII */
function writeShort(text: string, into: Uint8Array): number {
  const { length } = text;
  if (length > SHORT_TEXT) return -1;
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) return -1;
    into[at] = unit;
  }
  return length;
}

function createWasmEngine(host: WebAssemblyHost): Engine | undefined {
  const exports = instantiate(host.WebAssembly);
  if (exports === undefined) return undefined;
  const { memory } = exports;
  let result = new Uint32Array(memory.buffer, 0, 2);

  const input = (capacity: number): Uint8Array => {
    const missing = INPUT_AT + capacity + BEHIND - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    result = new Uint32Array(memory.buffer, 0, 2);
    return new Uint8Array(memory.buffer, INPUT_AT, memory.buffer.byteLength - INPUT_AT - BEHIND);
  };

  const hash = (length: number): SeaHash => {
    exports.hash(length);
    return { high: result[1] ?? 0, low: result[0] ?? 0 };
  };

  return { input, hash, remainder: (count) => exports.remainder(count) >>> 0 };
}

/** undefined where the host has no WebAssembly, or a content security policy forbids compiling it. */
function instantiate(webAssembly: unknown): SeaHashExports | undefined {
  if (webAssembly === undefined) return undefined;
  const { Module, Instance } = webAssembly as WebAssemblyNamespace;
  const bytes = Uint8Array.from(atob(SEA_HASH_MODULE), (character) => character.charCodeAt(0));
  try {
    return new Instance(new Module(bytes)).exports as SeaHashExports;
  } catch {
    return undefined;
  }
}

function createPlainEngine(): Engine {
  let memory = new Uint8Array();
  let last: SeaHash = { high: 0, low: 0 };
  return {
    input(capacity) {
      memory = new Uint8Array(capacity);
      return memory;
    },
    hash(length) {
      last = seaHash32(memory.subarray(0, length));
      return last;
    },
    remainder: (count) => remainderOf(last, count),
  };
}
