import { ConnectError, type AccountStatus } from '@convoso-connect/core';
import {
  ConvosoApiError,
  createConvosoApi,
  hasRight,
  type ConvosoApi,
} from '@convoso-connect/core/convoso-api';
import type { ConvosoApiOptions } from '@convoso-connect/core/convoso-api';
import type { Named } from '../account-names/kinds.js';
import { PULLS } from '../account-names/pull.js';
import { pullStatuses } from '../statuses/account-statuses.js';

/** Convoso's code for a list that is not there (domain-facts A.7). */
const NO_SUCH_LIST = 6002;

/**
 * What Convoso says of the account; each question is asked once, however many checks need the answer. Every method
 * rejects with a `ConvosoApiError` where Convoso does not answer it.
 */
export class ConvosoAccount {
  readonly #options: ConvosoApiOptions;
  readonly #api: ConvosoApi;
  readonly #answers = new Map<string, Promise<unknown>>();

  /** Throws a `ConvosoApiError` for a token that can be none. */
  constructor(options: ConvosoApiOptions) {
    this.#options = options;
    this.#api = createConvosoApi(options);
  }

  statuses(): Promise<readonly AccountStatus[]> {
    return this.#once('statuses', () => pullStatuses(this.#api));
  }

  campaigns(): Promise<readonly Named[]> {
    return this.#once('campaigns', () => PULLS.campaign(this.#api));
  }

  /** All of them, which may be thousands: asked for only where one that is named is not there. */
  lists(): Promise<readonly Named[]> {
    return this.#once('lists', () => PULLS.list(this.#api));
  }

  queues(): Promise<readonly Named[]> {
    return this.#once('queues', () => PULLS.queue(this.#api));
  }

  /** One list at a time: an account may have thousands, and there are no pages of them. Null where there is none. */
  list(id: string): Promise<Named | null> {
    return this.#once(`list ${id}`, async () => {
      try {
        const { rows } = await this.#api.lists.search({ id });
        const found = rows.find((list) => list.id === id);
        return found === undefined ? null : { id, name: found.name ?? '' };
      } catch (error) {
        if (error instanceof ConvosoApiError && error.convosoCode === NO_SUCH_LIST) return null;
        throw error;
      }
    });
  }

  /** Whether the token has the right to a path. */
  mayCall(path: string): Promise<boolean> {
    return this.#once(`right ${path}`, () => hasRight(this.#options, path));
  }

  /** Why Convoso does not answer at all; null where it does, if only to say that this right is missing. */
  async failure(): Promise<ConnectError | null> {
    try {
      await this.statuses();
      return null;
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      return ANSWERED.has(error.code) ? null : error;
    }
  }

  #once<T>(question: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(question) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const answer = ask();
    this.#answers.set(question, answer);
    return answer;
  }
}

/** A token that Convoso knows was answered, whatever it may not do. */
const ANSWERED: ReadonlySet<string> = new Set(['CONVOSO_FORBIDDEN', 'CONVOSO_REFUSED', 'NO_STATUSES']);
