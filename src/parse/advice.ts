import type { StatementInput } from '../../grammar/foundation.ts';
import { families, namesOf } from '../../grammar/options.ts';
import type { SyntaxProblem } from '../../grammar/problems.ts';
import { isWord, spanOf, type Token, t } from '../../grammar/tokens.ts';
import type { Fix, TextEdit } from '../diagnostics/diagnostic.ts';
import { nearestNames } from '../diagnostics/nearest.ts';
import type { Span } from '../source/span.ts';
import type { AdvisedProblem } from './repair.ts';

type Expectation = Extract<SyntaxProblem, { slug: 'expected-token' }>;

interface Context {
  readonly problem: Expectation;
  readonly tokens: readonly Token[];
  /** The token that was found. */
  readonly at: number;
  readonly text: string;
  /** Of the token found or, counted from it, one before or behind. */
  readonly word: (distance: number) => string;
}

interface Advice {
  readonly hint: string;
  readonly edits?: readonly TextEdit[];
  readonly title?: string;
}

type Adviser = (context: Context) => Advice | undefined;

const VIEW_HINT =
  'A sink reads a relation by its name. CREATE MATERIALIZED VIEW v AS the query, and write FROM v.';
const REGISTRY_HINT = 'Write FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION r.';
const OPTIONS_HINT =
  "Options of the sink stand in parentheses right behind its connection: KAFKA CONNECTION k (TOPIC 't').";

