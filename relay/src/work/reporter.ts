import type { Alarms } from '../alarms/alarms.js';
import { DOUBTFUL_NEXT } from '../alarms/words.js';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import { nameOfTarget } from '../deliver/targets.js';
import { endpointIdOf } from '../endpoint-id.js';
import type { Log } from '../log.js';
import type { Notice } from '../notify/notice.js';
import { doubtfulKey, undeliveredKey } from '../notify/told-by-alarm.js';
import { messageOf, performIsolated } from './isolate.js';
import { mergedNotice } from './merged-notice.js';
import type { CountedNotice } from '../store/ports/notices.js';
import type { ActionState } from '../store/ports/actions.js';
import type { Settlement } from '../store/ports/attempts.js';
import type { Target } from '../store/ports/target.js';
import { LEASE_LOST } from '../store/store-fault.js';
import type { Store, Unit } from '../store/store.js';
import type { SubscriptionNames } from '../subscriptions/called.js';

/** What becomes of an action that was not delivered, by its state. */
const AFTER: Readonly<Partial<Record<ActionState, string>>> = {
  waiting: 'it will be tried again',
  cancelled: 'nobody is there to take it any more',
};

export interface ReporterParts {
  readonly store: Store;
  readonly log: Log;
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  /** What subscriptions are called. */
  readonly names: () => SubscriptionNames;
  readonly alarms: Pick<Alarms, 'attempted'>;
}

/** Something that was taken out of the way of the rest. */
export interface SetAside {
  readonly what: string;
  readonly id: string;
  readonly reason: string;
  /** What becomes of it, in a sentence. */
  readonly after: string;
}

/**
 * Tells what came of the work: the log at once, the operator with the next commit. However often one cause comes up in
 * between, it is one notice with a count.
 */
export class Reporter {
  readonly #parts: ReporterParts;
  readonly #notices = new Map<string, CountedNotice>();

  constructor(parts: ReporterParts) {
    this.#parts = parts;
  }

  get hasNews(): boolean {
    return this.#notices.size > 0;
  }

  tell(notice: Notice & Partial<CountedNotice>): void {
    const told = { ...notice, count: notice.count ?? 1 };
    this.#add(this.#notices.get(notice.key), told);
  }

  /** What a notice tells is over, be it stored already or not. */
  resolved(notice: Notice): void {
    const over = { ...notice, count: 0, resolvedAt: this.#parts.clock.now() };
    this.#add(this.#notices.get(notice.key), over);
  }

  /** How an attempt ended, once that is on the disk. */
  attempted(settlement: Settlement): void {
    const { log, alarms } = this.#parts;
    const { action, attempt, isLate = false } = settlement;
    const { target } = attempt;
    const endpoint = this.#nameOf(target);
    const about = { action: action.id, endpoint: endpointIdOf(target), status: attempt.status ?? undefined };
    if (isLate) {
      log.warn({ ...about, code: LEASE_LOST.code }, `of an attempt at ${endpoint}, ${attempt.reason ?? ''}`);
      return;
    }
    alarms.attempted(settlement);
    if (attempt.outcome === 'delivered') {
      log.info(about, `delivered to ${endpoint} (${attempt.method} ${attempt.url})`);
      if (action.reason !== null) this.#doubtful(target, action.reason);
      return;
    }
    const reason = attempt.reason ?? 'no reason known';
    const more = AFTER[action.state] ?? 'it is kept for replay';
    log.warn(about, `not delivered to ${endpoint}: ${reason}; ${more}`);
    if (attempt.outcome === 'refused') this.#refused(target, action.reason ?? reason);
    else if (action.state === 'dead') this.undelivered(target, action.reason ?? reason);
  }

  /** An action was delivered to all appearances but one: what the destination answered. */
  #doubtful(target: Target, reason: string): void {
    const message =
      `What ${this.#nameOf(target)} answered ${reason}. The action counts as delivered. ` +
      `Say in the endpoint's "expect" what its successes look like. ${DOUBTFUL_NEXT}`;
    this.tell({
      key: doubtfulKey(endpointIdOf(target)),
      kind: 'looks-unsuccessful',
      message,
      at: this.#parts.clock.now(),
    });
  }

  /** The destination did not take what arrived. */
  #refused(target: Target, reason: string): void {
    const message = `${this.#nameOf(target)} refused an action: ${reason}. It is not repeated by itself, and kept for replay.`;
    this.tell({
      key: `refused:${endpointIdOf(target)}`,
      kind: 'refused',
      message,
      at: this.#parts.clock.now(),
    });
  }

  /** An action has ended undelivered. */
  undelivered(target: Target, reason: string): void {
    const message = `An action for ${this.#nameOf(target)} was not delivered: ${reason}. It is kept for replay.`;
    const at = this.#parts.clock.now();
    this.tell({ key: undeliveredKey(endpointIdOf(target)), kind: 'not-delivered', message, at });
  }

  /** Something failed each time it was tried, and was taken out of the way of the rest. */
  setAside({ what, id, reason, after }: SetAside): void {
    this.#parts.log.error({ id }, `${what} was set aside: ${reason}`);
    const message = `${what.charAt(0).toUpperCase()}${what.slice(1)} was set aside (${id}): ${reason}. ${after}`;
    this.tell({ key: `set-aside:${what}`, kind: 'set-aside', message, at: this.#parts.clock.now() });
  }

  /** At most so many notices, which the caller stores or gives back. */
  take(limit: number): CountedNotice[] {
    const taken = [...this.#notices.values()].slice(0, limit);
    for (const { key } of taken) this.#notices.delete(key);
    return taken;
  }

  giveBack(notices: readonly CountedNotice[]): void {
    for (const notice of notices) this.#add(notice, this.#notices.get(notice.key));
  }

  #add(earlier: CountedNotice | undefined, later: CountedNotice | undefined): void {
    const merged =
      earlier === undefined || later === undefined ? (earlier ?? later) : mergedNotice(earlier, later);
    if (merged !== undefined) this.#notices.set(merged.key, merged);
  }

  async store(unit: Unit, notices: readonly CountedNotice[]): Promise<void> {
    for (const notice of notices) {
      // What was told before, and has not come up since, is only over.
      if (notice.count > 0) await unit.notices.record(notice);
      else await unit.notices.resolve(notice.key, notice.resolvedAt ?? notice.at);
    }
  }

  /** Stores notices in transactions of their own. One that cannot be stored is told in the log alone. */
  async storeIsolated(notices: readonly CountedNotice[]): Promise<void> {
    const { store, log } = this.#parts;
    const left = new Set(notices);
    try {
      await performIsolated(notices, {
        perform: async (some) => {
          await store.turn((unit) => this.store(unit, some));
          return () => {
            for (const each of some) left.delete(each);
          };
        },
        setAside: (notice, error) => {
          left.delete(notice);
          const failure = messageOf(error);
          log.error({ notification: notice.key, failure }, `not stored as a notification: ${notice.message}`);
          return Promise.resolve();
        },
      });
    } catch (error) {
      this.giveBack([...left]);
      throw error;
    }
  }

  #nameOf(target: Target): string {
    const { config, names } = this.#parts;
    return nameOfTarget(target, config().endpoints, names());
  }
}
