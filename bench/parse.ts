/**
 * Statements per second from text to a full tree with spans, against the official parser in WebAssembly (which hands
 * over no tree). It slows down over thousands of calls in one process, so every contender is judged by its best pass.
 *
 *     node bench/parse.ts [--rounds 7] [--seconds 4]
 */
import { spawnSync } from 'node:child_process';
import { argv, execPath, exit, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { parse } from '../src/parse/parse.ts';
import { ACCEPTED } from '../test/parse/corpus.ts';
import { loadOracle } from '../test/support/oracle.ts';

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '4' },
    contender: { type: 'string' },
  },
});

const CONTENDERS = ['official', 'sinkc'] as const;

/** @returns statements per second of the best pass over all of them */
async function measure(contender: string): Promise<number> {
  const read = contender === 'official' ? await loadOracle() : parse;
  const end = performance.now() + Number(values.seconds) * 1000;
  let best = Number.POSITIVE_INFINITY;
  while (performance.now() < end) {
    const start = performance.now();
    for (const sql of ACCEPTED) read(sql);
    best = Math.min(best, performance.now() - start);
  }
  return ACCEPTED.length / (best / 1000);
}

function measureInChild(contender: string): number {
  const args = [...argv.slice(1), '--contender', contender];
  const { status, stdout: output, stderr } = spawnSync(execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${contender} failed:\n${stderr}`);
  return Number(output);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

if (values.contender !== undefined) {
  const speed = await measure(values.contender);
  // The official package keeps the process alive.
  stdout.write(String(speed), () => exit());
} else {
  const ratios: number[] = [];
  const speeds: Record<string, number[]> = { official: [], sinkc: [] };
  for (let round = 0; round < Number(values.rounds); round++) {
    const order = round % 2 === 0 ? CONTENDERS : CONTENDERS.toReversed();
    for (const contender of order) speeds[contender]?.push(measureInChild(contender));
    ratios.push((speeds.sinkc?.at(-1) ?? 0) / (speeds.official?.at(-1) ?? 1));
  }
  for (const [name, all] of Object.entries(speeds)) {
    stdout.write(
      `${name.padEnd(10)}${Math.round(median(all)).toLocaleString('en').padStart(10)} statements/s\n`,
    );
  }
  const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  stdout.write(`sinkc to official: ${median(ratios).toFixed(2)}x (${range})\n`);
}
