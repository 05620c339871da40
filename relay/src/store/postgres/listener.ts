import pg from 'pg';
import type { Log } from '../../log.js';
import type { Address } from './address.js';
import { CHANNEL } from './notices.js';

export interface ListenerParts {
  readonly address: Address;
  /** What this relay says itself is no news to it. */
  readonly speaker: string;
  readonly log: Pick<Log, 'info'>;
  /** Called for each word of another one, and each time that words may have been missed. */
  readonly heard: () => void;
}

/** How long it is waited before the next try, in milliseconds: twice as long after each that was in vain. */
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 30_000;

/** How often it is looked whether the connection is still there: one that is half open says nothing by itself. */
const ASKED_EVERY_MS = 30_000;
const ANSWER_MS = 10_000;

/** How long a goodbye may take: who has gone does not answer it. */
const GOODBYE_MS = 500;

/**
 * Listens on a connection of its own, and makes another one where that is lost. Nothing rests on it: whoever looks again because of what
 * was heard does so every few seconds anyway, so that its loss is no fault of the store. Behind a pooler that gives connections by the
 * transaction nothing is ever heard.
 */
export class Listener {
  readonly #parts: ListenerParts;
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #failures = 0;
  #isStopped = false;

  constructor(parts: ListenerParts) {
    this.#parts = parts;
    void this.#connect();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wait(null);
    const client = this.#client;
    if (client === null) return;
    this.#client = null;
    letGo(client);
    await Promise.race([client.end().catch(() => undefined), waited(GOODBYE_MS)]);
  }

  async #connect(): Promise<void> {
    const { address, heard, speaker, log } = this.#parts;
    const client = new pg.Client({
      ...address.options,
      application_name: 'convoso-connect listens',
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    });
    this.#client = client;
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    client.on('notification', ({ payload }) => {
      if (payload !== speaker) heard();
    });
    try {
      await client.connect();
      const { rows } = await client.query<{ channel: string }>(`select ${CHANNEL} as channel`);
      await client.query(`listen ${client.escapeIdentifier(rows[0]?.channel ?? '')}`);
    } catch {
      this.#lost(client);
      return;
    }
    if (this.#client !== client) return;
    if (this.#failures > 0) log.info('what other relays are told is heard of again');
    this.#failures = 0;
    // Whatever was told before it listened was not heard.
    heard();
    this.#askLater(client);
  }

  #askLater(client: pg.Client): void {
    this.#wait(ASKED_EVERY_MS, () => {
      void client.query('select').then(
        () => {
          if (this.#client === client) this.#askLater(client);
        },
        () => this.#lost(client),
      );
    });
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    letGo(client);
    void client.end().catch(() => undefined);
    if (this.#isStopped) return;
    if (this.#failures === 0)
      this.#parts.log.info(
        'what other relays are told is not heard of for now; it is read every few seconds',
      );
    const wait = Math.min(FIRST_WAIT_MS * 2 ** this.#failures, LONGEST_WAIT_MS);
    this.#failures += 1;
    this.#wait(wait, () => void this.#connect());
  }

  /** One wait at a time; it keeps no process alive. */
  #wait(milliseconds: number | null, then: () => void = () => undefined): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = milliseconds === null ? null : setTimeout(then, milliseconds).unref();
  }
}

/** From now on it keeps no process alive. The declarations of the driver do not have this call of it. */
function letGo(client: pg.Client): void {
  (client as pg.Client & { unref(): void }).unref();
}

function waited(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
