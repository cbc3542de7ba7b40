import type { RunContext } from './context.ts';
import type { AdminPort, LogPort, ProducerPort } from './ports.ts';

/** The connections of one start; a restart makes new ones. */
export interface Clients {
  readonly producer: ProducerPort;
  readonly admin: AdminPort;
  readonly log: LogPort;
}

export function createClients({ plan, ports, settings }: RunContext): Clients {
  const { transactionalId, compression, groupId } = plan;
  const { transactionTimeoutMs } = settings;
  return {
    producer: ports.kafka.createProducer({ transactionalId, transactionTimeoutMs, compression }),
    admin: ports.kafka.createAdmin(),
    log: ports.kafka.createLogReader({ groupId }),
  };
}

export async function connectClients({ producer, admin, log }: Clients, signal: AbortSignal): Promise<void> {
  await Promise.all([producer.connect(signal), admin.connect(signal), log.connect(signal)]);
}

/** Never rejects: what cannot be closed is left behind. */
export async function closeClients({ producer, admin, log }: Clients): Promise<void> {
  await Promise.allSettled([producer.close(), admin.close(), log.close()]);
}