/** What people write, and what helps; the first that fits counts. */
const ADVISERS: readonly Adviser[] = [
  ({ problem, tokens, at }) => {
    const close = tokens.findIndex(({ image }, index) => index > at && image === '`');
    const open = tokens[at];
    const end = tokens[close];
    if (open?.image !== '`' || end === undefined || !problem.expected.includes('identifier'))
      return undefined;
    const edits = [open, end].map((token) => ({ span: spanOf(token), text: '"' }));
    return {
      hint: 'Names stand in double quotes, or in none; not in backticks.',
      edits,
      title: 'Write double quotes',
    };
  },
  ({ problem, tokens, at }) => {
    const token = tokens[at];
    if (problem.expected !== 'identifier' || token?.tokenType !== t.StringLiteral) return undefined;
    const name = `"${token.value.replaceAll('"', '""')}"`;
    return {
      hint: 'Names stand in double quotes, or in none. Single quotes are for strings.',
      edits: [{ span: problem.span, text: name }],
      title: `Write ${name}`,
    };
  },
  ({ problem, word }) =>
    (problem.expected === 'identifier' && word(0) === '(' && word(-1) === 'from') ||
    (problem.expected === 'INTO' && word(0) === 'where')
      ? { hint: VIEW_HINT }
      : undefined,
  ({ problem, word }) =>
    problem.expected === 'identifier' && word(-1) === 'connection' && word(0) === '('
      ? { hint: 'The name of the connection is missing in front of its options.' }
      : undefined,
  ({ problem, word }) =>
    problem.expected === 'FROM' && word(-1) === 'from' && word(-2) === 'cluster'
      ? { hint: 'The name of the cluster is missing behind IN CLUSTER.' }
      : undefined,
  ({ problem, tokens, at, word }) => {
    if (problem.expected !== 'CONNECTION' || tokens[at] === undefined || !isWord(tokens[at]))
      return undefined;
    const inRegistry = word(-1) === 'registry';
    const { start } = problem.span;
    return {
      hint: inRegistry ? REGISTRY_HINT : `Write INTO KAFKA CONNECTION ${tokens[at].image}.`,
      edits: [{ span: { start, end: start }, text: 'CONNECTION ' }],
      title: 'Insert CONNECTION',
    };
  },
  ({ problem, word }) =>
    problem.expected === 'KAFKA' && word(0) === 'connection'
      ? insertion(problem.span, 'KAFKA', 'Write INTO KAFKA CONNECTION.')
      : undefined,
  ({ problem, word }) => {
    const isUsing = word(-1) === 'avro' && problem.expected === 'USING';
    const isBare = word(0) === 'registry' && word(-1) === 'schema' && word(-2) === 'using';
    return isUsing || isBare ? { hint: REGISTRY_HINT } : undefined;
  },
  ({ problem, word }) =>
    problem.expected === 'VALUE' && word(0) !== 'schema' && word(-2) === 'format'
      ? { hint: 'KEY FORMAT goes with VALUE FORMAT: KEY FORMAT TEXT VALUE FORMAT JSON.' }
      : undefined,
  ({ problem }) =>
    problem.expected === 'UPSERT or DEBEZIUM'
      ? {
          hint: 'UPSERT sends the latest row of each key, DEBEZIUM every change with the row before and after it.',
        }
      : undefined,
  ({ problem, tokens, at, word, text }) => {
    const token = tokens[at];
    if (problem.expected !== 'a list of columns in parentheses' || token === undefined || !isWord(token))
      return undefined;
    if (word(-1) !== 'key') return undefined;
    const column = text.slice(problem.span.start, problem.span.end);
    return {
      hint: `Write KEY (${column}).`,
      edits: [{ span: problem.span, text: `(${column})` }],
      title: `Write (${column})`,
    };
  },
  ({ word }) =>
    word(0) === '.' && word(-2) === '(' && word(-3) === 'key'
      ? { hint: 'Columns of KEY stand alone, without the name of their relation.' }
      : undefined,
  ({ problem, word, tokens, at }) => {
    if (problem.expected !== 'end of statement' || word(0) !== 'not') return undefined;
    const next = tokens[at + 1];
    if (next === undefined || nearestNames(next.value, ['ENFORCED']).length === 0) return undefined;
    const edits = [{ span: spanOf(next), text: 'ENFORCED' }];
    return { hint: 'Did you mean NOT ENFORCED?', edits, title: 'Write ENFORCED' };
  },
  ({ problem, word }) =>
    problem.expected === 'end of statement' && word(0) === 'unenforced'
      ? {
          hint: 'Did you mean NOT ENFORCED?',
          edits: [{ span: problem.span, text: 'NOT ENFORCED' }],
          title: 'Write NOT ENFORCED',
        }
      : undefined,
  ({ problem, tokens, word }) =>
    problem.expected === 'end of statement' && isSink(tokens) && (word(0) === '(' || word(0) === 'topic')
      ? { hint: OPTIONS_HINT }
      : undefined,
  ({ problem, word, tokens, at }) => {
    const begins =
      ['create', 'alter', 'drop', 'comment'].includes(word(0)) &&
      isWord(tokens[at + 1] ?? (tokens[0] as Token));
    if (problem.expected !== 'end of statement' || !begins) return undefined;
    const end = (tokens[at - 1]?.endOffset ?? -1) + 1;
    return {
      hint: 'A semicolon stands between two statements. Nothing behind this word was read.',
      edits: [{ span: { start: end, end }, text: ';' }],
      title: 'Insert a semicolon',
    };
  },
  optionGoesOn,
  ({ problem, tokens, at }) => {
    const token = tokens[at];
    if (!problem.expected.endsWith(' option') || token?.tokenType !== t.StringLiteral) return undefined;
    const name = token.value.toUpperCase();
    const isKnown = Object.values(families).some(({ names }) => namesOf(names).includes(name));
    const hint = 'Names of options are written without quotes.';
    if (!isKnown) return { hint };
    return { hint, edits: [{ span: problem.span, text: name }], title: `Write ${name}` };
  },
  ({ problem, word }) =>
    problem.expected === 'arrow' && word(0) === '='
      ? {
          hint: 'In a MAP => stands between key and value.',
          edits: [{ span: problem.span, text: '=>' }],
          title: 'Write =>',
        }
      : undefined,
  ({ problem, word }) =>
    problem.expected === 'comma or right parenthesis' && word(0) === '=>'
      ? { hint: "Keys and values stand in a map: MAP['retention.ms' => '1000']." }
      : undefined,
  ({ problem, tokens, at }) =>
    problem.expected.startsWith('a map key') && tokens[at] !== undefined && isWord(tokens[at])
      ? { hint: "Keys of a map are strings: MAP['retention.ms' => '1000']." }
      : undefined,
  ({ problem, word }) =>
    problem.expected === 'an option value' && word(0) === ':'
      ? {
          hint: 'An equals sign may stand between an option and its value, or nothing; never a colon.',
          edits: [{ span: problem.span, text: ' =' }],
          title: 'Write =',
        }
      : undefined,
  ({ problem }) =>
    problem.expected.startsWith('a list of brokers')
      ? { hint: "Write BROKERS ('a:9092', 'b:9092'). BROKER, without S, takes one address." }
      : undefined,
  ({ problem, tokens, at }) =>
    problem.expected.startsWith('a broker address') && tokens[at] !== undefined && isWord(tokens[at])
      ? { hint: "An address is a string of host and port: 'localhost:9092'." }
      : undefined,
  ({ problem, tokens, word }) =>
    problem.expected === 'FOR or TO' && tokens[1]?.tokenType === t.Connection && word(0) !== ''
      ? insertion(problem.span, 'TO', 'Write CREATE CONNECTION k TO KAFKA (...).')
      : undefined,
  ({ problem, tokens, word }) => {
    if (problem.expected !== 'AS' || tokens[1]?.tokenType !== t.Secret) return undefined;
    if (word(0) !== '=') return insertion(problem.span, 'AS', "Write CREATE SECRET p AS 'the secret'.");
    const edits = [{ span: problem.span, text: 'AS' }];
    return { hint: "Write CREATE SECRET p AS 'the secret'.", edits, title: 'Write AS' };
  },
  ({ problem, tokens, at }) =>
    problem.expected === 'left parenthesis' &&
    tokens[1]?.tokenType === t.Table &&
    tokens[at] !== undefined &&
    isWord(tokens[at])
      ? { hint: 'Columns stand in parentheses: CREATE TABLE t (a int).' }
      : undefined,
  ({ problem, word }) =>
    problem.expected === 'SCHEMA' && word(-1) === 'confluent'
      ? insertion(problem.span, 'SCHEMA', 'Write CONFLUENT SCHEMA REGISTRY.')
      : undefined,
];

