import type { Transaction } from 'kysely';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import { builtInName } from '../deliver/targets.js';
import type { Log } from '../log.js';
import type { Notice } from '../notify/notice.js';
import { notify, type CountedNotice } from '../store/commands/notifications.js';
import type { Settlement } from '../store/commands/settlements.js';
import type { Schema } from '../store/schema.js';
import type { GroupCommit } from '../store/group-commit.js';
import { messageOf, performIsolated } from './isolate.js';

export interface ReporterParts {
  readonly commits: GroupCommit;
  readonly log: Log;
  readonly clock: Clock;
  readonly config: () => LiveConfig;
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
    const count = (this.#notices.get(notice.key)?.count ?? 0) + (notice.count ?? 1);
    this.#notices.set(notice.key, { ...notice, count });
  }

  /** How an attempt ended, once that is on the disk. */
  attempted({ action, attempt }: Settlement): void {
    const { log } = this.#parts;
    const endpoint = this.#nameOf(attempt.endpoint_id);
    const about = { action: action.id, endpoint: attempt.endpoint_id, status: attempt.status ?? undefined };
    if (attempt.outcome === 'delivered') {
      log.info(about, `delivered to ${endpoint} (${attempt.method} ${attempt.url})`);
      if (action.reason !== null) this.#doubtful(attempt.endpoint_id, action.reason);
      return;
    }
    const reason = attempt.reason ?? 'no reason known';
    const more = action.state === 'waiting' ? 'it will be tried again' : 'it is kept for replay';
    log.warn(about, `not delivered to ${endpoint}: ${reason}; ${more}`);
    if (attempt.outcome === 'refused') this.#refused(attempt.endpoint_id, action.reason ?? reason);
    else if (action.state === 'dead') this.undelivered(attempt.endpoint_id, action.reason ?? reason);
  }

  /** An action was delivered to all appearances but one: what the destination answered. */
  #doubtful(endpointId: string, reason: string): void {
    const message =
      `What ${this.#nameOf(endpointId)} answered ${reason}. The action counts as delivered; it is listed at ` +
      '/api/doubtful and can be sent again. Say in the endpoint\'s "expect" what its successes look like.';
    this.tell({
      key: `doubtful:${endpointId}`,
      kind: 'looks-unsuccessful',
      message,
      at: this.#parts.clock.now(),
    });
  }

  /** The destination did not take what arrived. */
  #refused(endpointId: string, reason: string): void {
    const message = `${this.#nameOf(endpointId)} refused an action: ${reason}. It is not repeated by itself, and kept for replay.`;
    this.tell({ key: `refused:${endpointId}`, kind: 'refused', message, at: this.#parts.clock.now() });
  }

  /** An action has ended undelivered. */
  undelivered(endpointId: string, reason: string): void {
    const message = `An action for ${this.#nameOf(endpointId)} was not delivered: ${reason}. It is kept for replay.`;
    this.tell({ key: `dead:${endpointId}`, kind: 'not-delivered', message, at: this.#parts.clock.now() });
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
    for (const notice of notices) {
      const later = this.#notices.get(notice.key);
      this.#notices.set(notice.key, { ...notice, ...later, count: notice.count + (later?.count ?? 0) });
    }
  }

  async store(tx: Transaction<Schema>, notices: readonly CountedNotice[]): Promise<void> {
    for (const notice of notices) await notify(tx, notice);
  }

  /** Stores notices in transactions of their own. One that cannot be stored is told in the log alone. */
  async storeIsolated(notices: readonly CountedNotice[]): Promise<void> {
    const { commits, log } = this.#parts;
    const left = new Set(notices);
    try {
      await performIsolated(notices, {
        perform: async (some) => {
          await commits.transaction((tx) => this.store(tx, some));
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

  #nameOf(endpointId: string): string {
    return this.#parts.config().endpoints.get(endpointId)?.name ?? builtInName(endpointId) ?? endpointId;
  }
}
