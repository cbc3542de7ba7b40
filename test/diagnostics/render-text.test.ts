import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { renderJson } from '../../src/diagnostics/render-json.ts';
import { renderText } from '../../src/diagnostics/render-text.ts';

function finding(start: number, end: number, more: Partial<Diagnostic> = {}): Diagnostic {
  return {
    code: 'resolve/x',
    severity: 'error',
    message: 'm',
    file: 'f.sql',
    span: { start, end },
    related: [],
    fixes: [],
    ...more,
  };
}

function linesOf(text: string, ...diagnostics: readonly Diagnostic[]): readonly string[] {
  return renderText(diagnostics, { textOf: () => text }).split('\n');
}

describe('text', () => {
  it('shows place, code, message, source and what to do', () => {
    const diagnostic = finding(9, 12, {
      severity: 'warning',
      detail: 'D.',
      hint: 'H.',
      fixes: [{ title: 'F', applicability: 'safe', edits: [] }],
      related: [{ file: 'f.sql', span: { start: 0, end: 3 }, message: 'here' }],
    });
    expect(linesOf('one two\n\nthree', diagnostic)).toEqual([
      'f.sql:3:1: warning resolve/x: m',
      '  3 | three',
      '    | ^^^',
      '  D.',
      '  hint: H.',
      '  fix: F',
      '  f.sql:1:1: here',
      '  1 | one two',
      '    | ^^^',
      '',
    ]);
  });

  it('keeps carets under what stands behind tabs', () => {
    expect(linesOf('\t\ta b', finding(4, 5))[2]).toBe('    | \t\t  ^');
  });

  it('underlines the first line of several', () => {
    expect(linesOf('ab\ncd', finding(1, 5)).slice(1, 3)).toEqual(['  1 | ab', '    |  ^']);
  });

  it('points behind the text at its end', () => {
    expect(linesOf('ab', finding(2, 2)).slice(1, 3)).toEqual(['  1 | ab', '    |   ^']);
  });

  it('counts a character outside of the first plane once', () => {
    expect(linesOf("'😀' x", finding(5, 6))[2]).toBe('    |     ^');
  });

  it('cuts a long line around the place', () => {
    const text = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`;
    const [, source = '', carets = ''] = linesOf(text, finding(500, 504));
    expect(source.length).toBeLessThan(160);
    expect(source.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('HERE');
  });

  it('gives offsets where the text is not at hand', () => {
    expect(renderText([finding(3, 4)])).toBe('f.sql@3: error resolve/x: m\n');
  });
});

describe('JSON', () => {
  it('has offsets, lines and columns', () => {
    const document = JSON.parse(renderJson([finding(4, 5)], { textOf: () => 'ab\ncd' }));
    expect(document).toEqual({
      version: 1,
      diagnostics: [
        {
          code: 'resolve/x',
          severity: 'error',
          message: 'm',
          file: 'f.sql',
          span: [4, 5],
          start: { line: 2, column: 2 },
          end: { line: 2, column: 3 },
          related: [],
          fixes: [],
        },
      ],
    });
  });
});
