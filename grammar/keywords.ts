/**
 * Every word the language knows. A word that is not quoted and stands here becomes a keyword token; hardly any is
 * reserved, so nearly all still serve as names.
 */
// biome-ignore format: a table of words
export const KEYWORDS = [
  'abort', 'access', 'account', 'action', 'add', 'added', 'address', 'addresses', 'after', 'aggregate',
  'aggregation', 'aligned', 'all', 'alter', 'analyse', 'analysis', 'analyze', 'and', 'any', 'append',
  'apply', 'arity', 'arn', 'arranged', 'arrangement', 'array', 'as', 'asc', 'assert', 'assume', 'at',
  'auction', 'authority', 'auto', 'availability', 'avro', 'aws', 'batch', 'begin', 'between', 'bigint',
  'billed', 'body', 'boolean', 'both', 'bpchar', 'broken', 'broker', 'brokers', 'by', 'bytes', 'capture',
  'cardinality', 'cascade', 'case', 'cast', 'catalog', 'certificate', 'chain', 'chains', 'char',
  'character', 'characteristics', 'check', 'class', 'client', 'clock', 'close', 'cluster', 'clusters',
  'coalesce', 'collate', 'column', 'columns', 'comment', 'commit', 'committed', 'compaction',
  'compatibility', 'compression', 'compute', 'computectl', 'config', 'confluent', 'connection',
  'connections', 'constraint', 'copy', 'correlated', 'count', 'counter', 'cpu', 'create', 'createcluster',
  'createdb', 'createnetworkpolicy', 'createrole', 'creation', 'credential', 'cross', 'cse', 'csv', 'cte',
  'current', 'cursor', 'database', 'databases', 'datums', 'day', 'days', 'deallocate', 'debezium', 'debug',
  'debugging', 'dec', 'decimal', 'declare', 'decoding', 'decorrelated', 'default', 'defaults', 'delete',
  'delimited', 'delimiter', 'delta', 'desc', 'details', 'direction', 'discard', 'disk', 'distinct', 'doc',
  'dot', 'double', 'drop', 'duration', 'eager', 'element', 'else', 'enable', 'end', 'endpoint', 'enforced',
  'envelope', 'equivalences', 'error', 'errors', 'escape', 'estimate', 'every', 'except', 'exclude',
  'execute', 'exists', 'expected', 'experimental', 'explain', 'expose', 'expressions', 'external',
  'extract', 'factor', 'false', 'fast', 'features', 'fetch', 'fields', 'file', 'files', 'filter', 'first',
  'fixed', 'fixpoint', 'float', 'following', 'for', 'foreign', 'format', 'forward', 'from', 'full',
  'fullname', 'function', 'fusion', 'gcp', 'generator', 'glue', 'grant', 'greatest', 'group', 'groups',
  'having', 'header', 'headers', 'hints', 'history', 'hold', 'host', 'hour', 'hours', 'humanized',
  'hydration', 'iceberg', 'id', 'identifiers', 'ids', 'if', 'ignore', 'ilike', 'implementations',
  'imported', 'in', 'include', 'index', 'indexes', 'info', 'inherit', 'inline', 'inner', 'input', 'insert',
  'insights', 'inspect', 'instance', 'int', 'integer', 'internal', 'intersect', 'interval', 'into',
  'introspection', 'is', 'isnull', 'isolation', 'join', 'joins', 'json', 'kafka', 'key', 'keys', 'last',
  'lateral', 'latest', 'leading', 'least', 'left', 'legacy', 'letrec', 'level', 'like', 'limit', 'linear',
  'linger', 'list', 'load', 'local', 'locally', 'log', 'logical', 'login', 'lowering', 'managed', 'manual',
  'map', 'marketing', 'matching', 'materialize', 'materialized', 'max', 'mechanisms', 'membership',
  'memory', 'message', 'metadata', 'metric', 'minute', 'minutes', 'mock', 'mode', 'month', 'months',
  'mutually', 'mysql', 'name', 'names', 'namespace', 'natural', 'negative', 'network', 'new', 'next', 'nfc',
  'nfd', 'nfkc', 'nfkd', 'no', 'nocreatecluster', 'nocreatedb', 'nocreaterole', 'node', 'noinherit',
  'nologin', 'non', 'none', 'normalize', 'nosuperuser', 'not', 'notice', 'notices', 'null', 'nullif',
  'nulls', 'objects', 'of', 'offset', 'on', 'only', 'operator', 'optimized', 'optimizer', 'options', 'or',
  'order', 'ordinality', 'outer', 'over', 'owned', 'owner', 'partition', 'partitions', 'password', 'path',
  'pattern', 'physical', 'plan', 'plans', 'policies', 'policy', 'port', 'position', 'postgres', 'preceding',
  'precision', 'prefix', 'prepare', 'primary', 'prioritize', 'privatelink', 'privileges', 'progress',
  'projection', 'protobuf', 'protocol', 'public', 'publication', 'pushdown', 'qualify', 'query', 'quote',
  'raise', 'range', 'rate', 'raw', 'read', 'ready', 'real', 'reassign', 'recursion', 'recursive',
  'redacted', 'reduce', 'reference', 'references', 'refresh', 'regex', 'region', 'registry', 'relation',
  'rename', 'reoptimize', 'repeatable', 'replace', 'replacement', 'replan', 'replica', 'replicas',
  'replication', 'reset', 'respect', 'restrict', 'retain', 'return', 'returning', 'revoke', 'right', 'role',
  'roles', 'rollback', 'rotate', 'rounds', 'row', 'rows', 'rules', 'sasl', 'scale', 'scaling', 'schedule',
  'schema', 'schemas', 'scope', 'second', 'seconds', 'secret', 'secrets', 'security', 'seed', 'select',
  'sequences', 'serializable', 'server', 'service', 'session', 'set', 'shard', 'show', 'sink', 'sinks',
  'size', 'skew', 'smallint', 'snapshot', 'some', 'source', 'sources', 'sql', 'ssh', 'ssl', 'start',
  'stdin', 'stdout', 'storage', 'storagectl', 'strategy', 'strict', 'string', 'strong', 'subscribe',
  'subsource', 'subsources', 'substring', 'subtree', 'superuser', 'swap', 'syntax', 'system', 'table',
  'tables', 'tail', 'temp', 'temporary', 'test', 'text', 'then', 'tick', 'ties', 'time', 'timeout',
  'timestamp', 'timestamptz', 'timing', 'to', 'token', 'topic', 'tpch', 'trace', 'trailing', 'transaction',
  'transactional', 'transform', 'trim', 'true', 'tunnel', 'type', 'types', 'unbounded', 'uncommitted',
  'union', 'unique', 'unit', 'unknown', 'unnest', 'until', 'up', 'update', 'upsert', 'url', 'usage', 'user',
  'username', 'users', 'using', 'validate', 'value', 'values', 'varchar', 'variadic', 'varying', 'verbose',
  'version', 'view', 'views', 'wait', 'warehouse', 'warning', 'webhook', 'when', 'where', 'while', 'window',
  'wire', 'with', 'within', 'without', 'work', 'workers', 'workload', 'write', 'year', 'years', 'zone',
  'zones',
] as const;

