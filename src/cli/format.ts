import { equalAst } from '../ast/equal-ast.ts';
import type { Script } from '../ast/nodes.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { format } from '../format/format.ts';
import { parse } from '../parse/parse.ts';
import { tokenize } from '../parse/tokenize.ts';
import { defineCommand } from './define-command.ts';
import { ExitCode } from './exit-code.ts';
import { displayName, type Io, STDIN } from './io.ts';
import { reportDiagnostics } from './report.ts';
import { UsageError } from './usage-error.ts';

export const formatCommand = defineCommand({
  name: 'format',
  summary: 'Lay statements out; without --check or --write, print them. Comments and meaning stay.',
  arguments: '[file...]',
  options: {
    check: {
      type: 'flag',
      summary: 'Change nothing; print the files that would change, and exit with 1 for any.',
    },
    write: { type: 'flag', summary: 'Write the files instead of printing them.' },
    width: {
      type: 'integer',
      placeholder: 'n',
      minimum: 1,
      summary: 'How many columns a line should not exceed; 100 unless given.',
    },
  },
  settings: [],
  async run({ files, options }, io) {
    const paths = files.length === 0 ? [STDIN] : [...new Set(files)];
    assertUsage(paths, options);
    let exitCode: ExitCode = ExitCode.ok;
    for (const path of paths) {
      const result = formatFile(displayName(path), await readWithMark(path, io), options.width);
      sayWhatStays(result, io);
      if (result.stays === 'has errors') exitCode = ExitCode.problems;
      if (!options.check && !options.write) {
        io.write(result.stays === undefined ? withoutMark(result.formatted) : result.written);
      } else if (result.formatted !== result.written) {
        if (options.check) {
          io.write(`${result.name}\n`);
          exitCode = ExitCode.problems;
        } else await io.writeText(path, result.formatted);
      }
    }
    return exitCode;
  },
});

function assertUsage(
  paths: readonly string[],
  given: { readonly check: boolean; readonly write: boolean },
): void {
  if (given.check && given.write) throw new UsageError('--check and --write exclude each other');
  if (given.write && paths.includes(STDIN)) throw new UsageError('--write cannot write to standard input');
}

interface FormattedFile {
  readonly name: string;
  /** With the byte order mark, if there is one. */
  readonly written: string;
  readonly formatted: string;
  /** Why the file stays as it is. */
  readonly stays?: 'has errors' | 'holds templates';
  readonly diagnostics: readonly Diagnostic[];
}

function formatFile(name: string, written: string, width: number | undefined): FormattedFile {
  const text = withoutMark(written);
  const { value, diagnostics } = parse({ name, text });
  const file = { name, written, diagnostics };
  if (holdsTemplates(text, diagnostics)) return { ...file, formatted: written, stays: 'holds templates' };
  if (value === undefined || hasErrors(diagnostics))
    return { ...file, formatted: written, stays: 'has errors' };
  const formatted = format(value, width === undefined ? {} : { width });
  assertSameMeaning(value, formatted);
  return { ...file, formatted: written.slice(0, written.length - text.length) + formatted };
}

function sayWhatStays({ name, written, stays, diagnostics }: FormattedFile, io: Io): void {
  if (stays === undefined) return;
  if (stays === 'has errors') reportDiagnostics(diagnostics, () => withoutMark(written), 'text', io);
  io.writeError(`${name} ${stays}: left as it is\n`);
}

/** Formatting must never cost a statement: what comes out is read again before anything is overwritten. */
function assertSameMeaning(before: Script, formatted: string): void {
  const { statements } = parse(formatted).value ?? { statements: [] };
  const isSame =
    statements.length === before.statements.length &&
    statements.every((statement, index) => {
      const original = before.statements[index];
      return original !== undefined && equalAst(statement, original);
    });
  if (!isSame) throw new Error('bug: formatting would have changed the meaning; nothing was written');
}

const JINJA = /\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}/s;
const VARIABLE = /^\$\{\w+\}/;

/** A text that is not yet SQL: with Jinja in places where it cannot be read, or with `${NAME}` outside of a string. */
function holdsTemplates(text: string, diagnostics: readonly Diagnostic[]): boolean {
  if (hasErrors(diagnostics) && JINJA.test(text)) return true;
  if (!text.includes('${')) return false;
  const starts = [...tokenize(text), ...diagnostics].map(({ span }) => span.start);
  return starts.some((start) => VARIABLE.test(text.slice(start, start + MAX_VARIABLE)));
}

const MAX_VARIABLE = 256;
const MARK = '\uFEFF';

function withoutMark(text: string): string {
  return text.startsWith(MARK) ? text.slice(MARK.length) : text;
}

async function readWithMark(path: string, io: Io): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    let text = '';
    for await (const bytes of io.readBytes(path)) text += decoder.decode(bytes, { stream: true });
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`${displayName(path)} is not UTF-8`);
    throw error;
  }
}
