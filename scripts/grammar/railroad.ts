import type { Part } from './productions.ts';

/** A drawing: its line enters at the left and leaves at the right, `up` below its top. */
interface Drawing {
  readonly width: number;
  readonly up: number;
  readonly down: number;
  /** SVG of the drawing whose line starts at a place. */
  readonly draw: (x: number, y: number) => string;
}

const CHAR = 8;
const HALF = 11;
const GAP = 10;
const ROW = 8;
const ARC = 10;

/** The diagram of a rule as SVG: words in round boxes, rules in square ones that lead to their own diagram. */
export function renderDiagram(part: Part): string {
  const { width, up, down, draw } = drawing(part);
  const all = width + 4 * GAP;
  const y = up + 4;
  const ends = `M${GAP} ${y - 6}v12m4 -12v12M${GAP} ${y}h${GAP}M${all - 2 * GAP} ${y}h${GAP}m-4 -6v12m4 -12v12`;
  return `<svg width="${all}" height="${y + down + 4}"><path d="${ends}"/>${draw(2 * GAP, y)}</svg>`;
}

function drawing(part: Part): Drawing {
  switch (part.kind) {
    case 'terminal':
      return box(part.text, (text) => text, HALF);
    case 'rule':
      return box(part.name, (text) => `<a href="#${part.name}">${text}</a>`, 0);
    case 'sequence':
      return inRow(part.parts.map(drawing));
    case 'choice':
      return stacked(part.parts.map(drawing));
    case 'optional':
      return stacked([straight(), drawing(part.part)]);
    case 'repeated':
      return looped(drawing(part.part), part.separator === undefined ? straight() : drawing(part.separator));
  }
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function box(text: string, wrap: (svg: string) => string, radius: number): Drawing {
  const width = text.length * CHAR + 2 * GAP;
  return {
    width,
    up: HALF,
    down: HALF,
    draw: (x, y) =>
      wrap(
        `<rect x="${x}" y="${y - HALF}" width="${width}" height="${2 * HALF}" rx="${radius}"/>` +
          `<text x="${x + width / 2}" y="${y + 4}">${escapeMarkup(text)}</text>`,
      ),
  };
}

function straight(): Drawing {
  return { width: 0, up: 0, down: 0, draw: () => '' };
}

function line(x: number, y: number, length: number): string {
  return length === 0 ? '' : `<path d="M${x} ${y}h${length}"/>`;
}

function inRow(parts: readonly Drawing[]): Drawing {
  const width = parts.reduce((sum, part) => sum + part.width, 0) + GAP * Math.max(0, parts.length - 1);
  return {
    width,
    up: Math.max(0, ...parts.map(({ up }) => up)),
    down: Math.max(0, ...parts.map(({ down }) => down)),
    draw(x, y) {
      let at = x;
      return parts
        .map((part, index) => {
          const link = index === 0 ? '' : line(at, y, GAP);
          if (index > 0) at += GAP;
          const drawn = link + part.draw(at, y);
          at += part.width;
          return drawn;
        })
        .join('');
    },
  };
}

/** The first part on the line, the others below it. */
function stacked(parts: readonly Drawing[]): Drawing {
  const inner = Math.max(...parts.map(({ width }) => width));
  const offsets: number[] = [];
  let below = 0;
  for (const [index, { up, down }] of parts.entries()) {
    const offset = index === 0 ? 0 : Math.max(below + ROW + up, 2 * ARC);
    offsets.push(offset);
    below = offset + down;
  }
  return {
    width: inner + 4 * ARC,
    up: parts[0]?.up ?? 0,
    down: below,
    draw: (x, y) =>
      parts
        .map((part, index) => {
          const offset = offsets[index] ?? 0;
          const row = y + offset;
          const start = x + 2 * ARC;
          const drawn = part.draw(start, row) + line(start + part.width, row, inner - part.width);
          if (index === 0) return line(x, y, 2 * ARC) + drawn + line(start + inner, y, 2 * ARC);
          const drop = offset - 2 * ARC;
          const enter = `M${x} ${y}q${ARC} 0 ${ARC} ${ARC}v${drop}q0 ${ARC} ${ARC} ${ARC}`;
          const leave = `M${start + inner} ${row}q${ARC} 0 ${ARC} ${-ARC}v${-drop}q0 ${-ARC} ${ARC} ${-ARC}`;
          return `<path d="${enter}${leave}"/>${drawn}`;
        })
        .join(''),
  };
}

/** The part on the line, what stands between two of them on the way back below it. */
function looped(part: Drawing, back: Drawing): Drawing {
  const inner = Math.max(part.width, back.width);
  const offset = Math.max(part.down + ROW + back.up, 2 * ARC);
  return {
    width: inner + 2 * ARC,
    up: part.up,
    down: offset + back.down,
    draw(x, y) {
      const start = x + ARC;
      const row = y + offset;
      const turn = `M${start + inner} ${y}q${ARC} 0 ${ARC} ${ARC}v${offset - 2 * ARC}q0 ${ARC} ${-ARC} ${ARC}`;
      const home = `M${start} ${row}q${-ARC} 0 ${-ARC} ${-ARC}v${2 * ARC - offset}q0 ${-ARC} ${ARC} ${-ARC}`;
      return (
        line(x, y, ARC) +
        part.draw(start, y) +
        line(start + part.width, y, inner - part.width + ARC) +
        `<path d="${turn}${home}"/>` +
        back.draw(start, row) +
        line(start + back.width, row, inner - back.width)
      );
    },
  };
}
