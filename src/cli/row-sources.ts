import { splitName, writeName } from '../catalog/item-name.ts';
import type { SinkPlan } from '../plan/sink-plan.ts';
import { type Io, STDIN } from './io.ts';
import { UsageError } from './usage-error.ts';

/**
 * Which file feeds each sink, from `--from RELATION=FILE`.
 *
 * @returns  one path a plan, in the plans' order; `-` is standard input
 * @throws {UsageError} where a relation has no file or two, a file does not exist, or a pipe would feed two sinks
 */
export async function assignFiles(
  plans: readonly SinkPlan[],
  given: readonly string[],
  io: Io,
): Promise<readonly string[]> {
  const files = new Map<string, string>();
  for (const each of given) {
    const { relation, file } = splitAssignment(each);
    const name = findRelation(plans, relation);
    if (files.has(name)) throw new UsageError(`--from names "${name}" twice`);
    if (file !== STDIN && !(await io.exists(file)))
      throw new UsageError(`could not read ${file}: no such file`);
    files.set(name, file);
  }
  const assigned = plans.map((plan) => fileOf(files, plan));
  if (assigned.filter((file) => file === STDIN).length > 1) {
    throw new UsageError(
      'standard input can feed one sink only',
      'Give a file, or choose one sink with --sink.',
    );
  }
  return assigned;
}

function splitAssignment(text: string): { readonly relation: string; readonly file: string } {
  const at = text.indexOf('=');
  const relation = text.slice(0, Math.max(at, 0));
  const file = text.slice(at + 1);
  if (relation === '' || file === '') {
    throw new UsageError(`--from ${text} is not RELATION=FILE`, 'Write --from orders=orders.ndjson.');
  }
  return { relation, file };
}

/** A name may leave out its first parts. */
function findRelation(plans: readonly SinkPlan[], name: string): string {
  const wanted = splitName(name);
  const relations = [...new Set(plans.map(({ relation }) => relation.name))];
  const [found, ...further] = relations.filter(
    (relation) => writeName(splitName(relation).slice(-wanted.length)) === writeName(wanted),
  );
  if (found === undefined) {
    throw new UsageError(`no sink reads "${name}"`, `The sinks read ${relations.join(', ')}.`);
  }
  if (further.length > 0)
    throw new UsageError(`--from ${name} fits several relations: ${[found, ...further].join(', ')}`);
  return found;
}

function fileOf(files: ReadonlyMap<string, string>, { relation, sink }: SinkPlan): string {
  const file = files.get(relation.name);
  if (file !== undefined) return file;
  const short = splitName(relation.name).at(-1) ?? relation.name;
  throw new UsageError(
    `no rows for "${relation.name}", which the sink "${sink.name}" reads`,
    `Give --from ${short}=FILE, or - for standard input.`,
  );
}
