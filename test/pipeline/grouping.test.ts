import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PreparedRow } from '../../src/encode/compiled-sink.ts';
import { type PreparedChange, pairChanges } from '../../src/pipeline/grouping.ts';
import { expectedMessages } from './model.ts';

const identityOf = (row: PreparedRow | undefined): string | undefined =>
  row && new TextDecoder().decode(row.identity);

let line = 0;
const change = (diff: number, group: string, identity = group): PreparedChange => ({
  row: { row: [], group, identity: new TextEncoder().encode(identity) },
  diff: BigInt(diff),
  line: ++line,
});

/** `before>after@line` */
function pairs(changes: readonly PreparedChange[]): readonly string[] {
  const first = (changes[0]?.line ?? 1) - 1;
  return [...pairChanges(changes, () => {})].map(
    ({ before, after, line: at }) => `${identityOf(before) ?? ''}>${identityOf(after) ?? ''}@${at - first}`,
  );
}

describe('the changes of one time', () => {
  it.each<readonly [string, readonly PreparedChange[], readonly string[]]>([
    ['an insert', [change(1, 'k', 'a')], ['>a@1']],
    ['a delete', [change(-1, 'k', 'a')], ['a>@1']],
    ['an update', [change(-1, 'k', 'a'), change(1, 'k', 'b')], ['a>b@2']],
    ['an update, the new row first', [change(1, 'k', 'b'), change(-1, 'k', 'a')], ['a>b@1']],
    ['copies', [change(3, 'k', 'a')], ['>a@1', '>a@1', '>a@1']],
    ['copies that went', [change(-2, 'k', 'a')], ['a>@1', 'a>@1']],
    ['nothing where equal rows came and went', [change(-1, 'k', 'a'), change(1, 'k', 'a')], []],
    [
      'nothing where equal rows came and went around others',
      [change(1, 'k', 'a'), change(1, 'k', 'b'), change(-1, 'k', 'a')],
      ['>b@2'],
    ],
    ['two rows that went', [change(-1, 'k', 'b'), change(-1, 'k', 'a')], ['a>@2', 'b>@1']],
    ['what is left of equal rows', [change(2, 'k', 'a'), change(-1, 'k', 'a')], ['>a@1']],
    ['lines of equal rows one by one', [change(1, 'k', 'a'), change(1, 'k', 'a')], ['>a@1', '>a@2']],
    [
      'two gone and one new: the pair first',
      [change(-1, 'k', 'a'), change(-1, 'k', 'b'), change(1, 'k', 'c')],
      ['a>c@3', 'b>@2'],
    ],
    [
      'one gone and two new',
      [change(-1, 'k', 'a'), change(1, 'k', 'c'), change(1, 'k', 'b')],
      ['a>b@3', '>c@2'],
    ],
    [
      'shorter rows first, then by text',
      [change(1, 'k', 'bb'), change(1, 'k', 'ab'), change(1, 'k', 'z'), change(1, 'k', 'é')],
      ['>z@3', '>ab@2', '>bb@1', '>é@4'],
    ],
    [
      'groups in the order of their first change',
      [change(1, 'y', '1'), change(-1, 'x', '2'), change(-1, 'y', '3'), change(1, 'x', '4')],
      ['3>1@1', '2>4@4'],
    ],
  ])('make %s', (_, changes, expected) => {
    expect(pairs(changes)).toEqual(expected);
  });

  it('are not asked for their identity where each group has one', () => {
    const lazy = (group: string): PreparedChange => ({
      row: {
        row: [],
        group,
        get identity(): Uint8Array {
          throw new Error('asked');
        },
      },
      diff: 1n,
      line: 1,
    });
    expect([...pairChanges([lazy('a'), lazy('b')], () => {})]).toHaveLength(2);
  });

  it('are told once for each group with more than one pair', () => {
    let repeats = 0;
    const changes = [
      change(1, 'a', '1'),
      change(1, 'a', '2'),
      change(1, 'a', '3'),
      change(2, 'b'),
      change(1, 'c'),
    ];
    expect([...pairChanges(changes, () => repeats++)]).toHaveLength(6);
    expect(repeats).toBe(2);
  });

  it('are paired as the rules say, whatever they are', () => {
    const one = fc.record({
      time: fc.constant(1),
      diff: fc.integer({ min: -3, max: 3 }).filter((diff) => diff !== 0),
      k: fc.nat(3),
      v: fc.constantFrom('a', 'b', 'cc', 'd'),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (changes) => {
        const prepared = changes.map(({ diff, k, v }) =>
          change(diff, `{"k":${k}}`, JSON.stringify({ k, v })),
        );
        const messages = [...pairChanges(prepared, () => {})].map(({ before, after }) => {
          return `${(after ?? before)?.group} ${identityOf(after) ?? null} @1`;
        });
        expect(messages).toEqual(expectedMessages(changes));
      }),
    );
  });
});
