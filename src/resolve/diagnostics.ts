import { defineDiagnostics } from '../diagnostics/define.ts';

interface Named {
  readonly name: string;
}

interface NamedKind extends Named {
  /** `table`, `sink`: the kind of item the name stands for. */
  readonly kind: string;
}

interface Unknown extends Named {
  readonly nearest: readonly string[];
}

interface OptionProblem {
  readonly option: string;
  readonly reason: string;
  readonly hint?: string;
}

/** What is wrong with names, clauses and options. Columns and PARTITION BY: `expression-diagnostics.ts`. */
export const resolveDiagnostics = defineDiagnostics('resolve', {
  'missing-name': {
    severity: 'error',
    title: 'A sink has no name.',
    message: () => 'sink has no name',
    hint: () => 'Write CREATE SINK name FROM ...',
  },
  'name-too-long': {
    severity: 'error',
    title: 'A name has more than three parts.',
    message: ({ name }: Named) => `name "${name}" has more than three parts`,
    detail: () => 'A full name is database, schema and item.',
  },
  'duplicate-item': {
    severity: 'error',
    title: 'A name is taken by another item.',
    message: ({ name, kind }: NamedKind) => `name "${name}" is taken by a ${kind}`,
  },
  'duplicate-identity': {
    severity: 'error',
    title: 'Two sinks would take each other for themselves.',
    message: ({ other, id }: { readonly other: string; readonly id: string }) =>
      `sink has the same identity "${id}" as sink "${other}"`,
    detail: () => 'Both would resume from one progress record, and fence each other off.',
    hint: () => 'Rename one of them, or give them ids of their own in the catalog file.',
  },
  'progress-topic-as-topic': {
    severity: 'error',
    title: 'A sink would write its rows where its progress is kept.',
    message: ({ topic }: { readonly topic: string }) =>
      `topic "${topic}" is the progress topic of the connection`,
    detail: () => 'The next start would take rows for progress records.',
    hint: () => 'Give another TOPIC, or another PROGRESS TOPIC in the connection.',
  },
  'item-exists': {
    severity: 'info',
    title: 'IF NOT EXISTS skips a statement, as the name is taken.',
    message: ({ name, kind }: NamedKind) => `statement has no effect: "${name}" is a ${kind} already`,
  },
  'duplicate-column': {
    severity: 'error',
    title: 'A table has two columns of one name.',
    message: ({ name }: Named) => `column "${name}" is defined twice`,
  },
  'missing-clause': {
    severity: 'error',
    title: 'A sink lacks a clause it cannot do without.',
    message: ({ clause }: { readonly clause: 'FORMAT' | 'ENVELOPE' }) => `sink has no ${clause}`,
    detail: ({ clause }) =>
      clause === 'FORMAT'
        ? 'How keys and values are written has no default; a sink without FORMAT is unsupported.'
        : 'How changes become messages has no default.',
    hint: ({ clause }) =>
      clause === 'FORMAT'
        ? 'Write FORMAT JSON, or KEY FORMAT ... VALUE FORMAT ..., before ENVELOPE.'
        : 'Write ENVELOPE UPSERT or ENVELOPE DEBEZIUM behind the format.',
  },
  'missing-topic': {
    severity: 'error',
    title: 'A sink names no topic.',
    message: () => 'option TOPIC is missing',
    hint: () => "Write (TOPIC 'name') behind the connection.",
  },
  'duplicate-option': {
    severity: 'error',
    title: 'An option is given twice.',
    message: ({ option }: { readonly option: string }) => `option ${option} is given more than once`,
  },
  'option-value': {
    severity: 'error',
    title: 'The value of an option has the wrong type or is out of range.',
    message: ({ option, reason }: OptionProblem) => `option ${option}: ${reason}`,
    hint: ({ hint }: OptionProblem) => hint,
  },
  'literal-secret': {
    severity: 'error',
    title: 'A password or a private key stands in the statement.',
    message: ({ option, reason }: OptionProblem) => `option ${option}: ${reason}`,
    hint: () => 'Write CREATE SECRET name AS ..., and SECRET name here.',
  },
  'topic-config-text': {
    severity: 'error',
    title: 'A value of TOPIC CONFIG is not a string.',
    message: ({ key, found }: { readonly key: string; readonly found: string }) =>
      `option TOPIC CONFIG: the value of "${key}" must be a string, found ${found}`,
    hint: () => 'Put the value in quotes.',
  },
  'option-not-allowed': {
    severity: 'error',
    title: 'An option cannot be given in this statement.',
    message: ({ option }: OptionProblem) => `option ${option} is not allowed here`,
    detail: ({ reason }: OptionProblem) => reason,
    hint: ({ hint }: OptionProblem) => hint,
  },
  'option-conflict': {
    severity: 'error',
    title: 'Two options exclude each other.',
    message: ({ first, second }: { readonly first: string; readonly second: string }) =>
      `options ${first} and ${second} cannot be given together`,
  },
  'identity-too-long': {
    severity: 'error',
    title: 'The default name of a topic is longer than Kafka allows.',
    message: ({ name, option }: { readonly name: string; readonly option: string }) =>
      `default ${option.toLowerCase()} has ${name.length} characters, Kafka allows 249`,
    detail: ({ name }) => `The name would be "${name}".`,
    hint: ({ option }) => `Give the option ${option} of the connection.`,
  },
  'not-sinkable': {
    severity: 'error',
    title: 'FROM names something whose changes cannot be sent.',
    message: ({ name, kind }: NamedKind) => `${kind} "${name}" cannot be the source of a sink`,
    detail: () => 'A sink reads a table, a source or a materialized view of the user.',
    hint: ({ kind }: NamedKind) =>
      kind === 'view' ? 'Make it a materialized view, or select from it in one.' : undefined,
  },
  'unknown-relation': {
    severity: 'error',
    title: 'FROM names a relation that does not exist.',
    message: ({ name }: Unknown) => `relation "${name}" does not exist`,
    hint: ({ nearest }: Unknown) => didYouMean(nearest),
  },
  'unknown-connection': {
    severity: 'error',
    title: 'A connection does not exist, or is of another kind.',
    message: ({ name, kind, wanted }: Unknown & { readonly kind?: string; readonly wanted: string }) =>
      kind === undefined ? `connection "${name}" does not exist` : `"${name}" is ${kind}, not ${wanted}`,
    hint: ({ nearest }: Unknown) => didYouMean(nearest),
  },
  'unknown-item': {
    severity: 'error',
    title: 'A secret or another item an option names does not exist.',
    message: ({ name, kind }: Unknown & NamedKind) => `${kind} "${name}" does not exist`,
    hint: ({ nearest }: Unknown) => didYouMean(nearest),
  },
  'duplicate-key-column': {
    severity: 'error',
    title: 'KEY names a column twice.',
    message: ({ name }: Named) => `column "${name}" stands in KEY more than once`,
  },
  'unproven-key': {
    severity: 'error',
    title: 'No known unique key lies inside KEY.',
    message: ({ columns, relation }: UnprovenKey) =>
      `key (${columns.join(', ')}) is not known to be unique in "${relation}"`,
    detail: ({ relation, keys }: UnprovenKey) =>
      keys.length === 0
        ? `No unique key of "${relation}" is known.`
        : `Known unique keys of "${relation}": ${keys.map((key) => `(${key.join(', ')})`).join(', ')}.`,
    hint: () => 'Use a known key; or write NOT ENFORCED behind KEY when you know better.',
  },
  headers: {
    severity: 'error',
    title: 'HEADERS names no map of texts or bytes, or stands beside ENVELOPE DEBEZIUM.',
    message: ({ reason }: { readonly reason: string }) => reason,
  },
  'upsert-without-key': {
    severity: 'error',
    title: 'ENVELOPE UPSERT without KEY.',
    message: () => 'ENVELOPE UPSERT needs KEY',
    detail: () => 'A message replaces the earlier one with the same key, so there must be one.',
    hint: () => 'Write KEY (column, ...) before the format, or use ENVELOPE DEBEZIUM.',
  },
  'single-column-format': {
    severity: 'error',
    title: 'TEXT or BYTES over several columns, or BYTES over a type without a binary form.',
    message: ({ format, side, reason }: SingleColumnFormat) => `${side} format ${format}: ${reason}`,
    detail: () => 'BYTES and TEXT write one column and nothing around it; several columns are unsupported.',
    hint: () => 'Use a format that takes several columns, such as JSON, or a view with one column.',
  },
  'unsupported-format': {
    severity: 'error',
    title: 'A format that sinks cannot write.',
    message: ({ format }: { readonly format: string }) => `format ${format} is unsupported in sinks`,
    detail: () => 'Sinks write JSON, AVRO with a schema registry, TEXT and BYTES.',
  },
  'avro-fullname-pair': {
    severity: 'error',
    title: 'One Avro full name of two, or a key name without KEY.',
    message: ({ given, missing }: { readonly given: string; readonly missing: string }) =>
      `option ${given} needs ${missing}`,
    detail: ({ missing }) =>
      missing === 'KEY'
        ? 'Without KEY there is no key schema to name.'
        : 'With KEY both AVRO KEY FULLNAME and AVRO VALUE FULLNAME are given, or neither.',
  },
  'avro-name': {
    severity: 'error',
    title: 'A part of an Avro full name is no Avro name.',
    message: ({ option, part }: { readonly option: string; readonly part: string }) =>
      `option ${option}: "${part}" is not an Avro name`,
    detail: () => 'Each part between the dots is a letter or _, then letters, digits and _.',
  },
  'registry-option': {
    severity: 'error',
    title: 'An option of the other kind of schema registry, or one that sinks cannot use.',
    message: ({ option, reason }: OptionProblem) => `${option} ${reason}`,
  },
  'broker-choice': {
    severity: 'error',
    title: 'A Kafka connection has no brokers, or says twice where they are.',
    message: ({ given }: { readonly given: readonly string[] }) =>
      given.length === 0
        ? 'connection has no broker'
        : `options ${given.join(' and ')} cannot be given together`,
    hint: () => 'Give exactly one of BROKER, BROKERS and AWS PRIVATELINK.',
  },
  'broker-address': {
    severity: 'error',
    title: 'A broker address is no host and port.',
    message: ({
      address,
      reason,
    }: {
      readonly address: string;
      readonly reason: string;
      readonly hint?: string;
    }) => `broker address "${address}" ${reason}`,
    hint: ({ hint }) => hint ?? "Write it as 'host:port'.",
  },
  'connection-option': {
    severity: 'error',
    title: 'An option that connections of the type do not have.',
    message: ({ option, type }: ConnectionOptionProblem) => `${type} connections have no option ${option}`,
    detail: ({ type, permitted }: ConnectionOptionProblem) =>
      `Options of ${type} connections are ${permitted.join(', ')}.`,
    hint: ({ nearest }: ConnectionOptionProblem) =>
      nearest === undefined ? undefined : `Did you mean ${nearest}?`,
  },
  'missing-connection-option': {
    severity: 'error',
    title: 'A connection lacks an option that its other options need.',
    message: ({ option, because }: { readonly option: string; readonly because: string }) =>
      `option ${option} is missing: ${because}`,
  },
  'unused-security-option': {
    severity: 'error',
    title: 'An option that the security protocol has no use for.',
    message: ({ option, protocol }: { readonly option: string; readonly protocol: string }) =>
      `option ${option} has no use with ${protocol}`,
    hint: () => 'Leave it out, or choose another SECURITY PROTOCOL.',
  },
  'registry-url': {
    severity: 'error',
    title: 'The URL of a schema registry is missing or does not lead to one.',
    message: ({ reason }: { readonly reason: string }) => `option URL ${reason}`,
    hint: () => "Write it as 'https://host:port'.",
  },
  'unset-variable': {
    severity: 'error',
    title: 'A variable in a connection or a secret is not set.',
    message: ({ name }: Named) => `variable "${name}" is not set`,
    hint: ({ name }: Named) => `Set the environment variable ${name}.`,
  },
});

interface UnprovenKey {
  readonly columns: readonly string[];
  readonly relation: string;
  readonly keys: readonly (readonly string[])[];
}

interface SingleColumnFormat {
  readonly format: string;
  readonly side: 'key' | 'value';
  readonly reason: string;
}

interface ConnectionOptionProblem {
  readonly option: string;
  readonly type: string;
  readonly nearest?: string | undefined;
  readonly permitted: readonly string[];
}

function didYouMean(nearest: readonly string[]): string | undefined {
  return nearest.length === 0
    ? undefined
    : `Did you mean ${nearest.map((name) => `"${name}"`).join(' or ')}?`;
}
