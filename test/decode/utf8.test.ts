import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validUtf8Length } from '../../src/decode/utf8.ts';

const text = fc.string({ unit: 'binary', maxLength: 60 });

it('stops where a strict decoder does', () => {
  const fatal = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const pieces = fc.array(fc.oneof(text, fc.uint8Array({ maxLength: 4 })), { maxLength: 6 });
  fc.assert(
    fc.property(pieces, (parts) => {
      const bytes = Uint8Array.from(
        parts.flatMap((part) => [...(typeof part === 'string' ? new TextEncoder().encode(part) : part)]),
      );
      const length = validUtf8Length(bytes);
      expect(() => fatal.decode(bytes.subarray(0, length))).not.toThrow();
      if (length < bytes.length) expect(() => fatal.decode(bytes)).toThrow();
    }),
    { numRuns: 2000 },
  );
});