function isSink(tokens: readonly Token[]): boolean {
  return tokens[1]?.tokenType === t.Sink;
}

function insertion({ start }: Span, word: string, hint: string): Advice {
  return { hint, edits: [{ span: { start, end: start }, text: `${word} ` }], title: `Insert ${word}` };
}

/** `COMPRESSION = 'zstd'`, `PARTITION COUNT 4`: words that begin another option than was meant. */
function optionGoesOn({ problem, tokens, at }: Context): Advice | undefined {
  if (!/^[A-Z]+$/.test(problem.expected)) return undefined;
  let first = at;
  while (first > 0 && at - first < 5 && isWord(tokens[first - 1] as Token)) first--;
  const begun = tokens.slice(first, at).map(({ value }) => value.toUpperCase());
  const next = tokens[at];
  if (begun.length === 0 || !['(', ','].includes(tokens[first - 1]?.image ?? '')) return undefined;
  const names = Object.values(families).flatMap((family) => namesOf(family.names));
  const expected = [...begun, problem.expected].join(' ');
  const going = names.filter((name) => name === expected || name.startsWith(`${expected} `));
  const withNext =
    next !== undefined && isWord(next) ? [...begun, next.value.toUpperCase()].join(' ') : undefined;
  const meant = withNext === undefined ? undefined : names.find((name) => name.endsWith(` ${withNext}`));
  const name = meant ?? going[0];
  if (name === undefined) return undefined;
  const end = meant === undefined ? tokens[at - 1] : next;
  const span = { start: tokens[first]?.startOffset ?? 0, end: (end?.endOffset ?? -1) + 1 };
  return { hint: `The option is called ${name}.`, edits: [{ span, text: name }], title: `Write ${name}` };
}

/** Adds to each problem what helps against it, and leaves out those that follow from another one. */
export function advise(
  problems: readonly SyntaxProblem[],
  { tokens, text }: StatementInput,
): readonly AdvisedProblem[] {
  const indexes = new Map(tokens.map(({ startOffset }, index) => [startOffset, index]));
  const ksql = problems.length > 0 ? ksqlSign(tokens) : undefined;
  if (ksql !== undefined) return [{ problem: ksql }];
  const swapped = fromBehindInto(problems, tokens, text);
  const others = swapped?.rest ?? problems;
  const hasBareBrokers = others.some(
    (problem) => isExpectation(problem) && problem.expected.startsWith('a list of brokers'),
  );
  const advised = others
    .filter(
      (problem) =>
        !(hasBareBrokers && isExpectation(problem) && problem.expected === families.connection.label),
    )
    .map((problem) => {
      if (problem.slug === 'unknown-option') return { problem: betterOption(problem, tokens, indexes) };
      return isExpectation(problem) ? adviseOne(problem, tokens, indexes, text) : { problem };
    });
  return swapped === undefined ? advised : [{ problem: swapped.problem }, ...advised];
}

function isExpectation(problem: SyntaxProblem): problem is Expectation {
  return problem.slug === 'expected-token';
}

