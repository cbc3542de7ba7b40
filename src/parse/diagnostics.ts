import { defineDiagnostics } from '../diagnostics/define.ts';

interface Found {
  readonly text: string;
}

/** What can be wrong with single characters and tokens. */
export const lexDiagnostics = defineDiagnostics('lex', {
  'unterminated-comment': {
    severity: 'error',
    title: 'A block comment is not closed.',
    message: (_: Found) => 'block comment is not closed',
    hint: () => 'Block comments nest: every /* needs its own */.',
  },
  'unterminated-string': {
    severity: 'error',
    title: 'A string is not closed.',
    message: (_: Found) => 'string is not closed',
    hint: () => 'A single quote inside a string is written twice.',
  },
  'unterminated-dollar-string': {
    severity: 'error',
    title: 'A string between dollar signs is not closed.',
    message: (_: Found) => 'dollar-quoted string is not closed',
    hint: () => 'The string ends with the dollar signs, and the tag between them, that it started with.',
  },
  'unterminated-name': {
    severity: 'error',
    title: 'A name in double quotes is not closed.',
    message: (_: Found) => 'quoted name is not closed',
    hint: () => 'A double quote inside a name is written twice.',
  },
  'null-character': {
    severity: 'error',
    title: 'A string or a name holds the character with the code 0.',
    message: (_: Found) => 'strings and names cannot hold the null character',
  },
  'unexpected-character': {
    severity: 'error',
    title: 'A character stands where no token starts with it.',
    message: ({ text }: Found) => `unexpected character "${visible(text)}"`,
  },
  'name-too-long': {
    severity: 'error',
    title: 'A name is longer than 255 bytes.',
    message: (_: Found) => 'name is longer than 255 bytes',
    detail: () => 'The length is taken in UTF-8. Names that are too long are refused, never cut.',
  },
  'octal-escape': {
    severity: 'error',
    title: 'An escape string holds an octal escape.',
    message: ({ text }: Found) => `octal escapes such as "${text}" are not supported`,
    hint: () => 'Write the character as \\u and its four hexadecimal digits.',
  },
  'hexadecimal-escape': {
    severity: 'error',
    title: 'An escape string holds a hexadecimal escape.',
    message: (_: Found) => 'hexadecimal escapes are not supported',
    hint: () => 'Write the character as \\u and its four hexadecimal digits.',
  },
  'unicode-escape': {
    severity: 'error',
    title: 'A Unicode escape is incomplete or names no character.',
    message: (_: Found) => 'Unicode escape does not name a character',
    hint: () => '\\u takes exactly four hexadecimal digits, \\U exactly eight. Surrogates are no characters.',
  },
  'missing-exponent': {
    severity: 'error',
    title: 'A number has an exponent without digits.',
    message: (_: Found) => 'exponent has no digits',
  },
  'parameter-number': {
    severity: 'error',
    title: "A parameter's number does not fit 64 bits.",
    message: ({ text }: Found) => `number of parameter "${text}" does not fit 64 bits`,
  },
});

function visible(text: string): string {
  const code = text.codePointAt(0) ?? 0;
  return code < 0x20 || code === 0x7f ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : text;
}

