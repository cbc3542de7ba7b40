import type { CreateConnectionStatement } from '../ast/nodes.ts';
import { nearestNames } from '../diagnostics/nearest.ts';
import { placeOf, type ResolveContext } from './context.ts';
import { resolveDiagnostics } from './diagnostics.ts';
import { replaceFixes } from './names.ts';
import type { KAFKA_CONNECTION_OPTIONS } from './options.ts';
import type { GivenOptions } from './read-options.ts';
import {
  type KafkaConnection,
  SECURITY_PROTOCOLS,
  type SecurityProtocol,
  type Sourced,
} from './resolved-sink.ts';
import { holdsVariable } from './variables.ts';

type KafkaOptions = GivenOptions<typeof KAFKA_CONNECTION_OPTIONS>;
type Security = Omit<KafkaConnection, 'brokers' | 'beyondUs'>;

const SASL_OPTIONS = ['SASL MECHANISMS', 'SASL USERNAME', 'SASL PASSWORD'] as const;
const SSL_OPTIONS = ['SSL KEY', 'SSL CERTIFICATE', 'SSL CERTIFICATE AUTHORITY'] as const;

/** How a connection talks to its brokers; options that do not fit the protocol are reported. */
export function readSecurity(
  options: KafkaOptions,
  statement: CreateConnectionStatement,
  context: ResolveContext,
): Security {
  const protocol = readProtocol(options, context);
  if (protocol !== undefined) checkOptions(protocol.value, options, statement, context);
  const certificateAuthority = options['SSL CERTIFICATE AUTHORITY']?.value;
  const certificate = options['SSL CERTIFICATE']?.value;
  const sslKey = options['SSL KEY']?.value;
  const saslMechanism = options['SASL MECHANISMS']?.value?.toUpperCase();
  const saslUsername = options['SASL USERNAME']?.value;
  const saslPassword = options['SASL PASSWORD']?.value;
  return {
    ...(protocol === undefined ? {} : { securityProtocol: protocol }),
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(sslKey === undefined ? {} : { sslKey }),
    ...(saslMechanism === undefined ? {} : { saslMechanism }),
    ...(saslUsername === undefined ? {} : { saslUsername }),
    ...(saslPassword === undefined ? {} : { saslPassword }),
  };
}

/** Plaintext is never inferred. */
function readProtocol(options: KafkaOptions, context: ResolveContext): Sourced<SecurityProtocol> | undefined {
  const given = options['SECURITY PROTOCOL'];
  if (given === undefined) {
    const signsIn = [...SASL_OPTIONS, 'AWS CONNECTION' as const].some((name) => options[name] !== undefined);
    return { value: signsIn ? 'SASL_SSL' : 'SSL', from: 'default' };
  }
  if (given.value === undefined || holdsVariable(given.value)) return undefined;
  const written = given.value.toUpperCase();
  const value = SECURITY_PROTOCOLS.find((protocol) => protocol === written);
  if (value !== undefined) return { value, from: 'connection' };
  const [nearest] = nearestNames(written, SECURITY_PROTOCOLS, 1);
  const reason = `"${written}" is not one of ${SECURITY_PROTOCOLS.join(', ')}`;
  const parameters = { option: 'SECURITY PROTOCOL', reason };
  const fixes = nearest === undefined ? [] : replaceFixes(given.valueSpan, `'${nearest}'`);
  context.report(
    resolveDiagnostics.create('option-value', placeOf(context, given.valueSpan), parameters, { fixes }),
  );
  return undefined;
}

function checkOptions(
  protocol: SecurityProtocol,
  options: KafkaOptions,
  statement: CreateConnectionStatement,
  context: ResolveContext,
): void {
  const tls = protocol === 'SSL' || protocol === 'SASL_SSL';
  const sasl = protocol === 'SASL_PLAINTEXT' || protocol === 'SASL_SSL';
  const aws = options['AWS CONNECTION'];
  if (tls) checkCertificate(options, context);
  else reportUnused(SSL_OPTIONS, protocol, options, context);
  if (!sasl) reportUnused([...SASL_OPTIONS, 'AWS CONNECTION'], protocol, options, context);
  else if (aws !== undefined) reportUnused(SASL_OPTIONS, 'AWS CONNECTION', options, context);
  else reportMissingSasl(protocol, options, statement, context);
}

function checkCertificate(options: KafkaOptions, context: ResolveContext): void {
  const certificate = options['SSL CERTIFICATE'];
  const key = options['SSL KEY'];
  if (certificate !== undefined && key === undefined) {
    const parameters = { option: 'SSL KEY', because: 'SSL CERTIFICATE is given' };
    const place = placeOf(context, certificate.nameSpan);
    context.report(resolveDiagnostics.create('missing-connection-option', place, parameters));
  }
  if (key !== undefined && certificate === undefined) {
    const parameters = { option: 'SSL CERTIFICATE', because: 'SSL KEY is given' };
    const place = placeOf(context, key.nameSpan);
    context.report(resolveDiagnostics.create('missing-connection-option', place, parameters));
  }
}

function reportMissingSasl(
  protocol: SecurityProtocol,
  options: KafkaOptions,
  statement: CreateConnectionStatement,
  context: ResolveContext,
): void {
  const given = options['SECURITY PROTOCOL'] ?? SASL_OPTIONS.map((name) => options[name]).find(Boolean);
  for (const option of SASL_OPTIONS) {
    if (options[option] !== undefined) continue;
    const place = placeOf(context, given?.nameSpan ?? statement.typeSpan);
    const parameters = { option, because: `${protocol} signs in` };
    context.report(resolveDiagnostics.create('missing-connection-option', place, parameters));
  }
}

function reportUnused(
  names: readonly (keyof KafkaOptions)[],
  protocol: string,
  options: KafkaOptions,
  context: ResolveContext,
): void {
  for (const option of names) {
    const given = options[option];
    if (given === undefined) continue;
    const place = placeOf(context, given.nameSpan);
    context.report(resolveDiagnostics.create('unused-security-option', place, { option, protocol }));
  }
}