function adviseOne(
  problem: Expectation,
  tokens: readonly Token[],
  indexes: ReadonlyMap<number, number>,
  text: string,
): AdvisedProblem {
  if (problem.hint !== undefined) return { problem };
  const at = indexes.get(problem.span.start) ?? tokens.length;
  const context: Context = {
    problem,
    tokens,
    at,
    text,
    word: (distance) => tokens[at + distance]?.value ?? '',
  };
  for (const adviser of ADVISERS) {
    const advice = adviser(context);
    if (advice === undefined) continue;
    const { hint, edits, title } = advice;
    const fixes: readonly Fix[] =
      edits === undefined || title === undefined ? [] : [{ title, applicability: 'suggested', edits }];
    return { problem: { ...problem, hint }, fixes };
  }
  return { problem };
}

const KSQL_PROPERTIES: ReadonlySet<string> = new Set(['kafka_topic', 'value_format', 'key_format']);

function ksqlSign(tokens: readonly Token[]): SyntaxProblem | undefined {
  const sign = tokens.find(
    ({ value, tokenType }, index) =>
      tokenType === t.Identifier && KSQL_PROPERTIES.has(value) && tokens[index + 1]?.tokenType === t.Equals,
  );
  if (sign === undefined) return undefined;
  return { slug: 'other-dialect', span: spanOf(sign), product: 'ksqlDB', sign: sign.value.toUpperCase() };
}

/** `CREATE SINK s INTO KAFKA CONNECTION k FROM v` is one mistake, not two. */
function fromBehindInto(
  problems: readonly SyntaxProblem[],
  tokens: readonly Token[],
  text: string,
): { readonly problem: SyntaxProblem; readonly rest: readonly SyntaxProblem[] } | undefined {
  const first = problems.find((problem) => isExpectation(problem) && problem.expected === 'FROM');
  const into = tokens.find(({ startOffset }) => startOffset === first?.span.start);
  if (first === undefined || into?.tokenType !== t.Into || !isSink(tokens)) return undefined;
  const second = problems.find((problem) => problem.span.start > first.span.start && isExpectation(problem));
  const from = tokens.find(({ startOffset }) => startOffset === second?.span.start);
  const name = tokens[(from?.index ?? 0) + 1];
  if (second === undefined || from?.tokenType !== t.From || name === undefined || !isWord(name))
    return undefined;
  let last = name;
  for (;;) {
    const part = tokens[last.index + 2];
    if (tokens[last.index + 1]?.tokenType !== t.Period || part === undefined) break;
    last = part;
  }
  const span = { start: from.startOffset, end: last.endOffset + 1 };
  const gap = text.slice(0, span.start).length - text.slice(0, span.start).trimEnd().length;
  const move = [
    {
      span: { start: into.startOffset, end: into.startOffset },
      text: `${text.slice(span.start, span.end)} `,
    },
    { span: { start: span.start - gap, end: span.end }, text: '' },
  ];
  const problem: SyntaxProblem = { slug: 'clause-order', span, clause: 'FROM', before: 'INTO', move };
  return { problem, rest: problems.filter((other) => other !== first && other !== second) };
}

type UnknownOption = Extract<SyntaxProblem, { slug: 'unknown-option' }>;

/** Takes as many words for the option's name as make it most alike: `TOPICK CONFIG` was not meant to be `TOPIC`. */
function betterOption(
  problem: UnknownOption,
  tokens: readonly Token[],
  indexes: ReadonlyMap<number, number>,
): UnknownOption {
  const family = Object.values(families).find(({ label }) => label === problem.family);
  const first = indexes.get(problem.span.start);
  if (family === undefined || first === undefined || problem.quoted) return problem;
  const candidates = namesOf(family.names);
  for (let count = MAX_OPTION_WORDS; count >= 1; count--) {
    const words = tokens.slice(first, first + count);
    const last = words.at(-1);
    if (words.length < count || last === undefined || !words.every(isWord)) continue;
    const written = words.map(({ value }) => value).join(' ');
    const nearest = nearestNames(written, candidates).filter((name) => name.split(' ').length >= count);
    if (nearest.length === 0) continue;
    const span = { start: problem.span.start, end: last.endOffset + 1 };
    return { ...problem, span, written: words.map(({ image }) => image).join(' '), nearest };
  }
  return problem;
}

const MAX_OPTION_WORDS = 6;
