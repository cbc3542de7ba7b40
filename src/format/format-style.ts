/** How far a line that starts with a word is indented behind the line its node starts on. */
type Words = Readonly<Record<string, number>>;

export interface ClauseStyle {
  /** Words that start a line where they start a clause of the node. */
  readonly words: Words;
  /** True where clauses stand on lines of their own however short they are. */
  readonly always: boolean;
}

const SINK: ClauseStyle = {
  always: true,
  words: { IN: 2, FROM: 2, INTO: 2, KEY: 2, HEADERS: 2, FORMAT: 2, ENVELOPE: 2, MODE: 2, WITH: 2 },
};

const SOURCE: ClauseStyle = {
  always: true,
  words: { IN: 2, FROM: 2, KEY: 2, FORMAT: 2, INCLUDE: 2, ENVELOPE: 2, FOR: 2, EXPOSE: 2, WITH: 2 },
};

/**
 * Nodes whose clauses start lines, by kind. Kinds that are missing here need no row: they stay on their line, and
 * only what is in brackets is broken when the line is full.
 */
export const CLAUSES: Readonly<Record<string, ClauseStyle>> = {
  CreateSink: SINK,
  CreateIcebergSink: SINK,
  CreateMetricSink: SINK,
  CreateSource: SOURCE,
  CreateTableFromSource: SOURCE,
  IcebergTarget: { always: true, words: { USING: 0 } },
  FormatClause: { always: true, words: { VALUE: 0 } },
  CreateView: { always: false, words: {} },
  CreateMaterializedView: { always: false, words: { IN: 2, WITH: 2, AS: 0 } },
  Query: { always: false, words: { ORDER: 0, LIMIT: 0, OFFSET: 0, FETCH: 0 } },
  Select: {
    always: false,
    words: { FROM: 0, WHERE: 0, GROUP: 0, HAVING: 0, QUALIFY: 0, OPTIONS: 0 },
  },
  SetOperation: { always: false, words: { UNION: 0, EXCEPT: 0, INTERSECT: 0 } },
  Case: { always: false, words: { WHEN: 2, ELSE: 2, END: 0 } },
};

/** Nodes that start with a word of a clause and are none: `KEY AS k` behind INCLUDE. */
export const NO_CLAUSES: ReadonlySet<string> = new Set(['IncludedMetadata']);

/** Children that start a line where their node does not fit on one; what follows a set operation's word among them. */
export const LINE_CHILDREN: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  CreateView: { query: 2 },
  CreateMaterializedView: { query: 2 },
  Query: { body: 0 },
  SetOperation: { right: 0 },
  FromItem: { joins: 2 },
};

/** Lists without brackets: where they do not fit, each element gets a line. */
export const LISTS: Readonly<Record<string, readonly string[]>> = { Select: ['items'] };

/** Nodes whose first parenthesis follows a word without a space. */
export const CALLS: ReadonlySet<string> = new Set([
  'FunctionCall',
  'ConditionalCall',
  'NamedType',
  'RowConstructor',
  'Cast',
  'IntervalLiteral',
]);

/** Nodes whose square brackets follow a word without a space. */
export const SUBSCRIPTED: ReadonlySet<string> = new Set([
  'Subscript',
  'SubscriptIndex',
  'ArrayType',
  'ListType',
  'MapType',
  'ArrayConstructor',
  'MapConstructor',
  'MapValue',
]);

/** Nodes whose words are names or values, and types: they keep the case they were written in. */
export const KEEPS_CASE: ReadonlySet<string> = new Set([
  'Identifier',
  'StringLiteral',
  'NamedType',
  'ListType',
  'ArrayType',
  'MapType',
]);
