import type { Pipeline, RunSummary } from './assemble.ts';

/** How one of several sinks ended. */
export type SinkResult =
  | { readonly kind: 'summary'; readonly sink: string; readonly summary: RunSummary }
  | { readonly kind: 'error'; readonly sink: string; readonly error: unknown };

/** Runs sinks side by side, each with its own clients; one that fails leaves the others running. */
export function runSinks(
  pipelines: readonly Pipeline[],
  signal: AbortSignal,
): Promise<readonly SinkResult[]> {
  return Promise.all(pipelines.map((pipeline) => runOne(pipeline, signal)));
}

async function runOne(pipeline: Pipeline, signal: AbortSignal): Promise<SinkResult> {
  const { sink } = pipeline;
  try {
    return { kind: 'summary', sink, summary: await pipeline.run(signal) };
  } catch (error) {
    return { kind: 'error', sink, error };
  }
}
