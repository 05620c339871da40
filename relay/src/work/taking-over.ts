import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import { recoverCutOff } from '../deliver/recover.js';
import type { Log } from '../log.js';
import type { Inbox } from '../process/inbox.js';
import { recoverDeliveries } from '../process/recover.js';
import type { Settlement } from '../store/ports/attempts.js';
import type { Store } from '../store/store.js';
import type { Processing } from './processing.js';
import type { Registration } from './registration.js';
import type { Settling } from './settling.js';

export interface TakingOverParts {
  readonly store: Store;
  readonly registration: Registration;
  readonly log: Log;
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  readonly inbox: Inbox;
  readonly processing: Processing;
  readonly settling: Settling;
}

/** Taking over: goes through what the last stop has cut off, and what dead relays held. */
export class TakingOver {
  readonly #parts: TakingOverParts;
  /** Attempts that were cut off, and in whose name: what became of them is written down, or withheld. */
  readonly #cutOff = new Set<string>();
  /** Whether there may be something that dead relays held. */
  #mayHaveWork = false;

  constructor(parts: TakingOverParts) {
    this.#parts = parts;
  }

  /** Others may have ended, and left something to be done. */
  othersMayHaveEnded(): void {
    this.#mayHaveWork = true;
  }

  /** At a start, to be done before anything else. */
  async recover(): Promise<void> {
    const { store, registration: relay, log, clock, config, processing } = this.#parts;
    const settle = (settlements: readonly Settlement[]): Promise<void> => this.#settle(settlements);
    // One relay does: another one would write a second time that an attempt was cut off.
    if (relay.leads) await recoverCutOff({ store, log, live: config(), now: clock.now(), settle });
    await recoverDeliveries({ store, log, relay, processing });
  }

  /**
   * To be done between two slices, so that nothing is done in the name of one registration that was claimed in that of
   * another.
   */
  async perform(): Promise<void> {
    const { store, registration, inbox } = this.#parts;
    if (registration.isLost) {
      await registration.register();
      this.#mayHaveWork = true;
      inbox.forget();
    }
    if (!this.#mayHaveWork) return;
    this.#mayHaveWork = false;
    try {
      await this.recover();
      if (await store.intake.hasFree()) inbox.forget();
    } catch (error) {
      this.#mayHaveWork = true;
      throw error;
    }
  }

  /** What the store has refused once is tried anew as all that is withheld, and not with every look. */
  #settle(settlements: readonly Settlement[]): Promise<void> {
    const isNew = ({ action: { id, holder } }: Settlement): boolean => !this.#cutOff.has(`${id} ${holder}`);
    const anew = settlements.filter(isNew);
    for (const { action } of anew) this.#cutOff.add(`${action.id} ${action.holder}`);
    return this.#parts.settling.settleIsolated(anew, this.#parts.registration);
  }
}
