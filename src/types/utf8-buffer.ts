/** Up to here a loop over the characters is faster than a call of the encoder. */
const SHORT_TEXT = 48;

/**
 * Encodes texts into one buffer that is used again: what was returned holds until the next call.
 * A lone surrogate becomes U+FFFD.
 */
export function createUtf8Buffer(): (text: string) => Uint8Array {
  const encoder = new TextEncoder();
  let buffer = new Uint8Array(256);
  return (text) => {
    const { length } = text;
    if (length * 3 > buffer.length) buffer = new Uint8Array(length * 6);
    if (length <= SHORT_TEXT && writeAscii(text, buffer)) return buffer.subarray(0, length);
    return buffer.subarray(0, encoder.encodeInto(text, buffer).written);
  };
}

/** @returns false where a character is not ASCII */
function writeAscii(text: string, buffer: Uint8Array): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) return false;
    buffer[at] = unit;
  }
  return true;
}
