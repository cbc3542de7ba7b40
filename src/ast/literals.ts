import type { NodeBase } from './names.ts';

/** `'it''s'`, `E'a\n'`, `$$body$$`; `value` is the text meant. */
export interface StringLiteral extends NodeBase<'StringLiteral'> {
  readonly value: string;
}

/** `X'00ff'`; the content is not checked to be hex. */
export interface HexLiteral extends NodeBase<'HexLiteral'> {
  readonly value: string;
}

/** `1`, `-1.5E3`; `text` as the language keeps it: exponent letter `E`, no `+`, `-` in front if negative. */
export interface NumberLiteral extends NodeBase<'NumberLiteral'> {
  readonly text: string;
}

/** `TRUE` */
export interface BooleanLiteral extends NodeBase<'BooleanLiteral'> {
  readonly value: boolean;
}

/** `NULL` */
export interface NullLiteral extends NodeBase<'NullLiteral'> {}

export type IntervalUnit = 'YEAR' | 'MONTH' | 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND';

/** `INTERVAL '1-2' YEAR TO MONTH` */
export interface IntervalLiteral extends NodeBase<'IntervalLiteral'> {
  readonly value: string;
  readonly from?: IntervalUnit;
  readonly to?: IntervalUnit;
  /** Digits of `SECOND(3)`. */
  readonly precision?: string;
}
