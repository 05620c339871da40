import type { Clock } from '../clock.js';
import type { ConfigTruth } from '../config/config-truth.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { Flows } from '../flow/flows.js';
import { FORGOTTEN } from '../forget/forget.js';
import type { Inspector } from '../inspect/inspector.js';
import type { Log } from '../log.js';
import { ownKey, type Teller } from '../notify/teller.js';
import type { StoredSecrets } from '../seals/stored-secrets.js';
import { storeFaultOf } from '../store/store-fault.js';
import type { Store } from '../store/store.js';
import type { Subscriptions } from '../subscriptions/subscriptions.js';
import type { People } from './people.js';

export interface OthersChangesParts {
  readonly store: Store;
  readonly log: Log;
  readonly clock: Clock;
  readonly keeper: ConfigKeeper;
  readonly truth: ConfigTruth;
  readonly people: Pick<People, 'key' | 'keys' | 'sessions'>;
  readonly seals: StoredSecrets;
  readonly subscriptions: Subscriptions;
  readonly flows: Flows;
  readonly inspector: Pick<Inspector, 'clear'>;
  /** This relay; null where it is alone. */
  readonly teller: Teller | null;
}

/** The key of the notification that this relay has not the key that the others have. */
const KEY_NOTICE = 'seal-key';

/**
 * Takes up what other relays have changed in the store: this relay's copies of it are as old as the last word of it, or a few seconds where
 * none was heard. Each of the tables has as many rows as people have made, so that all of them are read.
 */
export class OthersChanges {
  readonly #parts: OthersChangesParts;
  #look: Promise<void> | null = null;
  /** The code of what was told of the key that relays have in common. */
  #told: string | null = null;
  /** When a person was forgotten last, and how often that was; null before the first look. */
  #forgotten: string | null = null;
  /** There may be more than the look sees that is under way. */
  #isToLookAgain = false;
  #isStopped = false;

  constructor(parts: OthersChangesParts) {
    this.#parts = parts;
  }

  /** To be called where there may be any. */
  look(): void {
    if (this.#isStopped) return;
    this.#isToLookAgain = this.#look !== null;
    this.#look ??= this.#takeUp()
      .catch((error: unknown) => {
        // What the store suffers from is told by whoever writes to it, once.
        if (storeFaultOf(error) !== null) return;
        this.#parts.log.error({ err: error }, 'what other relays have changed could not be taken up');
      })
      .finally(() => {
        this.#look = null;
        if (this.#isToLookAgain) this.look();
      });
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#look;
  }

  async #takeUp(): Promise<void> {
    const { store, keeper, truth, people, seals, subscriptions, flows } = this.#parts;
    await people.key.lookAgain();
    await people.keys.readAgain();
    await people.sessions.readAgain();
    if (await seals.readAgain()) keeper.resolveAgain();
    await this.#tellOfKey();
    keeper.takeUpSwitches(await store.switches.all());
    await truth.takeUpOthers();
    await flows.takeUpOthers(() => store.halts.all());
    await subscriptions.readAgain();
    await this.#forget();
  }

  /** Whichever relay or command has forgotten a person, what this relay shows of what was sent is gone. */
  async #forget(): Promise<void> {
    const { store, inspector } = this.#parts;
    const told = await store.notices.find(FORGOTTEN);
    const forgotten = told === undefined ? 'nobody' : `${told.count} ${told.lastAt}`;
    if (this.#forgotten !== null && this.#forgotten !== forgotten) inspector.clear();
    this.#forgotten = forgotten;
  }

  /** A relay that started before anything was sealed finds out here that it has another key than the one that sealed. */
  async #tellOfKey(): Promise<void> {
    const { store, log, clock, seals, teller } = this.#parts;
    const key = ownKey(KEY_NOTICE, teller);
    const trouble = seals.keyTrouble;
    if ((trouble?.code ?? null) === this.#told) return;
    this.#told = trouble?.code ?? null;
    if (trouble === null) {
      await store.notices.resolve(key, clock.now());
      return;
    }
    const { code, message, remedy } = trouble;
    log.error({ code }, `${message}. ${remedy}`);
    const notice = {
      key,
      kind: 'not-ready',
      message: teller === null ? `${message}. ${remedy}` : `The relay ${teller.name}: ${message}. ${remedy}`,
    };
    await store.notices.record({ ...notice, at: clock.now() });
  }
}
