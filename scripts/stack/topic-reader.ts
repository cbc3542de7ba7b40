import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { javaTools } from './java.ts';
import { type KafkaClient, StackUnavailable } from './kafka.ts';
import type { ConsumedRecord, Isolation } from './records.ts';
import { lastLines } from './run.ts';

const READER_SOURCE = fileURLToPath(new URL('ReadTopics.java', import.meta.url));

/** A record with its bytes, for formats that are not text. */
export interface ReadRecord extends ConsumedRecord {
  readonly keyBytes: Uint8Array | null;
  readonly valueBytes: Uint8Array | null;
}

/** Kafka's Java consumer in one process for many reads. Reads wait for each other. */
export interface TopicReader {
  /**
   * Every record from the start of a topic to the end it had when asked; `committed`, the default, ends
   * before the first open transaction of a partition.
   *
   * @returns  ordered by partition and offset
   * @throws   when the topic does not exist or cannot be read, with what the consumer said
   */
  read(topic: string, options?: { readonly isolation?: Isolation }): Promise<readonly ReadRecord[]>;
  /** Safe to call twice. */
  close(): Promise<void>;
}

/** Needs a JDK, which compiles the reader as it starts it; a runtime without a compiler is not enough. */
export async function openTopicReader(kafka: KafkaClient): Promise<TopicReader> {
  if (kafka.javaClasspath === undefined)
    throw new StackUnavailable('there is no Java to read with', 'Install a JDK.');
  const { command, args } = javaTools(kafka.javaClasspath);
  const child = spawn(command, [...args, READER_SOURCE], { stdio: ['pipe', 'pipe', 'pipe'] });
  const answers = createAnswers(child);
  const properties = { 'bootstrap.servers': kafka.bootstrap, ...kafka.adminProperties };
  child.stdin.write(
    `${Object.entries(properties)
      .map(([key, value]) => `${key}=${value}`)
      .join('\x1f')}\n`,
  );
  let last: Promise<unknown> = Promise.resolve();
  return {
    read(topic, { isolation = 'committed' } = {}) {
      const result = last.then(() => {
        child.stdin.write(`read_${isolation} ${topic}\n`);
        return answers.next();
      });
      last = result.catch(() => undefined);
      return result;
    },
    async close() {
      child.stdin.end();
      await answers.ended;
    },
  };
}

type Reader = ChildProcessByStdio<Writable, Readable, Readable>;

interface Answers {
  next(): Promise<readonly ReadRecord[]>;
  readonly ended: Promise<void>;
}

/** Collects the reader's lines into one answer a request. */
function createAnswers(child: Reader): Answers {
  let waiting: PromiseWithResolvers<readonly ReadRecord[]> | undefined;
  let records: ReadRecord[] = [];
  let errors = '';
  let failure: Error | undefined;
  const settle = (error?: Error) => {
    if (error === undefined) waiting?.resolve(records.sort(byOffset));
    else waiting?.reject(error);
    waiting = undefined;
    records = [];
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer: ReaderLine = JSON.parse(line);
    if ('error' in answer) settle(new Error(decode(answer.error).text ?? ''));
    else if ('done' in answer) settle();
    else records.push(toRecord(answer));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  child.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once('error', (cause) => {
      failure = new Error('the topic reader could not be started', { cause });
      settle(failure);
      resolve();
    });
    child.once('close', () => {
      failure ??= new Error(`the topic reader has ended:\n${lastLines(errors, 15)}`);
      settle(failure);
      resolve();
    });
  });
  return {
    ended,
    next() {
      if (failure !== undefined) return Promise.reject(failure);
      waiting = Promise.withResolvers();
      return waiting.promise;
    },
  };
}

interface EncodedRecord {
  readonly partition: number;
  readonly offset: string;
  readonly timestampMs: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: readonly (readonly [string, string | null])[];
}

type ReaderLine = EncodedRecord | { readonly done: number } | { readonly error: string };

function toRecord(encoded: EncodedRecord): ReadRecord {
  const key = decode(encoded.key);
  const value = decode(encoded.value);
  return {
    partition: encoded.partition,
    offset: BigInt(encoded.offset),
    timestampMs: encoded.timestampMs,
    key: key.text,
    value: value.text,
    headers: encoded.headers.map(([name, content]) => [decode(name).text ?? '', decode(content).text]),
    keyBytes: key.bytes,
    valueBytes: value.bytes,
  };
}

function decode(base64: string | null): { readonly bytes: Uint8Array | null; readonly text: string | null } {
  if (base64 === null) return { bytes: null, text: null };
  const bytes = Buffer.from(base64, 'base64');
  return { bytes, text: bytes.toString('utf8') };
}

function byOffset(a: ConsumedRecord, b: ConsumedRecord): number {
  return a.partition - b.partition || Number(a.offset - b.offset);
}
