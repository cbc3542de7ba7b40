import { SinkError } from '../diagnostics/sink-error.ts';
import type { Frontier } from './ports.ts';

/** How much input lies below the frontier. */
export interface InputMark {
  readonly changes: bigint;
  /** Over all of them; does not depend on the order within a time. */
  readonly checksum: string;
}

/** What the sink was when it committed: a later start compares. */
export interface SinkMark {
  readonly topic: string;
  readonly partitions: number;
  /** A row of the latest transaction that had any. */
  readonly last?: { readonly partition: number; readonly offset: bigint };
  /** Of the producer that wrote it; records of older versions do not say. */
  readonly transactionalId?: string;
  /** Checksum of each part of the definition, by the part's name. */
  readonly plan: Readonly<Record<string, string>>;
}

/** The value of a progress record. Records of other writers carry neither `input` nor `sink`. */
export interface ProgressRecord {
  readonly frontier: Frontier;
  readonly version: bigint;
  readonly input?: InputMark;
  readonly sink?: SinkMark;
}

/**
 * Compact JSON, members in this order, numbers exact:
 *
 *     {"frontier":[T],"version":V,
 *      "input":{"changes":N,"checksum":"HEX"},
 *      "sink":{"topic":T,"partitions":N,"last":[PARTITION,OFFSET],"transactionalId":ID,"plan":{PART:CHECKSUM}}}
 */
export function renderProgress(record: ProgressRecord): string {
  const members = [
    `"frontier":${record.frontier === 'finished' ? '[]' : `[${record.frontier}]`}`,
    `"version":${record.version}`,
  ];
  const { input, sink } = record;
  if (input !== undefined) {
    members.push(`"input":{"changes":${input.changes},"checksum":${JSON.stringify(input.checksum)}}`);
  }
  if (sink !== undefined) {
    const last = sink.last === undefined ? '' : `"last":[${sink.last.partition},${sink.last.offset}],`;
    const { transactionalId } = sink;
    const id = transactionalId === undefined ? '' : `"transactionalId":${JSON.stringify(transactionalId)},`;
    members.push(
      `"sink":{"topic":${JSON.stringify(sink.topic)},"partitions":${sink.partitions},` +
        `${last}${id}"plan":${JSON.stringify(sink.plan)}}`,
    );
  }
  return `{${members.join(',')}}`;
}

/**
 * Reads a progress record, also an old one: `{"timestamp":T}` means everything up to and including `T`.
 *
 * @throws {SinkError} `run/progress-unreadable` for anything else: never taken for "no record"
 */
export function parseProgress(value: Uint8Array): ProgressRecord {
  const text = new TextDecoder().decode(value);
  const record = parseJson(text);
  const parsed = isObject(record) ? (parseCurrent(record) ?? parseLegacy(record)) : undefined;
  if (parsed === undefined) throw unreadable(text);
  return parsed;
}

type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [member: string]: Json;
}

/** Whole numbers become `bigint`: times reach 2^64. Engines give the reviver a number's own text. */
function parseJson(text: string): Json | undefined {
  const revive = (_: string, value: Json, context: { readonly source?: string }): Json =>
    typeof value === 'number' && context.source !== undefined && /^\d+$/.test(context.source)
      ? BigInt(context.source)
      : value;
  try {
    return JSON.parse(text, revive as (key: string, value: Json) => Json) as Json;
  } catch {
    return undefined;
  }
}

function parseCurrent(record: JsonObject): ProgressRecord | undefined {
  const frontier = parseFrontier(record.frontier);
  const version = record.version ?? 0n;
  if (frontier === undefined || typeof version !== 'bigint') return undefined;
  const input = record.input === undefined ? undefined : parseInput(record.input);
  const sink = record.sink === undefined ? undefined : parseSink(record.sink);
  if (input === null || sink === null) return undefined;
  return {
    frontier,
    version,
    ...(input === undefined ? {} : { input }),
    ...(sink === undefined ? {} : { sink }),
  };
}

function parseFrontier(value: Json | undefined): Frontier | undefined {
  if (!Array.isArray(value)) return undefined;
  if (value.length === 0) return 'finished';
  return value.length === 1 && typeof value[0] === 'bigint' ? value[0] : undefined;
}

function parseLegacy(record: JsonObject): ProgressRecord | undefined {
  const timestamp = record.timestamp;
  if (timestamp === null) return { frontier: 'finished', version: 0n };
  return typeof timestamp === 'bigint' ? { frontier: timestamp + 1n, version: 0n } : undefined;
}

function parseInput(value: Json): InputMark | null {
  if (!isObject(value)) return null;
  const { changes, checksum } = value;
  return typeof changes === 'bigint' && typeof checksum === 'string' ? { changes, checksum } : null;
}

function parseSink(value: Json): SinkMark | null {
  if (!isObject(value)) return null;
  const { topic, partitions, last, transactionalId, plan } = value;
  if (typeof topic !== 'string' || typeof partitions !== 'bigint' || !isObject(plan)) return null;
  if (transactionalId !== undefined && typeof transactionalId !== 'string') return null;
  const parts: Record<string, string> = {};
  for (const [part, checksum] of Object.entries(plan)) {
    if (typeof checksum !== 'string') return null;
    parts[part] = checksum;
  }
  const mark = {
    topic,
    partitions: Number(partitions),
    ...(transactionalId === undefined ? {} : { transactionalId }),
    plan: parts,
  };
  if (last === undefined) return mark;
  if (!Array.isArray(last)) return null;
  const [partition, offset] = last as readonly Json[];
  if (typeof partition !== 'bigint' || typeof offset !== 'bigint') return null;
  return { ...mark, last: { partition: Number(partition), offset } };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(text: string): SinkError {
  return new SinkError('run/progress-unreadable', `could not read the progress record ${text}`, {
    hint: 'The record is neither a frontier nor an older timestamp; find out who wrote it before going on.',
  });
}
