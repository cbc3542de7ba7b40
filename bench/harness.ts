/**
 * Compares contenders fairly: each runs in a process of its own, they take turns, CPU time counts (threads of the
 * garbage collector included), and what is printed is the median of the rounds' ratios to a reference.
 */
import { spawnSync } from 'node:child_process';
import { argv, cpuUsage, execPath, exit, stdout } from 'node:process';
import { parseArgs } from 'node:util';

export interface Contender {
  readonly name: string;
  /** Prepares a pass; what a pass returns must be the same each time. */
  readonly create: () => () => unknown;
}

export interface Bench {
  readonly title: string;
  /** Units of work in one pass: rows, bytes. */
  readonly units: number;
  readonly unitName: string;
  /** The first one is the reference. */
  readonly contenders: readonly Contender[];
}

export interface BenchSettings {
  /** Arguments that say how much work there is, and their defaults. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly benches: (sizes: Readonly<Record<string, number>>) => readonly Bench[];
}

const WARM_UP_MS = 1500;
const MEASURED_MS = 1500;
const ROUNDS = 7;

/** Runs the file's benches; in a child process, one contender of one of them. */
export function runBenches({ sizes, benches }: BenchSettings): void {
  const names = ['rounds', 'bench', 'contender', ...Object.keys(sizes)];
  const { values } = parseArgs({
    args: argv.slice(2),
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  });
  const numberOf = (name: string, fallback: number): number => Number(values[name] ?? fallback);
  const chosen = Object.fromEntries(
    Object.entries(sizes).map(([name, size]) => [name, numberOf(name, size)]),
  );
  const all = benches(chosen);
  if (values.contender !== undefined) {
    const contender = all[numberOf('bench', 0)]?.contenders[Number(values.contender)];
    if (contender === undefined) exit(2);
    stdout.write(String(measure(contender)));
    return;
  }
  for (const [index, bench] of all.entries()) report(bench, index, numberOf('rounds', ROUNDS));
}

/** @returns CPU milliseconds of one pass */
function measure({ create }: Contender): number {
  const pass = create();
  repeat(pass, WARM_UP_MS);
  return repeat(pass, MEASURED_MS);
}

function repeat(pass: () => unknown, atLeastMs: number): number {
  const start = cpuUsage();
  const began = performance.now();
  let passes = 0;
  do {
    pass();
    passes++;
  } while (performance.now() - began < atLeastMs);
  const { user, system } = cpuUsage(start);
  return (user + system) / 1000 / passes;
}

function report(bench: Bench, index: number, rounds: number): void {
  const times: number[][] = bench.contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    // Every other round goes backwards, so that no place in the order is always the same one's.
    const order = [...bench.contenders.keys()];
    if (round % 2 === 1) order.reverse();
    for (const contender of order) times[contender]!.push(measureInChild(index, contender));
  }
  const [reference = []] = times;
  stdout.write(`\n${bench.title}\n`);
  for (const [at, { name }] of bench.contenders.entries()) {
    const ratios = times[at]!.map((time, round) => reference[round]! / time);
    const perSecond = bench.units / (median(times[at]!) / 1000);
    const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    const speed = `${Math.round(perSecond).toLocaleString('en')} ${bench.unitName}/s`;
    stdout.write(`  ${name.padEnd(34)}${speed.padStart(24)}  ${median(ratios).toFixed(2)}x  (${range})\n`);
  }
}

function measureInChild(bench: number, contender: number): number {
  const own = argv.slice(1);
  const args = [...own, '--bench', String(bench), '--contender', String(contender)];
  const { status, stdout: output, stderr } = spawnSync(execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`contender ${contender} of bench ${bench} failed:\n${stderr}`);
  return Number(output);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
