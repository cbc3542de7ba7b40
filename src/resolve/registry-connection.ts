import type { CreateConnectionStatement } from '../ast/nodes.ts';
import { placeOf, type ResolveContext } from './context.ts';
import { resolveDiagnostics } from './diagnostics.ts';
import { REGISTRY_CONNECTION_OPTIONS } from './options.ts';
import { type GivenOption, readOptions } from './read-options.ts';
import { holdsVariable } from './variables.ts';

/** Checks a connection to a Confluent schema registry. */
export function checkRegistryConnection(statement: CreateConnectionStatement, context: ResolveContext): void {
  const options = readOptions(statement.options, REGISTRY_CONNECTION_OPTIONS, context);
  checkUrl(options.URL, statement, context);
  checkPair(options, 'SSL KEY', 'SSL CERTIFICATE', context);
  checkPair(options, 'SSL CERTIFICATE', 'SSL KEY', context);
  const tunnel = options['SSH TUNNEL'];
  if (tunnel !== undefined && options['AWS PRIVATELINK'] !== undefined) {
    const parameters = { first: 'SSH TUNNEL', second: 'AWS PRIVATELINK' };
    context.report(
      resolveDiagnostics.create('option-conflict', placeOf(context, tunnel.nameSpan), parameters),
    );
  }
}

function checkUrl(
  url: GivenOption<string> | undefined,
  statement: CreateConnectionStatement,
  context: ResolveContext,
): void {
  if (url === undefined) {
    const place = placeOf(context, statement.typeSpan);
    context.report(resolveDiagnostics.create('registry-url', place, { reason: 'is missing' }));
  } else if (url.value !== undefined && !holdsVariable(url.value)) {
    const reason = urlProblem(url.value);
    if (reason === undefined) return;
    context.report(resolveDiagnostics.create('registry-url', placeOf(context, url.valueSpan), { reason }));
  }
}

function urlProblem(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null) return `is not a URL: "${text}"`;
  if (url.host === '') return `has no host: "${text}"`;
  return url.pathname === '/' || url.pathname === '' ? undefined : `has a path: "${url.pathname}"`;
}

function checkPair(
  options: Readonly<Partial<Record<string, GivenOption<unknown>>>>,
  given: string,
  needed: string,
  context: ResolveContext,
): void {
  const option = options[given];
  if (option === undefined || options[needed] !== undefined) return;
  const parameters = { option: needed, because: `${given} is given` };
  const place = placeOf(context, option.nameSpan);
  context.report(resolveDiagnostics.create('missing-connection-option', place, parameters));
}
