import { SinkError } from '../diagnostics/sink-error.ts';
import type { RunContext } from './context.ts';
import { countPartitions } from './ensure-topics.ts';
import type { AdminPort } from './ports.ts';

/**
 * Asks for the number of partitions again and again, until `signal`. What fails is a warning: the former number
 * stays. Never rejects.
 */
export async function refreshPartitions(
  context: RunContext,
  admin: AdminPort,
  take: (partitions: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { metadataRefreshMs } = context.plan.topic;
  for (;;) {
    try {
      await context.ports.clock.sleep(metadataRefreshMs, signal);
    } catch {
      return;
    }
    try {
      const partitions = await countPartitions(context, admin);
      if (!signal.aborted) take(partitions);
    } catch (error) {
      if (signal.aborted) return;
      const reason = error instanceof SinkError ? error.message : String(error);
      context.warn('run/partitions-unknown', `could not ask for the number of partitions: ${reason}`);
    }
  }
}
