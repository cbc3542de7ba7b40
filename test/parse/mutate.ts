import { lex } from '../../grammar/lexer.ts';
import type { Random } from './random.ts';

/** A statement in which one to three tokens were deleted, swapped, doubled, misspelt or replaced by another one. */
export function mutate(sql: string, random: Random, foreign: readonly string[]): string {
  const tokens = lex(sql).tokens.map(({ image }) => image);
  const changes = 1 + random.below(3);
  for (let change = 0; change < changes && tokens.length > 1; change++) {
    const at = random.below(tokens.length);
    const token = tokens[at] ?? '';
    switch (random.below(5)) {
      case 0:
        tokens.splice(at, 1);
        break;
      case 1: {
        const other = random.below(tokens.length);
        tokens[at] = tokens[other] ?? '';
        tokens[other] = token;
        break;
      }
      case 2:
        tokens.splice(at, 0, token);
        break;
      case 3:
        tokens[at] = misspelt(token, random);
        break;
      default:
        tokens[at] = random.pick(foreign);
    }
  }
  return tokens.join(' ');
}

function misspelt(token: string, random: Random): string {
  if (!/^[A-Za-z]{3,}$/.test(token)) return token;
  const at = random.below(token.length - 1);
  return random.next() < 0.5
    ? token.slice(0, at) + token.slice(at + 1)
    : `${token.slice(0, at)}${token[at + 1]}${token[at]}${token.slice(at + 2)}`;
}
