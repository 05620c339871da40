import { hash } from 'node:crypto';
import type { StoredDelivery } from '../store/ports/intake.js';

const REMEMBERED = 5_000;
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
  readonly #seen = new Map<string, Seen>();

  /** Looks at the deliveries of a batch; nothing is remembered of them until the batch is committed. */
  batch(): RepeatBatch {
    return new RepeatBatch(this.#seen);
  }
}

/** The deliveries of one batch, beside all those remembered before it. */
export class RepeatBatch {
  readonly #remembered: Map<string, Seen>;
  readonly #seen = new Map<string, Seen>();

  constructor(remembered: Map<string, Seen>) {
    this.#remembered = remembered;
  }

  /** The id of an equal delivery to the same hook within ten minutes, or null. */
  repeatOf(delivery: StoredDelivery): string | null {
    const { id, hookId, query, body, receivedAt } = delivery;
    const fingerprint = hash('sha256', `${hookId}\n${query}\n${body.toString('latin1')}`, 'base64');
    const before = this.#seen.get(fingerprint) ?? this.#remembered.get(fingerprint);
    this.#seen.set(fingerprint, { id, at: receivedAt });
    if (before === undefined || before.id === id) return null;
    return Math.abs(receivedAt - before.at) > WITHIN_MS ? null : before.id;
  }

  /** The batch is on the disk. */
  committed(): void {
    for (const [fingerprint, seen] of this.#seen) {
      this.#remembered.delete(fingerprint);
      this.#remembered.set(fingerprint, seen);
    }
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= REMEMBERED) return;
      this.#remembered.delete(oldest);
    }
  }
}
