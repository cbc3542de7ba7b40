export type { CreateSinkStatement, Script, Statement } from './ast/nodes.ts';
export { type Catalog, completeCatalog, createCatalog } from './catalog/catalog.ts';
export type { CatalogSnapshot } from './catalog/snapshot.ts';
export type { Diagnostic, Fix, Outcome, RelatedPlace, Severity, TextEdit } from './diagnostics/diagnostic.ts';
export { renderJson } from './diagnostics/render-json.ts';
export { renderText } from './diagnostics/render-text.ts';
export { type Consequence, SinkError } from './diagnostics/sink-error.ts';
export { type FormatOptions, format } from './format/format.ts';
export { print } from './format/print.ts';
export { parse } from './parse/parse.ts';
export { assemble, type Pipeline, type RunSummary } from './pipeline/assemble.ts';
export type {
  Clock,
  KafkaDriver,
  Ports,
  ProtocolStep,
  RowChange,
  RowSource,
  RowStream,
  RunEvent,
} from './pipeline/ports.ts';
export { type PreviewOptions, type PreviewRow, previewRows } from './pipeline/preview.ts';
export { runSinks, type SinkResult } from './pipeline/run-sinks.ts';
export type { PipelineSettings } from './pipeline/settings.ts';
export { plan } from './plan/plan.ts';
export { renderPlan } from './plan/show-plan.ts';
export type { SinkPlan } from './plan/sink-plan.ts';
export { resolve } from './resolve/resolve.ts';
export type { ResolvedSink } from './resolve/resolved-sink.ts';
export { substituteVariables } from './resolve/variables.ts';
export type { SourceText } from './source/source-text.ts';
export type { Span } from './source/span.ts';
export type { Column, SqlType } from './types/sql-type.ts';
export type { Row, Value } from './types/value.ts';
