import type {
  BrokerEntry,
  ConnectionOption,
  ConnectionType,
  CreateConnectionStatement,
  CredentialValue,
  Identifier,
  ItemName,
  OptionList,
  OptionValue,
} from '../ast/nodes.ts';
import { splitName } from './item-name.ts';
import type { SnapshotItem, SnapshotOption } from './snapshot.ts';

/** Nodes that no text was read for. */
const NOWHERE = { start: 0, end: 0 };

/** Options whose value is another item. */
const ITEM_OPTIONS: ReadonlySet<string> = new Set(['SSH TUNNEL', 'AWS CONNECTION', 'GCP CONNECTION']);

/** The statement that would make a snapshot's connection, so that statements and snapshots are read alike. */
export function connectionStatement(item: SnapshotItem): CreateConnectionStatement {
  const options = Object.entries(item.options ?? {}).map(([name, value]) =>
    connectionOption(name.toUpperCase(), value),
  );
  return {
    kind: 'CreateConnection',
    span: NOWHERE,
    name: itemName(splitName(item.name)),
    type: (item.type ?? 'kafka').toUpperCase() as ConnectionType,
    typeSpan: NOWHERE,
    legacy: false,
    options: { kind: 'OptionList', span: NOWHERE, options } satisfies OptionList<ConnectionOption>,
  };
}

function connectionOption(name: string, value: SnapshotOption): ConnectionOption {
  const option = { kind: 'ConnectionOption', span: NOWHERE, name, nameSpan: NOWHERE } as const;
  const texts = typeof value === 'string' ? [value] : Array.isArray(value) ? value : undefined;
  if (texts !== undefined && (name === 'BROKER' || name === 'BROKERS')) {
    return { ...option, brokers: texts.map(brokerEntry) };
  }
  if (typeof value === 'string' && ITEM_OPTIONS.has(name))
    return { ...option, item: itemName(splitName(value)) };
  if (typeof value === 'string' && name === 'AWS PRIVATELINK') {
    const connection = itemName(splitName(value));
    return { ...option, privateLink: { kind: 'PrivateLink', span: NOWHERE, connection } };
  }
  return { ...option, value: optionValue(value) };
}

function optionValue(value: SnapshotOption): OptionValue | CredentialValue {
  if (typeof value === 'string') return { kind: 'StringLiteral', span: NOWHERE, value };
  if (typeof value === 'number') return { kind: 'NumberLiteral', span: NOWHERE, text: String(value) };
  if (typeof value === 'boolean') return { kind: 'BooleanLiteral', span: NOWHERE, value };
  if ('secret' in value) {
    return { kind: 'SecretReference', span: NOWHERE, name: itemName(splitName(value.secret)) };
  }
  return { kind: 'SequenceValue', span: NOWHERE, elements: value.map((text) => stringLiteral(text)) };
}

function stringLiteral(value: string): OptionValue {
  return { kind: 'StringLiteral', span: NOWHERE, value };
}

function brokerEntry(address: string): BrokerEntry {
  return { kind: 'BrokerEntry', span: NOWHERE, address, addressSpan: NOWHERE, matching: false };
}

function itemName(parts: readonly string[]): ItemName {
  const identifiers = parts.map(
    (name): Identifier => ({ kind: 'Identifier', span: NOWHERE, name, quoted: true }),
  );
  return { kind: 'ItemName', span: NOWHERE, parts: identifiers };
}
