/**
 * The operator loop of the language written in the plainest way, for expressions of single-letter operands: it gives
 * the text with parentheses around every operation. The grammar's operator stack must agree with it.
 */
export function groupByPratt(tokens: readonly string[]): string {
  let at = 0;
  const next = () => tokens[at] ?? '';
  const take = () => tokens[at++] ?? '';

  const parse = (floor: number): string => {
    let left = prefix();
    while (levelOf(next()) > floor) left = infix(left, take());
    return left;
  };

  const prefix = (): string => {
    const token = take();
    if (token === 'NOT') return `(NOT ${parse(3)})`;
    if (token === '~') return `(~ ${parse(7)})`;
    if (token === '-') return `(- ${parse(11)})`;
    return token;
  };

  const infix = (left: string, token: string): string => {
    if (CLOSING.has(token)) return `(${left} ${token})`;
    if (token === 'BETWEEN') {
      const low = parse(6);
      at++;
      return `(${left} BETWEEN ${low} AND ${parse(6)})`;
    }
    if (token === 'LIKE') {
      const pattern = parse(6);
      if (next() !== 'ESCAPE') return `(${left} LIKE ${pattern})`;
      at++;
      return `(${left} LIKE ${pattern} ESCAPE ${parse(6)})`;
    }
    return `(${left} ${token} ${parse(levelOf(token))})`;
  };

  return parse(0);
}

/** Operators that close themselves on the right. */
export const CLOSING: ReadonlySet<string> = new Set([
  'IS NULL',
  'IS NOT TRUE',
  'IN (1)',
  'NOT IN (1)',
  'COLLATE c',
  '::text',
  '[1]',
  '= ANY (q)',
]);

const LEVELS: Readonly<Record<string, number>> = {
  OR: 1,
  AND: 2,
  'IS NULL': 4,
  'IS NOT TRUE': 4,
  'IS DISTINCT FROM': 4,
  '=': 5,
  '<': 5,
  '= ANY (q)': 5,
  'IN (1)': 6,
  'NOT IN (1)': 6,
  LIKE: 6,
  BETWEEN: 6,
  '||': 7,
  '^': 7,
  '+': 8,
  '*': 9,
  'AT TIME ZONE': 10,
  'COLLATE c': 10,
  '::text': 12,
  '[1]': 12,
};

/** 0 for what is no operator, and for AND and ESCAPE where they go on with another one. */
function levelOf(token: string): number {
  return LEVELS[token] ?? 0;
}

/** Operators that stand between two operands. */
export const BINARY: readonly string[] = [
  'OR',
  'AND',
  'IS DISTINCT FROM',
  '=',
  '<',
  '||',
  '^',
  '+',
  '*',
  'AT TIME ZONE',
];
