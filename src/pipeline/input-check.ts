import { createChangeChecksum } from '../decode/checksum.ts';
import { SinkError } from '../diagnostics/sink-error.ts';
import type { RunContext } from './context.ts';
import { reaches, renderFrontier } from './frontier.ts';
import type { Frontier, RowChange } from './ports.ts';
import type { InputMark, ProgressRecord } from './progress-record.ts';

/** Counts the input, and compares it with what the progress record says of it. */
export interface InputCheck {
  /** True once the input has been read up to the committed frontier and is what it was. */
  readonly passed: boolean;
  /** Whether a change was committed before this start. */
  isCommitted(change: RowChange): boolean;
  /**
   * Counts a change, committed earlier or sent now; the order does not matter.
   *
   * @param identity  of its row
   */
  count(change: RowChange, identity: Uint8Array): void;
  /** All that was counted. */
  mark(): InputMark;
  /** @throws {SinkError} where the input begins only after what was committed */
  assertBegins(asOf: bigint): void;
  /** @throws {SinkError} `run/input-changed` */
  reach(frontier: Frontier): void;
  /** @throws {SinkError} `run/input-shortened` */
  assertPassed(): void;
}

export function createInputCheck(
  context: RunContext,
  name: string,
  record: ProgressRecord | undefined,
  { countOnly = false }: { readonly countOnly?: boolean } = {},
): InputCheck {
  const checksum = createChangeChecksum();
  const resume = record?.frontier;
  let passed = resume === undefined;
  const mark = (): InputMark => ({ changes: checksum.count, checksum: checksum.hex() });
  return {
    get passed() {
      return passed;
    },
    isCommitted: ({ time }) => resume !== undefined && (resume === 'finished' || time < resume),
    count: (change, identity) => checksum.add(change, identity),
    mark,
    assertBegins(asOf) {
      if (typeof resume !== 'bigint' || asOf <= resume) return;
      if ((record?.input?.changes ?? 0n) > 0n) throw beginsLate(name, asOf, resume);
      throw new SinkError(
        'run/input-compacted',
        `the input "${name}" begins at ${asOf}, after the committed frontier ${renderFrontier(resume)}: the changes ` +
          'between are missing',
      );
    },
    reach(frontier) {
      if (passed || resume === undefined || !reaches(frontier, resume)) return;
      if (record?.input === undefined) {
        const message = 'the progress record does not say what was read, so the input was not checked';
        context.warn('run/input-unchecked', message);
      } else {
        compare(name, resume, mark(), record.input, countOnly);
      }
      passed = true;
    },
    assertPassed() {
      if (!passed && resume !== undefined) throw shortened(name, resume);
    },
  };
}

function compare(
  name: string,
  frontier: Frontier,
  now: InputMark,
  then: InputMark,
  countOnly: boolean,
): void {
  if (now.changes !== then.changes) {
    throw changed(name, `has ${now.changes} changes where ${then.changes} were committed, below`, frontier);
  }
  if (!countOnly && now.checksum !== then.checksum) {
    throw changed(name, 'has other changes than were committed, below', frontier);
  }
}

function changed(name: string, what: string, frontier: Frontier): SinkError {
  return new SinkError(
    'run/input-changed',
    `the input "${name}" was changed: it ${what} the frontier ${renderFrontier(frontier)}`,
    { hint: 'Changes may only be added at or after the committed frontier; give the former input back.' },
  );
}

function beginsLate(name: string, asOf: bigint, frontier: Frontier): SinkError {
  return new SinkError(
    'run/input-changed',
    `the input "${name}" was changed: it begins at ${asOf}, after the frontier ${renderFrontier(frontier)}`,
    { hint: 'Every start reads the input from its beginning; give all of it.' },
  );
}

function shortened(name: string, frontier: Frontier): SinkError {
  return new SinkError(
    'run/input-shortened',
    `the input "${name}" was shortened: it ends before the committed frontier ${renderFrontier(frontier)}`,
    { hint: 'Every start reads the input from its beginning; give all of it.' },
  );
}
