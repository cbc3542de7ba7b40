import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Reads `+pid` and `-pid` lines. When its input ends, for whatever reason the writer died, it kills the
 * processes that are left and removes the folder given as its argument.
 */
const WATCH = `
pids=' '
while read -r line; do
  case $line in
    +*) pids="$pids\${line#+} " ;;
    -*) pid=\${line#-}; pids="\${pids%% $pid *} \${pids#* $pid }" ;;
  esac
done
for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
for attempt in 1 2 3 4 5; do rm -rf "$1" && break; sleep 0.2; done
`;

/** Keeps processes and a temporary folder from outliving this process, even when it is killed. */
export interface Warden {
  /** An empty folder of its own; removed with everything in it when the warden ends. */
  readonly folder: string;
  /** Starts a process in a session of its own, which a Ctrl-C at the terminal does not reach. */
  spawn(command: string, args: readonly string[], stdio: StdioOptions): ChildProcess;
  /** Kills every process it started and removes the folder. Safe to call twice. */
  end(): Promise<void>;
}

/** @param name  the start of the folder's name */
export async function createWarden(name: string): Promise<Warden> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), `${name}-`));
  const watcher = spawn('sh', ['-c', WATCH, 'sh', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const watcherEnded = new Promise<void>((resolve) => {
    watcher.once('close', () => resolve());
    watcher.once('error', () => resolve());
  });
  watcher.stdin.on('error', () => undefined);
  const running = new Set<Promise<void>>();
  return {
    folder,
    spawn(command, args, stdio) {
      const child = spawn(command, args, { stdio, detached: true });
      if (child.pid === undefined) return child; // its `error` event says why
      watcher.stdin.write(`+${child.pid}\n`);
      const exited = new Promise<void>((resolve) => child.once('exit', () => resolve())).then(() => {
        running.delete(exited);
        if (watcher.stdin.writable) watcher.stdin.write(`-${child.pid}\n`);
      });
      running.add(exited);
      return child;
    },
    async end() {
      watcher.stdin.end();
      await Promise.all([watcherEnded, ...running]);
    },
  };
}
