import { ConnectError } from '@convoso-connect/core';
import type { ConvosoApi } from '@convoso-connect/core/convoso-api';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { StoredName } from '../store/ports/account-names.js';
import type { Store } from '../store/store.js';
import { storeFaultOf } from '../store/store-fault.js';
import { NAMED_KINDS, nameKey, type NamedKind } from './kinds.js';
import { PULLS } from './pull.js';

export interface RefreshParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Null where the account has no token. */
  readonly convoso: () => ConvosoApi | null;
}

const DAY_MS = 24 * 60 * 60_000;

/** A start has other things to do first. */
const AFTER_START_MS = 60_000;

/** What could not be asked, or not be stored, is asked again after this long. */
const RETRY_MS = 60 * 60_000;

/** So many go into one commit, so that calls are taken in meanwhile. */
const AT_ONCE = 200;

/** Keeps the names of campaigns, lists and queues as Convoso has them, asked for once a day; nothing without a token. */
export class NameRefresh {
  readonly #parts: RefreshParts;
  #nextAt: number;
  #pulling: Promise<void> | null = null;
  #saving: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: RefreshParts) {
    this.#parts = parts;
    this.#nextAt = parts.clock.now() + AFTER_START_MS;
  }

  beat(): void {
    const { clock, log, convoso } = this.#parts;
    if (this.#pulling !== null || this.#stopped || clock.now() < this.#nextAt) return;
    const api = convoso();
    if (api === null) return;
    const askedAt = clock.now();
    this.#nextAt = askedAt + DAY_MS;
    this.#pulling = this.#pull(api, askedAt)
      .catch((error: unknown) => {
        this.#nextAt = askedAt + RETRY_MS;
        // What the store suffers from is told by whoever has more to write.
        if (storeFaultOf(error) === null) log.error({ err: error }, 'names could not be refreshed');
      })
      .finally(() => {
        this.#pulling = null;
      });
  }

  /** Resolves when nothing is being written any more. An answer of Convoso that is still to come is not waited for. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#saving;
  }

  /** It may be over by the time an answer has come. */
  #isOver(): boolean {
    return this.#stopped;
  }

  /** A kind that the token has no right to keeps no other from being asked for. */
  async #pull(api: ConvosoApi, askedAt: number): Promise<void> {
    for (const kind of NAMED_KINDS) {
      if (this.#isOver()) return;
      try {
        await this.#pullKind(kind, api);
      } catch (error) {
        if (this.#isOver()) return;
        if (!(error instanceof ConnectError)) throw error;
        const { code, message } = error;
        this.#parts.log.info({ code }, `the names of ${kind}s are shown as ids: ${message}`);
        if (!NEVER_ANSWERED.has(code)) this.#nextAt = askedAt + RETRY_MS;
      }
    }
  }

  async #pullKind(kind: NamedKind, api: ConvosoApi): Promise<void> {
    const { clock } = this.#parts;
    const named = await PULLS[kind](api);
    if (this.#isOver()) return;
    const at = clock.now();
    const rows = named
      .filter(({ name }) => name !== '')
      .map(({ id, name }) => ({ key: nameKey(kind, id), name, pulledAt: at }));
    const saved = this.#save(rows);
    this.#saving = saved.catch(() => undefined);
    await saved;
  }

  async #save(rows: readonly StoredName[]): Promise<void> {
    for (let from = 0; from < rows.length && !this.#isOver(); from += AT_ONCE) {
      const some = rows.slice(from, from + AT_ONCE);
      await this.#parts.store.turn((unit) => unit.accountNames.save(some));
    }
  }
}

/** Asking again within the day would bring the same. */
const NEVER_ANSWERED: ReadonlySet<string> = new Set(['CONVOSO_FORBIDDEN', 'CONVOSO_REFUSED']);
