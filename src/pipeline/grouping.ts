import type { PreparedRow } from '../encode/compiled-sink.ts';

/** What becomes one message: `after` alone is an insert, `before` alone a delete. */
export interface Pair {
  readonly before: PreparedRow | undefined;
  readonly after: PreparedRow | undefined;
  /** Line of the row the value comes from: `after`, else `before`. */
  readonly line: number;
}

/** A change at the time in question. */
export interface PreparedChange {
  readonly row: PreparedRow;
  readonly diff: bigint;
  readonly line: number;
}

/** Changes of one identical row at one time, added up. */
interface Net {
  readonly row: PreparedRow;
  diff: bigint;
  readonly changes: PreparedChange[];
}

/** One copy of a row. */
interface Copy {
  readonly row: PreparedRow;
  readonly line: number;
}

/**
 * Pairs the changes of one time, all of them: identical rows are added up, then each group's retractions meet
 * its insertions, and what is left over stands alone. Groups come in the order of their first change.
 *
 * @param onRepeat  called once for each group that makes more than one pair
 */
export function* pairChanges(changes: readonly PreparedChange[], onRepeat: () => void): Generator<Pair> {
  for (const group of groupChanges(changes)) {
    const pair = Array.isArray(group) ? updateOf(group) : pairOfOne(group);
    if (pair !== undefined) yield pair;
    else yield* pairsOfMany(Array.isArray(group) ? group : [group], onRepeat);
  }
}

/**
 * What `pairChanges` would make, without making it: a change stands for as many messages as its `diff` says, which
 * may be more than there will ever be time for.
 *
 * @param bytesOf  what one copy of a row takes
 */
export function measureMessages(
  changes: readonly PreparedChange[],
  bytesOf: (row: PreparedRow) => number,
): { readonly messages: bigint; readonly bytes: number } {
  let messages = 0n;
  let bytes = 0;
  for (const group of groupChanges(changes)) {
    let befores = 0n;
    let afters = 0n;
    for (const { row, diff } of consolidate(Array.isArray(group) ? group : [group])) {
      if (diff < 0n) befores -= diff;
      else afters += diff;
      bytes += Math.abs(Number(diff)) * bytesOf(row);
    }
    messages += befores > afters ? befores : afters;
  }
  return { messages, bytes };
}

/** A group of one change stands for itself: most groups are, and an array for each would cost. */
type Group = PreparedChange | PreparedChange[];

function groupChanges(changes: readonly PreparedChange[]): Iterable<Group> {
  if (changes.length === 1) return changes;
  const groups = new Map<string, Group>();
  for (const change of changes) {
    const group = groups.get(change.row.group);
    if (group === undefined) groups.set(change.row.group, change);
    else if (Array.isArray(group)) group.push(change);
    else groups.set(change.row.group, [group, change]);
  }
  return groups.values();
}

/** Nothing to add up and nothing to meet: the row's identity is not asked for. Undefined for several copies. */
function pairOfOne({ row, diff, line }: PreparedChange): Pair | undefined {
  if (diff === 1n) return { before: undefined, after: row, line };
  return diff === -1n ? { before: row, after: undefined, line } : undefined;
}

/** What most groups of several changes are: one row went and another came. Undefined for all the rest. */
function updateOf([first, second, third]: readonly PreparedChange[]): Pair | undefined {
  if (first === undefined || second === undefined || third !== undefined) return undefined;
  const [before, after] = first.diff < 0n ? [first, second] : [second, first];
  if (before.diff !== -1n || after.diff !== 1n) return undefined;
  if (compareIdentities(before.row, after.row) === 0) return undefined;
  return { before: before.row, after: after.row, line: after.line };
}

function* pairsOfMany(changes: readonly PreparedChange[], onRepeat: () => void): Generator<Pair> {
  const nets = consolidate(changes);
  const befores = copiesOf(nets.filter(({ diff }) => diff < 0n));
  const afters = copiesOf(nets.filter(({ diff }) => diff > 0n));
  let pairs = 0;
  for (;;) {
    const before = befores.next();
    const after = afters.next();
    if (before.done === true && after.done === true) return;
    pairs++;
    if (pairs === 2) onRepeat();
    const from = after.done === true ? before.value : after.value;
    yield {
      before: before.done === true ? undefined : before.value.row,
      after: after.done === true ? undefined : after.value.row,
      line: from?.line ?? 0,
    };
  }
}

/** Rows whose changes add up to something, in their fixed order; changes of equal rows stay in the order they came. */
function consolidate(changes: readonly PreparedChange[]): readonly Net[] {
  const sorted = changes.toSorted((left, right) => compareIdentities(left.row, right.row));
  const nets: Net[] = [];
  for (const change of sorted) {
    const net = nets.at(-1);
    if (net === undefined || compareIdentities(net.row, change.row) !== 0) {
      nets.push({ row: change.row, diff: change.diff, changes: [change] });
    } else {
      net.diff += change.diff;
      net.changes.push(change);
    }
  }
  return nets.filter(({ diff }) => diff !== 0n);
}

/** By length, then byte by byte; 0 for equal rows. */
function compareIdentities({ identity: left }: PreparedRow, { identity: right }: PreparedRow): number {
  if (left.length !== right.length) return left.length - right.length;
  for (let at = 0; at < left.length; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** As many copies of each row as its changes add up to, with the lines of the first that have its sign. */
function* copiesOf(nets: readonly Net[]): Generator<Copy, undefined> {
  for (const { row, diff, changes } of nets) {
    let left = diff < 0n ? -diff : diff;
    for (const change of changes) {
      if (change.diff > 0n !== diff > 0n) continue;
      const copies = change.diff < 0n ? -change.diff : change.diff;
      for (let i = 0n; i < copies && left > 0n; i++, left--) yield { row, line: change.line };
    }
  }
  return undefined;
}
