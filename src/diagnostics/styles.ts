/** How a terminal sets texts off from each other. */
export interface Styles {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly info: (text: string) => string;
  /** What a reader looks for. */
  readonly strong: (text: string) => string;
  /** What stands there for completeness. */
  readonly faint: (text: string) => string;
}

const same = (text: string): string => text;

/** For files and pipes. */
export const PLAIN: Styles = { error: same, warning: same, info: same, strong: same, faint: same };
