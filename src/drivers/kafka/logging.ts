import { type LogEntry as ClientLogEntry, type logCreator, logLevel } from 'kafkajs';

/** A line of the Kafka client's own log. */
export interface KafkaLogLine {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  /** The part of the client that speaks, such as `Connection`. */
  readonly scope: string;
  readonly message: string;
  /** What the client adds: broker, error, retry count. Never contents of records. */
  readonly details: Readonly<Record<string, unknown>>;
}

export type KafkaLog = (line: KafkaLogLine) => void;

/** How much the client is asked for: its debug lines hold whole answers of brokers, so they are never made. */
export const CLIENT_LOG_LEVEL = logLevel.INFO;

/**
 * Hands the client's log to ours; without one it is dropped. Nothing is ever printed.
 *
 * @param isSilent  answers true once the client is closed: what its sockets then complain of is our doing
 */
export function createLogCreator(log: KafkaLog | undefined, isSilent: () => boolean): logCreator {
  return () =>
    ({ namespace, level, log: line }: ClientLogEntry) => {
      if (log === undefined || isSilent()) return;
      const { message, timestamp: _timestamp, logger: _logger, stack: _stack, ...details } = line;
      log({ level: LEVELS[level] ?? 'debug', scope: namespace, message, details });
    };
}

const LEVELS: Readonly<Record<number, KafkaLogLine['level']>> = {
  [logLevel.ERROR]: 'error',
  [logLevel.WARN]: 'warn',
  [logLevel.INFO]: 'info',
};
