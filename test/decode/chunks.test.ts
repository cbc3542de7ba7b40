import fc from 'fast-check';
import { expect, it } from 'vitest';
import { read } from './helpers.ts';

const bytes = new TextEncoder().encode(
  '\ufeff{"time":1,"row":{"id":1,"name":"é 😀"}}\r\n\n' +
    '{"time":"1","diff":-1,"row":{"name":"ключ \\u00e9\\"","id":"9223372036854775807"}}\n' +
    '  {"frontier":4}\n{"time":7,"row":{"id":2,"total":12345678901234567890.123456789}}',
);

const cut = (places: readonly number[]): readonly Uint8Array[] =>
  [...places, bytes.length].map((place, index) => bytes.subarray(places[index - 1] ?? 0, place));

const whole = read([bytes]);

it('says the same wherever the input is cut in two', () => {
  expect(whole.changes.map(({ line }) => line)).toEqual([1, 3, 5]);
  for (let place = 0; place <= bytes.length; place++) expect(read(cut([place]))).toEqual(whole);
});

it('says the same in chunks of any sizes', () => {
  const places = fc.array(fc.nat(bytes.length)).map((list) => list.sort((left, right) => left - right));
  fc.assert(
    fc.property(places, (list) => {
      expect(read(cut(list))).toEqual(whole);
    }),
  );
});

it('keeps nothing of a chunk whose memory is used again', () => {
  const buffer = new Uint8Array(16);
  function* reused(): Generator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += buffer.length) {
      const piece = bytes.subarray(at, at + buffer.length);
      buffer.set(piece);
      yield buffer.subarray(0, piece.length);
    }
  }
  expect(read(reused())).toEqual(whole);
});
