/** One step of writing. Widths and indentation count UTF-16 units. */
export type Step =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** True for a comment that ends its line: it does not count where one asks whether the line is full. */
      readonly isWeightless: boolean;
    }
  | {
      readonly kind: 'break';
      /** What stands here where the line goes on. */
      readonly flat: '' | ' ';
      /** Further indentation of the next line: of a group's own, or, hanging, of the line at hand. */
      readonly indent: number;
      readonly isHanging: boolean;
      readonly isHard: boolean;
      readonly blankBefore: boolean;
    }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' };

export interface RenderOptions {
  readonly width: number;
  readonly lineEnd: string;
}

interface OpenGroup {
  readonly isFlat: boolean;
  readonly base: number;
  /** Indentation of the line the group has come to. */
  current: number;
}

/** Writes steps: a group goes on one line where all of it fits, else each of its breaks starts a line. */
export function renderSteps(steps: readonly Step[], { width, lineEnd }: RenderOptions): string {
  const broken = brokenGroups(steps);
  const groups: OpenGroup[] = [{ isFlat: false, base: 0, current: 0 }];
  const written: string[] = [];
  let column = 0;
  steps.forEach((step, at) => {
    const group = groups.at(-1);
    if (group === undefined) throw new Error('bug: more groups closed than opened');
    switch (step.kind) {
      case 'text':
        written.push(step.text);
        column = columnAfter(step.text, column);
        return;
      case 'open': {
        const isFlat = group.isFlat || (!broken.has(at) && fits(steps, at, width - column));
        groups.push({ isFlat, base: group.current, current: group.current });
        return;
      }
      case 'close':
        groups.pop();
        return;
      case 'break': {
        const indent = step.isHanging ? group.current + step.indent : group.base + step.indent;
        if (!step.isHanging) group.current = indent;
        if (group.isFlat && !step.isHard) {
          written.push(step.flat);
          column += step.flat.length;
        } else {
          written.push(lineEnd, step.blankBefore ? lineEnd : '', ' '.repeat(indent));
          column = indent;
        }
      }
    }
  });
  return written.join('');
}

function columnAfter(text: string, column: number): number {
  const lineStart = text.lastIndexOf('\n') + 1;
  return lineStart === 0 ? column + text.length : text.length - lineStart;
}

/** Where groups open that hold a line end in any case. */
function brokenGroups(steps: readonly Step[]): ReadonlySet<number> {
  const broken = new Set<number>();
  const open: number[] = [];
  let marked = 0;
  steps.forEach((step, at) => {
    if (step.kind === 'open') open.push(at);
    else if (step.kind === 'close') {
      open.pop();
      marked = Math.min(marked, open.length);
    } else if (step.kind === 'break' ? step.isHard : step.text.includes('\n')) {
      for (; marked < open.length; marked++) broken.add(open[marked] ?? -1);
    }
  });
  return broken;
}

/** Whether a group, and what follows it up to the next break, fits into so many columns. */
function fits(steps: readonly Step[], open: number, columns: number): boolean {
  let left = columns;
  let depth = 0;
  for (let at = open; at < steps.length && left >= 0; at++) {
    const step = steps[at];
    if (step === undefined) break;
    if (step.kind === 'open') depth++;
    else if (step.kind === 'close') depth--;
    else if (step.kind === 'break') {
      if (depth <= 0) return true;
      left -= step.flat.length;
    } else {
      const lineEnd = step.text.search(/\r?\n/);
      if (lineEnd >= 0) return left >= lineEnd;
      if (!step.isWeightless) left -= step.text.length;
    }
  }
  return left >= 0;
}
