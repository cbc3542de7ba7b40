/**
 * Time for each byte of inputs 1, 10 and 100 times as long; 1.00 means as much as for the shortest.
 *
 *     node bench/linear.ts [--bytes 5000]
 */
import { argv, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { parse } from '../src/parse/parse.ts';

const { values } = parseArgs({
  args: argv.slice(2),
  options: { bytes: { type: 'string', default: '5000' } },
});
const SINK = 'CREATE SINK s FROM v INTO KAFKA CONNECTION k';

/** Each text as a beginning and what is repeated behind it. */
const INPUTS: readonly (readonly [name: string, begin: string, repeated: string])[] = [
  ['statements', '', `${SINK} (TOPIC 't') KEY (a) FORMAT JSON ENVELOPE UPSERT;\n`],
  ['broken statements', '', `${SINK} (TOPPIC 't',) FORMAT JSN ENVELOP UPSERT;\n`],
  ['options of one sink', `${SINK} (TOPIC 't'`, ", TOPIC 't'"],
  ['misspelt options of one sink', `${SINK} (TOPIC 't'`, ", TOPPIC 't'"],
  ['columns of one table', 'CREATE TABLE t (a int', ', a int'],
  ['comments', '', '-- a comment\n/* another */\n'],
  ['open parentheses', `${SINK} `, '('],
];

function bestMs(text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < 5; pass++) {
    const start = performance.now();
    parse(text);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

for (const [name, begin, repeated] of INPUTS) {
  const nanoseconds = [1, 10, 100].map((times) => {
    const text = begin + repeated.repeat((Number(values.bytes) * times) / repeated.length);
    return (bestMs(text) * 1e6) / text.length;
  });
  const [shortest = 1] = nanoseconds;
  const ratios = nanoseconds.map((each) => (each / shortest).toFixed(2).padStart(6)).join('');
  stdout.write(`${name.padEnd(32)}${ratios}   ${shortest.toFixed(0)} ns a byte\n`);
}
