import type { BrokerEntry, ConnectionOption, CreateConnectionStatement } from '../ast/nodes.ts';
import type { Span } from '../source/span.ts';
import { readBrokerAddress } from './broker-address.ts';
import { placeOf, type ResolveContext } from './context.ts';
import { resolveDiagnostics } from './diagnostics.ts';
import { holdsVariable } from './variables.ts';

export interface Brokers {
  /** `host:port` of every plain entry. */
  readonly addresses: readonly string[];
  /** Entries that need more than an address. */
  readonly features: readonly { readonly name: string; readonly span: Span }[];
}

const BROKER_OPTIONS = ['BROKER', 'BROKERS', 'AWS PRIVATELINK'];

/** Where the brokers of a connection are; exactly one option must say so. */
export function readBrokers(statement: CreateConnectionStatement, context: ResolveContext): Brokers {
  const options = statement.options.options;
  checkChoice(statement, options, context);
  const entries = options.flatMap((option) => option.brokers ?? []);
  checkMatching(options, entries, context);
  const addresses = entries
    .filter((entry) => !entry.matching)
    .map((entry) => readEntry(entry, context))
    .filter((address) => address !== undefined);
  return { addresses, features: entries.flatMap(entryFeatures) };
}

function checkChoice(
  statement: CreateConnectionStatement,
  options: readonly ConnectionOption[],
  context: ResolveContext,
): void {
  const given = options.filter(({ name }) => BROKER_OPTIONS.includes(name));
  const names = [...new Set(given.map(({ name }) => name))];
  const tunnel = options.find(({ name }) => name === 'SSH TUNNEL');
  const link = given.find(({ name }) => name === 'AWS PRIVATELINK');
  if (names.length !== 1) {
    const second = given.find(({ name }) => name === names[1]);
    const place = placeOf(context, second?.nameSpan ?? statement.typeSpan);
    context.report(resolveDiagnostics.create('broker-choice', place, { given: names }));
  } else if (tunnel !== undefined && link !== undefined) {
    reportConflict(tunnel, 'AWS PRIVATELINK', context);
  }
}

function checkMatching(
  options: readonly ConnectionOption[],
  entries: readonly BrokerEntry[],
  context: ResolveContext,
): void {
  const matching = entries.filter((entry) => entry.matching);
  const [first] = matching;
  if (first === undefined) return;
  const tunnel = options.find(({ name }) => name === 'SSH TUNNEL');
  if (tunnel !== undefined) reportConflict(tunnel, 'BROKERS (MATCHING ...)', context);
  if (matching.length === entries.length) {
    const reason = 'is a pattern, and there is no plain broker beside it';
    const place = placeOf(context, first.addressSpan);
    context.report(resolveDiagnostics.create('broker-address', place, { address: first.address, reason }));
  }
}

function reportConflict(tunnel: ConnectionOption, other: string, context: ResolveContext): void {
  const place = placeOf(context, tunnel.nameSpan);
  context.report(resolveDiagnostics.create('option-conflict', place, { first: 'SSH TUNNEL', second: other }));
}

function readEntry(entry: BrokerEntry, context: ResolveContext): string | undefined {
  if (holdsVariable(entry.address)) return entry.address;
  const read = readBrokerAddress(entry.address);
  if ('address' in read) return read.address;
  const place = placeOf(context, entry.addressSpan);
  context.report(resolveDiagnostics.create('broker-address', place, { address: entry.address, ...read }));
  return undefined;
}

function entryFeatures(entry: BrokerEntry): Brokers['features'] {
  if (entry.matching) return [{ name: 'MATCHING', span: entry.span }];
  if (entry.sshTunnel !== undefined) return [{ name: 'SSH TUNNEL', span: entry.sshTunnel.span }];
  if (entry.privateLink !== undefined) return [{ name: 'AWS PRIVATELINK', span: entry.privateLink.span }];
  return [];
}
