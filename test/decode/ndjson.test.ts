import { describe, expect, it } from 'vitest';
import { createNdjsonDecoder } from '../../src/decode/ndjson.ts';
import { ORDERS, type Read, read, readText, refusal } from './helpers.ts';

/** `time diff row @line` of each change, then `| frontier end asOf`. */
function shown({ changes, frontier, end, asOf }: Read): string {
  const lines = changes.map(({ time, diff, row, line }) => `${time} ${diff} ${row.join(',')} @${line}`);
  return `${lines.join('; ')} | ${frontier} ${end} ${asOf}`;
}

const row = '"row":{"id":1,"name":"a","total":1.50}';

describe('what an input says', () => {
  it.each([
    ['nothing', '', ' | undefined ended undefined'],
    ['blank lines', '\n  \r\n\t\n', ' | undefined ended undefined'],
    ['one change', `{"time":5,"diff":1,${row}}\n`, '5 1 1,a,1.5 @1 | 6 ended 5'],
    ['no diff', `{"time":5,${row}}\n`, '5 1 1,a,1.5 @1 | 6 ended 5'],
    ['a retraction', `{"time":5,"diff":-2,${row}}\n`, '5 -2 1,a,1.5 @1 | 6 ended 5'],
    [
      'a diff in a string',
      `{"time":5,"diff":"-9223372036854775808",${row}}\n`,
      '5 -9223372036854775808 1,a,1.5 @1 | 6 ended 5',
    ],
    ['no line feed at the end', `{"time":5,${row}}`, '5 1 1,a,1.5 @1 | 6 ended 5'],
    ['CR LF', `{"time":5,${row}}\r\n{"time":6,${row}}\r\n`, '5 1 1,a,1.5 @1; 6 1 1,a,1.5 @2 | 7 ended 5'],
    ['a byte order mark', `\ufeff{"time":5,${row}}\n`, '5 1 1,a,1.5 @1 | 6 ended 5'],
    [
      'blanks everywhere',
      ` { "time" : 5 , "row" : { "id" : 1 , "name" : "a" } } \n`,
      '5 1 1,a, @1 | 6 ended 5',
    ],
    [
      'members in another order',
      `{${row},"diff":3,"time":5}\n{"diff":1,"time":5,${row}}`,
      '5 3 1,a,1.5 @1; 5 1 1,a,1.5 @2 | 6 ended 5',
    ],
    ['escaped names', `{"t\\u0069me":5,"row":{"\\u0069d":1}}\n`, '5 1 1,, @1 | 6 ended 5'],
    ['blank lines count', `\n\n{"time":5,${row}}\n`, '5 1 1,a,1.5 @3 | 6 ended 5'],
    [
      'the greatest time',
      `{"time":18446744073709551614,${row}}\n`,
      '18446744073709551614 1 1,a,1.5 @1 | 18446744073709551615 ended 18446744073709551614',
    ],
    [
      'a time in a string',
      `{"time":"18446744073709551614",${row}}\n`,
      '18446744073709551614 1 1,a,1.5 @1 | 18446744073709551615 ended 18446744073709551614',
    ],
    ['a time in exponent notation', `{"time":1.5e3,${row}}\n`, '1500 1 1,a,1.5 @1 | 1501 ended 1500'],
    ['finished at once', '{"frontier":null}\n', ' | finished finished 0'],
    ['an empty row', '{"time":1,"row":{"id":2}}\n', '1 1 2,, @1 | 2 ended 1'],
  ])('%s', (_, text, expected) => {
    expect(shown(readText(text))).toBe(expected);
  });
});

