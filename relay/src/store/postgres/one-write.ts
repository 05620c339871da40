import type { Duplex } from 'node:stream';
import type { ClientBase } from 'pg';

/** What a connection writes to, as far as it is held back here. */
export type Held = Pick<Duplex, 'cork' | 'uncork'>;

const HELD = new WeakSet<Held>();

/**
 * Holds back what a connection is asked until all has been that is asked of it in this turn of the event loop, and sends that together. Every
 * write costs a call of the system and wakes the process of the database, which may as well find all of it at once.
 */
export function inOneWrite(stream: Held): void {
  if (HELD.has(stream)) return;
  HELD.add(stream);
  stream.cork();
  // That is after every promise that is settled by then: what is asked may be some of them away from who asks it.
  process.nextTick(() => {
    HELD.delete(stream);
    stream.uncork();
  });
}

/** What a connection writes to now: another one once it is encrypted. */
export function streamOf(client: ClientBase): Held {
  return (client as ClientBase & { readonly connection: { readonly stream: Duplex } }).connection.stream;
}