export type Keyword = (typeof KEYWORDS)[number];

/** Words that never stand for a column, whatever surrounds them. */
export const RESERVED_EVERYWHERE: readonly Keyword[] = [
  'with',
  'select',
  'from',
  'where',
  'group',
  'having',
  'qualify',
  'window',
  'order',
  'limit',
  'offset',
  'fetch',
  'options',
  'returning',
  'union',
  'except',
  'intersect',
];

/** Words that cannot be a table's alias without `AS`. */
export const RESERVED_AS_TABLE_ALIAS: readonly Keyword[] = [
  'on',
  'join',
  'inner',
  'cross',
  'full',
  'left',
  'right',
  'natural',
  'using',
  'set',
  'outer',
];

/** Words that cannot be a column's alias without `AS`. */
export const RESERVED_AS_COLUMN_ALIAS: readonly Keyword[] = [
  'year',
  'month',
  'day',
  'hour',
  'minute',
  'second',
];

/** Words with a syntax of their own wherever an expression may start. */
export const EXPRESSION_STARTERS: readonly Keyword[] = [
  'true',
  'false',
  'null',
  'array',
  'case',
  'cast',
  'not',
];

/** Words that canonical text puts in quotes when they are names; every other keyword is printed bare. */
// biome-ignore format: a table of words
export const QUOTED_WORDS: ReadonlySet<string> = new Set<Keyword>([
  'all', 'any', 'array', 'as', 'case', 'cast', 'cross', 'day', 'distinct', 'except', 'false', 'fetch',
  'from', 'full', 'group', 'having', 'hour', 'if', 'inner', 'intersect', 'into', 'join', 'left', 'limit',
  'list', 'minute', 'month', 'natural', 'not', 'null', 'offset', 'on', 'options', 'order', 'outer',
  'prepare', 'qualify', 'returning', 'right', 'second', 'select', 'set', 'show', 'some', 'table', 'true',
  'union', 'using', 'values', 'when', 'where', 'window', 'with', 'year',
]);
