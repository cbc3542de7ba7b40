import type { Diagnostic } from './diagnostic.ts';

/** A literal behind a word that only secrets stand behind; found in text, as findings are shown of broken text too. */
const STRING = String.raw`(?:[eE]?'(?:[^'\\]|''|\\.)*'?|\$([^$\d]*)\$[\s\S]*?(?:\$\1\$|$))`;
const BEHIND = [
  String.raw`\bCREATE\s+SECRET\b[^;'$]*`,
  String.raw`\b(?:SASL\s+)?PASSWORD\s*=?\s*`,
  String.raw`\bSSL\s+KEY\s*=?\s*`,
  String.raw`\b(?:SECRET\s+ACCESS|SERVICE\s+ACCOUNT)\s+KEY\s*=?\s*`,
  String.raw`\b(?:SESSION\s+TOKEN|CREDENTIAL)\s*=?\s*`,
].join('|');

/** Puts stars in the place of literal secrets; the text keeps its length, so that offsets stay right. */
export function maskSecrets(text: string): string {
  const pattern = new RegExp(`(${BEHIND})(${STRING})`, 'gi');
  return text.replace(pattern, (_all, behind: string, literal: string) => behind + maskLiteral(literal));
}

function maskLiteral(literal: string): string {
  // A variable of the environment is no secret; its value is never in the text.
  if (/^'\$\{\w+\}'$/.test(literal)) return literal;
  return literal.replaceAll(/[^'$\r\n]/g, '*');
}

/** Makes what takes the secrets of its file out of a finding's words; each file is searched once. */
export function createSecretHider(
  textOf: (file: string) => string | undefined,
): (diagnostic: Diagnostic) => Diagnostic {
  const found = new Map<string, readonly string[]>();
  return (diagnostic) => {
    const { file } = diagnostic;
    const secrets = found.get(file) ?? secretsIn(textOf(file) ?? '');
    found.set(file, secrets);
    return secrets.length === 0 ? diagnostic : withoutSecrets(diagnostic, secrets);
  };
}

function withoutSecrets(diagnostic: Diagnostic, secrets: readonly string[]): Diagnostic {
  const { message, detail, hint } = diagnostic;
  const clean = (words: string): string =>
    secrets.reduce((cleaned, secret) => cleaned.replaceAll(secret, '*'.repeat(secret.length)), words);
  return {
    ...diagnostic,
    message: clean(message),
    ...(detail === undefined ? {} : { detail: clean(detail) }),
    ...(hint === undefined ? {} : { hint: clean(hint) }),
  };
}

/** Shorter ones are words of the language as likely as not. */
const LEAST_SECRET = 4;

function secretsIn(text: string): readonly string[] {
  const masked = maskSecrets(text);
  if (masked === text) return [];
  const found = new Set<string>();
  for (const match of masked.matchAll(/\*{4,}/g)) {
    const secret = text.slice(match.index, match.index + match[0].length);
    if (secret.length >= LEAST_SECRET && secret !== match[0]) found.add(secret);
  }
  return [...found];
}
