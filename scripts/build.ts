import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '..');

/** Loaded from node_modules when a run needs them, never at start-up. */
const EXTERNAL = ['kafkajs', 'lz4-napi'];

/** The library: one JavaScript and one declaration file a source file. */
function compileLibrary(): void {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the library did not compile');
}

/** The command: few files, so that it starts fast; drivers stay in chunks of their own. */
async function bundleCommand(): Promise<void> {
  const bundle = await rolldown({
    input: { sinkc: join(root, 'src/cli/main.ts') },
    platform: 'node',
    // jsonc-parser's `main` loads its parts in a way that cannot be bundled.
    resolve: { mainFields: ['module', 'main'] },
    external: EXTERNAL,
    onwarn: (warning) => {
      throw new Error(warning.message);
    },
  });
  await bundle.write({
    dir: join(root, 'dist'),
    format: 'esm',
    chunkFileNames: 'cli-[name].js',
    minify: false,
  });
  await bundle.close();
  chmodSync(join(root, 'dist/sinkc.js'), 0o755);
}

rmSync(join(root, 'dist'), { recursive: true, force: true });
compileLibrary();
await bundleCommand();
