import { equalAst } from '../../src/ast/equal-ast.ts';
import type { Query, Statement } from '../../src/ast/nodes.ts';
import { walk } from '../../src/ast/walk.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { print } from '../../src/format/print.ts';
import { printExpression, printQuery } from '../../src/format/print-expression.ts';
import { parse } from '../../src/parse/parse.ts';
import type { Oracle } from '../support/oracle.ts';

/** How reading a text here and by the reference parser came out. */
export interface Comparison {
  readonly sql: string;
  /** `unread`: kept as text here, so there is nothing to compare. */
  readonly outcome: 'accepted' | 'refused' | 'unread';
  /** Byte at which each refuses. */
  readonly ours?: number;
  readonly theirs?: number;
  readonly message?: string;
  readonly theirMessage?: string;
  /** Code of our first finding. */
  readonly code?: string;
  readonly disagreement?: 'verdict' | 'place' | 'printed' | 'tree' | 'canonical';
  readonly detail?: string;
}

/** The first finding; broken characters come first, as the reference reads no word of a text that has them. */
function firstOf(diagnostics: readonly Diagnostic[]): Diagnostic | undefined {
  return diagnostics.find(({ code }) => code.startsWith('lex/')) ?? diagnostics[0];
}

/** Canonical text leaves these out, and sorts maps. */
const LOSSY = /DELIMITED\s+BY\s+','|(KEY|VALUE)\s+STRATEGY|MAP\s*\[/i;

export function compare(oracle: Oracle, sql: string): Comparison {
  const { value, diagnostics: findings } = parse(sql);
  const diagnostics = findings.filter(({ severity }) => severity === 'error');
  const statements = value?.statements ?? [];
  const theirError = oracle.judge(sql).error;
  const first = firstOf(diagnostics);
  const ours = first === undefined ? undefined : Buffer.byteLength(sql.slice(0, first.span.start));
  const theirs = theirError?.offset;
  if (ours === undefined && statements.some(isUnread)) return { sql, outcome: 'unread' };
  const found = {
    sql,
    ...(ours === undefined ? {} : { ours }),
    ...(theirs === undefined ? {} : { theirs }),
    ...(first === undefined ? {} : { message: first.message, code: first.code }),
    ...(theirError === null ? {} : { theirMessage: theirError.message }),
  };
  const outcome = theirError === null ? 'accepted' : 'refused';
  if ((ours === undefined) !== (theirs === undefined)) {
    const detail = `theirs: ${theirError?.message ?? 'accepted'}; ours: ${first?.message ?? 'accepted'}`;
    return { ...found, outcome, disagreement: 'verdict', detail };
  }
  if (ours !== theirs) {
    const detail = `theirs: ${theirError?.message}; ours: ${first?.message}`;
    return { ...found, outcome, disagreement: 'place', detail };
  }
  if (ours !== undefined) return { ...found, outcome };
  for (const statement of statements) {
    const wrong = comparePrinted(oracle, sql, statement);
    if (wrong !== undefined) return { ...found, outcome, ...wrong };
  }
  return { ...found, outcome };
}

function isUnread(statement: Statement): boolean {
  let isOpaque = false;
  walk(statement, ({ kind }) => {
    isOpaque ||= kind === 'OpaqueStatement';
    return undefined;
  });
  return isOpaque;
}

function comparePrinted(
  oracle: Oracle,
  sql: string,
  statement: Statement,
): Pick<Comparison, 'disagreement' | 'detail'> | undefined {
  const printed = print(statement);
  const refusal = oracle.judge(printed).error;
  if (refusal !== null) return { disagreement: 'printed', detail: `${printed} :: ${refusal.message}` };
  const again = parse(printed).value?.statements[0];
  if (again === undefined || print(again) !== printed) return { disagreement: 'tree', detail: printed };
  if (!LOSSY.test(sql) && !equalAst(again, statement, { ignoreSpelling: true })) {
    return { disagreement: 'tree', detail: printed };
  }
  return compareQuery(oracle, sql, statement);
}

/** The reference prints the query of a SUBSCRIBE: the only canonical text it gives away. */
function compareQuery(
  oracle: Oracle,
  sql: string,
  statement: Statement,
): Pick<Comparison, 'disagreement' | 'detail'> | undefined {
  const pair = queryTexts(sql, statement);
  if (pair === undefined) return undefined;
  const canonical = oracle.canonicalQuery(pair.written);
  if (canonical === undefined || withoutSigns(canonical) === withoutSigns(pair.printed)) return undefined;
  return { disagreement: 'canonical', detail: `theirs: ${canonical}\n  ours: ${pair.printed}` };
}

/**
 * Leaves out in what the two differ on purpose: which parentheses they add, `OPERATOR(+)` for `+`, how a cluster's
 * id is quoted.
 */
function withoutSigns(text: string): string {
  return text
    .replace(/OPERATOR\((\S+)\)/g, '$1')
    .replace(/CLUSTER \[.*?\]/g, 'CLUSTER [id]')
    .replace(/[()]/g, '');
}

function queryTexts(
  sql: string,
  statement: Statement,
): { readonly written: string; readonly printed: string } | undefined {
  if (statement.kind === 'CreateSecret') {
    const { span } = statement.value;
    return {
      written: `SELECT ${sql.slice(span.start, span.end)}`,
      printed: `SELECT ${printExpression(statement.value)}`,
    };
  }
  if (statement.kind !== 'CreateView' && statement.kind !== 'CreateMaterializedView') return undefined;
  const query: Query = statement.query;
  return { written: sql.slice(query.span.start, query.span.end), printed: printQuery(query) };
}
