import type { Span } from '../source/span.ts';
import type { ItemName, NodeBase, RawName } from './names.ts';
import type { CredentialValue, OptionList, OptionValue } from './values.ts';

export type ConnectionType =
  | 'KAFKA'
  | 'CONFLUENT SCHEMA REGISTRY'
  | 'AWS'
  | 'AWS PRIVATELINK'
  | 'AWS GLUE SCHEMA REGISTRY'
  | 'GCP'
  | 'POSTGRES'
  | 'MYSQL'
  | 'SQL SERVER'
  | 'SSH TUNNEL'
  | 'ICEBERG CATALOG';

/** `CREATE CONNECTION k TO KAFKA (BROKER 'b:9092') WITH (VALIDATE = false)` */
export interface CreateConnectionStatement extends NodeBase<'CreateConnection'> {
  readonly ifNotExists?: Span;
  readonly name: ItemName;
  readonly type: ConnectionType;
  readonly typeSpan: Span;
  /** True for the old spelling `FOR KAFKA BROKER '..'`. */
  readonly legacy: boolean;
  readonly options: OptionList<ConnectionOption>;
  readonly withOptions?: OptionList<ValidateOption>;
}

/** `VALIDATE = false` */
export interface ValidateOption extends NodeBase<'ValidateOption'> {
  readonly nameSpan: Span;
  readonly value?: OptionValue;
}

/** `SASL PASSWORD = SECRET p`; which member is set follows from the name (see the option's table). */
export interface ConnectionOption extends NodeBase<'ConnectionOption'> {
  /** The phrase in upper case with single spaces; `USERNAME` is kept as `USER`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly value?: OptionValue | CredentialValue;
  /** `SSH TUNNEL`, `AWS CONNECTION`, `GCP CONNECTION`. */
  readonly item?: RawName;
  /** `BROKER` (one entry), `BROKERS`. */
  readonly brokers?: readonly BrokerEntry[];
  /** `AWS PRIVATELINK`. */
  readonly privateLink?: PrivateLink;
}

/** `'b:9092' USING SSH TUNNEL t`, `MATCHING '*.b' USING AWS PRIVATELINK p` */
export interface BrokerEntry extends NodeBase<'BrokerEntry'> {
  readonly address: string;
  readonly addressSpan: Span;
  /** True for `MATCHING`, whose address is a pattern. */
  readonly matching: boolean;
  readonly sshTunnel?: RawName;
  readonly privateLink?: PrivateLink;
}

/** `AWS PRIVATELINK p (AVAILABILITY ZONE 'az', PORT 9092)` */
export interface PrivateLink extends NodeBase<'PrivateLink'> {
  readonly connection: RawName;
  readonly options?: OptionList<PrivateLinkOption>;
}

export interface PrivateLinkOption extends NodeBase<'PrivateLinkOption'> {
  readonly name: 'AVAILABILITY ZONE' | 'PORT';
  readonly nameSpan: Span;
  readonly value?: OptionValue;
}
