import type { CompiledSink } from '../encode/compiled-sink.ts';
import type { SinkPlan } from '../plan/sink-plan.ts';
import type { Ports, ProtocolStep } from './ports.ts';
import type { PipelineSettings } from './settings.ts';

/** What every part of one running sink is given. */
export interface RunContext {
  readonly plan: SinkPlan;
  readonly ports: Ports;
  readonly settings: PipelineSettings;
  readonly compiled: CompiledSink;
  /** The plan's name, as events carry it. */
  readonly sink: string;
  /** Outlives restarts: the time that was being sent when a transaction expired last. */
  readonly expired: { time: bigint | undefined };
  warn(code: string, message: string): void;
  /** Tells the outside where the protocol stands. */
  step(step: ProtocolStep): Promise<void>;
}

/** Thrown out of `Ports.onStep`: ends the run as a kill would, nothing is finished or aborted. */
export class StoppedAtStep extends Error {
  override readonly name = 'StoppedAtStep';

  constructor(step: ProtocolStep, cause: unknown) {
    super(`stopped at ${step}`, { cause });
  }
}

export function createRunContext(
  plan: SinkPlan,
  ports: Ports,
  settings: PipelineSettings,
  compiled: CompiledSink,
): RunContext {
  const sink = plan.sink.name;
  return {
    plan,
    ports,
    settings,
    compiled,
    sink,
    expired: { time: undefined },
    warn: (code, message) => ports.report({ kind: 'warning', sink, code, message }),
    async step(step) {
      try {
        await ports.onStep?.(step);
      } catch (cause) {
        throw new StoppedAtStep(step, cause);
      }
    },
  };
}
