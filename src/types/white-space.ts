/**
 * Without what Unicode calls White_Space at both ends. `trim()` is another set: it leaves U+0085 and takes U+FEFF. A
 * loop, as a pattern that ends in `+$` takes the square of the length of a run that stands elsewhere.
 */
export function trimWhiteSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isWhiteSpace(text.charCodeAt(start))) start++;
  while (end > start && isWhiteSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** All white space is of one UTF-16 unit. */
export function isWhiteSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  return /\p{White_Space}/u.test(String.fromCharCode(unit));
}
