/** Levenshtein distance, counted in UTF-16 units. */
export function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const current = [i];
    for (let j = 1; j <= right.length; j++) {
      const substituted = (previous[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      current.push(Math.min(substituted, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/**
 * The candidates most like what was written, best first; case does not count.
 *
 * @param limit  how many at most
 * @returns      those whose similarity (1 - distance / longer length) is at least 0.6
 */
export function nearestNames(written: string, candidates: Iterable<string>, limit = 3): readonly string[] {
  const wanted = written.toLowerCase();
  const scored: { name: string; similarity: number }[] = [];
  for (const name of new Set(candidates)) {
    const longer = Math.max(wanted.length, name.length);
    if (longer === 0 || longer > 255) continue;
    const similarity = 1 - editDistance(wanted, name.toLowerCase()) / longer;
    if (similarity >= 0.6) scored.push({ name, similarity });
  }
  scored.sort((a, b) => b.similarity - a.similarity || (a.name < b.name ? -1 : 1));
  return scored.slice(0, limit).map(({ name }) => name);
}
