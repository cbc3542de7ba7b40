import type { ISocketFactory } from 'kafkajs';
import type { KafkaDriver } from '../../pipeline/ports.ts';
import type { ConnectionPlan } from '../../plan/sink-plan.ts';
import { KafkaAdmin } from './admin.ts';
import { connectionConfig, type Secrets } from './connection.ts';
import { KafkaLogReader, type LogReaderSettings, MAX_FETCH_BYTES } from './log-reader.ts';
import type { KafkaLog } from './logging.ts';
import { KafkaProducer, type ProducerSettings, RENEW_AFTER_RECORDS } from './producer.ts';
import { DEFAULT_TIMEOUTS, type KafkaTimeouts } from './session.ts';

export interface KafkaDriverOptions {
  /** What a secret is, by its name in three parts. */
  readonly secrets: Secrets;
  readonly clientId: string;
  /** Gets the client's own log; without it nothing is logged. */
  readonly log?: KafkaLog;
  readonly timeouts?: Partial<KafkaTimeouts>;
  /** Opens sockets in place of Node: how tests stand between client and broker. */
  readonly socketFactory?: ISocketFactory;
  /** Records to one partition after which a producer is worn, below 2^31; tests lower it. */
  readonly renewAfterRecords?: number;
  /** What the log reader takes at once; tests lower it. */
  readonly maxFetchBytes?: number;
}

/**
 * The cluster of a connection, through kafkajs. Connects to nothing yet.
 *
 * @throws {SinkError} where a secret has no value, or certificates or mechanism cannot be used
 */
export function createKafkaDriver(connection: ConnectionPlan, options: KafkaDriverOptions): KafkaDriver {
  const settings: ProducerSettings & LogReaderSettings = {
    connection: connectionConfig(connection, options.secrets),
    brokers: connection.brokers,
    clientId: options.clientId,
    log: options.log,
    timeouts: { ...DEFAULT_TIMEOUTS, ...options.timeouts },
    socketFactory: options.socketFactory,
    renewAfterRecords: options.renewAfterRecords ?? RENEW_AFTER_RECORDS,
    maxFetchBytes: options.maxFetchBytes ?? MAX_FETCH_BYTES,
  };
  return {
    createProducer: (producerOptions) => new KafkaProducer(settings, producerOptions),
    createAdmin: () => new KafkaAdmin(settings),
    createLogReader: (readerOptions) => new KafkaLogReader(settings, readerOptions),
  };
}
