import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

/** The sockets of one client: they can all be ended at once, after which it opens no other. */
export interface Sockets {
  readonly factory: ISocketFactory;
  readonly closed: boolean;
  /** Nothing is sent or received afterwards, whatever the client still tries. */
  destroy(): void;
}

const KEEP_ALIVE_MS = 60_000;

/**
 * @param open  opens a socket; tests lead it through a proxy
 */
export function createSockets(open: ISocketFactory = openSocket): Sockets {
  const sockets = new Set<Socket>();
  let closed = false;
  return {
    get closed() {
      return closed;
    },
    factory(target) {
      if (closed) throw new Error('the client is closed');
      const socket = open(target);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
    destroy() {
      closed = true;
      for (const socket of sockets) socket.destroy(new Error('the client is closed'));
    },
  };
}

/** Small requests are sent at once; kafkajs's own factory leaves them to Nagle's algorithm. */
const openSocket: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const address = { host: fromClientHost(host), port };
  const socket = ssl
    ? connectTls(
        { ...address, ...(isIP(address.host) ? {} : { servername: address.host }), ...ssl },
        onConnect,
      )
    : connectTcp(address, onConnect);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  return socket;
};

/** The client takes an address apart at its first colon, so those inside of `[::1]` are hidden from it. */
export function toClientAddress(address: string): string {
  return address.replace(/^\[.*\]/, (host) => host.replaceAll(':', ';'));
}

function fromClientHost(host: string): string {
  return host.replace(/^\[(.*)\]$/, (_, inner: string) => inner.replaceAll(';', ':'));
}
