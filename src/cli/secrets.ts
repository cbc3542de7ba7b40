import type { Script } from '../ast/nodes.ts';
import { fullName } from '../catalog/item-name.ts';

/** The secrets that the files declare, by their names in three parts. A value that is no string is left out. */
export function secretsOf(scripts: readonly Script[]): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  for (const statement of scripts.flatMap((script) => script.statements)) {
    if (statement.kind !== 'CreateSecret' || statement.value.kind !== 'StringLiteral') continue;
    const name = fullName(statement.name.parts.map((part) => part.name));
    if (name !== undefined) secrets.set(name, statement.value.value);
  }
  return secrets;
}
