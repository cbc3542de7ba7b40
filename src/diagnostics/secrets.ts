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

/** The same finding without the secrets of its file in its words. */
export function hideSecrets(diagnostic: Diagnostic, text: string | undefined): Diagnostic {
  const secrets = text === undefined ? [] : secretsIn(text);
  const clean = (words: string): string =>
    secrets.reduce((cleaned, secret) => cleaned.replaceAll(secret, '*'.repeat(secret.length)), words);
  if (secrets.length === 0) return diagnostic;
  return {
    ...diagnostic,
    message: clean(diagnostic.message),
    ...(diagnostic.detail === undefined ? {} : { detail: clean(diagnostic.detail) }),
    ...(diagnostic.hint === undefined ? {} : { hint: clean(diagnostic.hint) }),
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
