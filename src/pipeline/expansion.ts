import { SinkError } from '../diagnostics/sink-error.ts';
import type { PreparedRow } from '../encode/compiled-sink.ts';
import { CHANGE_BYTES } from './buffer.ts';
import { measureMessages, type PreparedChange } from './grouping.ts';

/** All changes of one time. */
export interface Expansion {
  readonly time: bigint;
  readonly changes: readonly PreparedChange[];
  /** What messages call the input. */
  readonly input: string;
}

/**
 * Refuses a time whose few changes stand for very many messages, before the first of them is made: one time is one
 * transaction. Beyond the changes themselves, copies may take what as many changes may that wait for their time.
 *
 * @throws {SinkError} `run/too-many-messages`
 */
export function assertExpansionFits(expansion: Expansion, bufferBytes: number): void {
  const { changes } = expansion;
  if (!changes.some(({ diff }) => diff > 1n || diff < -1n)) return;
  let held = 0;
  let most = 0;
  for (const { diff, row } of changes) {
    held += copyBytes(row);
    most += Math.abs(Number(diff)) * copyBytes(row);
  }
  // What cancels out is looked for only where it matters.
  if (most - held <= bufferBytes) return;
  const { messages, bytes } = measureMessages(changes, copyBytes);
  if (bytes - held <= bufferBytes) return;
  throw tooManyMessages(expansion, messages, {
    bound: `bufferBytes (${bufferBytes}) allows`,
    hint: 'Correct the diff; or raise bufferBytes where so many copies of a row are meant.',
  });
}

/**
 * @param left  how many messages there is room for
 * @param bound what says so
 * @throws {SinkError} `run/too-many-messages`
 */
export function assertCountFits(expansion: Expansion, left: number, bound: string): void {
  const { changes } = expansion;
  let most = 0;
  for (const { diff } of changes) most += Math.abs(Number(diff));
  if (most <= left) return;
  const { messages } = measureMessages(changes, () => 0);
  if (messages > BigInt(left)) {
    throw tooManyMessages(expansion, messages, { bound, hint: 'Give fewer row changes, or smaller diffs.' });
  }
}

function copyBytes({ identity }: PreparedRow): number {
  return CHANGE_BYTES + identity.length;
}

function tooManyMessages(
  { time, changes, input }: Expansion,
  messages: bigint,
  { bound, hint }: { readonly bound: string; readonly hint: string },
): SinkError {
  const size = ({ diff }: PreparedChange): bigint => (diff < 0n ? -diff : diff);
  const largest = changes.reduce((left, right) => (size(right) > size(left) ? right : left));
  const line = largest.line === 0 ? '' : `line ${largest.line} of `;
  return new SinkError(
    'run/too-many-messages',
    `the changes of time ${time} make ${messages} messages, more than ${bound}; the largest diff, ${largest.diff}, ` +
      `is in ${line}"${input}"`,
    { hint },
  );
}
