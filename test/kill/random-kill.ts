import { runToEnd, startRun } from './runs.ts';
import type { Workload } from './workload.ts';

/** From start to the end of a run of these workloads, generously: kills fall anywhere into it. */
const LONGEST_MS = 2500;
const KILLS = 2;

/** Kills a run twice at moments that follow from the seed, or lets it end where it is faster; then runs to the end. */
export async function killAtRandom(bootstrap: string, workload: Workload, seed: number): Promise<void> {
  let state = (seed * 7919) % 2147483647;
  for (let kill = 0; kill < KILLS; kill++) {
    state = (state * 48271) % 2147483647;
    const run = startRun(bootstrap, workload);
    const timer = setTimeout(() => run.child.kill('SIGKILL'), state % LONGEST_MS);
    await run.ended;
    clearTimeout(timer);
  }
  await runToEnd(bootstrap, workload);
}
