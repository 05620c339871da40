import type { Share } from '../flow/parts.js';

/** Longer than the time that any pace counts by but the very slowest. */
const KEPT_MS = 60 * 60_000;

/**
 * What the share of a relay was of late. A part that has just grown was another relay's a moment ago, which may have used it: what was
 * begun by that counts until the time is over by which a pace counts. Times in epoch milliseconds.
 */
export class ShareLog {
  /** In the order in which they began; each lasts until the next does. */
  #shares: { readonly share: Share | null; readonly from: number }[] = [];

  /** Null: it has none. */
  note(share: Share | null, now: number): void {
    const last = this.#shares.at(-1);
    // After the clock was set back nothing of before can be told from what is to come.
    if (last !== undefined && last.from > now) this.#shares = [{ ...last, from: now }];
    if (last !== undefined && isSame(last.share, share)) return;
    const over = this.#shares.findIndex((_, index) => (this.#shares[index + 1]?.from ?? now) > now - KEPT_MS);
    this.#shares.splice(0, over === -1 ? this.#shares.length : over);
    this.#shares.push({ share, from: now });
  }

  get last(): Share | null {
    return this.#shares.at(-1)?.share ?? null;
  }

  since(from: number): readonly (Share | null)[] {
    const first = this.#shares.findLastIndex((each) => each.from <= from);
    return this.#shares.slice(Math.max(0, first)).map(({ share }) => share);
  }
}

function isSame(one: Share | null, other: Share | null): boolean {
  return one?.index === other?.index && one?.of === other?.of;
}
