import type { Clock } from '../clock.js';
import type { Sharing } from '../store/opened-store.js';
import type { StoreParts } from '../store/store.js';
import type { UnprocessedDelivery } from './inbox.js';

/** For so long after it came, later deliveries about the same lead wait for one that another relay has to process. */
export const HOLDS_UP_FOR_MS = 60_000;

/**
 * The order in which deliveries about a lead are decided, over all relays: that in which they came, because whoever sends the next call of a
 * lead may have waited for the answer to the one before, from whichever relay. Only what came earlier is waited for, so that no two
 * relays wait for each other, and only for a minute, so that what can never be processed does not hold up its lead.
 */
export class OrderOfLeads {
  readonly #clock: Clock;
  readonly #relay: { readonly sharing: Sharing };

  constructor({ clock, relay }: { readonly clock: Clock; readonly relay: { readonly sharing: Sharing } }) {
    this.#clock = clock;
    this.#relay = relay;
  }

  /** Those of these that are not to be processed yet. A relay that is alone knows the order by itself. */
  async behind(
    { intake }: Pick<StoreParts, 'intake'>,
    rows: readonly UnprocessedDelivery[],
  ): Promise<readonly UnprocessedDelivery[]> {
    if (this.#relay.sharing === 'alone') return [];
    const now = this.#clock.now();
    // Both ways, for a clock that was set back.
    const within = { after: now - HOLDS_UP_FOR_MS, before: now + HOLDS_UP_FOR_MS };
    const seqs = rows.map(({ seq }) => seq);
    const behind = new Set(await intake.behindEarlier(seqs, within));
    return behind.size === 0 ? [] : rows.filter(({ seq }) => behind.has(seq));
  }
}
