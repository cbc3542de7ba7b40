import { splitName, writeName } from '../catalog/item-name.ts';
import { SinkError } from '../diagnostics/sink-error.ts';
import type { RunSummary } from '../pipeline/assemble.ts';
import type { Frontier, RunEvent } from '../pipeline/ports.ts';
import type { Io } from './io.ts';

/** Tells of a run while it goes on. */
export interface RunReporter {
  report(event: RunEvent): void;
  /** Takes away what is drawn over. */
  close(): void;
}

/** Without a terminal, a sink's commits are told of at most this often. */
const COMMIT_LINE_MS = 10_000;

interface Progress {
  messages: number;
  frontier: Frontier | undefined;
  toldAt: number;
}

/** One line an event on standard error; on a terminal, one line that is drawn over for all commits. */
export function createRunReporter(io: Io, now: () => number): RunReporter {
  const progress = new Map<string, Progress>();
  const drawn = io.errorColumns;
  const clear = (): void => {
    if (drawn !== undefined) io.writeError('\r\u001b[2K');
  };
  const draw = (): void => {
    if (drawn === undefined) return;
    const parts = [...progress].map(([sink, { messages }]) => `${sink} ${messages}`);
    io.writeError(`\r\u001b[2K${`sent: ${parts.join('   ')}`.slice(0, drawn - 1)}`);
  };
  const committed = (event: RunEvent & { readonly kind: 'committed' }, sink: string): void => {
    const state = progress.get(sink) ?? { messages: 0, frontier: undefined, toldAt: now() };
    progress.set(sink, state);
    state.messages += event.messages;
    state.frontier = event.frontier;
    draw();
    if (drawn !== undefined || now() - state.toldAt < COMMIT_LINE_MS) return;
    state.toldAt = now();
    io.writeError(`${sink}: ${count(state.messages, 'message')} sent, ${showFrontier(state.frontier)}\n`);
  };
  return {
    report(event) {
      const sink = shortName(event.sink);
      if (event.kind === 'committed') {
        committed(event, sink);
        return;
      }
      clear();
      io.writeError(`${renderEvent(event, sink, io)}\n`);
      if (progress.size > 0) draw();
    },
    close: clear,
  };
}

function renderEvent(event: Exclude<RunEvent, { kind: 'committed' }>, sink: string, io: Io): string {
  switch (event.kind) {
    case 'starting':
      return io.errorStyles.faint(
        `${sink}: starting${event.attempt > 1 ? `, attempt ${event.attempt}` : ''}`,
      );
    case 'topic-created':
      return `${sink}: created topic "${event.topic}" with ${count(event.partitions, 'partition')}`;
    case 'running':
      return `${sink}: running, ${event.resumedAt === undefined ? 'from the beginning' : `resuming, ${showFrontier(event.resumedAt)}`}`;
    case 'warning':
      return `${sink}: ${io.errorStyles.warning('warning')} ${event.code}: ${event.message}`;
    case 'restarting':
      return `${sink}: ${io.errorStyles.warning('restarting')} in ${event.delayMs} ms after ${event.code}: ${event.message}`;
  }
}

/** How one sink ended, in a line or two. */
export function renderSummary(summary: RunSummary, isDryRun: boolean): string {
  const { messages, nullPartitions, failedPartitions, unsentChanges } = summary;
  const how = isDryRun ? ', none of them sent' : howCommitted(summary);
  const lines = [`${shortName(summary.sink)}: ${count(messages, 'message')}${how}`];
  if (nullPartitions + failedPartitions > 0) {
    lines.push(
      `  to partition 0 although PARTITION BY was given: ${nullPartitions} for NULL, ${failedPartitions} for an error`,
    );
  }
  if (summary.outcome === 'unfinal') {
    lines.push(
      `  not sent: ${count(unsentChanges, 'change')} that the input's last frontier does not make final`,
      '  hint: End the input with a frontier above their times, or with {"frontier": null}.',
    );
  }
  return `${lines.join('\n')}\n`;
}

function howCommitted({ transactions, frontier, outcome }: RunSummary): string {
  const stopped = outcome === 'stopped' ? '; stopped' : '';
  return ` in ${count(transactions, 'transaction')}, ${showFrontier(frontier)}${stopped}`;
}

export function renderRunError(sink: string, error: unknown, io: Io): string {
  const code = error instanceof SinkError ? ` ${error.code}` : '';
  const message =
    error instanceof Error ? (error instanceof SinkError ? error.message : error.stack) : String(error);
  const head = `${shortName(sink)}: ${io.errorStyles.error('error')}${code}: ${message}\n`;
  return error instanceof SinkError && error.hint !== undefined ? `${head}  hint: ${error.hint}\n` : head;
}

export function showFrontier(frontier: Frontier | undefined): string {
  if (frontier === undefined) return 'nothing committed';
  return frontier === 'finished' ? 'finished' : `committed up to ${frontier}`;
}

/** `orders_sink` for `materialize.public.orders_sink`. */
function shortName(name: string): string {
  const parts = splitName(name);
  const isDefault = parts[0] === 'materialize' && parts[1] === 'public';
  return writeName(isDefault ? parts.slice(2) : parts);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
