import type { Span } from '../source/span.ts';
import type { Diagnostic, Fix, RelatedPlace, Severity } from './diagnostic.ts';

/** One row of a phase's table. `message` and the others are given the parameters of the report. */
export interface DiagnosticDefinition<P> {
  readonly severity: Severity;
  /** What the code means in general: a full sentence, for the generated page. */
  readonly title: string;
  readonly message: (parameters: P) => string;
  readonly detail?: (parameters: P) => string | undefined;
  readonly hint?: (parameters: P) => string | undefined;
}

/** Where a finding stands: the file's name and the smallest span that is wrong. */
export interface Place {
  readonly file: string;
  readonly span: Span;
}

export interface Extras {
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
}

// biome-ignore lint/suspicious/noExplicitAny: the parameter type of each row is inferred, not chosen here
type Table = Readonly<Record<string, DiagnosticDefinition<any>>>;
type ParametersOf<D> = D extends DiagnosticDefinition<infer P> ? P : never;

export interface DiagnosticTable<T extends Table> {
  readonly phase: string;
  readonly definitions: T;
  /** Builds the finding `phase/slug`; a wrong slug or a missing parameter does not compile. */
  create<S extends keyof T & string>(
    slug: S,
    place: Place,
    parameters: ParametersOf<T[S]>,
    extras?: Extras,
  ): Diagnostic;
}

/** Declares the codes of one phase, each once; see the phase's `diagnostics.ts`. */
export function defineDiagnostics<T extends Table>(phase: string, definitions: T): DiagnosticTable<T> {
  return {
    phase,
    definitions,
    create(slug, place, parameters, extras = {}) {
      const definition = definitions[slug];
      if (definition === undefined) throw new Error(`bug: no diagnostic ${phase}/${slug}`);
      const detail = definition.detail?.(parameters);
      const hint = definition.hint?.(parameters);
      return {
        code: `${phase}/${slug}`,
        severity: definition.severity,
        message: definition.message(parameters),
        file: place.file,
        span: place.span,
        ...(detail === undefined ? {} : { detail }),
        ...(hint === undefined ? {} : { hint }),
        related: extras.related ?? [],
        fixes: extras.fixes ?? [],
      };
    },
  };
}
