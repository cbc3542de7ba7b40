import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import type { KafkaConfig, SASLOptions } from 'kafkajs';
import { SinkError } from '../../diagnostics/sink-error.ts';
import type { ConnectionPlan, TextOrSecret } from '../../plan/sink-plan.ts';
import { toClientAddress } from './sockets.ts';

/** Where and as whom the client connects. Holds secrets: never printed. */
export type ConnectionConfig = Pick<KafkaConfig, 'ssl' | 'sasl'> & { readonly brokers: string[] };

export type Secrets = (name: string) => string | undefined;

/**
 * @throws {SinkError} `run/missing-secret`, `run/unusable-certificate`, `run/unsupported-mechanism`
 */
export function connectionConfig(connection: ConnectionPlan, secrets: Secrets): ConnectionConfig {
  const read = (text: TextOrSecret) => readText(text, secrets, connection.name);
  return {
    brokers: connection.brokers.map(toClientAddress),
    ...(connection.tls && { ssl: tlsOptions(connection.tls, read, connection.name) }),
    ...(connection.sasl && { sasl: saslOptions(connection.sasl, read, connection.name) }),
  };
}

type Read = (text: TextOrSecret) => string;

function readText(text: TextOrSecret, secrets: Secrets, connection: string): string {
  if (text.kind === 'text') return text.text;
  const found = secrets(text.name);
  if (found !== undefined) return found;
  throw new SinkError(
    'run/missing-secret',
    `secret "${text.name}" of connection "${connection}" has no value`,
    {
      hint: 'Give it one with CREATE SECRET, for example from an environment variable.',
    },
  );
}

function tlsOptions(
  tls: NonNullable<ConnectionPlan['tls']>,
  read: Read,
  connection: string,
): SecureContextOptions {
  const options = {
    ...(tls.certificateAuthority && { ca: [read(tls.certificateAuthority)] }),
    ...(tls.certificate && { cert: read(tls.certificate) }),
    ...(tls.key && { key: read(tls.key) }),
  };
  try {
    // Of its own a context takes an authority that is no certificate for none.
    for (const text of [...(options.ca ?? []), options.cert])
      if (text !== undefined) new X509Certificate(text);
    createSecureContext(options);
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new SinkError(
      'run/unusable-certificate',
      `certificates of connection "${connection}" cannot be used: ${what}`,
      { cause, hint: 'Certificates and keys are PEM texts, and the key belongs to the certificate.' },
    );
  }
  return options;
}

const MECHANISMS = {
  PLAIN: 'plain',
  'SCRAM-SHA-256': 'scram-sha-256',
  'SCRAM-SHA-512': 'scram-sha-512',
} as const;

function saslOptions(sasl: NonNullable<ConnectionPlan['sasl']>, read: Read, connection: string): SASLOptions {
  const mechanism = MECHANISMS[sasl.mechanism as keyof typeof MECHANISMS];
  if (mechanism === undefined) {
    const message = `SASL mechanism "${sasl.mechanism}" of connection "${connection}" cannot be used`;
    const hint = `Use one of ${Object.keys(MECHANISMS).join(', ')}.`;
    throw new SinkError('run/unsupported-mechanism', message, { hint });
  }
  return { mechanism, username: read(sasl.username), password: read(sasl.password) };
}
