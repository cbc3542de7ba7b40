import type {
  BooleanLiteral,
  HexLiteral,
  IntervalLiteral,
  NullLiteral,
  NumberLiteral,
  StringLiteral,
} from './literals.ts';
import type { ItemName, NodeBase, RawName } from './names.ts';

export type Literal =
  | StringLiteral
  | HexLiteral
  | NumberLiteral
  | BooleanLiteral
  | NullLiteral
  | IntervalLiteral;

/** What may stand behind an option's name. */
export type OptionValue = Literal | ItemName | SequenceValue | MapValue | SecretReference;

/** What may stand behind a credential option; a bare word is a `StringLiteral`. */
export type CredentialValue = Literal | SecretReference;

/** `('a', 'b')`, `['a', 'b']` */
export interface SequenceValue extends NodeBase<'SequenceValue'> {
  readonly elements: readonly OptionValue[];
}

/** `MAP['k' => 'v']`; entries in source order, repeated keys kept. */
export interface MapValue extends NodeBase<'MapValue'> {
  readonly entries: readonly MapValueEntry[];
}

export interface MapValueEntry extends NodeBase<'MapValueEntry'> {
  readonly key: StringLiteral;
  readonly value: OptionValue;
}

/** `SECRET kafka_password` */
export interface SecretReference extends NodeBase<'SecretReference'> {
  readonly name: RawName;
}

/** Options in source order, repetitions kept; `span` covers the parentheses. */
export interface OptionList<O> extends NodeBase<'OptionList'> {
  readonly options: readonly O[];
}
