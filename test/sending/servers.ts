import { createServer, type AddressInfo, type Socket } from 'node:net';
import { closeAfterTest } from '../support/closing.js';
import { destination, type Behaviour, type Reply } from '../support/destination.js';
import { freePort } from '../support/free-port.js';

/** Opens what an attempt will meet, and gives the API URL that leads there. */
export type Serve = () => Promise<string>;

const PATH = '/calls';

export function answering(reply: Reply): Serve {
  return behaving(() => reply);
}

export function behaving(behaviour: Behaviour): Serve {
  return async () => `${(await destination(behaviour)).url}${PATH}`;
}

/** An address at which a plain http server is called with https. */
export const plainServerCalledSecurely: Serve = async () =>
  `${(await destination()).url.replace('http:', 'https:')}${PATH}`;

export const nobodyListening: Serve = async () => `http://127.0.0.1:${String(await freePort())}${PATH}`;

export const hostWithoutAddress: Serve = () => Promise.resolve(`https://nobody.invalid${PATH}`);

/** A server of bare sockets that does this with a connection as soon as the request, or its first part, is there. */
export function socketsThat(doing: (socket: Socket) => void, protocol = 'http'): Serve {
  return async () => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
      socket.once('data', () => doing(socket));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    closeAfterTest(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    return `${protocol}://127.0.0.1:${String((server.address() as AddressInfo).port)}${PATH}`;
  };
}

/** The head of an answer as it goes over the wire, and whatever follows it. */
export function wire(head: string, body = ''): string {
  return `HTTP/1.1 ${head}\r\n\r\n${body}`;
}
