/**
 * How long one `sinkc parse` of one file takes as a whole process, against a Node that does nothing. Wall time, as a
 * person waits it; the two take turns, and what counts is the median of the rounds' ratios. Needs `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { argv, execPath, exit, stdout } from 'node:process';
import { parseArgs } from 'node:util';

const GOAL = 2.5;
const root = join(import.meta.dirname, '..');
const command = join(root, 'dist', 'sinkc.js');
const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    rounds: { type: 'string', default: '21' },
    file: { type: 'string', default: join(root, 'examples', 'orders', 'sinks.sql') },
  },
});

if (!existsSync(command)) {
  stdout.write('there is no dist/: run npm run build first\n');
  exit(2);
}

/** @returns wall milliseconds of one process */
function measure(args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`${args.join(' ')} failed:\n${stderr}`);
  return time;
}

const NOTHING = ['-e', '0'];
const PARSE = [command, 'parse', values.file];

// The first ones fill the compile cache, as a user's first call does.
for (let round = 0; round < 2; round++) {
  measure(NOTHING);
  measure(PARSE);
}
const rounds = Array.from({ length: Number(values.rounds) }, (_, round) => {
  if (round % 2 === 0) {
    const nothing = measure(NOTHING);
    return { nothing, parse: measure(PARSE) };
  }
  const parse = measure(PARSE);
  return { parse, nothing: measure(NOTHING) };
});

const sorted = (numbers: readonly number[]) => [...numbers].sort((left, right) => left - right);
const ratios = sorted(rounds.map(({ parse, nothing }) => parse / nothing));
const fastest = (of: 'parse' | 'nothing') => Math.min(...rounds.map((round) => round[of]));
const median = ratios[ratios.length >> 1]!;
stdout.write(`sinkc parse against node -e 0, whole processes, ${rounds.length} rounds
  median of ratios     ${median.toFixed(2)}x  (${ratios[0]!.toFixed(2)} to ${ratios.at(-1)!.toFixed(2)}, goal ${GOAL}x)
  fastest of each      ${(fastest('parse') / fastest('nothing')).toFixed(2)}x  (${fastest('parse').toFixed(0)} ms, ${fastest('nothing').toFixed(0)} ms)
`);
