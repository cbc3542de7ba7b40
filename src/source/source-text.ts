/** A named text. The text is taken as it is: no byte order mark is stripped, no line end changed. */
export interface SourceText {
  /** How messages call it: a path, `<stdin>`, or a name of the caller's choice. */
  readonly name: string;
  readonly text: string;
}

/** Turns what `parse` accepts into a `SourceText`; a bare string is called `<text>`. */
export function createSourceText(source: string | SourceText): SourceText {
  return typeof source === 'string' ? { name: '<text>', text: source } : source;
}
