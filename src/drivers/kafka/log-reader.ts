import { randomBytes } from 'node:crypto';
import { SinkError } from '../../diagnostics/sink-error.ts';
import type { LogEntry, LogPort, LogReadRequest } from '../../pipeline/ports.ts';
import { BrokerError } from './errors.ts';
import { type Fetched, type FetchRequest, fetchBatches } from './fetch.ts';
import type { ClientBroker, ClientCluster } from './internals.ts';
import { Session, type SessionSettings } from './session.ts';
import { leaderOf, watermarksOf } from './topics.ts';

export interface LogReaderSettings extends SessionSettings {
  /** What one answer may hold; one batch always comes. */
  readonly maxFetchBytes: number;
}

export const MAX_FETCH_BYTES = 8 * 1024 * 1024;

/** The longest that a broker is let wait for new records. */
const LONGEST_WAIT_MS = 500;

/** However short the silence: a leader may have to be found first. */
const LEAST_MS = 5_000;

const OFFSET_OUT_OF_RANGE = 1;

/**
 * Reads partitions by fetching from their leaders. It joins no consumer group: that would cost the brokers'
 * `group.initial.rebalance.delay.ms` (3 s by default) at each start, and an ACL.
 */
export class KafkaLogReader implements LogPort {
  readonly #session: Session;
  readonly #cluster: ClientCluster;
  /** By topic and partition, until one of them answers with an error. */
  readonly #leaders = new Map<string, ClientBroker>();

  readonly #maxBytes: number;

  constructor(settings: LogReaderSettings, { groupId }: { readonly groupId: string }) {
    this.#session = new Session(settings);
    this.#maxBytes = settings.maxFetchBytes;
    // Never joined; it only names the client, and is unlike any other.
    this.#cluster = this.#session.openCluster(`${groupId}-${randomBytes(6).toString('hex')}`);
  }

  connect(signal: AbortSignal): Promise<void> {
    return this.#session.connect(() => this.#cluster.connect(), signal);
  }

  async read(
    request: LogReadRequest,
    visit: (entry: LogEntry) => 'continue' | 'stop',
    signal: AbortSignal,
  ): Promise<void> {
    let position = request.from;
    let heardAt = performance.now();
    while (request.until === undefined || position < request.until) {
      const { from, batches } = await this.#fetch({ ...request, from: position }, signal);
      position = from;
      if (batches.length > 0) heardAt = performance.now();
      else if (performance.now() - heardAt > request.silenceMs) throw silence(request, position);
      for (const { entries, lastOffset } of batches) {
        for (const entry of entries) {
          if (request.until !== undefined && entry.offset >= request.until) return;
          if (entry.offset >= position && visit(entry) === 'stop') return;
        }
        if (lastOffset >= position) position = lastOffset + 1n;
      }
    }
  }

  close(): Promise<void> {
    return this.#session.close(() => this.#cluster.disconnect());
  }

  #fetch({ silenceMs, until: _until, ...place }: LogReadRequest, signal: AbortSignal): Promise<Fetched> {
    const action = `read partition ${place.partition} of topic "${place.topic}"`;
    const timeoutMs = Math.max(silenceMs, LEAST_MS);
    const waitMs = Math.min(LONGEST_WAIT_MS, silenceMs);
    return this.#session.run({ call: 'read', action, timeoutMs, signal, repeat: true }, () =>
      this.#fetchFromLeader({ ...place, waitMs, maxBytes: this.#maxBytes }),
    );
  }

  async #fetchFromLeader(request: FetchRequest): Promise<Fetched> {
    const name = `${request.topic}/${request.partition}`;
    const leader =
      this.#leaders.get(name) ?? (await leaderOf(this.#cluster, request.topic, request.partition));
    this.#leaders.set(name, leader);
    try {
      return await fetchBatches(leader, request);
    } catch (error) {
      this.#leaders.delete(name);
      if (!(error instanceof BrokerError) || error.code !== OFFSET_OUT_OF_RANGE) throw error;
      const { low } = await this.#watermarks(request);
      // Above the end it is the caller who is wrong; below the beginning the log begins later now.
      if (low <= request.from) throw error;
      return fetchBatches(leader, { ...request, from: low });
    }
  }

  async #watermarks({ topic, partition }: FetchRequest) {
    const found = (await watermarksOf(this.#cluster, topic)).find((each) => each.partition === partition);
    if (found === undefined) throw new Error(`topic "${topic}" has no partition ${partition}`);
    return found;
  }
}

function silence({ topic, partition, silenceMs }: LogReadRequest, position: bigint): SinkError {
  const where = `offset ${position} of partition ${partition} of topic "${topic}"`;
  return new SinkError('run/kafka-silence', `nothing came at ${where} within ${silenceMs} ms`, {
    consequence: 'retriable',
  });
}
