import type { AddressInfo } from 'node:net';
import { createConnection, createServer, type Socket } from 'node:net';
import type { ISocketFactory } from 'kafkajs';
import { errorAnswer } from './fault-answers.ts';

export { API } from './fault-answers.ts';

export type Fault =
  /** The broker does what was asked; its answer never arrives. */
  | { readonly kind: 'lose answer'; readonly next: 'close' | 'silence' }
  /** The broker never hears of it; the connection is closed. */
  | { readonly kind: 'lose request' }
  /** The broker never hears of it; the client gets this error from it. */
  | { readonly kind: 'answer'; readonly error: number }
  /** The answer arrives when the promise is resolved. */
  | { readonly kind: 'hold answer'; readonly until: Promise<unknown> };

export interface ProxiedRequest {
  readonly api: number;
  readonly version: number;
  /** `host:port` as the client meant it. */
  readonly broker: string;
  /** The whole request, without its length. */
  readonly bytes: Buffer;
}

export interface FaultOptions {
  /** Default 1. */
  readonly times?: number;
  readonly where?: (request: ProxiedRequest) => boolean;
}

/** Stands between a client and all brokers, whatever addresses they give. */
export interface FaultProxy {
  /** For `createKafkaDriver`: leads every connection through here. */
  readonly socketFactory: ISocketFactory;
  /** What clients asked, in order. */
  readonly seen: readonly ProxiedRequest[];
  /** Plans a fault for the next requests of a kind. Resolves when it has struck as often as it should. */
  plan(api: number, fault: Fault, options?: FaultOptions): Promise<void>;
  close(): Promise<void>;
}

interface Planned {
  readonly api: number;
  readonly fault: Fault;
  readonly where: (request: ProxiedRequest) => boolean;
  left: number;
  readonly struck: () => void;
}

/** A client's first line names the broker: `host:port`. Then both sides speak Kafka's framed protocol. */
export async function createFaultProxy(): Promise<FaultProxy> {
  const planned: Planned[] = [];
  const seen: ProxiedRequest[] = [];
  const sockets = new Set<Socket>();
  const take = (request: ProxiedRequest): Fault | undefined => {
    seen.push(request);
    const hit = planned.find((each) => each.left > 0 && each.api === request.api && each.where(request));
    if (hit === undefined) return undefined;
    hit.left -= 1;
    if (hit.left === 0) hit.struck();
    return hit.fault;
  };
  const server = createServer((client) => {
    sockets.add(client);
    client.once('close', () => sockets.delete(client));
    client.on('error', () => undefined);
    serve(client, take);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    socketFactory: ({ host, port: brokerPort, onConnect }) => {
      const socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
      socket.write(`${host}:${brokerPort}\n`);
      return socket.once('connect', onConnect);
    },
    plan: (api, fault, { times = 1, where = () => true } = {}) =>
      new Promise((struck) => planned.push({ api, fault, where, left: times, struck })),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serve(client: Socket, take: (request: ProxiedRequest) => Fault | undefined): void {
  let start = Buffer.alloc(0);
  const onStart = (bytes: Buffer) => {
    start = Buffer.concat([start, bytes]);
    const end = start.indexOf('\n');
    if (end < 0) return;
    client.off('data', onStart);
    const broker = start.subarray(0, end).toString();
    relay(client, broker, take, start.subarray(end + 1));
  };
  client.on('data', onStart);
}

function relay(
  client: Socket,
  broker: string,
  take: (request: ProxiedRequest) => Fault | undefined,
  first: Buffer,
): void {
  const colon = broker.lastIndexOf(':');
  const upstream = createConnection({
    host: broker.slice(0, colon),
    port: Number(broker.slice(colon + 1)),
    noDelay: true,
  });
  const endBoth = () => {
    client.destroy();
    upstream.destroy();
  };
  /** What to do with an answer, by its correlation id; as it is for those that are not named. */
  const answers = new Map<number, (answer: Buffer) => void>();
  const fromClient = createFrames((bytes) => {
    const request = { api: bytes.readInt16BE(0), version: bytes.readInt16BE(2), broker, bytes };
    const fault = take(request);
    const id = bytes.readInt32BE(4);
    if (fault?.kind === 'lose request') return endBoth();
    if (fault?.kind === 'answer') return void client.write(frame(errorAnswer(request, fault.error)));
    if (fault?.kind === 'lose answer') answers.set(id, fault.next === 'close' ? endBoth : () => undefined);
    if (fault?.kind === 'hold answer') {
      answers.set(id, (answer) => void fault.until.then(() => client.write(frame(answer))));
    }
    upstream.write(frame(bytes));
  });
  const fromBroker = createFrames((bytes) => {
    const special = answers.get(bytes.readInt32BE(0));
    answers.delete(bytes.readInt32BE(0));
    if (special === undefined) client.write(frame(bytes));
    else special(bytes);
  });
  client.on('data', fromClient);
  upstream.on('data', fromBroker);
  upstream.on('error', endBoth);
  for (const socket of [client, upstream]) socket.on('close', endBoth);
  fromClient(first);
}

/** Cuts a stream at the lengths that stand before each request and answer. */
function createFrames(onFrame: (bytes: Buffer) => void): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
      const end = 4 + rest.readInt32BE(0);
      onFrame(Buffer.from(rest.subarray(4, end)));
      rest = rest.subarray(end);
    }
  };
}

function frame(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
