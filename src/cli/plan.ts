import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { plan } from '../plan/plan.ts';
import { renderPlan } from '../plan/show-plan.ts';
import type { SinkPlan } from '../plan/sink-plan.ts';
import type { ResolvedSink } from '../resolve/resolved-sink.ts';
import { defineCommand } from './define-command.ts';
import { ExitCode } from './exit-code.ts';
import { displayName, type Io } from './io.ts';
import { loadProject } from './load-project.ts';
import { renderPreviewJson, renderPreviewText } from './render-preview.ts';
import { reportDiagnostics } from './report.ts';
import { selectSinks } from './select-sinks.ts';
import { UsageError } from './usage-error.ts';

export const planCommand = defineCommand({
  name: 'plan',
  summary: 'Check sinks and print what running them would do; with --rows, the partition of every message.',
  arguments: '<file...>',
  options: {
    sink: { type: 'text', placeholder: 'name', summary: 'Only this sink.' },
    format: { type: 'choice', of: ['text', 'json'], default: 'text', summary: 'How the plan is printed.' },
    rows: { type: 'text', placeholder: 'file', summary: 'Row changes as JSON lines, - for standard input.' },
    partitions: {
      type: 'integer',
      placeholder: 'n',
      minimum: 1,
      // Kafka numbers partitions with 32 bits, signed.
      maximum: 2_147_483_647,
      summary: 'How many partitions to count with; TOPIC PARTITION COUNT where it is not given.',
    },
  },
  settings: ['region', 'catalog'],
  async run({ files, options, flags }, io) {
    const project = await loadProject(files, flags, io);
    const sound = !hasErrors(project.diagnostics);
    const sinks = sound ? selectSinks(project.sinks, options.sink === undefined ? [] : [options.sink]) : [];
    const planned = sinks.map((sink) => ({ sink, outcome: plan(sink) }));
    const diagnostics: readonly Diagnostic[] = [
      ...project.diagnostics,
      ...planned.flatMap(({ outcome }) => outcome.diagnostics),
    ];
    reportDiagnostics(diagnostics, project.textOf, options.format, io);
    if (hasErrors(diagnostics)) return ExitCode.problems;
    const plans = planned.flatMap(({ sink, outcome: { value } }) =>
      value === undefined ? [] : [{ sink, plan: value }],
    );
    if (options.rows !== undefined) {
      await printPreview(onePlan(plans), options.rows, options.partitions, options.format, io);
    } else if (options.format === 'json') {
      io.write(`${JSON.stringify({ version: 1, sinks: plans.map((each) => each.plan) }, undefined, 2)}\n`);
    } else {
      io.write(plans.map((each) => renderPlan(each.plan, each.sink, io.outputStyles)).join('\n'));
    }
    return ExitCode.ok;
  },
});

interface Planned {
  readonly sink: ResolvedSink;
  readonly plan: SinkPlan;
}

function onePlan(plans: readonly Planned[]): SinkPlan {
  const [first, ...further] = plans;
  if (first === undefined) throw new Error('bug: no sink was selected');
  if (further.length === 0) return first.plan;
  const names = plans.map((each) => each.plan.sink.name).join(', ');
  throw new UsageError('--rows needs one sink, the files hold several', `Say which with --sink: ${names}.`);
}

async function printPreview(
  sinkPlan: SinkPlan,
  file: string,
  given: number | undefined,
  format: 'text' | 'json',
  io: Io,
): Promise<void> {
  const partitions = given ?? sinkPlan.topic.partitionCount;
  if (partitions === undefined) {
    const hint = 'Give --partitions, or TOPIC PARTITION COUNT in the statement.';
    throw new UsageError('--rows needs a number of partitions', hint);
  }
  // Encoders and hashes are loaded only when they are asked for.
  const { previewRows } = await import('../pipeline/preview.ts');
  const rows = await previewRows(sinkPlan, io.readBytes(file), { partitions, name: displayName(file) });
  const preview = { sink: sinkPlan.sink.name, partitions, rows };
  io.write(format === 'json' ? renderPreviewJson(preview) : renderPreviewText(preview, io.outputStyles));
}
