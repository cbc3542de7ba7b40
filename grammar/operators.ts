import type { Expression, ItemName } from '../src/ast/nodes.ts';
import { LEVELS } from '../src/ast/operator-levels.ts';
import { joinSpans, type Span } from '../src/source/span.ts';

/** Operators that stand at their first operand's left or between two, waiting for what is on their right. */
export type Pending =
  | { readonly form: 'prefix'; readonly operator: 'NOT' | '-' | '+' | '~'; readonly span: Span }
  | { readonly form: 'binary'; readonly operator: string; readonly schema?: ItemName; readonly span: Span }
  | { readonly form: 'distinct'; readonly negated: boolean }
  | { readonly form: 'like'; readonly caseInsensitive: boolean; readonly negated: boolean }
  | {
      readonly form: 'escape';
      readonly like: Extract<Pending, { form: 'like' }>;
      readonly pattern: Expression;
    }
  | { readonly form: 'between low'; readonly negated: boolean }
  | { readonly form: 'between high'; readonly negated: boolean; readonly low: Expression }
  | { readonly form: 'time zone'; readonly span: Span };

interface Frame {
  readonly pending: Pending;
  /** The level its right operand must stay above. */
  readonly level: number;
  /** Operators applied while reading that operand. */
  links: number;
}

interface Operand {
  readonly node: Expression;
  readonly height: number;
}

/** How many operators may be applied one after the other to one operand. */
export const MAX_LINKS = 1024;
/** How deep the tree of one expression may be: a chain of operators inside some parentheses fits. */
export const MAX_HEIGHT = 1280;

/** The operators and operands of one flat run of tokens, reduced to a tree as their levels ask. */
export class OperatorStack {
  private readonly frames: Frame[] = [];
  private readonly operands: Operand[] = [];
  private links = 0;
  /** Levels of nesting around the whole run. */
  readonly base: number;
  /** Operators at or below this level end the run. */
  private readonly floor: number;

  constructor(base: number, floor: number) {
    this.base = base;
    this.floor = floor;
  }

  /** Operators still waiting for their right operand. */
  get depth(): number {
    return this.frames.length;
  }

  get height(): number {
    return this.operands.at(-1)?.height ?? 0;
  }

  pushOperand(node: Expression, height: number): void {
    this.operands.push({ node, height: height + 1 });
  }

  push(pending: Pending, level: number): void {
    this.frames.push({ pending, level, links: 0 });
  }

  private waitsFor(form: Pending['form']): boolean {
    return this.frames.at(-1)?.pending.form === form;
  }

  /** Whether an operator of a level still belongs to the run. */
  takes(level: number): boolean {
    return level > this.floor || this.frames.some((frame) => frame.level < level);
  }

  /**
   * Applies all operators that bind tighter than one of the given level, which follows; counts one more link in the
   * chain of operators it belongs to.
   */
  reduce(level: number): 'reduced' | 'chain too long' | 'AND is missing' {
    for (let top = this.frames.at(-1); top !== undefined && top.level >= level; top = this.frames.at(-1)) {
      if (top.pending.form === 'between low') return 'AND is missing';
      this.apply();
    }
    const top = this.frames.at(-1);
    const links = top === undefined ? ++this.links : ++top.links;
    return links <= MAX_LINKS ? 'reduced' : 'chain too long';
  }

  /** True where a BETWEEN waits for its AND. */
  get isBetween(): boolean {
    return this.frames.some(({ pending }) => pending.form === 'between low');
  }

  /** True where a LIKE waits for ESCAPE, with nothing above it that must end otherwise. */
  canEscape(): boolean {
    for (let at = this.frames.length - 1; at >= 0; at--) {
      const form = this.frames[at]?.pending.form;
      if (form === 'like') return true;
      if (form === 'between low') return false;
    }
    return false;
  }

