import { type Consequence, SinkError } from '../../diagnostics/sink-error.ts';

/** The calls of the ports. What an error means depends on what was asked. */
export type KafkaCall = 'connect' | 'init' | 'begin' | 'send' | 'commit' | 'abort' | 'admin' | 'read';

/** What an error is, whatever was asked. */
type Sort =
  /** It may go well the next time. */
  | 'passing'
  | 'fenced'
  /** The transaction, or the producer's place in the log, is lost; a new producer may go on. */
  | 'transaction lost'
  /** No retry helps. */
  | 'fatal';

interface KnownError {
  readonly sort: Sort;
  /** `run/...`; absent for passing ones, which are named after the call. */
  readonly code?: string;
  /** What is wrong, as a clause. */
  readonly clause: string;
  readonly hint?: string;
}

const passing = (clause: string): KnownError => ({ sort: 'passing', clause });

const fatal = (code: string, clause: string, hint?: string): KnownError => ({
  sort: 'fatal',
  code: `run/${code}`,
  clause,
  ...(hint !== undefined && { hint }),
});

const lost = (clause: string): KnownError => ({
  sort: 'transaction lost',
  code: 'run/transaction-lost',
  clause,
});

const FENCED: KnownError = {
  sort: 'fenced',
  code: 'run/fenced',
  clause: 'a newer instance of this sink has taken over',
};

const ACLS = 'Grant it with an ACL, or connect as another user.';

/** By the number that Kafka's protocol gives an error. */
const BY_NUMBER: Readonly<Record<number, KnownError>> = {
  [-1]: passing('the broker met an unexpected error'),
  1: fatal('offset-out-of-range', 'the offset is not in the log any more'),
  2: passing('the broker found a damaged message'),
  3: fatal(
    'unknown-topic',
    'the topic or partition does not exist',
    'Create the topic, or allow this user to describe it: Kafka hides topics that may not be seen.',
  ),
  5: passing('the partition has no leader'),
  6: passing('the partition has another leader'),
  7: passing('the broker ran out of time'),
  8: passing('the broker is not available'),
  9: passing('a copy of the partition is not available'),
  10: fatal(
    'message-too-large',
    'a message is larger than the broker takes',
    'Raise "max.message.bytes" of the topic and "message.max.bytes" of the brokers, or make rows smaller.',
  ),
  13: passing('the broker lost its connection'),
  14: passing('the coordinator is loading'),
  15: passing('the coordinator is not available'),
  16: passing('the coordinator has moved'),
  17: fatal('invalid-topic', 'the topic cannot have that name', 'Names have up to 249 of A-Z a-z 0-9 . _ -'),
  18: fatal('message-too-large', 'a batch of messages is larger than the segments of the topic'),
  19: passing('fewer copies are in sync than "min.insync.replicas" asks for'),
  20: passing('fewer copies are in sync than "min.insync.replicas" asks for'),
  29: fatal('not-authorized', 'this user may not do that with the topic', ACLS),
  30: fatal('not-authorized', 'this user may not use the consumer group', ACLS),
  31: fatal('not-authorized', 'this user may not do that on the cluster', ACLS),
  33: fatal('unsupported-mechanism', 'the broker does not offer this SASL mechanism'),
  34: fatal(
    'authentication-failed',
    'the broker does not take part in SASL here',
    'Check port and protocol.',
  ),
  35: fatal(
    'unsupported',
    'the broker does not know this version of the request',
    'Kafka 2.4 is the oldest.',
  ),
  36: fatal('topic-exists', 'the topic exists already'),
  37: fatal('invalid-partitions', 'the broker refuses that number of partitions'),
  38: fatal(
    'invalid-replication-factor',
    'the broker refuses that replication factor',
    'It can be no larger than the number of brokers.',
  ),
  40: fatal('invalid-config', 'a setting of the topic is unknown to the broker or has a wrong value'),
  41: passing('the controller has moved'),
  42: fatal('invalid-request', 'the broker does not understand the request'),
  43: fatal('unsupported', 'the log of the topic has a format without transactions'),
  44: fatal('policy-violation', 'a policy of the brokers forbids it'),
  45: lost('sequence numbers have a gap'),
  46: lost('sequence numbers were used before'),
  47: FENCED,
  48: lost('the coordinator is in another state than the producer'),
  49: lost('the coordinator does not know the producer any more'),
  50: fatal(
    'transaction-timeout-refused',
    'the broker refuses the transaction timeout',
    'Raise "transaction.max.timeout.ms" of the brokers to at least the timeout of the sink.',
  ),
  51: passing('an earlier transaction of this sink is still being ended'),
  52: passing('the coordinator has moved'),
  53: fatal('not-authorized', 'this user may not use the transactional id', ACLS),
  56: passing('a disk of the broker fails'),
  58: fatal('authentication-failed', 'user name or password are refused'),
  59: lost('the log does not know the producer any more'),
  74: passing('the partition has another leader'),
  75: passing('the partition has another leader'),
  76: fatal('unsupported', 'the broker does not know the compression'),
  78: passing('the new leader does not know the end of the log yet'),
  87: fatal(
    'record-refused',
    'the broker refuses a message',
    'A compacted topic takes no message without a key: add KEY (...).',
  ),
  89: passing('a quota is used up'),
  90: FENCED,
  120: lost('the broker asks to abort the transaction'),
};

