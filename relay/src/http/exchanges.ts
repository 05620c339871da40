import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * The requests of which the answer has not gone out whole, connection by connection. An answer that is given and that
 * nobody fetches stays in memory and would keep its place for ever: its connection is let go after a while, and at once
 * where its place is needed. What is still being answered is never let go.
 */
export class Exchanges {
  readonly #open = new Map<Socket, Exchange[]>();
  /** Connections whose answer lay ready, and unfetched, at the last beat. */
  readonly #unfetched = new Set<Socket>();
  readonly #patienceMs: number;
  #count = 0;

  /** @param patienceMs so long an answer waits to be fetched, where nothing of it is fetched meanwhile */
  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  begin(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const exchange = { request, response };
    this.#open.set(socket, [...this.of(socket), exchange]);
    this.#count += 1;
    response.once('close', () => this.#end(socket, exchange));
  }

  /** What is open on a connection, in the order in which it was asked. */
  of(socket: Socket): readonly Exchange[] {
    return this.#open.get(socket) ?? [];
  }

  /** Connections on which a request is still on its way, those that began first before others. */
  get unfinished(): Socket[] {
    // Whether anybody has read a request to its end says nothing of whether all of it has come.
    return [...this.#open].flatMap(([socket, open]) =>
      open.every(({ request }) => request.complete) ? [] : [socket],
    );
  }

  /** Takes note of the answers that lie ready. To be called again and again. */
  beat(): void {
    for (const [socket, [first]] of this.#open) {
      if (first?.response.writableEnded !== true || this.#unfetched.has(socket)) continue;
      this.#unfetched.add(socket);
      // The system's own clock of the connection: whatever is fetched starts it anew.
      socket.setTimeout(this.#patienceMs);
    }
  }

  /** Closes the connection with most of what nobody fetches, if there is one; its places are free at once. */
  letGoUnfetched(): Socket | null {
    const [largest] = [...this.#unfetched].sort((one, other) => this.of(other).length - this.of(one).length);
    if (largest === undefined) return null;
    this.forget(largest);
    largest.destroy();
    return largest;
  }

  forget(socket: Socket): void {
    this.#count -= this.of(socket).length;
    this.#open.delete(socket);
    this.#unfetched.delete(socket);
  }

  #end(socket: Socket, exchange: Exchange): void {
    const open = this.of(socket);
    const others = open.filter((each) => each !== exchange);
    this.#count -= open.length - others.length;
    if (others.length === 0) {
      this.#open.delete(socket);
      this.#unfetched.delete(socket);
      return;
    }
    this.#open.set(socket, others);
    // The next answer may take its time.
    if (this.#unfetched.delete(socket)) socket.setTimeout(0);
  }
}
