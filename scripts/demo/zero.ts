import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CHANGES_FILE, SINKS_FILE } from './topics.ts';

const COMMAND = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

interface Preview {
  readonly rows: readonly { readonly reason: 'null' | 'error' | 'no key' | null }[];
}

/** How many messages of a sink go to partition 0 for want of a value, as `sinkc plan --rows` tells it. */
export async function countPartitionZero(
  sink: string,
): Promise<{ readonly null: number; readonly error: number }> {
  const args = [COMMAND, 'plan', '--sink', sink, '--rows', CHANGES_FILE, '--format', 'json', SINKS_FILE];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, KAFKA_BROKER: 'localhost:9092' },
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  const { rows }: Preview = JSON.parse(stdout);
  return {
    null: rows.filter(({ reason }) => reason === 'null').length,
    error: rows.filter(({ reason }) => reason === 'error').length,
  };
}
