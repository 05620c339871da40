import { RATE_LIMIT_WINDOW_MS, admitTrigger, fullestWindow, type RateLimitOutcome } from './rate-limit.js';
import { EMPTY, TimeLists, type ListStart } from './time-lists.js';

export type Admission = Omit<RateLimitOutcome, 'state'>;

/**
 * The rate limits of very many leads in memory, for wrappers that keep no store (domain-facts J.2–J.4, J.40). Decides
 * as `admitTrigger` does with a state for each workflow and lead, the clock set back included. Grows with the leads
 * that have had a trigger since {@link prune} was last called, and shrinks only there.
 */
export class GuardMemory {
  readonly #workflows = new Map<string, Map<string, ListStart>>();
  readonly #admitted = new TimeLists();

  /** How many pairs of workflow and lead are remembered. */
  get size(): number {
    return [...this.#workflows.values()].reduce((sum, leads) => sum + leads.size, 0);
  }

  /**
   * Admits a trigger as `admitTrigger` does. `workflowKey` is the workflow's id, or
   * `WHOLE_LEAD` where all of a lead's triggers are counted together; `now` is in epoch milliseconds.
   */
  admit(leadKey: string, workflowKey: string, now: number, limit: number): Admission {
    const leads = this.#leadsOf(workflowKey);
    const known = leads.get(leadKey);
    const kept = known === undefined ? EMPTY : this.#stillCounting(known, now);
    const count = this.#countAround(kept, now);
    const admitted = count < limit;
    const list = admitted ? this.#admitted.insert(kept, now) : kept;
    if (list !== known) leads.set(leadKey, list);
    if (admitted) return { admitted, count: count + 1, freeAt: null };
    return { admitted, count, freeAt: admitTrigger(this.#admitted.times(list), now, limit).freeAt };
  }

  /** Forgets what a trigger of its lead at `now` would not count any more. To be called every few minutes. */
  prune(now: number): void {
    for (const [workflowKey, leads] of this.#workflows) {
      for (const [leadKey, known] of leads) {
        const kept = this.#stillCounting(known, now);
        if (kept === EMPTY) leads.delete(leadKey);
        else if (kept !== known) leads.set(leadKey, kept);
      }
      if (leads.size === 0) this.#workflows.delete(workflowKey);
    }
  }

  /** Triggers come in order, as a rule, and then all that are kept lie before this one. */
  #countAround(kept: ListStart, now: number): number {
    const newest = this.#admitted.newest(kept) ?? now;
    return newest <= now ? this.#admitted.count(kept) : fullestWindow(this.#admitted.times(kept), now);
  }

  /** Without what no clock of about now counts, as in `admitTrigger`. */
  #stillCounting(list: ListStart, now: number): ListStart {
    return this.#admitted.trim(list, now - RATE_LIMIT_WINDOW_MS, now + RATE_LIMIT_WINDOW_MS);
  }

  #leadsOf(workflowKey: string): Map<string, ListStart> {
    let leads = this.#workflows.get(workflowKey);
    if (leads === undefined) this.#workflows.set(workflowKey, (leads = new Map<string, ListStart>()));
    return leads;
  }
}
