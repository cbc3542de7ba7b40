/** A place as people count: lines and columns from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds lines and columns of offsets; built once a text, only when a message is printed. */
export interface LineIndex {
  positionAt(offset: number): Position;
  /** The text of a line without its line end; empty for lines that do not exist. */
  lineText(line: number): string;
}

/** A line ends at LF, CR LF, or a lone CR. */
export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);

  const lineAt = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  return {
    positionAt(offset) {
      const bounded = Math.max(0, Math.min(offset, text.length));
      const line = lineAt(bounded);
      return { line: line + 1, column: bounded - (starts[line] ?? 0) + 1 };
    },
    lineText(line) {
      const start = starts[line - 1];
      if (start === undefined) return '';
      let end = starts[line] ?? text.length;
      while (end > start && '\r\n'.includes(text.charAt(end - 1))) end--;
      return text.slice(start, end);
    },
  };
}