  /** Turns the waiting LIKE into one that waits for its escape character. */
  beginEscape(): void {
    while (!this.waitsFor('like')) this.apply();
    const pending = this.frames.pop()?.pending;
    if (pending?.form !== 'like') throw new Error('bug: no LIKE waits for ESCAPE');
    this.push({ form: 'escape', like: pending, pattern: this.pop().node }, LEVELS.like);
  }

  /** Turns the waiting BETWEEN into one that waits for its upper bound. */
  beginUpperBound(): void {
    while (!this.waitsFor('between low')) this.apply();
    const pending = this.frames.pop()?.pending;
    if (pending?.form !== 'between low') throw new Error('bug: no BETWEEN waits for AND');
    const { negated } = pending;
    this.push({ form: 'between high', negated, low: this.pop().node }, LEVELS.like);
  }

  /** Replaces the operand on top by something made of it. */
  close(build: (operand: Expression) => Expression, innerHeight = 0): void {
    const { node, height } = this.pop();
    this.operands.push({ node: build(node), height: Math.max(height, innerHeight) + 1 });
  }

  /** Applies what is left, as far as it goes: a BETWEEN without AND stays. */
  finish(): boolean {
    while (this.frames.length > 0) {
      if (this.waitsFor('between low')) return false;
      this.apply();
    }
    return true;
  }

  result(): Expression {
    return this.pop().node;
  }

  private pop(): Operand {
    const operand = this.operands.pop();
    if (operand === undefined) throw new Error('bug: an operator without operand');
    return operand;
  }

  private apply(): void {
    const frame = this.frames.pop();
    if (frame === undefined) throw new Error('bug: no operator to apply');
    const right = this.pop();
    const { pending } = frame;
    if (pending.form === 'prefix') {
      const span = joinSpans(pending.span, right.node.span);
      const { operator, span: operatorSpan } = pending;
      this.operands.push({
        node: { kind: 'UnaryOperation', span, operator, operatorSpan, operand: right.node },
        height: right.height + 1,
      });
      return;
    }
    const left = this.pop();
    this.operands.push({
      node: infix(pending, left.node, right.node),
      height: Math.max(left.height, right.height) + 1,
    });
  }
}

function infix(
  pending: Exclude<Pending, { form: 'prefix' }>,
  left: Expression,
  right: Expression,
): Expression {
  const span = joinSpans(left.span, right.span);
  switch (pending.form) {
    case 'binary': {
      const { operator, schema, span: operatorSpan } = pending;
      const operatorSchema = schema === undefined ? {} : { operatorSchema: schema };
      return { kind: 'BinaryOperation', span, operator, ...operatorSchema, operatorSpan, left, right };
    }
    case 'distinct':
      return { kind: 'IsDistinctFrom', span, left, right, negated: pending.negated };
    case 'like':
      return { kind: 'Like', span, operand: left, pattern: right, ...likeFlags(pending) };
    case 'escape':
      return {
        kind: 'Like',
        span,
        operand: left,
        pattern: pending.pattern,
        escape: right,
        ...likeFlags(pending.like),
      };
    case 'between high':
      return {
        kind: 'Between',
        span,
        operand: left,
        low: pending.low,
        high: right,
        negated: pending.negated,
      };
    case 'time zone':
      return timeZoneCall(span, pending.span, left, right);
    case 'between low':
      throw new Error('bug: a BETWEEN without AND');
  }
}

function likeFlags({ caseInsensitive, negated }: Extract<Pending, { form: 'like' }>) {
  return { caseInsensitive, negated };
}

/** `x AT TIME ZONE z` is `timezone(z, x)`. */
function timeZoneCall(span: Span, words: Span, value: Expression, zone: Expression): Expression {
  return {
    kind: 'FunctionCall',
    span,
    name: {
      kind: 'ItemName',
      span: words,
      parts: [{ kind: 'Identifier', span: words, name: 'timezone', quoted: false }],
    },
    arguments: [zone, value],
    syntax: 'at time zone',
    star: false,
  };
}
