import { splitName, writeName } from '../catalog/item-name.ts';
import { nearestNames } from '../diagnostics/nearest.ts';
import type { ResolvedSink } from '../resolve/resolved-sink.ts';
import { UsageError } from './usage-error.ts';

/** The sinks of the files, or the ones named; a name may leave out its first parts. */
export function selectSinks(
  sinks: readonly ResolvedSink[],
  names: readonly string[],
): readonly ResolvedSink[] {
  if (sinks.length === 0) throw new UsageError('the files hold no sink');
  if (names.length === 0) return sinks;
  const selected = new Set(names.map((name) => selectSink(sinks, name)));
  return sinks.filter((sink) => selected.has(sink));
}

function selectSink(sinks: readonly ResolvedSink[], name: string): ResolvedSink {
  const wanted = splitName(name);
  const [found, ...further] = sinks.filter(
    (sink) => writeName(splitName(sink.name).slice(-wanted.length)) === writeName(wanted),
  );
  if (found === undefined) throw unknownSink(sinks, name, wanted.length);
  if (further.length > 0) {
    const all = [found, ...further].map((sink) => sink.name).join(', ');
    throw new UsageError(`--sink ${name} fits several sinks: ${all}`);
  }
  return found;
}

function unknownSink(sinks: readonly ResolvedSink[], name: string, parts: number): UsageError {
  const names = sinks.map((sink) => writeName(splitName(sink.name).slice(-parts)));
  const nearest = nearestNames(name, names);
  const hint =
    nearest.length > 0
      ? `Did you mean ${nearest.join(' or ')}?`
      : `The files hold ${sinks.map((sink) => sink.name).join(', ')}.`;
  return new UsageError(`no sink "${name}" in the files`, hint);
}