describe('frontiers that are implied', () => {
  const at = (...times: readonly (number | string)[]): string =>
    times
      .map((t) => (typeof t === 'number' ? `{"time":${t},"row":{"id":${t}}}\n` : `{"frontier":${t}}\n`))
      .join('');

  it.each([
    [
      'each larger time makes the earlier ones final',
      at(1, 1, 3),
      '1 1 1,, @1; 1 1 1,, @2; 3 1 3,, @3 | 4 ended 1',
    ],
    ['a frontier line moves it forward', at(1, '10'), '1 1 1,, @1 | 10 ended 1'],
    ['a frontier line at the time itself moves nothing', at(5, '5', 5), '5 1 5,, @1; 5 1 5,, @3 | 6 ended 5'],
    ['times go on behind a frontier line', at(1, '10', 10), '1 1 1,, @1; 10 1 10,, @3 | 11 ended 1'],
    ['finished', at(1, 'null'), '1 1 1,, @1 | finished finished 1'],
  ])('%s', (_, text, expected) => {
    expect(shown(readText(text))).toBe(expected);
  });

  it('come with the batch in which the time grew', () => {
    const decoder = createNdjsonDecoder(ORDERS, { name: 'in.ndjson' });
    const push = (text: string) => decoder.push(new TextEncoder().encode(text)).frontier;
    expect(push(at(7))).toBe(7n);
    expect(push(at(7))).toBeUndefined();
    expect(push(at(9, 12))).toBe(12n);
    expect(push('{"time":13,')).toBeUndefined();
    expect(push('"row":{"id":1}}\n')).toBe(13n);
    expect(decoder.end({ interrupted: false })).toEqual({
      batch: { changes: [], frontier: 14n },
      end: 'ended',
    });
  });

  it('stay where they are when the input was interrupted, and a half line is left', () => {
    const text = `${at(1, 3)}{"time":4,"row":{"id":`;
    expect(shown(readText(text, ORDERS, { interrupted: true }))).toBe('1 1 1,, @1; 3 1 3,, @2 | 3 ended 1');
  });
});

describe('frontiers that are announced', () => {
  it.each([
    ['nothing more', '{"frontier":5}\n', ' | 5 ended 5'],
    [
      'in a string',
      '{"frontier":"18446744073709551615"}\n',
      ' | 18446744073709551615 ended 18446744073709551615',
    ],
    [
      'changes in any order',
      '{"frontier":5}\n{"time":9,"row":{"id":9}}\n{"time":5,"row":{"id":5}}\n{"frontier":10}\n',
      '9 1 9,, @2; 5 1 5,, @3 | 10 ended 5',
    ],
    [
      'changes that are not final',
      '{"frontier":5}\n{"time":9,"row":{"id":9}}\n{"frontier":9}\n',
      '9 1 9,, @2 | 9 unfinal 5',
    ],
    ['the same frontier again', '{"frontier":5}\n{"frontier":5}\n', ' | 5 ended 5'],
    [
      'finished',
      '{"frontier":5}\n{"time":9,"row":{"id":9}}\n{"frontier":null}\n\n',
      '9 1 9,, @2 | finished finished 5',
    ],
  ])('%s', (_, text, expected) => {
    expect(shown(readText(text))).toBe(expected);
  });
});

const SHAPE = 'A change has "time", "row" and perhaps "diff"; a frontier has "frontier" alone.';
const WHOLE = 'Write a whole number from 0 to 18446744073709551615, or the same in a string.';
const SORT =
  'Sort the lines by time, or begin the input with a {"frontier": ...} line and say yourself what is final.';
const BEHIND = 'Write the {"frontier": ...} line behind the last change that is below it.';

