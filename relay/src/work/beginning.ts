import type { Clock } from '../clock.js';
import { runAttempt } from '../deliver/attempt.js';
import type { AttemptParts } from '../deliver/attempt-parts.js';
import type { InFlight } from '../deliver/in-flight.js';
import { brokenOff, putBack } from '../deliver/interrupted.js';
import type { PreparedAction } from '../deliver/prepare.js';
import type { Flows } from '../flow/flows.js';
import type { Log } from '../log.js';
import type { Settlement } from '../store/ports/attempts.js';
import type { Store } from '../store/store.js';
import { storeFaultOf } from '../store/store-fault.js';
import type { Health } from './health.js';
import type { Registration } from './registration.js';

export interface BeginningParts {
  readonly store: Pick<Store, 'synced'>;
  readonly registration: Pick<Registration, 'confirm'>;
  readonly log: Log;
  readonly clock: Clock;
  readonly attempts: AttemptParts;
  readonly flows: Pick<Flows, 'began'>;
  readonly health: Pick<Health, 'failed'>;
  readonly inFlight: InFlight;
  /** Called with how an attempt ended, which is to be written down. */
  readonly ended: (settlement: Settlement) => void;
}

/** Begins the attempts at what was taken up, once the disk has that it was; they run beside all other work. */
export class Beginning {
  readonly #parts: BeginningParts;
  #taken: PreparedAction[] = [];

  constructor(parts: BeginningParts) {
    this.#parts = parts;
  }

  /** Whether something was taken up and has not begun yet. */
  get isWaiting(): boolean {
    return this.#taken.length > 0;
  }

  /** An action was taken up, and that is committed. */
  add(action: PreparedAction): void {
    this.#taken.push(action);
  }

  begin(): void {
    if (!this.isWaiting) return;
    const { store, inFlight } = this.#parts;
    // Nothing is sent before the disk has that it is.
    const synced = store.synced();
    for (const action of this.#taken.splice(0)) inFlight.add(action.row.target, this.#make(action, synced));
  }

  async #make(action: PreparedAction, synced: Promise<void>): Promise<void> {
    this.#parts.ended(await this.#settlementOf(action, synced));
  }

  async #settlementOf(action: PreparedAction, synced: Promise<void>): Promise<Settlement> {
    const { log, clock, attempts, flows, registration, health } = this.#parts;
    try {
      await synced.finally(() => flows.began(action.row.target));
      await registration.confirm();
      return await runAttempt(action, attempts);
    } catch (error) {
      // What an action comes to is written down before anything is sent: without the store nothing has been sent.
      if (storeFaultOf(error) !== null) {
        health.failed('work', error);
        return putBack(action, error, clock.now());
      }
      log.error({ err: error, action: action.row.id }, 'an attempt broke off unexpectedly');
      return brokenOff(action, error, clock.now());
    }
  }
}
