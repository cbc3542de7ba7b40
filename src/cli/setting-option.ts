import { Option } from 'commander';
import { collect } from './collect.ts';
import { flagOf } from './flag-of.ts';
import { SETTINGS, type SettingName } from './settings.ts';

/** The flag of a setting. */
export function settingOption(name: SettingName): Option {
  const { kind, summary, env } = SETTINGS[name];
  const text = `${summary} Also: ${env}.`;
  if (kind === 'switch') return new Option(flagOf(name), text);
  const option = new Option(
    `${flagOf(name)} <${kind === 'files' ? 'file' : kind === 'text' ? 'text' : 'n'}>`,
    text,
  );
  return kind === 'files' ? option.argParser(collect) : option;
}