describe('what is refused of lines and times', () => {
  it.each([
    ['no object', '[1]\n', 'run/input-json', '1:1: expected an object, found [1]'],
    ['a text', 'id,name\n', 'run/input-json', '1:1: expected an object, found id'],
    ['half a line', '{"time":5,\n', 'run/input-json', '1:11: expected a string, found the end of the line'],
    [
      'half a row',
      '{"time":5,"row":{"id":1\n',
      'run/input-json',
      '1:24: expected "," or "}", found the end of the line',
    ],
    [
      'half an input',
      '{"time":5,"row":{"id":1',
      'run/input-json',
      '1:24: expected "," or "}", found the end of the line',
    ],
    [
      'more than an object',
      `{"time":5,${row}} x\n`,
      'run/input-json',
      '1:51: expected the end of the line, found x',
    ],
    [
      'two objects',
      `{"time":5,${row}}{}\n`,
      'run/input-json',
      '1:50: expected the end of the line, found {}',
    ],
    [
      'an object over lines',
      '{"time":5,\n"row":{}}\n',
      'run/input-json',
      '1:11: expected a string, found the end of the line',
    ],
    ['a trailing comma', '{"time":5,}\n', 'run/input-json', '1:11: expected a string, found }'],
    ['no colon', '{"time" 5}\n', 'run/input-json', '1:9: expected ":", found 5'],
    [
      'an open string',
      '{"time":5,"row":{"name":"abc\n',
      'run/input-json',
      '1:25: expected a closed string, found "abc',
    ],
    [
      'a control character',
      '{"time":5,"row":{"name":"a\tb"}}\n',
      'run/input-json',
      '1:27: control character 9 is not escaped',
    ],
    [
      'a wrong escape',
      '{"time":5,"row":{"name":"a\\x"}}\n',
      'run/input-json',
      '1:27: "\\x" escapes nothing in JSON',
    ],
    [
      'half a surrogate pair',
      '{"time":5,"row":{"name":"\\ud800"}}\n',
      'run/input-json',
      '1:25: string holds half of a surrogate pair',
    ],
    ['a leading zero', '{"time":05,"row":{}}\n', 'run/input-json', '1:10: expected "," or "}", found 5'],
    [
      'an unknown member',
      `{"time":5,"op":"c",${row}}\n`,
      'run/input-member',
      '1:11: member "op" is none of a line',
      SHAPE,
    ],
    ['no members', '{}\n', 'run/input-member', '1:1: line has no "time"', SHAPE],
    ['no time', `{${row}}\n`, 'run/input-member', '1:1: line has no "time"', SHAPE],
    ['no row', '{"time":5}\n', 'run/input-member', '1:1: line has no "row"', SHAPE],
    [
      'a change and a frontier',
      `{"frontier":5,${row}}\n`,
      'run/input-member',
      '1:1: line is both a change and a frontier',
      SHAPE,
    ],
    [
      'a member twice',
      `{"time":5,"time":5,${row}}\n`,
      'run/input-member',
      '1:11: "time" stands in one line twice',
      SHAPE,
    ],
    ['a negative time', `{"time":-1,${row}}\n`, 'run/input-time', '1:9: "time" cannot take -1', WHOLE],
    ['half a time', `{"time":1.5,${row}}\n`, 'run/input-time', '1:9: "time" cannot take 1.5', WHOLE],
    [
      'a time that is none',
      `{"time":"now",${row}}\n`,
      'run/input-time',
      '1:9: "time" cannot take "now"',
      WHOLE,
    ],
    ['no time at all', `{"time":null,${row}}\n`, 'run/input-time', '1:9: "time" cannot take null', WHOLE],
    [
      'a time beyond 64 bits',
      `{"time":18446744073709551616,${row}}\n`,
      'run/input-time',
      '1:9: "time" cannot take 18446744073709551616',
      WHOLE,
    ],
    [
      'the last time',
      `{"time":18446744073709551615,${row}}\n`,
      'run/input-time',
      '1:9: time 18446744073709551615 is the last one, no frontier fits behind it',
    ],
    [
      'the last time in a string',
      `{"time":"18446744073709551615",${row}}\n`,
      'run/input-time',
      '1:9: time 18446744073709551615 is the last one, no frontier fits behind it',
    ],
    [
      'diff 0',
      `{"time":5,"diff":0,${row}}\n`,
      'run/input-diff',
      '1:18: "diff" cannot be 0',
      'Leave the line out, or write how many rows came (above 0) or went (below 0).',
    ],
    [
      'half a diff',
      `{"time":5,"diff":0.5,${row}}\n`,
      'run/input-diff',
      '1:18: "diff" cannot take 0.5',
      'Write a whole number from -9223372036854775808 to 9223372036854775807, or the same in a string.',
    ],
    [
      'a diff beyond 64 bits',
      `{"time":5,"diff":9223372036854775808,${row}}\n`,
      'run/input-diff',
      '1:18: "diff" cannot take 9223372036854775808',
      'Write a whole number from -9223372036854775808 to 9223372036854775807, or the same in a string.',
    ],
    [
      'a time that is over',
      `{"time":5,${row}}\n\n  {"time":4,${row}}\n`,
      'run/input-time',
      '3:11: time 4 is final: the frontier is 5',
      SORT,
    ],
    [
      'a time below a frontier line',
      `{"time":5,${row}}\n{"frontier":9}\n{"time":8,${row}}\n`,
      'run/input-time',
      '3:9: time 8 is final: the frontier is 9',
      SORT,
    ],
    [
      'a time below the announced frontier',
      `{"frontier":9}\n{"time":8,${row}}\n`,
      'run/input-time',
      '2:9: time 8 is final: the frontier is 9',
      BEHIND,
    ],
    [
      'a frontier that goes back',
      '{"frontier":9}\n{"frontier":8}\n',
      'run/input-frontier',
      '2:13: frontier 8 goes back: it is 9 already',
    ],
    [
      'a frontier behind an implied one',
      `{"time":5,${row}}\n{"frontier":4}\n`,
      'run/input-frontier',
      '2:13: frontier 4 goes back: it is 5 already',
    ],
    [
      'a frontier that is none',
      '{"frontier":"soon"}\n',
      'run/input-frontier',
      '1:13: "frontier" cannot take "soon"',
      WHOLE,
    ],
    [
      'a change after the end',
      `{"frontier":null}\n{"time":5,${row}}\n`,
      'run/input-finished',
      '2:9: line follows {"frontier": null}',
    ],
    [
      'a frontier after the end',
      '{"frontier":null}\n{"frontier":null}\n',
      'run/input-finished',
      '2:13: line follows {"frontier": null}',
    ],
    [
      'a byte order mark inside',
      `{"time":5,${row}}\n\ufeff{}\n`,
      'run/input-json',
      '2:1: expected an object, found \ufeff',
    ],
  ])('%s', (_, text, code, message, ...hint) => {
    expect(refusal(() => readText(text))).toEqual([code, `in.ndjson:${message}`, ...hint]);
  });
});

