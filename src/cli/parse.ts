import type { Statement } from '../ast/nodes.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { print } from '../format/print.ts';
import { parse } from '../parse/parse.ts';
import { tokenize } from '../parse/tokenize.ts';
import type { SourceText } from '../source/source-text.ts';
import { defineCommand } from './define-command.ts';
import { ExitCode } from './exit-code.ts';
import { displayName, STDIN } from './io.ts';
import { reportDiagnostics } from './report.ts';
import { spanJson, treeJson } from './tree-json.ts';

/** One file, read. */
interface ParsedFile {
  readonly source: SourceText;
  readonly statements: readonly Statement[];
  readonly diagnostics: readonly Diagnostic[];
}

const EMITTERS = { ast: renderAst, canonical: renderCanonical, tokens: renderTokens } as const;

export const parseCommand = defineCommand({
  name: 'parse',
  summary: 'Read statements and print what was understood: trees, canonical text or tokens.',
  arguments: '[file...]',
  options: {
    emit: {
      type: 'choice',
      of: ['ast', 'canonical', 'tokens'],
      default: 'ast',
      summary: 'What is printed: JSON trees, one line a statement, or JSON tokens.',
    },
  },
  settings: [],
  async run({ files, options }, io) {
    const parsed: ParsedFile[] = [];
    for (const path of files.length === 0 ? [STDIN] : new Set(files)) {
      const text = (await io.readText(path)).replace(/^\uFEFF/, '');
      const source = { name: displayName(path), text };
      const { value, diagnostics } = parse(source);
      parsed.push({ source, statements: value?.statements ?? [], diagnostics });
    }
    const diagnostics = parsed.flatMap((file) => file.diagnostics);
    const texts = new Map(parsed.map(({ source }) => [source.name, source.text]));
    reportDiagnostics(diagnostics, (file) => texts.get(file), 'text', io);
    io.write(EMITTERS[options.emit](parsed));
    return hasErrors(diagnostics) ? ExitCode.problems : ExitCode.ok;
  },
});

/** Of one file exactly its statements or tokens; of several, each entry also names its file. */
function renderAst(files: readonly ParsedFile[]): string {
  const statements = files.flatMap((file) =>
    file.statements.map((statement) => ({ ...ofFile(files, file), ...treeJson(statement) })),
  );
  return `${JSON.stringify({ version: 1, statements }, undefined, 2)}\n`;
}

function renderTokens(files: readonly ParsedFile[]): string {
  const tokens = files.flatMap((file) =>
    tokenize(file.source).map(({ kind, text, span }) => ({
      ...ofFile(files, file),
      kind,
      text,
      span: spanJson(span),
    })),
  );
  // A token a line: people read this, and tokens are many.
  const lines = tokens.map((token) => `    ${JSON.stringify(token)}`).join(',\n');
  return `{\n  "version": 1,\n  "tokens": [${lines === '' ? '' : `\n${lines}\n  `}]\n}\n`;
}

function ofFile(files: readonly ParsedFile[], { source }: ParsedFile): { readonly file?: string } {
  return files.length > 1 ? { file: source.name } : {};
}

/** Statements without errors; half of a statement has no canonical form. */
function renderCanonical(files: readonly ParsedFile[]): string {
  return files
    .flatMap(({ statements, diagnostics }) =>
      statements.filter((statement) => isSound(statement, diagnostics)).map(canonicalLine),
    )
    .join('');
}

function isSound({ span }: Statement, diagnostics: readonly Diagnostic[]): boolean {
  return !diagnostics.some(
    (found) => found.severity === 'error' && found.span.start <= span.end && found.span.end >= span.start,
  );
}

function canonicalLine(statement: Statement): string {
  const line = statement.kind === 'OpaqueStatement' ? onOneLine(statement.text) : print(statement);
  return `${line};\n`;
}

/** A statement that is kept as text, without its comments and with one space where there was white space. */
function onOneLine(text: string): string {
  let line = '';
  let end = 0;
  for (const token of tokenize(text)) {
    if (token.kind === 'comment') continue;
    line += (token.span.start > end ? ' ' : '') + token.text;
    end = token.span.end;
  }
  return line;
}
