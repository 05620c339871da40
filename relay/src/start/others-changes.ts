import type { NamedKeys } from '../access/named-keys.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { Flows } from '../flow/flows.js';
import type { Log } from '../log.js';
import type { StoredSecrets } from '../seals/stored-secrets.js';
import { storeFaultOf } from '../store/store-fault.js';
import type { Store } from '../store/store.js';
import { targetOfKey } from '../store/target-key.js';
import type { Subscriptions } from '../subscriptions/subscriptions.js';

export interface OthersChangesParts {
  readonly store: Store;
  readonly log: Log;
  readonly keeper: ConfigKeeper;
  readonly keys: NamedKeys;
  readonly seals: StoredSecrets;
  readonly subscriptions: Subscriptions;
  readonly flows: Flows;
}

/**
 * Takes up what other relays have changed in the store: this relay's copies of it are a few seconds old at most. Each of the tables has as
 * many rows as people have made, so that all of them are read.
 */
export class OthersChanges {
  readonly #parts: OthersChangesParts;
  #look: Promise<void> | null = null;

  constructor(parts: OthersChangesParts) {
    this.#parts = parts;
  }

  /** To be called where there may be any. */
  look(): void {
    this.#look ??= this.#takeUp()
      .catch((error: unknown) => {
        // What the store suffers from is told by whoever writes to it, once.
        if (storeFaultOf(error) !== null) return;
        this.#parts.log.error({ err: error }, 'what other relays have changed could not be taken up');
      })
      .finally(() => {
        this.#look = null;
      });
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    await this.#look;
  }

  async #takeUp(): Promise<void> {
    const { store, keeper, keys, seals, subscriptions, flows } = this.#parts;
    await keys.readAgain();
    if (await seals.readAgain()) keeper.resolveAgain();
    await keeper.takeUpOthers(await store.switches.all());
    const pauses = (await store.halts.all()).filter(({ cause }) => cause === 'paused');
    const parts = new Set(pauses.flatMap(({ part }) => part ?? []));
    flows.adopt(pauses, [...parts].map(targetOfKey));
    await subscriptions.readAgain();
  }
}
