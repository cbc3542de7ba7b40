import { splitName, writeName } from '../catalog/item-name.ts';
import type { SinkPlan } from '../plan/sink-plan.ts';
import { type Io, STDIN } from './io.ts';
import { UsageError } from './usage-error.ts';

/** The rows of one sink. */
export interface AssignedFile {
  readonly path: string;
  /** False for a pipe, which gives its contents once. */
  readonly rewindable: boolean;
}

/**
 * Which file feeds each sink, from `--from RELATION=FILE`.
 *
 * @returns  one a plan, in the plans' order; the path `-` is standard input
 * @throws {UsageError} where a relation has no file or two, a file does not exist, or a pipe would feed two sinks
 */
export async function assignFiles(
  plans: readonly SinkPlan[],
  given: readonly string[],
  io: Io,
): Promise<readonly AssignedFile[]> {
  const files = new Map<string, AssignedFile>();
  for (const each of given) {
    const { relation, file } = splitAssignment(each);
    const name = findRelation(plans, relation);
    if (files.has(name)) throw new UsageError(`--from names "${name}" twice`);
    files.set(name, await lookAt(file, io));
  }
  const assigned = plans.map((plan) => fileOf(files, plan));
  refuseSharedPipes(assigned);
  return assigned;
}

async function lookAt(path: string, io: Io): Promise<AssignedFile> {
  const kind = await io.fileKind(path);
  if (kind === undefined) throw new UsageError(`could not read ${path}: no such file`);
  if (kind === 'folder') throw new UsageError(`could not read ${path}: it is a folder`);
  return { path, rewindable: kind === 'file' };
}

/** Each sink reads its input from the beginning: what is read once cannot serve two. */
function refuseSharedPipes(assigned: readonly AssignedFile[]): void {
  const pipes = assigned.filter(({ rewindable }) => !rewindable).map(({ path }) => path);
  const shared = pipes.find((path, index) => pipes.indexOf(path) !== index);
  if (shared === undefined) return;
  throw new UsageError(
    `${shared === STDIN ? 'standard input' : shared} can feed one sink only`,
    'Give a file, or choose one sink with --sink.',
  );
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

function fileOf(files: ReadonlyMap<string, AssignedFile>, { relation, sink }: SinkPlan): AssignedFile {
  const file = files.get(relation.name);
  if (file !== undefined) return file;
  const short = splitName(relation.name).at(-1) ?? relation.name;
  throw new UsageError(
    `no rows for "${relation.name}", which the sink "${sink.name}" reads`,
    `Give --from ${short}=FILE, or - for standard input.`,
  );
}