describe('bytes that are not UTF-8', () => {
  const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
    Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...Buffer.from(part)])));

  it.each([
    ['a lone continuation byte', [0x80], '80'],
    ['a character that is cut off', [0xe2, 0x82], 'e2'],
    ['a longer form than needed', [0xc0, 0xaf], 'c0'],
    ['another one', [0xe0, 0x80, 0xaf], 'e0'],
    ['half a surrogate pair', [0xed, 0xa0, 0x80], 'ed'],
    ['nothing of Unicode', [0xf4, 0x90, 0x80, 0x80], 'f4'],
    ['a byte that never stands', [0xff], 'ff'],
  ])('%s', (_, wrong, shownByte) => {
    const input = bytes(
      `{"time":1,${row}}\n{"time":2,"row":{"id":2,"name":"é😀`,
      ...wrong,
      `"}}\n{"time":1}\n`,
    );
    expect(refusal(() => read([input]))).toEqual([
      'run/input-encoding',
      `in.ndjson:2:36: byte ${shownByte} is not UTF-8 here`,
    ]);
  });

  it('are named where they begin the input or a line', () => {
    const first = bytes('', 0xff, 0xfe, '{\0"\0}\0\n');
    expect(refusal(() => read([first]))).toEqual([
      'run/input-encoding',
      'in.ndjson:1:1: byte ff is not UTF-8 here',
    ]);
    const second = bytes(`{"time":1,${row}}\n`, 0xff, 0xfe, '{\0\n');
    const message = 'in.ndjson:2:1: byte ff is not UTF-8 here';
    expect(refusal(() => read([second]))[1]).toBe(message);
    const begins = second.indexOf(0xff);
    for (const cut of [9, begins]) {
      const chunks = [second.subarray(0, cut), second.subarray(cut)];
      expect(refusal(() => read(chunks))[1]).toBe(message);
    }
  });

  it('reports what is wrong before them first', () => {
    const input = bytes('{"time":1}\n{"time":2', 0xff, '}\n');
    expect(refusal(() => read([input]))[1]).toBe('in.ndjson:1:1: line has no "row"');
  });
});

describe('lines that are too long', () => {
  const line = `{"time":5,${row}}\n`;
  const limited = (maxLineBytes: number, chunk: number) => () => {
    const bytes = new TextEncoder().encode(line + line);
    const chunks = [];
    for (let at = 0; at < bytes.length; at += chunk) chunks.push(bytes.subarray(at, at + chunk));
    return read(chunks, ORDERS, { maxLineBytes });
  };

  it.each([1, 7, 49, 50, 51, 200])('are refused in chunks of %i', (chunk) => {
    expect(limited(line.length, chunk)().changes).toHaveLength(2);
    expect(refusal(limited(line.length - 1, chunk))).toEqual([
      'run/input-too-long',
      `in.ndjson:1:1: line is longer than ${line.length - 1} bytes`,
    ]);
  });
});