/** By what Node says of a connection. */
const BY_CODE: Readonly<Record<string, KnownError>> = {
  ...Object.fromEntries(
    [
      'CERT_HAS_EXPIRED',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ].map((code) => [
      code,
      fatal(
        'certificate-refused',
        'the certificate of the broker is not trusted',
        'Name the authority that signed it: SSL CERTIFICATE AUTHORITY.',
      ),
    ]),
  ),
  EPROTO: fatal(
    'tls-failed',
    'no TLS connection came about',
    'Check that this port of the broker speaks TLS.',
  ),
};

/** By the client's own name of an error. */
const BY_NAME: Readonly<Record<string, KnownError>> = {
  KafkaJSSASLAuthenticationError: fatal('authentication-failed', 'user name or password are refused'),
  KafkaJSServerDoesNotSupportApiKey: fatal('unsupported', 'the broker does not know this request'),
  KafkaJSConnectionError: passing('the connection failed'),
  KafkaJSConnectionClosedError: passing('the broker closed the connection'),
  KafkaJSRequestTimeoutError: passing('the broker did not answer in time'),
};

/** What a passing error means for each call. */
const WHEN_PASSING: Readonly<Record<KafkaCall, Consequence>> = {
  connect: 'retriable',
  init: 'retriable',
  begin: 'retriable',
  send: 'abortable',
  commit: 'unknownOutcome',
  abort: 'unknownOutcome',
  admin: 'retriable',
  read: 'retriable',
};

export interface CallContext {
  readonly call: KafkaCall;
  /** What was tried, after "could not": `commit the transaction`. */
  readonly action: string;
  readonly brokers: readonly string[];
}

/** An error as a broker answers it, for requests of our own making. */
export class BrokerError extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`broker error ${code}`);
    this.code = code;
  }
}

/** Sorts whatever the client throws. A `SinkError` stays what it is. */
export function toSinkError(error: unknown, context: CallContext): SinkError {
  const chain = [...causesOf(error)];
  const ours = chain.find((each) => each instanceof SinkError);
  if (ours !== undefined) return ours;
  const known = chain.map(recognise).find((each) => each !== undefined);
  const said = chain.map(messageOf).findLast((text) => text !== '') ?? String(error);
  const { call, action } = context;
  const clause = known === undefined ? said : `${known.clause} (${said})`;
  return new SinkError(known?.code ?? `run/kafka-${call}`, `could not ${action}: ${clause}`, {
    cause: error,
    consequence: consequenceOf(known?.sort ?? 'passing', call),
    ...hintFor(known, context),
  });
}

function consequenceOf(sort: Sort, call: KafkaCall): Consequence {
  if (sort === 'fatal' || sort === 'fenced') return sort;
  if (sort === 'passing') return WHEN_PASSING[call];
  return WHEN_PASSING[call] === 'retriable' ? 'retriable' : call === 'send' ? 'abortable' : 'unknownOutcome';
}

function hintFor(known: KnownError | undefined, { call, brokers }: CallContext): { hint?: string } {
  if (known?.hint !== undefined) return { hint: known.hint };
  if (call !== 'connect') return {};
  return { hint: `Check that a broker can be reached at ${brokers.join(' or ')}.` };
}

/** The error, what caused it, and what caused that. */
function* causesOf(error: unknown): Generator<unknown> {
  const seen = new Set<unknown>();
  for (let each = error; each !== undefined && each !== null && !seen.has(each); ) {
    seen.add(each);
    yield each;
    const { cause, errors } = each as { readonly cause?: unknown; readonly errors?: readonly unknown[] };
    each = cause ?? errors?.[0];
  }
}

function recognise(error: unknown): KnownError | undefined {
  const { code, name, message } = error as { code?: unknown; name?: unknown; message?: unknown };
  // The client gives all numbers that it does not know the same one, and writes the right one into the text.
  const [, unknown] = /^Unknown error code (\d+)$/.exec(String(message)) ?? [];
  if (unknown !== undefined) return BY_NUMBER[Number(unknown)];
  if (typeof code === 'number') return BY_NUMBER[code];
  if (typeof code === 'string' && BY_CODE[code] !== undefined) return BY_CODE[code];
  if (typeof code === 'string' && code.startsWith('ERR_SSL_')) return BY_CODE.EPROTO;
  return typeof name === 'string' ? BY_NAME[name] : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/^Connection error: /, '') : '';
}
