/** So many wrong keys and codes from one address, and then one every six seconds. */
const BURST = 10;
const REFILL_MS = 6_000;

/** So many addresses are told apart; beyond, all others share one count. */
const MOST_ADDRESSES = 1_000;
const OTHERS = 'others';

interface Bucket {
  readonly left: number;
  readonly at: number;
}

/**
 * How often an address may be wrong when it signs in. A key is long enough that nobody guesses it so; one that somebody chose for
 * `CONNECT_API_KEY` need not be. Who has a link is never kept out by the mistakes of others.
 */
export class SignInRate {
  readonly #buckets = new Map<string, Bucket>();

  /** In how many seconds an address may try again; null where it may now. */
  waitFor(address: string, now: number): number | null {
    const left = this.#left(this.#keyOf(address), now);
    return left >= 1 ? null : Math.max(1, Math.ceil(((1 - left) * REFILL_MS) / 1_000));
  }

  wasWrong(address: string, now: number): void {
    this.#forgetFull(now);
    const key = this.#keyOf(address);
    this.#buckets.set(key, { left: Math.max(0, this.#left(key, now) - 1), at: now });
  }

  #keyOf(address: string): string {
    return this.#buckets.has(address) || this.#buckets.size < MOST_ADDRESSES ? address : OTHERS;
  }

  #left(key: string, now: number): number {
    const bucket = this.#buckets.get(key);
    // A clock that was set back gives nothing back, and takes nothing.
    return bucket === undefined
      ? BURST
      : Math.min(BURST, bucket.left + Math.max(0, now - bucket.at) / REFILL_MS);
  }

  #forgetFull(now: number): void {
    if (this.#buckets.size < MOST_ADDRESSES) return;
    for (const key of this.#buckets.keys()) if (this.#left(key, now) >= BURST) this.#buckets.delete(key);
  }
}
