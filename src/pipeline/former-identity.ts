import { SinkError } from '../diagnostics/sink-error.ts';
import type { Clients } from './clients.ts';
import type { RunContext } from './context.ts';
import type { ProgressRecord } from './progress-record.ts';
import { noMarker, readProgress } from './read-progress.ts';

/**
 * The progress record in force, read when nobody else can commit another one. A sink whose transactional id was
 * changed keeps its progress key, so an older instance may still run under the former id, which our own fencing
 * does not reach: it is fenced by the id that its record names, and progress, which it may have moved in between,
 * is read again.
 *
 * @returns undefined only where there is no record
 */
export async function readFencedProgress(
  context: RunContext,
  clients: Clients,
  signal: AbortSignal,
): Promise<ProgressRecord | undefined> {
  const { progress, sink, transactionalId } = context.plan;
  const fenced = new Set([transactionalId]);
  for (;;) {
    const { record, undecided } = await readProgress(context, clients, signal);
    // Refused for its version, this start leaves the newer one alone.
    if (record !== undefined && record.version > BigInt(sink.version)) return record;
    const former = undecided === undefined ? record?.sink?.transactionalId : undecided.transactionalId;
    if (former === undefined || fenced.has(former)) {
      if (undecided !== undefined) throw noMarker(progress.topic, undecided.offset);
      return record;
    }
    await fenceFormer(context, former, signal);
    fenced.add(former);
  }
}

async function fenceFormer(context: RunContext, former: string, signal: AbortSignal): Promise<void> {
  const { plan, ports, settings } = context;
  context.warn(
    'run/identity-changed',
    `the transactional id is "${plan.transactionalId}" and was "${former}": whoever still runs under that is fenced`,
  );
  const producer = ports.kafka.createProducer({
    transactionalId: former,
    transactionTimeoutMs: settings.transactionTimeoutMs,
    compression: plan.compression,
  });
  const close = (): void => void producer.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    await producer.connect(signal);
    await producer.initTransactions();
  } catch (error) {
    throw error instanceof SinkError && error.consequence === 'fatal' ? notFenced(former, error) : error;
  } finally {
    signal.removeEventListener('abort', close);
    await producer.close();
  }
}

function notFenced(former: string, cause: SinkError): SinkError {
  return new SinkError(
    'run/identity-not-fenced',
    `could not fence the former transactional id "${former}" of this sink: ${cause.message}`,
    {
      cause,
      hint:
        `An instance may still run under "${former}", and would send the same rows. Allow this client to use that ` +
        'id until the sink has committed once, or give the sink its former transactional id again.',
    },
  );
}
