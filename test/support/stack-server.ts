import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  fetchKafka,
  type KafkaClient,
  type KafkaStack,
  type KafkaVersion,
  StackUnavailable,
  startKafka,
} from '../../scripts/stack/kafka.ts';

/** What a test process is told when it asks for a part of the stack. */
export type StackAnswer =
  | { readonly kind: 'ready'; readonly found: SharedKafka }
  | { readonly kind: 'absent'; readonly reason: string; readonly remedy: string }
  | { readonly kind: 'failed'; readonly message: string };

/** The fields of a cluster that can be sent to another process; absent where only its jars were asked for. */
export type SharedKafka = Pick<KafkaClient, 'bootstrap' | 'version' | 'adminSasl' | 'tools'> | undefined;

/** Hands out parts of the stack and starts each when it is first asked for. */
export interface StackServer {
  readonly url: string;
  /** Stops what was started, and returns what was left out, by the reason. */
  close(): Promise<ReadonlyMap<string, readonly string[]>>;
}

/**
 * Tests run in several processes, and a run of unit tests needs no Kafka. So the main process listens, and
 * `GET /kafka/4?for=NAME` starts a shared cluster, once; `GET /jars/4?for=NAME` makes sure that one could be
 * started.
 */
export async function createStackServer(onProgress: (line: string) => void): Promise<StackServer> {
  const answers = new Map<string, Promise<StackAnswer>>();
  const stacks: KafkaStack[] = [];
  const leftOut = new Map<string, string[]>();
  const start = async (version: KafkaVersion) => {
    // Tests are judged by Kafka's Java consumer, wherever the broker runs.
    await fetchKafka(version, onProgress);
    const stack = await startKafka({ version, onProgress });
    stacks.push(stack);
    const { bootstrap, adminSasl, tools } = stack;
    return { bootstrap, version, adminSasl, tools };
  };
  const answer = (part: string): Promise<StackAnswer> => {
    const version = part.endsWith('3') ? '3' : '4';
    const known = answers.get(part);
    if (known !== undefined) return known;
    const found = part.startsWith('/kafka') ? start(version) : prepareJars(version, onProgress);
    const fresh = found.then((value): StackAnswer => ({ kind: 'ready', found: value }), toAnswer);
    answers.set(part, fresh);
    return fresh;
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const result = await answer(pathname);
    if (result.kind === 'absent') {
      const reason = `${result.reason}\n${result.remedy}`;
      leftOut.set(reason, [...(leftOut.get(reason) ?? []), searchParams.get('for') ?? '?']);
    }
    response.end(JSON.stringify(result));
  });
  const url = await listen(server);
  return {
    url,
    async close() {
      server.close();
      await Promise.all(answers.values());
      await Promise.all(stacks.map((stack) => stack.stop()));
      return leftOut;
    },
  };
}

async function prepareJars(version: KafkaVersion, onProgress: (line: string) => void): Promise<undefined> {
  await fetchKafka(version, onProgress);
}

function toAnswer(error: unknown): StackAnswer {
  if (error instanceof StackUnavailable) {
    return { kind: 'absent', reason: error.message, remedy: error.remedy };
  }
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
}

function listen(server: Server): Promise<string> {
  // The main process must be able to end while it listens.
  server.unref();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}
