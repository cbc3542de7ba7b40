import { defineDiagnostics } from '../diagnostics/define.ts';
import { SETTING_NAMES } from './settings.ts';

interface UnknownKey {
  readonly key: string;
  readonly nearest: readonly string[];
}

/** What is wrong with `sinkc.json`. */
export const configDiagnostics = defineDiagnostics('config', {
  syntax: {
    severity: 'error',
    title: 'The configuration file is not JSON.',
    message: ({ what }: { readonly what: string }) => `configuration is not JSON: ${what}`,
    hint: () => 'Comments and trailing commas are fine; everything else is JSON.',
  },
  'unknown-key': {
    severity: 'error',
    title: 'The configuration file has a key that is no setting.',
    message: ({ key }: UnknownKey) => `setting "${key}" does not exist`,
    hint: ({ nearest }: UnknownKey) =>
      nearest.length === 0
        ? `Settings are ${SETTING_NAMES.join(', ')}.`
        : `Did you mean ${nearest.map((name) => `"${name}"`).join(' or ')}?`,
  },
  value: {
    severity: 'error',
    title: 'A setting has the wrong type or is out of range.',
    message: ({ key, reason }: { readonly key: string; readonly reason: string }) =>
      `setting "${key}": ${reason}`,
  },
});
