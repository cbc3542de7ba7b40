import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { constants, gunzip, gzip, zstdCompress, zstdDecompress } from 'node:zlib';
import { CompressionTypes } from 'kafkajs';
import { SinkError } from '../../diagnostics/sink-error.ts';
import type { ProducerOptions } from '../../pipeline/ports.ts';
import { clientCodecs } from './internals.ts';

type Compression = ProducerOptions['compression'];

interface Codec {
  /** Rejects where what it needs is not installed. */
  load(): void;
  compress(bytes: Buffer): Promise<Buffer>;
  decompress(bytes: Buffer): Promise<Buffer>;
}

/** What Kafka calls a codec, in the lowest three bits of a batch's attributes. */
const NUMBERS: Readonly<Record<Compression, CompressionTypes>> = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
};

const nothing = () => undefined;

/** Codecs that we have; `none` is no codec. */
const CODECS: Readonly<Partial<Record<Compression, Codec>>> = {
  gzip: { load: nothing, compress: promisify(gzip), decompress: promisify(gunzip) },
  zstd: {
    load: nothing,
    compress: (bytes) =>
      promisify(zstdCompress)(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 3 } }),
    decompress: promisify(zstdDecompress),
  },
  lz4: {
    load: () => void loadLz4(),
    compress: async (bytes) => loadLz4().compressFrame(bytes),
    decompress: async (bytes) => loadLz4().decompressFrame(bytes),
  },
};

/** LZ4 in its frame format, blocks independent of each other: the only one Kafka's own client reads. */
interface Lz4 {
  compressFrame(bytes: Buffer): Promise<Buffer>;
  decompressFrame(bytes: Buffer): Promise<Buffer>;
}

// Loaded when first used: it is native, and may be missing on a machine that does not need it.
function loadLz4(): Lz4 {
  return createRequire(import.meta.url)('lz4-napi') as Lz4;
}

/**
 * Makes a codec known to the client.
 *
 * @returns  what the client calls it
 * @throws {SinkError} `run/no-codec` where it cannot be had here
 */
export function provideCodec(compression: Compression): CompressionTypes {
  const number = NUMBERS[compression];
  if (compression === 'none') return number;
  const codec = CODECS[compression];
  if (codec === undefined) throw noCodec(compression);
  try {
    codec.load();
  } catch (cause) {
    throw noCodec(compression, cause);
  }
  clientCodecs()[number] = () => ({
    compress: ({ buffer }: { readonly buffer: Buffer }) => codec.compress(buffer),
    decompress: (bytes: Buffer) => codec.decompress(bytes),
  });
  return number;
}

/**
 * Unpacks the records of one batch.
 *
 * @param number  the codec, as the batch's attributes name it
 * @throws {SinkError} `run/no-codec` where it cannot be had here
 */
export async function decompress(number: number, bytes: Buffer): Promise<Buffer> {
  if (number === CompressionTypes.None) return bytes;
  const [name] = Object.entries(NUMBERS).find(([, known]) => known === number) ?? [];
  const codec = CODECS[name as Compression];
  if (codec === undefined) throw noCodec(name ?? `number ${number}`);
  try {
    codec.load();
  } catch (cause) {
    throw noCodec(name ?? '', cause);
  }
  return codec.decompress(bytes);
}

function noCodec(name: string, cause?: unknown): SinkError {
  const have = ['none', ...Object.keys(CODECS)].join(', ');
  return new SinkError('run/no-codec', `compression "${name}" cannot be used here`, {
    cause,
    hint: `Set COMPRESSION TYPE to one of ${have}.`,
  });
}
