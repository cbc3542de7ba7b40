import { SinkError } from '../diagnostics/sink-error.ts';
import { compileSink } from '../encode/compile-sink.ts';
import type { SinkPlan } from '../plan/sink-plan.ts';
import { createRunContext, type RunContext, StoppedAtStep } from './context.ts';
import type { Frontier, Ports } from './ports.ts';
import { runWithRestarts } from './restart.ts';
import type { LoopEnd } from './run-loop.ts';
import { DEFAULT_SETTINGS, type PipelineSettings } from './settings.ts';
import { waitFor } from './waiting.ts';

/** A sink that is ready to run. */
export interface Pipeline {
  /** The sink's name, in three parts. */
  readonly sink: string;
  /**
   * Runs until the input ends, a stop is asked for, or an error.
   *
   * @param signal  asks for a stop: what can be committed is, the rest is aborted, within `shutdownTimeoutMs`
   * @throws {SinkError} `run/...`; its consequence is `fenced` where a newer instance has taken over
   */
  run(signal: AbortSignal): Promise<RunSummary>;
}

export interface RunSummary {
  readonly sink: string;
  /** `finished`: the input said so. `ended`: a longer input continues. `unfinal`: changes are left that are not final. */
  readonly outcome: 'finished' | 'ended' | 'unfinal' | 'stopped';
  /** As committed last; undefined where nothing ever was. */
  readonly frontier: Frontier | undefined;
  /** Committed by this run. */
  readonly messages: number;
  /** Of keys, values and the headers a user asked for. */
  readonly bytes: number;
  readonly transactions: number;
  /** Messages that went to partition 0 because PARTITION BY gave NULL. */
  readonly nullPartitions: number;
  /** Messages that went to partition 0 because PARTITION BY failed. */
  readonly failedPartitions: number;
  /** Changes read and not sent, because their times did not become final. */
  readonly unsentChanges: number;
  /** Where the first start found the sink; undefined where nothing had been committed. */
  readonly resumedAt: Frontier | undefined;
  readonly restarts: number;
}

/** Makes a sink ready to run. Nothing is opened or connected before `run`. */
export function assemble(plan: SinkPlan, ports: Ports, settings: Partial<PipelineSettings> = {}): Pipeline {
  const context = createRunContext(plan, ports, { ...DEFAULT_SETTINGS, ...settings }, compileSink(plan));
  return { sink: context.sink, run: (signal) => runSink(context, signal) };
}

type Tally = { -readonly [N in keyof RunSummary]: RunSummary[N] };

async function runSink(context: RunContext, stop: AbortSignal): Promise<RunSummary> {
  const tally = createTally(context.sink);
  const abandon = new AbortController();
  const running = runAndCount(context, { stop, abandon: abandon.signal }, tally);
  try {
    const { outcome, unsentChanges } = await endInTime(context, running, stop);
    return { ...tally, outcome, unsentChanges };
  } catch (error) {
    throw error instanceof StoppedAtStep ? error.cause : error;
  } finally {
    abandon.abort();
  }
}

/** Gives a run that was asked to stop its time, and no more. */
async function endInTime(
  { ports: { clock }, settings }: RunContext,
  running: Promise<LoopEnd>,
  stop: AbortSignal,
): Promise<LoopEnd> {
  const ended = await waitFor(running, undefined, clock, stop);
  if (ended.kind === 'value') return ended.value;
  const inTime = await waitFor(running, settings.shutdownTimeoutMs, clock, undefined);
  if (inTime.kind === 'value') return inTime.value;
  throw new SinkError(
    'run/stop-timeout',
    `the open transaction could not be ended within ${settings.shutdownTimeoutMs} ms of the stop`,
    { hint: 'The next start ends it. Nothing is lost or repeated.' },
  );
}

function runAndCount(
  context: RunContext,
  signals: { readonly stop: AbortSignal; readonly abandon: AbortSignal },
  tally: Tally,
): Promise<LoopEnd> {
  const { sink } = context;
  const { report } = context.ports;
  let isFirst = true;
  return runWithRestarts(context, signals, {
    onRunning(resumedAt) {
      if (isFirst) tally.resumedAt = resumedAt;
      isFirst = false;
      tally.frontier = resumedAt;
      report({ kind: 'running', sink, resumedAt });
    },
    onCommit(frontier, counts) {
      tally.frontier = frontier;
      tally.transactions++;
      tally.messages += counts.messages;
      tally.bytes += counts.bytes;
      tally.nullPartitions += counts.nullPartitions;
      tally.failedPartitions += counts.failedPartitions;
      report({ kind: 'committed', sink, frontier, ...counts });
    },
    onRestart({ code, message }, delayMs) {
      tally.restarts++;
      report({ kind: 'restarting', sink, code, message, delayMs });
    },
  });
}

function createTally(sink: string): Tally {
  return {
    sink,
    outcome: 'stopped',
    frontier: undefined,
    messages: 0,
    bytes: 0,
    transactions: 0,
    nullPartitions: 0,
    failedPartitions: 0,
    unsentChanges: 0,
    resumedAt: undefined,
    restarts: 0,
  };
}