/** What can be wrong with the order of tokens. */
export const parseDiagnostics = defineDiagnostics('parse', {
  'expected-token': {
    severity: 'error',
    title: 'Something else stands where the language wants a certain word or sign.',
    message: ({
      expected,
      found,
    }: {
      readonly expected: string;
      readonly found: string;
      readonly advice?: string;
    }) => `expected ${expected}, found ${found}`,
    hint: ({ advice }) => advice,
  },
  'trailing-comma': {
    severity: 'error',
    title: 'A comma stands before the end of a list.',
    message: (_: Record<never, never>) => 'comma stands before the end of the list',
  },
  'missing-comma': {
    severity: 'error',
    title: 'Two elements of a list have no comma between them.',
    message: ({ found }: { readonly found: string }) => `comma is missing before ${found}`,
  },
  'unknown-option': {
    severity: 'error',
    title: 'An option is not known where it stands.',
    message: ({ written, family }: UnknownOption) => `"${written}" is not ${family}`,
    detail: ({ quoted }) => (quoted ? 'A word in double quotes is a name, never a keyword.' : undefined),
    hint: ({ nearest }) => (nearest.length === 0 ? undefined : `Did you mean ${nearest.join(' or ')}?`),
  },
  'clause-order': {
    severity: 'error',
    title: 'A clause stands behind one that must follow it.',
    message: ({ clause, before }: { readonly clause: string; readonly before: string }) =>
      `${clause} must stand before ${before}`,
    detail: () =>
      'The order is: IN CLUSTER, FROM, INTO, KEY, HEADERS, FORMAT, ENVELOPE, WITH. Each of them but FROM and INTO may be left out.',
  },
  'duplicate-clause': {
    severity: 'error',
    title: 'A clause is given twice.',
    message: ({ clause }: { readonly clause: string }) => `${clause} is given twice`,
  },
  'removed-syntax': {
    severity: 'error',
    title: 'A form of an older version of the language is gone.',
    message: ({ form }: { readonly form: string; readonly instead: string }) =>
      `${form} is no longer part of the language`,
    hint: ({ instead }) => instead,
  },
  'other-dialect': {
    severity: 'error',
    title: 'The statement is written for another system.',
    message: ({ product }: { readonly product: string; readonly sign: string }) =>
      `statement is written for ${product}`,
    detail: ({ product, sign }) => `${sign} belongs to ${product}. Nothing else in the statement was read.`,
    hint: () =>
      "Here a sink reads CREATE SINK s FROM v INTO KAFKA CONNECTION k (TOPIC 't') FORMAT JSON ENVELOPE DEBEZIUM.",
  },
  'unread-statement': {
    severity: 'warning',
    title: 'A statement begins almost like one that is read, and was not read.',
    message: ({ written }: { readonly written: string; readonly meant: string }) =>
      `statement beginning "${written}" is of no known kind and was not read`,
    hint: ({ meant }) => `Did you mean ${meant}?`,
  },
  'unusable-name': {
    severity: 'error',
    title: 'A name is empty, or consists of dots.',
    message: ({ name }: { readonly name: string }) =>
      name === '' ? 'a name cannot be empty' : `"${name}" cannot be a name`,
  },
  'unqualified-column': {
    severity: 'error',
    title: 'DOC ON COLUMN names a column without its relation.',
    message: ({ column }: { readonly column: string }) => `column "${column}" needs its relation in front`,
    hint: ({ column }) => `Write relation.${column}.`,
  },
  'number-range': {
    severity: 'error',
    title: 'A number is outside the range it must lie in.',
    message: ({
      written,
      what,
      range,
    }: {
      readonly written: string;
      readonly what: string;
      readonly range: string;
    }) => `${what} ${written} is not in ${range}`,
  },
  'interval-range': {
    severity: 'error',
    title: 'The units of an interval are in the wrong order.',
    message: ({ from, to }: { readonly from: string; readonly to: string }) =>
      `${from} TO ${to} is not a range of units`,
    hint: () => 'The first unit must be larger than the second, as in YEAR TO MONTH.',
  },
  'broker-pattern': {
    severity: 'error',
    title: 'A pattern of broker addresses has a star inside.',
    message: ({ pattern }: { readonly pattern: string }) => `pattern "${pattern}" has a star inside`,
    hint: () => 'A star may only be the first or the last character.',
  },
  'delimiter-length': {
    severity: 'error',
    title: 'The delimiter of CSV is not exactly one byte.',
    message: ({ delimiter }: { readonly delimiter: string }) =>
      `delimiter "${delimiter}" is not exactly one byte`,
  },
  'too-deep': {
    severity: 'error',
    title: 'A statement is nested too deeply, or a chain of operators is too long.',
    message: ({ limit, what }: { readonly limit: number; readonly what: string }) =>
      `more than ${limit} ${what}`,
    detail: () => 'The rest of the statement was not read.',
  },
});

interface UnknownOption {
  readonly written: string;
  readonly family: string;
  readonly quoted: boolean;
  readonly nearest: readonly string[];
}
