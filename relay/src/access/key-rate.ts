/** What a key has left of the requests that it opens for, at a time in epoch milliseconds. */
interface Bucket {
  readonly left: number;
  readonly at: number;
}

/**
 * A bucket for each key, which holds the requests of one second and fills as fast. It lives with the process: a restart
 * fills it.
 */
export class KeyRate {
  readonly #buckets = new Map<string, Bucket>();

  /** Takes one request of a key; gives null, or in how many seconds the next one is let in. */
  take(id: string, perSecond: number, now: number): number | null {
    const bucket = this.#buckets.get(id) ?? { left: perSecond, at: now };
    // A clock that was set back gives nothing back, and takes nothing.
    const filled = (Math.max(0, now - bucket.at) * perSecond) / 1_000;
    const left = Math.min(perSecond, bucket.left + filled);
    const isLetIn = left >= 1;
    this.#buckets.set(id, { left: isLetIn ? left - 1 : left, at: now });
    return isLetIn ? null : Math.max(1, Math.ceil((1 - left) / perSecond));
  }

  forget(id: string): void {
    this.#buckets.delete(id);
  }
}
