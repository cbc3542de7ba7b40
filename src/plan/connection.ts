import type { KafkaConnection } from '../resolve/resolved-sink.ts';
import { holdsVariable } from '../resolve/variables.ts';
import type { PlanContext } from './context.ts';
import { planDiagnostics } from './diagnostics.ts';
import type { ConnectionPlan } from './sink-plan.ts';

const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'];

/** Where the brokers are and how to talk to them; tunnels and private links are refused. */
export function planConnection(context: PlanContext): ConnectionPlan | undefined {
  const { sink, report } = context;
  const { kafka, name, id } = sink.connection;
  const place = { file: sink.file, span: sink.statement.into.connection.span };
  if (kafka === undefined) {
    report(planDiagnostics.create('unknown-connection', place, { name }));
    return undefined;
  }
  reportFeatures(kafka, context);
  for (const what of variablesIn(kafka))
    report(planDiagnostics.create('unset-variable', place, { name, what }));
  const { saslMechanism } = kafka;
  if (kafka.beyondUs.length > 0) return undefined;
  if (signsIn(kafka) && saslMechanism !== undefined && !MECHANISMS.includes(saslMechanism)) {
    report(planDiagnostics.create('unsupported-mechanism', place, { mechanism: saslMechanism }));
  }
  return { name, id, brokers: kafka.brokers, ...tlsOf(kafka), ...saslOf(kafka) };
}

function reportFeatures({ beyondUs }: KafkaConnection, { sink, report }: PlanContext): void {
  const user = sink.statement.into.connection.span;
  for (const { name: feature, place } of beyondUs) {
    const parameters = { feature, connection: sink.connection.name };
    const at = place ?? { file: sink.file, span: user };
    const related =
      place === undefined ? [] : [{ file: sink.file, span: user, message: `sink "${sink.name}" uses it` }];
    report(planDiagnostics.create('unsupported-connection', at, parameters, { related }));
  }
}

function variablesIn(kafka: KafkaConnection): readonly string[] {
  const found: string[] = [];
  if (kafka.brokers.some(holdsVariable)) found.push('broker address');
  if (kafka.securityProtocol === undefined) found.push('security protocol');
  return found;
}

function signsIn({ securityProtocol }: KafkaConnection): boolean {
  return securityProtocol?.value === 'SASL_SSL' || securityProtocol?.value === 'SASL_PLAINTEXT';
}

function tlsOf(kafka: KafkaConnection): Pick<ConnectionPlan, 'tls'> {
  const protocol = kafka.securityProtocol?.value;
  if (protocol !== 'SSL' && protocol !== 'SASL_SSL') return {};
  const { certificateAuthority, certificate, sslKey } = kafka;
  return {
    tls: {
      ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
      ...(certificate === undefined ? {} : { certificate }),
      ...(sslKey === undefined ? {} : { key: sslKey }),
    },
  };
}

function saslOf(kafka: KafkaConnection): Pick<ConnectionPlan, 'sasl'> {
  const { saslMechanism: mechanism, saslUsername: username, saslPassword: password } = kafka;
  if (!signsIn(kafka)) return {};
  if (mechanism === undefined || username === undefined || password === undefined) return {};
  return { sasl: { mechanism, username, password } };
}
