/**
 * Names that tell every column apart: from left to right, one that is taken gets the smallest free number, after
 * a `_` where it ends in a digit itself.
 */
export function distinctNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  for (const name of names) taken.add(freeName(name, taken));
  return [...taken];
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const stem = /[0-9]$/.test(name) ? `${name}_` : name;
  let number = 1;
  while (taken.has(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}
