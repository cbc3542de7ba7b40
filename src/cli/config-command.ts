import { dirname, resolve } from 'node:path';
import { loadConfig } from './config.ts';
import { defineCommand } from './define-command.ts';
import { ExitCode } from './exit-code.ts';
import { SETTING_NAMES } from './settings.ts';

export const configCommand = defineCommand({
  name: 'config',
  summary: 'Print the settings in force, each with where it was set; FILE: as in the folder of that file.',
  arguments: '[file]',
  options: {},
  settings: SETTING_NAMES,
  async run({ files, flags }, io) {
    const [file] = files;
    const config = await loadConfig(io, flags, file === undefined ? io.cwd : dirname(resolve(io.cwd, file)));
    const width = Math.max(...SETTING_NAMES.map((name) => name.length));
    for (const name of SETTING_NAMES) {
      const { value, from } = config.inForce[name];
      const shown = Array.isArray(value) ? value.join(', ') || 'none' : String(value);
      io.write(`${name.padEnd(width)}  ${shown} ${io.outputStyles.faint(`(${from})`)}\n`);
    }
    return ExitCode.ok;
  },
});
