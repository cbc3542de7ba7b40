import { defineDiagnostics } from '../diagnostics/define.ts';

/** Sinks that mean something and still cannot be run here. */
export const planDiagnostics = defineDiagnostics('plan', {
  unresolved: {
    severity: 'error',
    title: 'A sink with errors was given to the planner.',
    message: ({ missing }: { readonly missing: string }) =>
      `sink cannot be planned: its ${missing} is not known`,
    hint: () => 'Correct what resolving the statement has reported.',
  },
  'unknown-columns': {
    severity: 'error',
    title: 'The columns of a relation are not known.',
    message: ({ name }: { readonly name: string }) => `columns of "${name}" are not known`,
    detail: () => 'Rows are read and encoded by the types of their columns.',
    hint: () => 'Give a catalog file that has them: {"catalog": ["sinkc.catalog.json"]} in sinkc.json.',
  },
  'unknown-type': {
    severity: 'error',
    title: 'The type of a column is not known.',
    message: ({ column, relation }: { readonly column: string; readonly relation: string }) =>
      `type of column "${column}" of "${relation}" is not known`,
    hint: () => 'Cast the column to a built-in type in the view the sink reads.',
  },
  'unknown-connection': {
    severity: 'error',
    title: 'The options of a connection are not known.',
    message: ({ name }: { readonly name: string }) => `options of connection "${name}" are not known`,
    hint: () =>
      'Give the file that holds its CREATE CONNECTION, or a catalog file with its type and options.',
  },
  'unset-variable': {
    severity: 'error',
    title: 'A connection holds a variable whose value is not known.',
    message: ({ name, what }: { readonly name: string; readonly what: string }) =>
      `connection "${name}" holds a variable in its ${what}`,
    hint: () => 'Substitute variables before planning.',
  },
  'unsupported-connection': {
    severity: 'error',
    title: 'A connection uses what only the server has.',
    message: ({ feature, connection }: { readonly feature: string; readonly connection: string }) =>
      `${feature} of connection "${connection}" cannot be used here`,
    detail: () => 'The brokers are reached directly, over TCP or TLS.',
    hint: () => 'Give an address under which the brokers are reached directly.',
  },
  'unsupported-mechanism': {
    severity: 'error',
    title: 'A SASL mechanism that is not known.',
    message: ({ mechanism }: { readonly mechanism: string }) =>
      `SASL mechanism "${mechanism}" cannot be used`,
    hint: () => 'Use PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512.',
  },
  'unsupported-format': {
    severity: 'error',
    title: 'A format that is checked but not yet written.',
    message: ({ format, side }: { readonly format: string; readonly side: 'key' | 'value' }) =>
      `${side} format ${format} could not be planned: it is not written yet`,
    hint: () => 'Use JSON, or TEXT for a single column.',
  },
  'unsupported-compression': {
    severity: 'error',
    title: 'A compression that is checked but not yet written.',
    message: ({ compression }: { readonly compression: string }) =>
      `compression ${compression} could not be planned: it is not written yet`,
    hint: () => "Use 'lz4', 'zstd', 'gzip' or 'none'.",
  },
});
