import { type ILookaheadStrategy, LLkLookaheadStrategy } from 'chevrotain';

/**
 * Looks ahead as Chevrotain does, but works out each decision when it is first met: a short command meets few of
 * them, and most of a parser's start goes into working out all.
 */
export function createLazyLookahead(maxLookahead: number): ILookaheadStrategy {
  const strategy = new LLkLookaheadStrategy({ maxLookahead });
  return {
    validate: (options) => strategy.validate(options),
    buildLookaheadForAlternation(options) {
      let decide: ReturnType<ILookaheadStrategy['buildLookaheadForAlternation']> | undefined;
      // Chevrotain calls this as a method of the parser.
      return function decideLater(this: unknown, alternatives) {
        decide ??= strategy.buildLookaheadForAlternation(options);
        return decide.call(this, alternatives);
      };
    },
    buildLookaheadForOptional(options) {
      let decide: ReturnType<ILookaheadStrategy['buildLookaheadForOptional']> | undefined;
      return function decideLater(this: unknown) {
        decide ??= strategy.buildLookaheadForOptional(options);
        return decide.call(this);
      };
    },
  };
}
