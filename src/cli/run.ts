import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { SinkError } from '../diagnostics/sink-error.ts';
import { createClock } from '../drivers/clock.ts';
import { createFileSource } from '../drivers/file-source.ts';
import { assemble, type Pipeline, type RunSummary } from '../pipeline/assemble.ts';
import type { KafkaDriver, Ports, RunEvent } from '../pipeline/ports.ts';
import { runSinks, type SinkResult } from '../pipeline/run-sinks.ts';
import { plan } from '../plan/plan.ts';
import type { SinkPlan } from '../plan/sink-plan.ts';
import { type Command, defineCommand } from './define-command.ts';
import { createDryRunDriver } from './dry-run.ts';
import { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { loadProject, type Project } from './load-project.ts';
import { reportDiagnostics } from './report.ts';
import { assignFiles } from './row-sources.ts';
import { createRunReporter, renderRunError, renderSummary } from './run-report.ts';
import { secretsOf } from './secrets.ts';
import { selectSinks } from './select-sinks.ts';

/** What tests put in place of the real parts. */
export interface RunTools {
  readonly onStep?: Ports['onStep'];
  /** How much of an input is read at a time. */
  readonly blockBytes?: number;
}

const SETTINGS = [
  'region',
  'catalog',
  'commitIntervalMs',
  'bufferBytes',
  'retryTimeoutMs',
  'transactionTimeoutMs',
  'acceptChanges',
] as const;

export function createRunCommand(tools: RunTools = {}): Command {
  return defineCommand({
    name: 'run',
    summary: 'Run sinks: row changes in, Kafka records out, exactly once.',
    arguments: '<file...>',
    options: {
      sink: { type: 'texts', placeholder: 'name', summary: 'Only this sink; may be repeated.' },
      from: {
        type: 'texts',
        placeholder: 'relation=file',
        summary: 'Row changes of a relation as JSON lines, - for standard input; may be repeated.',
      },
      dryRun: { type: 'flag', summary: 'Print the records, one JSON object a line, and connect to nothing.' },
    },
    settings: SETTINGS,
    async run({ files, options, flags }, io) {
      const project = await loadProject(files, flags, io);
      const plans = planSinks(project, options.sink, io);
      if (plans === undefined) return ExitCode.problems;
      const inputs = await assignFiles(plans, options.from, io);
      const reporter = createRunReporter(io, () => performance.now());
      const pipelines: (Pipeline | SinkResult)[] = [];
      for (const [index, sinkPlan] of plans.entries()) {
        const { path, rewindable } = inputs[index] ?? { path: '', rewindable: true };
        const source = createFileSource(path, sinkPlan.relation.columns, { ...tools, rewindable });
        pipelines.push(
          await attempt(sinkPlan, async () => {
            const kafka = await chooseDriver(sinkPlan, project, options.dryRun, io);
            const report = (event: RunEvent) => {
              if (!options.dryRun || event.kind === 'warning') reporter.report(event);
            };
            const ports: Ports = { kafka, source, clock: createClock(), report };
            const { onStep } = tools;
            return assemble(
              sinkPlan,
              onStep === undefined ? ports : { ...ports, onStep },
              project.config.values,
            );
          }),
        );
      }
      const results = await runAll(pipelines, io.stopSignal());
      reporter.close();
      return reportResults(results, options.dryRun, io);
    },
  });
}

export const runCommand = createRunCommand();

/** Undefined where something is wrong with the statements, which is then reported. */
function planSinks(project: Project, names: readonly string[], io: Io): readonly SinkPlan[] | undefined {
  const sound = !hasErrors(project.diagnostics);
  const outcomes = (sound ? selectSinks(project.sinks, names) : []).map((sink) => plan(sink));
  const diagnostics: readonly Diagnostic[] = [
    ...project.diagnostics,
    ...outcomes.flatMap((outcome) => outcome.diagnostics),
  ];
  reportDiagnostics(diagnostics, project.textOf, 'text', io);
  if (hasErrors(diagnostics)) return undefined;
  return outcomes.flatMap(({ value }) => (value === undefined ? [] : [value]));
}

/** The Kafka client is loaded only where it is used. */
async function chooseDriver(
  sinkPlan: SinkPlan,
  project: Project,
  dryRun: boolean,
  io: Io,
): Promise<KafkaDriver> {
  if (dryRun) return createDryRunDriver(sinkPlan, (line) => io.write(line));
  const { createKafkaDriver } = await import('../drivers/kafka/driver.ts');
  const { DEFAULT_TIMEOUTS } = await import('../drivers/kafka/session.ts');
  const secrets = secretsOf(project.scripts);
  // Whoever wants to wait for less than one attempt to connect waits no longer.
  const connectMs = Math.min(DEFAULT_TIMEOUTS.connectMs, project.config.values.retryTimeoutMs);
  return createKafkaDriver(sinkPlan.connection, {
    secrets: (name) => secrets.get(name),
    clientId: sinkPlan.groupId,
    timeouts: { connectMs },
  });
}

/** A sink that cannot even be assembled leaves the others running, as one does that fails later. */
async function attempt({ sink }: SinkPlan, build: () => Promise<Pipeline>): Promise<Pipeline | SinkResult> {
  try {
    return await build();
  } catch (error) {
    return { kind: 'error', sink: sink.name, error };
  }
}

async function runAll(
  pipelines: readonly (Pipeline | SinkResult)[],
  signal: AbortSignal,
): Promise<readonly SinkResult[]> {
  const failed = pipelines.filter((each) => 'kind' in each);
  const ran = await runSinks(
    pipelines.filter((each) => 'run' in each),
    signal,
  );
  return [...failed, ...ran];
}

/** Of a dry run, standard output holds the records and nothing else. */
function reportResults(results: readonly SinkResult[], isDryRun: boolean, io: Io): ExitCode {
  const write = isDryRun ? io.writeError : io.write;
  let exitCode: ExitCode = ExitCode.ok;
  for (const result of results) {
    if (result.kind === 'summary') write(renderSummary(result.summary, isDryRun));
    else io.writeError(renderRunError(result.sink, result.error, io));
    const code = result.kind === 'summary' ? codeOfSummary(result.summary) : codeOfError(result.error);
    if (code > exitCode) exitCode = code;
  }
  return exitCode;
}

function codeOfSummary({ outcome }: RunSummary): ExitCode {
  return outcome === 'unfinal' ? ExitCode.problems : ExitCode.ok;
}

function codeOfError(error: unknown): ExitCode {
  return error instanceof SinkError && error.consequence === 'fenced' ? ExitCode.fenced : ExitCode.failed;
}
