import type {
  BrokerEntry,
  ConnectionOption,
  KafkaSinkOption,
  OptionValue,
  PrivateLink,
  RegistryOption,
  TableOption,
} from '../ast/nodes.ts';
import { printExpression } from './print-expression.ts';
import { printOption, printOptions } from './print-lists.ts';
import { printColumnName, printRawName, printString } from './print-names.ts';
import { printValue } from './print-values.ts';

export function printKafkaSinkOption({ name, value, expression }: KafkaSinkOption): string {
  return expression === undefined ? printOption(name, value) : `${name} = ${printExpression(expression)}`;
}

export function printRegistryOption({ name, target, value }: RegistryOption): string {
  if (target === undefined) return printOption(name, value);
  const what = target.kind === 'ColumnName' ? printColumnName(target) : printRawName(target);
  return printOption(`${name} ${what}`, value);
}

export function printTableOption({ name, value }: TableOption): string {
  if (name === 'RETAIN HISTORY' && value !== undefined) return `${name} = FOR ${printValue(value)}`;
  return printOption(name, value);
}

export function printConnectionOption({ name, value, item, brokers, privateLink }: ConnectionOption): string {
  if (item !== undefined) return `${name} = ${printRawName(item)}`;
  if (privateLink !== undefined) return `${name} = ${printDefaultLink(privateLink)}`;
  if (brokers === undefined) return printOption(name, value);
  const entries = brokers.map(printBroker).join(', ');
  return name === 'BROKERS' ? `${name} = (${entries})` : `${name} = ${entries}`;
}

/** As the canonical form has it, no space stands before the words of an SSH tunnel. */
function printBroker({ address, matching, sshTunnel, privateLink }: BrokerEntry): string {
  const text = `${matching ? 'MATCHING ' : ''}${printString(address)}`;
  if (sshTunnel !== undefined) return `${text}USING SSH TUNNEL ${printRawName(sshTunnel)}`;
  return privateLink === undefined ? text : `${text} USING AWS PRIVATELINK ${printLink(privateLink)}`;
}

function printLink({ connection, options }: PrivateLink): string {
  return `${printRawName(connection)}${printOptions(options, ({ name, value }) => printOption(name, value))}`;
}

/** The link of a whole connection takes its port without an equals sign. */
function printDefaultLink({ connection, options }: PrivateLink): string {
  const port = ({ name, value }: { readonly name: string; readonly value?: OptionValue }) =>
    value === undefined ? name : `${name} ${printValue(value)}`;
  return `${printRawName(connection)}${printOptions(options, port)}`;
}
