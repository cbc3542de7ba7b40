/**
 * `sinkc run` with small steps, as a process that can be killed or held at a step of the protocol:
 *
 *     KILL_AT=begun:2      ends itself with SIGKILL when that step is reached the second time
 *     HOLD_AT=begun:2      tells the parent `held`, and goes on when the parent says anything
 */
import { createProcessIo } from '../../src/cli/io.ts';
import { createRunCommand } from '../../src/cli/run.ts';
import { runCli } from '../../src/cli/run-cli.ts';

/** A handful of lines at a time: many frontiers, many transactions. */
const BLOCK_BYTES = 400;

const kill = createTrigger(process.env.KILL_AT);
const hold = createTrigger(process.env.HOLD_AT);

/** Answers true when a step is reached for the n-th time, by `step:n`. */
function createTrigger(specification: string | undefined): (step: string) => boolean {
  const [wanted, times] = (specification ?? ':').split(':');
  let seen = 0;
  return (step) => step === wanted && ++seen === Number(times);
}

async function onStep(step: string): Promise<void> {
  if (kill(step)) {
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => undefined);
  }
  if (hold(step)) {
    await new Promise((resolve) => {
      process.once('message', resolve);
      process.send?.('held');
    });
    process.disconnect();
  }
}

const command = createRunCommand({ onStep, blockBytes: BLOCK_BYTES });
process.exitCode = await runCli(process.argv.slice(2), createProcessIo(), [command]);
