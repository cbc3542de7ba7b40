import { type IParserErrorMessageProvider, type TokenType, tokenLabel } from 'chevrotain';

/** The words `A`, `A or B`, `A, B or C`. */
export function listChoices(choices: readonly string[]): string {
  const distinct = [...new Set(choices)];
  if (distinct.length <= 1) return distinct[0] ?? '';
  return `${distinct.slice(0, -1).join(', ')} or ${distinct.at(-1)}`;
}

function firstTokens(paths: readonly (readonly TokenType[])[]): readonly string[] {
  return paths.flatMap(([first]) => (first === undefined ? [] : [tokenLabel(first)]));
}

/** Has Chevrotain's exceptions carry what was expected and nothing else; a description given in a rule wins. */
export const expectationMessages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => tokenLabel(expected),
  buildNotAllInputParsedMessage: () => 'end of statement',
  buildNoViableAltMessage: ({ expectedPathsPerAlt, customUserDescription }) =>
    customUserDescription ?? listChoices(expectedPathsPerAlt.flatMap(firstTokens)),
  buildEarlyExitMessage: ({ expectedIterationPaths, customUserDescription }) =>
    customUserDescription ?? listChoices(firstTokens(expectedIterationPaths)),
};
