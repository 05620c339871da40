import { hash } from 'node:crypto';
import { BoundedMap } from '../bounded-map.js';
import type { StoredDelivery } from '../store/ports/intake.js';

const REMEMBERED = 5_000;
/** A text that is no longer than this is its own fingerprint: there is nothing to be gained by a shorter one. */
const SHORT = 1_000;
const WITHIN_MS = 10 * 60_000;

interface Seen {
  readonly id: string;
  readonly at: number;
}

/**
 * Remembers the latest deliveries to tell which looks like an earlier one. Equal bodies can be two real events, so
 * this only flags and never drops (domain-facts J.41); it forgets at a restart.
 */
export class Repeats {
  readonly #seen = new BoundedMap<string, Seen>(REMEMBERED);

  /** Looks at the deliveries of a batch; nothing is remembered of them until the batch is committed. */
  batch(): RepeatBatch {
    return new RepeatBatch(this.#seen);
  }
}

/** The deliveries of one batch, beside all those remembered before it. */
export class RepeatBatch {
  readonly #remembered: BoundedMap<string, Seen>;
  readonly #seen = new Map<string, Seen>();

  constructor(remembered: BoundedMap<string, Seen>) {
    this.#remembered = remembered;
  }

  /** The id of an equal delivery to the same hook within ten minutes, or null. */
  repeatOf(delivery: StoredDelivery): string | null {
    const { id, receivedAt } = delivery;
    const fingerprint = fingerprintOf(delivery);
    const before = this.#seen.get(fingerprint) ?? this.#remembered.get(fingerprint);
    this.#seen.set(fingerprint, { id, at: receivedAt });
    if (before === undefined || before.id === id) return null;
    return Math.abs(receivedAt - before.at) > WITHIN_MS ? null : before.id;
  }

  /** The batch is on the disk. */
  committed(): void {
    for (const [fingerprint, seen] of this.#seen) this.#remembered.set(fingerprint, seen);
  }
}

/** The same for equal deliveries to one hook alone. */
function fingerprintOf({ hookId, query, body }: StoredDelivery): string {
  const text = `${hookId}\n${query}\n${body.toString('latin1')}`;
  return text.length <= SHORT ? text : hash('sha256', text, 'base64');
}
